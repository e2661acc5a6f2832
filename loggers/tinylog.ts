// tinylog: perp's logger, with the age of its fork. Options to plan, plan to run.

import { type ByteString, toBytes } from '../src/bytes.js'
import type { Voice } from '../src/fault/messages.js'
import { tinylogMessage, tinylogReasons, tinylogSentences } from '../src/fault/tinylog-messages.js'
import { visible } from '../src/fault/visible.js'
import type { DirectoryPlan, Plan } from '../src/plan.js'
import type { WhenFull } from '../src/when-full.js'
import { Letters } from './letters.js'
import { helpOrVersion, logger, MISUSE, pid, say, setting, versionText } from './world.js'

/** By the letters after a dash. `spec/tinylog.md §1, §11`. */
export const options: Readonly<Record<string, string>> = {
  h: 'say the usage',
  V: 'say which version this is',
  k: 'archives kept',
  m: 'seconds after which a line begins a new file',
  r: 'archive a clean current at the start',
  s: 'size of a file, in bytes',
  t: 'stamp every line with universal time',
  z: 'compress archives',
}

const USAGE = 'usage: tinylog [-hV] [-k numkeep] [-m maxagesecs] [-r] [-s logsize] [-t] [-z] dir\n'

const TAKE_NUMBERS = 'kms'

const KEPT = 5
/** More archives than that are as good as all; the original takes them for less than none. */
const MOST_KEPT = 2 ** 31 - 1
const SIZE = { default: 100_000, least: 2000 }
/** Bytes kept of a line, and how many of them a stamp takes. §2. */
const LINE = 1000
const STAMP = 24
/** Lines are trimmed before they are judged, so each is judged whole. */
const WINDOW = LINE + 1

/** What the command line asks for. Words are byte strings. */
export type Options = {
  readonly kept: number
  /** Seconds. */
  readonly age?: number
  readonly anew: boolean
  /** Bytes. */
  readonly size: number
  readonly stamped: boolean
  readonly compressed: boolean
  readonly directory: ByteString
}

/** Words that leave nothing to run: what was asked for, or what is wrong with them. */
export type Refusal = { readonly asked: 'usage' | 'version' } | { readonly refused: ByteString }

/** Options, or why there are none. §1. */
export const parse = (words: readonly ByteString[]): Options | Refusal => {
  const numbers: Record<string, number> = {}
  const flags = new Set<string>()
  const letters = new Letters(words)
  for (const letter of letters) {
    if (letter === 'h') return { asked: 'usage' }
    if (letter === 'V') return { asked: 'version' }
    if (letter === '?') return { refused: '' }
    if (!Object.hasOwn(options, letter)) return { refused: `invalid option -${letter}` }
    if (!TAKE_NUMBERS.includes(letter)) {
      flags.add(letter)
      continue
    }
    const value = letters.value()
    if (value === undefined) return { refused: `missing argument for option -${letter}` }
    const number = numberIn(value)
    if (number === undefined) return { refused: `numeric argument required for option -${letter}` }
    numbers[letter] = number
  }
  const [directory] = letters.rest
  if (directory === undefined) return { refused: 'missing log directory argument' }
  const { k: kept = KEPT, m: age, s: size = SIZE.default } = numbers
  return {
    kept: Math.min(kept, MOST_KEPT),
    ...(age !== undefined && { age }),
    anew: flags.has('r'),
    size: Math.max(size, SIZE.least),
    stamped: flags.has('t'),
    compressed: flags.has('z'),
    directory,
  }
}

/**
 * A number of digits alone as 32 bits hold it; none where it becomes less by one more digit,
 * which not all that are too large do. §1, 2.
 */
const numberIn = (text: ByteString): number | undefined => {
  let number = 0
  for (const digit of text) {
    if (digit < '0' || digit > '9') return undefined
    const next = (10 * number + Number(digit)) % 2 ** 32
    if (next < number) return undefined
    number = next
  }
  return number
}

/** The plan of options for the process `pid`; `zip`: a program that compresses. §7.1. */
export const planOf = (options: Options, pid: number, zip?: ByteString): Plan => ({
  ...(options.stamped && { stamp: 'universal-basic' }),
  lines: {
    window: WINDOW,
    completeLastLine: true,
    stamped: 'complete',
    longest: options.stamped ? LINE - STAMP : LINE,
    empty: 'dropped',
  },
  replacement: { by: QUESTION_MARK, of: 'controls', also: '' },
  actions: [{ do: 'log', directory: directoryOf(options, pid, zip) }],
  signals: { SIGTERM: 'finish', SIGHUP: 'rotate' },
  pause: 555,
  patience: 500,
})

const QUESTION_MARK = 0x3f

const directoryOf = (
  { directory, kept, age, anew, size, compressed }: Options,
  pid: number,
  zip?: ByteString,
): DirectoryPlan => ({
  path: directory,
  layout: 'direct',
  making: 'attempted',
  names: 'date',
  lock: { file: 'tinylog.pid', text: `${pid}\n`, mode: 0o644 },
  whole: true,
  // Without any age every record is a file. §11.
  maximum: age === 0 ? 1 : size,
  reserve: 0,
  // These are archives; `current` is one more.
  files: kept + 1,
  ...(age && { age: age * 1000 }),
  due: 'at-next-line',
  recovery: 'fatal',
  ...(anew && { begins: 'anew' }),
  empties: 'archived',
  retired: 'in-use',
  code: 's',
  ...(compressed && { compression: zip === undefined ? {} : { program: zip } }),
})

/** Runs tinylog to its end; gives its exit code. */
export const run = async (words: readonly ByteString[], full?: WhenFull): Promise<number> => {
  if (helpOrVersion('tinylog', words)) return 0
  const name = `tinylog[${pid()}]`
  const parsed = parse(words)
  if ('asked' in parsed) {
    say(toBytes(parsed.asked === 'usage' ? USAGE : `tinylog: version: ${versionText()}`))
    return 0
  }
  if ('refused' in parsed) {
    const { refused } = parsed
    const why = refused === '' ? '' : `error: ${name}: usage error: ${visible(refused)}\n`
    say(toBytes(`${why}${USAGE}`))
    return MISUSE
  }
  const voice: Voice = {
    name,
    sentences: tinylogSentences,
    reasons: tinylogReasons,
    message: tinylogMessage(name),
  }
  say(toBytes(`${name}: starting for logging in ${visible(parsed.directory)} ...\n`))
  return logger(planOf(parsed, pid(), setting('TINYLOG_ZIP')), voice, { full })
}
