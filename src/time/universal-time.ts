// Universal time, in the shape of the C library's local time: the one zone that needs no
// library and no TZ.

import type { LocalTime } from './zone.js'

/** After 400 years the calendar begins again. */
const CYCLE = 146097n * 86400n
/** Years fit the 32 bits of `tm_year`, counted from 1900; the C library fails beyond them. */
const YEARS = { first: 1900 - 2 ** 31, last: 1900 + 2 ** 31 - 1 }

/** Date and time of a POSIX second in UTC; undefined where the C library has none. */
export const universalTime: LocalTime = (seconds) => {
  const moment = BigInt(seconds)
  const within = ((moment % CYCLE) + CYCLE) % CYCLE
  const date = new Date(Number(within) * 1000)
  const year = date.getUTCFullYear() + 400 * Number((moment - within) / CYCLE)
  if (year < YEARS.first || year > YEARS.last) return undefined
  return {
    year,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  }
}
