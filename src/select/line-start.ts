// How every line begins, and how far into its stamp that still holds.

import type { Batch } from '../batch.js'
import type { Outcome } from './outcomes.js'
import { EMPTY } from './states.js'

const BLANK = 0x20
const DIGITS = Buffer.from('0123456789abcdef')

/** Patterns before the first byte of a line. */
export type LineStart<Verdict> = {
  /** The state of those under way. */
  readonly row: number
  /** By byte, the state of those that wait for it. */
  readonly waiting: Int32Array
  /** How many bytes are waited for. */
  readonly pending: number
  readonly outcome: Outcome<Verdict>
}

/**
 * How many bytes the lines of a batch begin with that come to the same in all of them: a stamp,
 * where only the blank behind it is awaited; 0 elsewhere. `at`: where a line begins. Of a stamp
 * that has no other blank nothing but digits changes.
 */
export const alike = (
  { row, waiting }: LineStart<unknown>,
  { bytes, stamp = 0 }: Batch,
  at: number,
): number => {
  if (stamp === 0 || row !== EMPTY || waiting[BLANK] === EMPTY) return 0
  for (let k = at; k < at + stamp - 1; k++) if (waiting[bytes[k] as number] !== EMPTY) return 0
  for (const digit of DIGITS) if (waiting[digit] !== EMPTY) return 0
  return stamp
}
