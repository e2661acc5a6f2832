// Moments of lines, in order. The wall clock is read once a read, not once a line: reading it
// costs more than all else together. Lines of one read get that reading plus 1 ns each, so
// moments are distinct and in order; a later reading is raised to the last moment + 1 ns. Only
// a clock set back by more than a second is followed back: a log must not lie for an hour to
// keep its order.

import { type Clock, compareInstants, type Instant, later } from './clock.js'

/** The moment of the next line, and those behind it. */
export class Sequence {
  /** Of the next line that begins; plain fields, since every lone line meets them. */
  seconds = 0
  nanoseconds = 0
  readonly #clock: Clock
  /** What the clock was read as. */
  #readSeconds = 0
  #readNanoseconds = 0
  /** Where the lines before that ended. */
  #endSeconds = 0
  #endNanoseconds = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Takes the time for the lines that begin in the next read. */
  readClock(): void {
    const now = this.#clock.wall()
    this.#noteEnd()
    const before = now.seconds - this.seconds || now.nanoseconds - this.nanoseconds
    if (before < 0 && compareInstants(later(now, 1e9), this) >= 0) return
    this.seconds = this.#readSeconds = now.seconds
    this.nanoseconds = this.#readNanoseconds = now.nanoseconds
  }

  /** The moment of the first of `count` lines, which begin 1 ns apart. */
  take(count: number): Instant {
    const first = { seconds: this.seconds, nanoseconds: this.nanoseconds }
    const { seconds, nanoseconds } = later(first, count)
    this.seconds = seconds
    this.nanoseconds = nanoseconds
    return first
  }

  /** The nanoseconds have come to a second. */
  nextSecond(): void {
    this.nanoseconds = 0
    this.seconds++
  }

  /** The last line that began gives its moment back, however often the clock has been read since. */
  back(): void {
    this.#noteEnd()
    const borrowed = this.#endNanoseconds === 0
    this.seconds = this.#endSeconds - (borrowed ? 1 : 0)
    this.nanoseconds = borrowed ? 999_999_999 : this.#endNanoseconds - 1
  }

  /** Where lines ended, if any have begun since the clock was read. */
  #noteEnd(): void {
    if (this.nanoseconds === this.#readNanoseconds && this.seconds === this.#readSeconds) return
    this.#endSeconds = this.seconds
    this.#endNanoseconds = this.nanoseconds
  }
}
