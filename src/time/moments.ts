// The moments lines began at, for stamps that are laid where a line goes rather than where
// it comes in. The wall clock is read once a read; lines of one read get that reading plus
// 1 ns each, so moments are distinct and in order (see `notBefore` for a clock set back).

import { type Batch, findLines, momentOf } from '../batch.js'
import { type Clock, type Instant, later, notBefore } from './clock.js'

/** Tells moments in order. */
export class Moments {
  readonly #clock: Clock
  /** Of the next line that begins. */
  #next: Instant = { seconds: 0, nanoseconds: 0 }
  /** When the unfinished last line began; undefined where there is none. */
  #begun: Instant | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Takes the time for the lines that begin in the next read. */
  readClock(): void {
    this.#next = notBefore(this.#next, this.#clock.wall())
  }

  /** A line has begun that is in no batch yet. */
  begin(): void {
    this.#begun ??= this.#take(1)
  }

  /**
   * Tells `batch` when its lines began. `carried`: a line has begun behind it.
   * `whenComplete`: the moment of a line is that of its last byte.
   */
  tell(batch: Batch, carried: boolean, whenComplete: boolean): void {
    findLines(batch)
    // A line that comes alone, as most do.
    if (batch.lines === 1 && !this.#begun && !carried && !batch.open) {
      const first = this.#next
      this.#next = later(first, 1)
      batch.moments = { first, second: this.#next }
      return
    }
    const fresh = batch.lines - (this.#begun ? 1 : 0)
    const begun = this.#take(fresh)
    batch.moments = this.#begun
      ? { first: this.#begun, second: begun }
      : { first: begun, second: later(begun, 1) }
    if (whenComplete) return
    if (batch.open) this.#begun = momentOf(batch, batch.lines - 1)
    else this.#begun = carried ? this.#take(1) : undefined
  }

  /** The moment of the first of `count` lines, which begin 1 ns apart. */
  #take(count: number): Instant {
    const first = this.#next
    this.#next = later(first, count)
    return first
  }
}
