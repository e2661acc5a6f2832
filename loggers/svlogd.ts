// svlogd: runit's logger. Options to plan, a `config` in each directory, plan to run.

import fs from 'node:fs'
import { type ByteString, fromBytes, toBytes } from '../src/bytes.js'
import { codeOf, type Fault } from '../src/fault/fault.js'
import type { Voice } from '../src/fault/messages.js'
import { multilogReasons } from '../src/fault/multilog-messages.js'
import { svlogdNotes, svlogdSentences } from '../src/fault/svlogd-messages.js'
import { visible } from '../src/fault/visible.js'
import type { Action, DirectoryPlan, Plan, Stamp } from '../src/plan.js'
import type { WhenFull } from '../src/when-full.js'
import { Letters } from './letters.js'
import { type Config, DEFAULTS, numberIn, parseConfig } from './svlogd-config.js'
import { logger, say, TROUBLE, versionText } from './world.js'

/** By the letters after a dash. `spec/svlogd.md §1`. */
export const options: Readonly<Record<string, string>> = {
  t: 'TAI64N stamp; twice: date_time, three times: dateTtime, both universal time',
  r: 'byte that stands for every unprintable one',
  R: 'bytes to be replaced too',
  l: 'bytes of a line that are looked at',
  b: 'size of reads; must be more than that of -l',
  v: 'say what is done',
  V: 'say which version this is',
}

/** What is said where words are wrong. */
export const USAGE = 'usage: svlogd [-ttv] [-r c] [-R abc] [-l len] [-b buflen] dir ...\n\n'

const STAMPS: readonly Stamp[] = ['tai64n', 'universal', 'universal-t']

const LINE = 1000
const BUFFER = 1024
/** A line is kept in memory up to the length of -l; more than this is as good as this. */
const LONGEST_LINE = 1 << 24
/** Bytes of a `config` at most. */
const LONGEST_CONFIG = 1 << 20
/** What -R puts in place where -r does not say. */
const UNDERSCORE = 0x5f
/** What ends the file of a line that no line end may end: no size reaches beyond the maximum. */
const NO_RESERVE = -1

/** What the command line asks for. Words are byte strings. */
export type Options = {
  readonly stamp?: Stamp
  readonly replacement?: { readonly by: number; readonly also: ByteString }
  /** Bytes of a line that are looked at. */
  readonly line: number
  readonly verbose: boolean
  readonly directories: readonly ByteString[]
}

/** Words that are none of ours, and what to say before the usage. */
export type Refusal = { readonly refused: ByteString; readonly version?: true }

/** Options, or why there are none. `spec/svlogd.md §1`. */
export const parse = (words: readonly ByteString[]): Options | Refusal => {
  const seen = new Map<string, ByteString>()
  let stamps = 0
  const letters = new Letters(words, /^--/)
  for (const letter of letters) {
    if (!Object.hasOwn(options, letter))
      return { refused: `svlogd: illegal option -- ${visible(letter)}\n` }
    if (letter === 'V') return { refused: '', version: true }
    if (letter === 't') stamps++
    if (letter === 't' || letter === 'v') {
      seen.set(letter, '')
      continue
    }
    const value = letters.value()
    if (value === undefined)
      return { refused: `svlogd: option requires an argument -- ${letter}\n` }
    if (letter === 'r' && value.length !== 1) return { refused: '' }
    seen.set(letter, value)
  }
  const directories = letters.rest
  const line = positive(seen.get('l'), LINE)
  if (directories.length === 0 || positive(seen.get('b'), BUFFER) <= line) return { refused: '' }
  const stamp = STAMPS[Math.min(stamps, STAMPS.length) - 1]
  const by = seen.get('r')
  const also = seen.get('R')
  return {
    ...(stamp && { stamp }),
    ...((by !== undefined || also !== undefined) && {
      replacement: { by: by?.charCodeAt(0) ?? UNDERSCORE, also: also ?? '' },
    }),
    line: Math.min(line, LONGEST_LINE),
    verbose: seen.has('v'),
    directories,
  }
}

const positive = (text: ByteString | undefined, otherwise: number): number =>
  Number(numberIn(text ?? '')) || otherwise

/** What is known of one directory's `config`. */
export type Reading = {
  readonly config: Config
  /** It was there and could be read. */
  readonly read: boolean
  readonly fault?: Fault
}

/** The plan of options and of what each directory's `config` says, in their order. */
export const planOf = (
  { stamp, replacement, line, directories }: Options,
  readings: readonly Reading[],
): Plan => ({
  lines: { window: line, completeLastLine: true },
  ...(replacement && { replacement }),
  readErrors: 'end',
  actions: directories.flatMap((path, k) =>
    actionsOf(path, readings[k] ?? { config: DEFAULTS, read: false }, line, stamp),
  ),
  signals: { SIGTERM: 'finish', SIGALRM: 'rotate', SIGHUP: 'reload' },
  pause: 3000,
})

const actionsOf = (
  path: ByteString,
  reading: Reading,
  line: number,
  stamp: Stamp | undefined,
): Action[] => {
  const { prefix, to, sendOnly, rules } = reading.config
  const directory = directoryOf(path, reading, line)
  const form = { stamps: stamp ? [stamp] : [], prefix }
  const clipped = { ...form, clip: { from: line, keep: line } }
  const selecting = (wanted: 'log' | 'alert'): Action[] =>
    rules
      .filter((rule) => rule.for === wanted)
      .map((rule) => ({ do: rule.do, pattern: rule.pattern, dialect: 'plus' }))
  const alerts = selecting('alert')
  return [
    ...(alerts.length > 0
      ? ([
          { do: 'reset', selected: false },
          ...alerts,
          { do: 'alert', form: clipped, of: directory },
        ] as const)
      : []),
    { do: 'reset', selected: true },
    ...selecting('log'),
    ...(to ? [{ do: 'send', to, form: clipped, of: directory } as const] : []),
    ...(sendOnly ? [{ do: 'reset', selected: false } as const] : []),
    { do: 'log', directory, form },
  ]
}

const directoryOf = (
  path: ByteString,
  { config, read, fault }: Reading,
  line: number,
): DirectoryPlan => {
  const { size, files, floor, age, processor, faults } = config
  return {
    path,
    layout: 'direct',
    opening: 'optional',
    maximum: size === 0 ? Number.POSITIVE_INFINITY : size,
    reserve: line > size ? NO_RESERVE : line,
    // These are old files; `current` is one more.
    files: files === 0 ? Number.POSITIVE_INFINITY : files + 1,
    ...(floor < files && { floor }),
    ...(age > 0 && { age: age * 1000 }),
    ...(processor !== undefined && { processor }),
    code: 's',
    notes: read ? [{ did: 'read', directory: path }] : [],
    remarks: [...(fault ? [fault] : []), ...faults],
  }
}

/**
 * Reads `config` in a directory. Where one that was read `before` is gone or unreadable, what
 * it said stays in force, and `fault` says why.
 */
export const readConfig = (path: ByteString, before?: Reading): Reading => {
  try {
    const config = parseConfig(textOf(`${path}/config`))
    return { config, read: true }
  } catch (error) {
    const code = codeOf(error)
    const known = before?.config !== undefined && before.config !== DEFAULTS
    const fault: Fault = { operation: 'read-config', directory: path, code }
    const absent = code === 'ENOENT' && !known
    return { config: before?.config ?? DEFAULTS, read: false, ...(!absent && { fault }) }
  }
}

/** The text of a short file: not waiting for a writer, should it be a FIFO, nor for a device's end. */
export const textOf = (path: ByteString): ByteString => {
  const descriptor = fs.openSync(toBytes(path), fs.constants.O_RDONLY | fs.constants.O_NONBLOCK)
  const text = Buffer.alloc(LONGEST_CONFIG + 1)
  try {
    let length = 0
    for (let count = 1; count > 0 && length < text.length; length += count)
      count = fs.readSync(descriptor, text, length, text.length - length, null)
    if (length === text.length) throw Object.assign(new Error('a long config'), { code: 'EFBIG' })
    return fromBytes(text.subarray(0, length))
  } finally {
    fs.closeSync(descriptor)
  }
}

const voiceOf = ({ verbose }: Options): Voice => ({
  name: 'svlogd',
  sentences: svlogdSentences,
  reasons: multilogReasons,
  pauses: 'instead',
  ...(verbose && { notes: svlogdNotes }),
})

/** Runs svlogd to its end; gives its exit code. */
export const run = async (words: readonly ByteString[], full?: WhenFull): Promise<number> => {
  const options = parse(words)
  if ('refused' in options) {
    const version = options.version ? versionText() : ''
    say(toBytes(`${version}${options.refused}${USAGE}`))
    return TROUBLE
  }
  let readings: Reading[] = []
  const plan = (): Plan => {
    readings = options.directories.map((path, k) => readConfig(path, readings[k]))
    return planOf(options, readings)
  }
  return logger(plan(), voiceOf(options), { reload: plan, full })
}
