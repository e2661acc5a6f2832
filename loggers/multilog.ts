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

/**
 * The plan of a script; every script has one, for unknown words are ignored. Words are
 * byte strings. `spec/multilog.md §1`.
 */
export const parse = (words: readonly ByteString[]): Plan => {
  const stamp = STAMPS[words[0]?.[0] ?? '']
  const actions: Action[] = []
  let dialect: Dialect = 'star'
  let directory: Omit<DirectoryPlan, 'path'> = {
    maximum: SIZE.default,
    reserve: RESERVE,
    files: FILES.default,
    code: 's',
  }
  for (const word of words) {
    const rest = word.slice(1)
    switch (word[0]) {
      case '+':
        actions.push({ do: 'select', pattern: rest, dialect })
        break
      case '-':
        actions.push({ do: 'deselect', pattern: rest, dialect })
        break
      case 'F':
        dialect = 'fnmatch'
        break
      case 'S':
        dialect = 'star'
        break
      case 'e':
        actions.push({ do: 'alert', form: ALERT })
        break
      case '=':
        actions.push({ do: 'status', file: rest, size: WINDOW + 1 })
        break
      case 's':
        directory = { ...directory, maximum: clamp(numberIn(rest), SIZE.least, SIZE.most) }
        break
      case 'n':
        directory = { ...directory, files: clamp(numberIn(rest), FILES.least, Number.MAX_VALUE) }
        break
      case '!':
        directory = { ...directory, processor: rest }
        break
      case 'w':
        directory = { ...directory, code: rest }
        break
      case '.':
      case '/':
        actions.push({ do: 'log', directory: { ...directory, path: word } })
    }
  }
  return {
    ...(stamp && { stamp }),
    lines: { window: WINDOW, completeLastLine: true },
    actions,
    signals: { SIGTERM: 'finish', SIGALRM: 'rotate' },
    pause: 5000,
  }
}

/** Leading digits, as the C library's unsigned long holds them. `spec/multilog.md §1.1`. */
const numberIn = (text: ByteString): bigint =>
  BigInt.asUintN(64, BigInt(/^[0-9]+/.exec(text)?.[0] ?? '0'))

const clamp = (number: bigint, least: number, most: number): number =>
  Math.min(Math.max(Number(number), least), most)

const voice: Voice = { name: 'multilog', sentences: multilogSentences, reasons: multilogReasons }

/** Runs multilog to its end; gives its exit code. */
export const run = (words: readonly ByteString[], full?: WhenFull): Promise<number> =>
  logger(parse(words), voice, { umask: 0o022, full })
