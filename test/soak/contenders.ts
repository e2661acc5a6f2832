// The loggers that are killed and driven, as data: how each is told to write small files
// and keep them all, and what it leaves on disk.

import { mkdirSync, writeFileSync } from 'node:fs'
import { READ_SIZE } from '../../src/input/splitter.js'

/** How old files are named; `file`: there are none, the log is one file. */
export type Layout = 'labels' | 'dates' | 'file'

export type Tool = {
  readonly name: string
  /** What this one is called where a name has several. */
  readonly title?: string
  readonly layout: Layout
  /** Arguments; the log is ./main. */
  readonly words: (size: number, files: number) => readonly string[]
  /** Makes what must be there before the first start. */
  readonly prepare?: (main: string, size: number, files: number) => void
  /** What asks it to rotate, or to open its files again. */
  readonly signals: readonly NodeJS.Signals[]
  /** A rotation that is asked for comes inside a line too. */
  readonly splits?: true
  /** The mode of finished files. */
  readonly finished: number
  /** There is an original to be had. */
  readonly rivalled?: true
}

/** No line of what is fed is longer (stream.ts). */
const LINE = 832

/** Bytes that a KILL may cost any of ours: a small read, and the line in hand. */
export const LOSS = 1024 + LINE

/** Bytes that a KILL may double: what was read, and not yet known to be written. */
export const DOUBLED = READ_SIZE

const makeMain = (main: string): void => {
  mkdirSync(main)
}

export const tools: readonly Tool[] = [
  {
    name: 'multilog',
    layout: 'labels',
    words: (size, files) => [`s${size}`, `n${files}`, './main'],
    signals: ['SIGALRM'],
    finished: 0o744,
    rivalled: true,
  },
  {
    name: 'svlogd',
    layout: 'labels',
    words: () => ['./main'],
    prepare: (main, size, files) => {
      makeMain(main)
      writeFileSync(`${main}/config`, `s${size}\nn${files}\n`)
    },
    signals: ['SIGALRM', 'SIGHUP'],
    finished: 0o744,
    rivalled: true,
  },
  {
    name: 's6-log',
    layout: 'labels',
    words: (size, files) => [`s${size}`, `n${files}`, './main'],
    signals: ['SIGALRM'],
    finished: 0o744,
    rivalled: true,
  },
  {
    name: 'cyclog',
    layout: 'labels',
    // No line is longer than the margin, its label included.
    words: (size, files) => [
      ...['--max-file-size', String(size), '--margin', '1024'],
      ...['--max-total-size', String(size * files), './main'],
    ],
    prepare: makeMain,
    signals: ['SIGALRM'],
    splits: true,
    finished: 0o744,
  },
  {
    name: 'tinylog',
    layout: 'dates',
    words: (size, files) => ['-k', String(files), '-s', String(size), './main'],
    signals: ['SIGHUP'],
    finished: 0o644,
  },
  {
    name: 'dumblog',
    layout: 'file',
    words: () => ['./main'],
    signals: ['SIGHUP'],
    finished: 0o644,
  },
]
