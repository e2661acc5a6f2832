// A script of multilog in words. `spec/multilog.md §1`.

import type { ByteString } from '../../src/bytes.js'
import { fatalText } from '../../src/fault/messages.js'
import type { Action, DirectoryPlan, Stamp } from '../../src/plan.js'
import type { Selection } from '../../src/select/rules.js'
import { type Meaning, meaningsOf, parse, voice } from '../multilog.js'
import { TROUBLE } from '../world.js'
import {
  bytesText,
  type Entry,
  type Explanation,
  type Place,
  type Refusal,
  selectedBefore,
} from './explanation.js'
import { onlyIn, settingText, settingTraps } from './multilog-settings.js'
import { type Beginning, linesMatching, trapsIn } from './patterns.js'

const STAMPS: Partial<Record<Stamp, { means: ByteString; like: ByteString; of?: ByteString }>> = {
  tai64n: {
    means: 'a TAI64N label (@ and 24 digits: the moment the line began)',
    like: '@4000000069153eca075bcbf4 ',
  },
  accustamp: {
    means: 'seconds since 1970 with six digits behind the point',
    like: '1763000000.123456 ',
    of: 'daemontools-encore',
  },
  local: {
    means: 'local date and time with nine digits of the second',
    like: '2025-11-13 02:13:20.123456789 ',
    of: "sagredo's multilog",
  },
  'local-milliseconds': {
    means: 'local date and time with three digits of the second',
    like: '2025-11-13 02:13:20.123 ',
    of: "sagredo's multilog",
  },
}

/** Words of a script, what each does and when. */
export const explainMultilog = (words: readonly ByteString[], place: Place): Explanation => {
  const meanings = meaningsOf(words)
  const plan = parse(words)
  const script = new Script(words, meanings, plan.actions, place)
  const refusal = refusalOf(words, meanings, place)
  return {
    entries: words.map((word, at) => script.entry(word, at)),
    warnings: script.warnings(),
    ...(refusal ? { refusal } : { plan }),
    labels: words.filter((_, k) => meanings[k]?.is === 'action'),
  }
}

// Directories are locked and status files opened before anything is read. §9.2.
const refusalOf = (
  words: readonly ByteString[],
  meanings: readonly Meaning[],
  place: Place,
): Refusal | undefined => {
  const empty = words.indexOf('=')
  if (empty >= 0) {
    const fault = { operation: 'create-status', file: '', code: 'ENOENT' } as const
    return { message: fatalText(voice, fault), code: TROUBLE, at: empty }
  }
  const paths = words.map((word, k) => (isLog(meanings[k]) ? place.at(word) : undefined))
  const twice = paths.findIndex((path, k) => path !== undefined && paths.indexOf(path) < k)
  if (twice < 0) return undefined
  const fault = { operation: 'lock', directory: words[twice] ?? '', code: 'EAGAIN' } as const
  return { message: fatalText(voice, fault), code: TROUBLE, at: twice }
}

const isLog = (meaning: Meaning | undefined): boolean =>
  meaning?.is === 'action' && meaning.action.do === 'log'

const isOutput = (meaning: Meaning): boolean =>
  meaning.is === 'action' && meaning.action.do !== 'select' && meaning.action.do !== 'deselect'

class Script {
  readonly #words: readonly ByteString[]
  readonly #meanings: readonly Meaning[]
  readonly #before: ReadonlyMap<Action, Selection>
  readonly #place: Place
  readonly #lastOutput: number

  constructor(
    words: readonly ByteString[],
    meanings: readonly Meaning[],
    actions: readonly Action[],
    place: Place,
  ) {
    const before = selectedBefore(actions)
    this.#words = words
    this.#meanings = meanings
    // Actions are told apart as they are: each word has made its own.
    this.#before = new Map(
      meanings
        .flatMap((meaning) => (meaning.is === 'action' ? [meaning.action] : []))
        .map((action, k) => [action, before[k]]),
    )
    this.#place = place
    this.#lastOutput = meanings.findLastIndex(isOutput)
  }

  entry(word: ByteString, at: number): Entry {
    const meaning = this.#meanings[at] ?? { is: 'nothing' }
    const [means, ...warnings] = this.#said(word, at, meaning)
    return { word, at, means: means ?? '', warnings }
  }

  warnings(): ByteString[] {
    if (this.#lastOutput >= 0) return []
    return [
      'nothing is written anywhere: every line is read and dropped. A log directory begins with . or /',
    ]
  }

  /** What a word means, then what is to be warned of. */
  #said(word: ByteString, at: number, meaning: Meaning): ByteString[] {
    switch (meaning.is) {
      case 'stamp':
        return this.#stamp(word, meaning.stamp)
      case 'dialect':
        return this.#dialect(word, at, meaning.dialect === 'fnmatch')
      case 'setting':
        return this.#setting(word, at)
      case 'nothing':
        return this.#nothing(word)
      case 'action':
        return this.#action(word, at, meaning.action)
    }
  }

  #stamp(word: ByteString, stamp: Stamp): ByteString[] {
    const { means = '', like = '', of } = STAMPS[stamp] ?? {}
    return [
      `puts ${means} and a blank before every line; patterns, e and = see these ${like.length} bytes too`,
      ...restIgnored(word),
      ...onlyIn(of),
    ]
  }

  #dialect(word: ByteString, at: number, shell: boolean): ByteString[] {
    return [
      shell
        ? 'patterns from here on are shell patterns: *, ? and [...], from the beginning of the line to its end'
        : 'patterns from here on are simple ones, in which * alone is special',
      ...restIgnored(word),
      ...onlyIn('daemontools-encore'),
      ...this.#unlessPatternsFollow(at),
    ]
  }

  #unlessPatternsFollow(at: number): ByteString[] {
    const follows = this.#meanings.some(
      (meaning, k) => k > at && meaning.is === 'action' && 'pattern' in meaning.action,
    )
    return follows ? [] : ['no pattern comes after it: it has no effect']
  }

  #setting(word: ByteString, at: number): ByteString[] {
    const next = this.#words.findIndex((other, k) => k > at && other[0] === word[0])
    const logs = this.#words.filter((_, k) => k > at && isLog(this.#meanings[k]))
    const own = this.#words.filter(
      (_, k) => k > at && (next < 0 || k < next) && isLog(this.#meanings[k]),
    )
    const set = this.#settingOf(at)
    const idle =
      logs.length === 0
        ? ['no directory comes after it: it has no effect']
        : [`${this.#words[next]} takes its place before any directory: it has no effect`]
    return [
      settingText(word, set, own.length === 0 ? 'directories behind it' : own.join(', ')),
      ...settingTraps(word, set),
      ...(own.length === 0 ? idle : []),
    ]
  }

  #settingOf(at: number): Partial<DirectoryPlan> {
    const meaning = this.#meanings[at]
    return meaning?.is === 'setting' ? meaning.setting : {}
  }

  #nothing(word: ByteString): ByteString[] {
    const means = 'nothing: multilog ignores it'
    if (word === '') return [means]
    if (/^[tTdm]$/.test(word)) return [means, `a stamp must be the first word: move ${word} there`]
    return [
      means,
      this.#place.has(word)
        ? 'it is the name of a file here: has the shell put it in place of an unquoted * or ?, or is ./ missing?'
        : 'if it is a log directory, write ./ before it',
    ]
  }

  #action(word: ByteString, at: number, action: Action): ByteString[] {
    const selected = this.#before.get(action)
    switch (action.do) {
      case 'select':
      case 'deselect':
        return this.#pattern(word, at, action, selected)
      case 'alert':
        return [
          `copies ${linesHere(selected)} to standard error at once; longer ones are cut to 200 bytes and "..."`,
          ...restIgnored(word),
          ...unlessAny(selected),
        ]
      case 'status':
        return [
          `keeps the last of ${linesHere(selected)} in ${action.file}, padded with line feeds to ${action.size} bytes`,
          ...unlessAny(selected),
        ]
      case 'log':
        return [directoryText(action.directory, selected), ...unlessAny(selected)]
      default:
        return []
    }
  }

  #pattern(
    word: ByteString,
    at: number,
    action: Action & { readonly do: 'select' | 'deselect' },
    selected: Selection,
  ): ByteString[] {
    const { pattern, dialect } = action
    const wanted = action.do === 'select'
    const beginning = this.#beginning()
    const lines = linesMatching(pattern, dialect, beginning)
    const means = wanted ? `selects ${lines}` : `deselects ${lines}`
    const idle = selected === wanted ? [idleText(wanted, lines)] : []
    return [
      means,
      ...(this.#lastOutput < at ? ['no action comes after it: it has no effect'] : idle),
      ...trapsIn(pattern, dialect, beginning),
      ...optionLike(word),
    ]
  }

  #beginning(): Beginning | undefined {
    const [first] = this.#meanings
    if (first?.is !== 'stamp') return undefined
    return { like: STAMPS[first.stamp]?.like ?? '', word: this.#words[0]?.charAt(0) ?? '' }
  }
}

const restIgnored = (word: ByteString): ByteString[] =>
  word.length > 1
    ? [
        `the first letter says it all: ${word.slice(1)} is ignored. If this is a directory, write ./ before it`,
      ]
    : []

const idleText = (wanted: boolean, lines: ByteString): ByteString => {
  if (!wanted) return 'no effect: no line is selected here'
  const instead = lines === 'every line' ? '' : '; put -* before it to have these lines alone'
  return `no effect: every line is selected here already${instead}`
}

const optionLike = (word: ByteString): ByteString[] => {
  if (/^--(line|json|color|no-pager)(=|$)/.test(word))
    return [`it is a pattern here: options of explain come before the logger's name`]
  return /^-(-.*|[a-z]\d*)$/is.test(word) ? ['multilog has no options: this is a pattern'] : []
}

const linesHere = (selected: Selection): ByteString =>
  selected === true ? 'every line' : selected === false ? 'no line' : 'the lines selected here'

const unlessAny = (selected: Selection): ByteString[] =>
  selected === false ? ['no line comes here: all are deselected'] : []

const directoryText = (
  { path, maximum, files, processor, code }: DirectoryPlan,
  selected: Selection,
): ByteString => {
  const passed = processor === undefined ? '' : `, passed through "${processor}"`
  const total = processor === undefined ? `: ${bytesText(files * maximum)} at most` : ''
  return `appends ${linesHere(selected)} to ${path}/current, which becomes ${path}/@<label>.${code} at ${bytesText(maximum)}${passed}; ${files} files${total}`
}
