// A script of multilog in words. `spec/multilog.md §1`.

import type { ByteString } from '../../src/bytes.js'
import { fatalText } from '../../src/fault/messages.js'
import type { Action, DirectoryPlan } from '../../src/plan.js'
import type { Selection } from '../../src/select/rules.js'
import { type Meaning, meaningsOf, parse, voice } from '../multilog.js'
import { TROUBLE } from '../world.js'
import type { Entry, Explanation, Place, Refusal } from './explanation.js'
import { outputText, patternText } from './multilog-actions.js'
import { onlyIn, restIgnored, settingText, settingTraps } from './multilog-settings.js'
import { beginningBy, stampText } from './multilog-stamps.js'
import { selections } from './selected.js'

/** Words of a script, what each does and when. */
export const explainMultilog = (words: readonly ByteString[], place: Place): Explanation => {
  const meanings = meaningsOf(words)
  const plan = parse(words)
  const script = new Script(words, meanings, place)
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

  constructor(words: readonly ByteString[], meanings: readonly Meaning[], place: Place) {
    this.#words = words
    this.#meanings = meanings
    this.#before = selections(
      meanings.flatMap((meaning) => (meaning.is === 'action' ? [meaning.action] : [])),
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
        return stampText(word, meaning.stamp)
      case 'dialect':
        return this.#dialect(word, at, meaning.dialect === 'fnmatch')
      case 'setting':
        return this.#setting(word, at, meaning.setting)
      case 'nothing':
        return this.#nothing(word)
      case 'action':
        return this.#action(word, at, meaning.action)
    }
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

  #setting(word: ByteString, at: number, set: Partial<DirectoryPlan>): ByteString[] {
    const next = this.#words.findIndex((other, k) => k > at && other[0] === word[0])
    const logs = this.#words.filter((_, k) => k > at && isLog(this.#meanings[k]))
    const own = this.#words.filter(
      (_, k) => k > at && (next < 0 || k < next) && isLog(this.#meanings[k]),
    )
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
    if (action.do !== 'select' && action.do !== 'deselect')
      return outputText(word, action, selected)
    const [first] = this.#meanings
    const beginning = first && beginningBy(this.#words[0] ?? '', first)
    return patternText(word, action, {
      selected,
      ...(beginning && { beginning }),
      isUsed: at < this.#lastOutput,
    })
  }
}
