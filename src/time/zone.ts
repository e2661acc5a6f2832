// A zone's offsets from UTC, learnt from a function that converts one second and
// remembered, so that a library is asked a few times a fortnight of log and not once a
// line.
//
// Time from 1901 to 2106 is cut into blocks of about twelve days. The first second asked
// for in a block has the block surveyed: the ends of short steps are converted, and where
// two differ the change between them is found by halving. What is found is kept, and
// there are no more than 6144 blocks, so nothing need ever be dropped. Any other time is
// converted second by second.
//
// Limit: a change taken back within one step would be missed. The zone database knows
// none shorter than four days (Freetown, 1939).

import type { CalendarFields } from '../system/native.js'

/** Converts one POSIX second to local time; undefined where that cannot be told. */
export type LocalTime = (seconds: number | bigint) => CalendarFields | undefined

/** A stretch of time, [from, to) in POSIX seconds, in which local time is UTC + `offset`. */
export type Period = {
  readonly from: number
  readonly to: number
  /** Seconds; NaN where local time cannot be told. */
  readonly offset: number
  /** The last second is an inserted one, a :60. Only zones of the `right/` kind show them. */
  readonly inserted: boolean
}

const FIRST = -(2 ** 31)
const LAST = 2 ** 32
const BLOCK = 2 ** 20
const STEP = 2 ** 15

/** Whether `periodAt` knows the periods of this second. */
export const isSurveyed = (seconds: number | bigint): seconds is number =>
  typeof seconds === 'number' && seconds >= FIRST && seconds < LAST

export class Zone {
  readonly localTime: LocalTime
  /** The periods of each block looked at, by its number. */
  readonly #blocks = new Map<number, readonly Period[]>()

  constructor(localTime: LocalTime) {
    this.localTime = localTime
  }

  /** The period of a second for which `isSurveyed` holds. */
  periodAt(seconds: number): Period {
    const number = Math.floor(seconds / BLOCK)
    const known = this.#blocks.get(number)
    const periods = known ?? this.#survey(number * BLOCK)
    if (known === undefined) this.#blocks.set(number, periods)
    return periods.find(({ to }) => seconds < to) as Period
  }

  #survey(start: number): readonly Period[] {
    const end = start + BLOCK
    const periods: Period[] = []
    let from = start
    while (from < end) {
      const period = this.#periodFrom(from, end)
      periods.push(period)
      from = period.to
    }
    return periods
  }

  #periodFrom(from: number, end: number): Period {
    const offset = this.#offsetAt(from)
    const to = this.#sameUntil(from, end, offset)
    // In an inserted second the offset is still the old one, 23:59:60 being 00:00:00 of
    // the next day; then it falls by one. So only the last second can be one.
    return { from, to, offset, inserted: this.localTime(to - 1)?.second === 60 }
  }

  /** The first second after `from`, where `offset` holds, at which it does not; `end` at most. */
  #sameUntil(from: number, end: number, offset: number): number {
    let same = from
    let next = from
    while (Object.is(this.#offsetAt(next), offset)) {
      if (next === end) return end
      same = next
      next = Math.min(next + STEP, end)
    }
    while (next - same > 1) {
      const middle = Math.floor((same + next) / 2)
      if (Object.is(this.#offsetAt(middle), offset)) same = middle
      else next = middle
    }
    return next
  }

  #offsetAt(seconds: number): number {
    const fields = this.localTime(seconds)
    if (fields === undefined) return Number.NaN
    const { year, month, day, hour, minute, second } = fields
    return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - seconds
  }
}
