// multilog: daemontools' logger, the union of its variants. Arguments to plan, plan to run.

import type { ByteString } from '../src/bytes.js'
import type { Voice } from '../src/fault/messages.js'
import { multilogReasons, multilogSentences } from '../src/fault/multilog-messages.js'
import type { Action, Dialect, DirectoryPlan, Form, Plan, Stamp } from '../src/plan.js'
import type { WhenFull } from '../src/when-full.js'
import { logger } from './world.js'

/** The first byte of a word decides what it is. `spec/multilog.md §1`. */
export const directives: Readonly<Record<string, string>> = {
  t: 'TAI64N stamp (first word only)',
  T: 'accustamp, seconds and microseconds (first word only)',
  d: 'local date and time, nanoseconds (first word only)',
  m: 'local date and time, milliseconds (first word only)',
  '+': 'select lines that match a pattern',
  '-': 'deselect lines that match a pattern',
  F: 'patterns from here on are fnmatch patterns',
  S: 'patterns from here on are simple ones',
  e: 'copy each selected line to standard error, cut to 200 bytes',
  '=': 'keep the last selected line in a file of 1001 bytes',
  s: 'size of files in later directories, in bytes',
  n: 'number of files in later directories',
  '!': 'shell command that finished files of later directories pass through',
  w: 'suffix of finished files in later directories',
  '.': 'log to a directory',
  '/': 'log to a directory',
}

const STAMPS: Readonly<Record<string, Stamp>> = {
  t: 'tai64n',
  T: 'accustamp',
  d: 'local',
  m: 'local-milliseconds',
}

/** Bytes a line is judged on, its stamp included. `spec/multilog.md §2`. */
const WINDOW = 1000
/** A file ends at the first line end from this far below its size on. §6. */
const RESERVE = 2000
/** Alerts longer than 200 bytes are cut there. §4. */
const ALERT: Form = { stamps: [], prefix: '', clip: { from: 201, keep: 200 } }
const SIZE = { default: 99999, least: 4096, most: 2147483647 }
const FILES = { default: 10, least: 2 }

/** What a word of a script has become. */
export type Meaning =
  | { readonly is: 'stamp'; readonly stamp: Stamp }
  | { readonly is: 'dialect'; readonly dialect: Dialect }
  /** Settings of the directories behind it. */
  | { readonly is: 'setting'; readonly setting: Partial<DirectoryPlan> }
  | { readonly is: 'action'; readonly action: Action }
  | { readonly is: 'nothing' }

/** What each word of a script means. Words are byte strings. `spec/multilog.md §1`. */
export const meaningsOf = (words: readonly ByteString[]): readonly Meaning[] => {
  let dialect: Dialect = 'star'
  let directory: Omit<DirectoryPlan, 'path'> = {
    maximum: SIZE.default,
    reserve: RESERVE,
    files: FILES.default,
    code: 's',
  }
  return words.map((word, k) => {
    const stamp = k === 0 ? STAMPS[word[0] ?? ''] : undefined
    const meaning: Meaning = stamp ? { is: 'stamp', stamp } : meaningOf(word, dialect, directory)
    if (meaning.is === 'dialect') dialect = meaning.dialect
    if (meaning.is === 'setting') directory = { ...directory, ...meaning.setting }
    return meaning
  })
}

const meaningOf = (
  word: ByteString,
  dialect: Dialect,
  directory: Omit<DirectoryPlan, 'path'>,
): Meaning => {
  const rest = word.slice(1)
  const doing = (action: Action): Meaning => ({ is: 'action', action })
  const setting = (setting: Partial<DirectoryPlan>): Meaning => ({ is: 'setting', setting })
  switch (word[0]) {
    case '+':
      return doing({ do: 'select', pattern: rest, dialect })
    case '-':
      return doing({ do: 'deselect', pattern: rest, dialect })
    case 'F':
      return { is: 'dialect', dialect: 'fnmatch' }
    case 'S':
      return { is: 'dialect', dialect: 'star' }
    case 'e':
      return doing({ do: 'alert', form: ALERT })
    case '=':
      return doing({ do: 'status', file: rest, size: WINDOW + 1 })
    case 's':
      return setting({ maximum: clamp(numberIn(rest), SIZE.least, SIZE.most) })
    case 'n':
      return setting({ files: clamp(numberIn(rest), FILES.least, Number.MAX_VALUE) })
    case '!':
      return setting({ processor: rest })
    case 'w':
      return setting({ code: rest })
    case '.':
    case '/':
      return doing({ do: 'log', directory: { ...directory, path: word } })
    default:
      return { is: 'nothing' }
  }
}

/** The plan of a script; every script has one, for unknown words are ignored. */
export const parse = (words: readonly ByteString[]): Plan => {
  const meanings = meaningsOf(words)
  const [first] = meanings
  return {
    ...(first?.is === 'stamp' && { stamp: first.stamp }),
    lines: { window: WINDOW, completeLastLine: true },
    actions: meanings.flatMap((meaning) => (meaning.is === 'action' ? [meaning.action] : [])),
    signals: { SIGTERM: 'finish', SIGALRM: 'rotate' },
    pause: 5000,
  }
}

/** Leading digits, as the C library's unsigned long holds them. `spec/multilog.md §1.1`. */
const numberIn = (text: ByteString): bigint =>
  BigInt.asUintN(64, BigInt(/^[0-9]+/.exec(text)?.[0] ?? '0'))

const clamp = (number: bigint, least: number, most: number): number =>
  Math.min(Math.max(Number(number), least), most)

/** How multilog speaks. */
export const voice: Voice = {
  name: 'multilog',
  sentences: multilogSentences,
  reasons: multilogReasons,
}

/** Runs multilog to its end; gives its exit code. */
export const run = (words: readonly ByteString[], full?: WhenFull): Promise<number> =>
  logger(parse(words), voice, { umask: 0o022, full })
