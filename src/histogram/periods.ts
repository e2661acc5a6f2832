// Stretches of local time, one bar each: as long as each other by the clock on the wall, and
// beginning where that shows a round time.
//
// Up to an hour they are as long as each other in earnest, and begin at round minutes of the
// first one's offset. Longer ones go by local time: a day of 23 hours is a day, and weeks begin
// on Mondays.

import { momentShown, offsetAt } from '../time/local-moment.js'
import type { Zone } from '../time/zone.js'

const HOUR = 3600
const DAY = 86400
const WEEK = 7 * DAY
/** From Thursday, 1970-01-01, back to a Monday. */
const TO_MONDAY = 3 * DAY

/** Lengths that are round, in seconds. */
const ROUND = [
  1,
  5,
  10,
  15,
  30,
  60,
  120,
  300,
  600,
  900,
  1800,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  WEEK,
  4 * WEEK,
  13 * WEEK,
  52 * WEEK,
  260 * WEEK,
  1040 * WEEK,
] as const

export class Periods {
  /** Seconds. */
  readonly length: number
  readonly #zone: Zone
  readonly #shift: number

  /** `about`: a moment, whose offset short ones go by. */
  constructor(length: number, zone: Zone, about: number) {
    this.length = length
    this.#zone = zone
    const monday = length % WEEK === 0 ? TO_MONDAY : 0
    this.#shift = length <= HOUR ? offsetAt(zone, about) % length : monday
  }

  /** The number of the period a second is in. */
  numberOf(seconds: number): number {
    const offset = this.length <= HOUR ? 0 : offsetAt(this.#zone, seconds)
    return Math.floor((seconds + offset + this.#shift) / this.length)
  }

  /** The second a period begins at. */
  startOf(number: number): number {
    const shown = number * this.length - this.#shift
    return this.length <= HOUR ? shown : momentShown(this.#zone, shown)
  }

  /** How many periods there are from one second's to another's. */
  count(from: number, to: number): number {
    return this.numberOf(to) - this.numberOf(from) + 1
  }
}

/** The shortest round length of which `most` reach from one second to another. */
export const fittingLength = (
  { from, to }: { readonly from: number; readonly to: number },
  most: number,
  zone: Zone,
  least = 1,
): number => {
  const fits = (length: number): boolean =>
    length % least === 0 && new Periods(length, zone, from).count(from, to) <= most
  return ROUND.find(fits) ?? (ROUND.at(-1) as number)
}
