// What is measured: each case asks one question, names the rival that answers it too, and
// says how many bytes must be in the log afterwards.

import type { Corpus } from './corpus.js'

export type Case = {
  readonly name: string
  readonly question: string
  readonly lineLength: number
  /** The script, without the directory. */
  readonly script: readonly string[]
  readonly rival: string
  /** Bytes that must be in the directory after the run. */
  readonly yields: (corpus: Corpus) => number
}

/** `@`, 24 digits, a blank. */
const STAMP = 26

export const cases: readonly Case[] = [
  {
    name: 'plain-90',
    question: 'pipe to directory, nothing looks at lines',
    lineLength: 90,
    script: ['s16777215', 'n1000'],
    rival: 'multilog',
    yields: ({ bytes }) => bytes,
  },
  {
    name: 'tai64n-90',
    question: 'pipe to directory, every line stamped',
    lineLength: 90,
    script: ['t', 's16777215', 'n1000'],
    rival: 'multilog',
    yields: ({ bytes, lines }) => bytes + STAMP * lines,
  },
  {
    name: 'filter-90',
    question: 'every line stamped, one in five selected by a pattern',
    lineLength: 90,
    script: ['t', '-*', '+* fatal: *', 's16777215', 'n1000'],
    rival: 'multilog',
    yields: () => -1,
  },
]
