// The moments lines began at, for stamps that are laid where a line goes rather than where
// it comes in. The wall clock is read once a read; lines of one read get that reading plus
// 1 ns each, so moments are distinct and in order (see `notBefore` for a clock set back).

import { type Clock, type Instant, later, notBefore } from './clock.js'

/** Tells moments in order. */
export class Moments {
  readonly #clock: Clock
  /** Of the next line that begins. */
  #next: Instant = { seconds: 0, nanoseconds: 0 }

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Takes the time for the lines that begin in the next read. */
  readClock(): void {
    this.#next = notBefore(this.#next, this.#clock.wall())
  }

  /** The moment of the first of `count` lines, which begin 1 ns apart. */
  take(count: number): Instant {
    const first = this.#next
    this.#next = later(first, count)
    return first
  }
}
