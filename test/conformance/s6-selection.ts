// The notation of the selection tables in spec/s6-log.md §3.3: a letter from A to D stands
// for an action that prints its name and a blank before the line.

import type { ByteString } from '../../src/bytes.js'

/** The arguments for a script in that notation, words parted by single blanks. */
export const words = (notation: string): readonly ByteString[] =>
  notation.split(' ').flatMap((word) => (/^[A-D]$/.test(word) ? [`p${word}`, '1'] : [word]))

/** Lines and which actions got each, in the order they did. */
export type Results = readonly (readonly [line: ByteString, actions: string])[]

export const inputOf = (results: Results): ByteString =>
  results.map(([line]) => `${line}\n`).join('')

export const outputOf = (results: Results): ByteString =>
  results.flatMap(([line, actions]) => [...actions].map((name) => `${name} ${line}\n`)).join('')

/** A script with an action for each pattern, whose prefix is the pattern itself. */
export const labelled = (patterns: readonly ByteString[]): readonly ByteString[] => [
  '--',
  ...patterns.flatMap((pattern) => ['-', `+${pattern}`, `p${pattern}`, '1']),
]
