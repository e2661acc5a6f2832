// Moments as somebody types them: dates, times of day, differences, and stamps as they stand
// in a log.
//
// Local dates are those of the C library, as everywhere here (src/time/calendar.ts), so no
// package that goes by JavaScript's own zone is asked.

import { instantOf } from '../src/rotation/dated.js'
import { type Instant, later } from '../src/time/clock.js'
import { momentShown, offsetAt } from '../src/time/local-moment.js'
import { type Dialect, isLabel, parseLabel, reread } from '../src/time/tai64n.js'
import type { Zone } from '../src/time/zone.js'

/** What words are relative to. */
type Here = {
  readonly now: Instant
  readonly zone: Zone
  /** How labels count. */
  readonly dialect: Dialect
}

const UNITS: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86400,
  w: 604800,
}
const DAY = 86400
const DAYS: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tomorrow: 1 }

const DATE =
  /^(\d{4})-(\d\d)-(\d\d)(?:([ T_])(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?)?$/
const CLOCK = /^(\d\d):(\d\d)(?::(\d\d))?$/
const DIFFERENCE = /^([+-]?)((?:\d+ ?[a-z]+ ?)+?)( ago)?$/
const WORD = /^(sec|second|min|minute|hour|day|week)s?$/
const UNIX = /^@(\d{1,11})(?:\.(\d{1,9}))?$/

/** The moment `words` say; undefined where they say none. */
export const momentOf = (words: string, here: Here): Instant | undefined => {
  if (words === 'now') return here.now
  if (Object.hasOwn(DAYS, words)) return dayAt(DAYS[words] as number, here)
  return (
    dateIn(words, here) ??
    clockIn(words, here) ??
    differenceIn(words, here.now) ??
    stampIn(words, here.dialect)
  )
}

/** Midnight so many days from today. */
const dayAt = (days: number, { now, zone }: Here): Instant => {
  const local = now.seconds + offsetAt(zone, now.seconds)
  const midnight = (Math.floor(local / DAY) + days) * DAY
  return { seconds: momentShown(zone, midnight), nanoseconds: 0 }
}

const dateIn = (words: string, { zone }: Here): Instant | undefined => {
  const parts = DATE.exec(words)
  if (!parts) return undefined
  const [, year, month, day, between, hour = '0', minute = '0', second = '0', fraction, shift] =
    parts
  const shown = secondsOf(year, month, day, hour, minute, second)
  if (shown === undefined) return undefined
  const nanoseconds = Number((fraction ?? '').padEnd(9, '0'))
  // A stamp of svlogd's is universal; one with a T is taken for local, as dates are.
  const universal = shift === 'Z' || between === '_'
  const local = shift === undefined && !universal
  const seconds = local ? momentShown(zone, shown) : shown - (universal ? 0 : shiftOf(shift ?? ''))
  return { seconds, nanoseconds }
}

const secondsOf = (...[year, month, ...rest]: (string | undefined)[]): number | undefined => {
  const [day = 0, hour = 0, minute = 0, second = 0] = rest.map(Number)
  const time = Date.UTC(Number(year), Number(month) - 1, day, hour, minute, second)
  const date = new Date(time)
  const exists = date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === day
  return exists && hour < 24 && minute < 60 && second < 60 ? time / 1000 : undefined
}

/** `+hh:mm` in seconds. */
const shiftOf = (shift: string): number => {
  const [hours, minutes] = [Number(shift.slice(1, 3)), Number(shift.slice(-2))]
  return (shift.startsWith('-') ? -60 : 60) * (60 * hours + minutes)
}

/** A time of today. */
const clockIn = (words: string, here: Here): Instant | undefined => {
  const parts = CLOCK.exec(words)
  if (!parts) return undefined
  const [hour = 0, minute = 0, second = 0] = parts.slice(1).map((part) => Number(part ?? 0))
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const { now, zone } = here
  const local = now.seconds + offsetAt(zone, now.seconds)
  const shown = Math.floor(local / DAY) * DAY + 3600 * hour + 60 * minute + second
  return { seconds: momentShown(zone, shown), nanoseconds: 0 }
}

/** `-2h`, `1h30m ago`, `+5min`: from now. */
const differenceIn = (words: string, now: Instant): Instant | undefined => {
  const parts = DIFFERENCE.exec(words)
  if (!parts) return undefined
  const [, sign, amount = '', ago] = parts
  if ((sign === '') !== (ago !== undefined)) return undefined
  let seconds = 0
  for (const [, number, unit = ''] of amount.matchAll(/(\d+) ?([a-z]+)/g)) {
    const size = UNITS[WORD.test(unit) ? (unit[0] as string) : unit]
    if (size === undefined) return undefined
    seconds += Number(number) * size
  }
  return { ...now, seconds: now.seconds + (sign === '+' ? seconds : -seconds) }
}

/** A label, seconds since 1970, or tinylog's date. */
const stampIn = (words: string, dialect: Dialect): Instant | undefined => {
  const unix = UNIX.exec(words)
  if (unix) {
    const nanoseconds = Number((unix[2] ?? '').padEnd(9, '0'))
    return later({ seconds: Number(unix[1]), nanoseconds: 0 }, nanoseconds)
  }
  if (!words.startsWith('@')) return instantOf(`_${words.replace(/:$/, '')}`)
  const label = isLabel(words) ? parseLabel(words) : undefined
  return label && reread(label, dialect)
}
