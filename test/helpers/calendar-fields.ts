// A second as a clock on the wall shows it, by Date: no code of ours has a part in it.

import type { CalendarFields } from '../../src/system/native.js'

/**
 * Of `local` seconds since 1970 where the clock hangs; `extra` seconds of them are told as more
 * than 59. Undefined where Date has no such year.
 */
export const fieldsOf = (local: number, extra = 0): CalendarFields | undefined => {
  const date = new Date(local * 1000)
  if (Number.isNaN(date.getTime())) return undefined
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds() + extra,
  }
}
