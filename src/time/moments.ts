// The moments lines began at, for stamps that are laid where a line goes rather than where
// it comes in.

import { type Batch, findLines, momentOf } from '../batch.js'
import { type Instant, later } from './clock.js'
import type { Sequence } from './sequence.js'

/** Tells moments in order. */
export class Moments {
  readonly #sequence: Sequence
  /** When the unfinished last line began; undefined where there is none. */
  #begun: Instant | undefined

  constructor(sequence: Sequence) {
    this.#sequence = sequence
  }

  /** A line has begun that is in no batch yet. */
  begin(): void {
    this.#begun ??= this.#sequence.take(1)
  }

  /**
   * Tells `batch` when its lines began. `carried`: a line has begun behind it.
   * `whenComplete`: the moment of a line is that of its last byte.
   */
  tell(batch: Batch, carried: boolean, whenComplete: boolean): void {
    findLines(batch)
    const fresh = batch.lines - (this.#begun ? 1 : 0)
    const begun = this.#sequence.take(fresh)
    batch.moments = this.#begun
      ? { first: this.#begun, second: begun }
      : { first: begun, second: later(begun, 1) }
    if (whenComplete) return
    if (batch.open) this.#begun = momentOf(batch, batch.lines - 1)
    else this.#begun = carried ? this.#sequence.take(1) : undefined
  }
}
