// What a label converter asks of one kind of label.

import type { Minute } from '../kernel/dates.js'

/** One kind of label, read in one buffer and shown in another. */
export type Labels = {
  /** How many bytes the label last converted had. */
  readonly length: number
  /**
   * Writes the date of the label at bytes[at], the start of a line of which the bytes before
   * `end` are there, at output[out]. Returns the offset after the date, or NO_LABEL, or
   * UNDECIDED where what comes next has to tell.
   */
  convert(at: number, end: number, out: number): number
  /** The same for all that is left at the end of input. */
  convertLast(at: number, end: number, out: number): number
  /** The minute of the date of the label at bytes[at], which has just been converted. */
  minute?(at: number): Minute | undefined
}

export const NO_LABEL = -1
export const UNDECIDED = -2
