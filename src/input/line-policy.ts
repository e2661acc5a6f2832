// What a plan says about lines, and what makes it so before anybody looks for line ends.

import { Cutter } from './cutter.js'
import { Trimmer } from './trimmer.js'

/** What the plan says about lines. */
export type LinePolicy = {
  /** Bytes a line is judged on, its stamp included; 0 hands every byte on at once. */
  readonly window: number
  /** Whether a last line without its line feed gets one at the end of input. */
  readonly completeLastLine: boolean
  /**
   * Which moment a stamp means: that of the line's first byte (the default), or that of its
   * last one, or of the one that fills its window. `spec/tai64.md §5`.
   */
  readonly stamped?: 'begun' | 'complete'
  /**
   * A NUL ends a line too, and one of more than so many bytes is cut into lines of them, at
   * 16 at least; Infinity for any number. Less than `window`.
   */
  readonly limit?: number
  /**
   * Of a longer line only so many bytes are kept, without its stamp; Infinity for all. Less
   * than `window`. Not together with `limit`.
   */
  readonly longest?: number
  /** A line of no bytes is a line (the default), or is dropped. */
  readonly empty?: 'kept' | 'dropped'
}

/** What changes the ends of lines in a read, in place. */
export type LineCutter = Pick<Cutter, 'cut' | 'full'> & Partial<Pick<Cutter, 'leaves'>>

/** What a policy asks for; undefined where lines end as they come. */
export const cutterFor = ({
  limit,
  longest = Number.POSITIVE_INFINITY,
  empty,
}: LinePolicy): LineCutter | undefined => {
  if (limit !== undefined) return new Cutter(limit)
  const trims = longest < Number.POSITIVE_INFINITY || empty === 'dropped'
  return trims ? new Trimmer(longest, empty === 'dropped') : undefined
}
