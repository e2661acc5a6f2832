// Two clocks. Wall time makes stamps and names; monotonic time makes every deadline, so
// that setting the clock never stretches a pause. A manual clock drives tests.

import { type Native, native } from '../system/native.js'

/** A moment of wall time: POSIX seconds, and nanoseconds 0 to 999999999 within the second. */
export type Instant = { readonly seconds: number; readonly nanoseconds: number }

/** No moment: later than all. */
export const NEVER = Number.POSITIVE_INFINITY

export type Clock = {
  /** The system's real-time clock, to the nanosecond. */
  wall(): Instant
  /** Milliseconds since some fixed moment; never set back. */
  monotonic(): number
}

export const systemClock: Clock = {
  wall: () => native().wallClock(),
  monotonic: () => performance.now(),
}

/** The same for whoever has the C library's calls loaded anyway, with less cost where a line is stamped. */
export const directClock = ({ wallClock }: Pick<Native, 'wallClock'>): Clock => ({
  ...systemClock,
  wall: wallClock,
})

/** A clock that stands still until it is moved. `advance` takes milliseconds and moves both. */
export class ManualClock implements Clock {
  #now: Instant
  #monotonic = 0

  constructor(now: Instant) {
    this.#now = now
  }

  wall(): Instant {
    return this.#now
  }

  monotonic(): number {
    return this.#monotonic
  }

  /** Sets wall time alone, as an administrator would. */
  set(now: Instant): void {
    this.#now = now
  }

  advance(milliseconds: number): void {
    this.#monotonic += milliseconds
    this.#now = later(this.#now, milliseconds * 1e6)
  }
}

/** The instant `nanoseconds` after `instant` (at most 2^53 of them). */
export const later = (instant: Instant, nanoseconds: number): Instant => {
  const sum = instant.nanoseconds + nanoseconds
  const carry = Math.floor(sum / 1e9)
  return { seconds: instant.seconds + carry, nanoseconds: sum - carry * 1e9 }
}

/** Negative, zero or positive as `a` is before, at or after `b`. */
export const compareInstants = (a: Instant, b: Instant): number =>
  a.seconds - b.seconds || a.nanoseconds - b.nanoseconds
