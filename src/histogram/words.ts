// What stands beside bars: moments, amounts and lengths of time, short and plain.

import type { CalendarFields } from '../system/native.js'
import type { LocalTime } from '../time/zone.js'
import type { Histogram } from './histogram.js'

const MINUTE = 60
const HOUR = 3600
const DAY = 86400
const WEEK = 7 * DAY

const pair = (number: number): string => String(number).padStart(2, '0')

/** A second in local time. Before time can be told, nothing is. */
export type Moment = { readonly date: string; readonly weekday: string; readonly clock: string }

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** A second as a date and a time of day, to the second where that matters. */
export const momentAt = (seconds: number, localTime: LocalTime, per: number): Moment => {
  const fields = localTime(seconds)
  if (!fields) return { date: `@${seconds}`, weekday: '', clock: '' }
  const { hour, minute, second } = fields
  const clock = `${pair(hour)}:${pair(minute)}${per < MINUTE ? `:${pair(second)}` : ''}`
  return { date: dateOf(fields), weekday: weekdayOf(fields), clock }
}

const dateOf = ({ year, month, day }: CalendarFields): string =>
  `${String(year).padStart(4, '0')}-${pair(month)}-${pair(day)}`

const weekdayOf = ({ year, month, day }: CalendarFields): string =>
  WEEKDAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? ''

/** `2026-11-20 10:00`, or the date alone where bars are days. */
export const momentText = (seconds: number, localTime: LocalTime, per: number): string => {
  const { date, clock } = momentAt(seconds, localTime, per)
  return per >= DAY || clock === '' ? date : `${date} ${clock}`
}

const PREFIXES = ['', 'k', 'M', 'G', 'T', 'P']

/** Lines as they are; bytes with three digits and a unit. */
export const amountText = (amount: number, measure: Histogram['measure']): string => {
  if (measure === 'lines') return String(amount)
  const power = Math.min(Math.floor(Math.log10(Math.max(amount, 1)) / 3), PREFIXES.length - 1)
  if (power === 0) return `${amount} B`
  const value = amount / 1000 ** power
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ${PREFIXES[power]}B`
}

const UNITS: readonly (readonly [number, string])[] = [
  [WEEK, 'week'],
  [DAY, 'day'],
  [HOUR, 'hour'],
  [MINUTE, 'minute'],
  [1, 'second'],
]

/** `hour`, `15 minutes`. */
export const lengthText = (seconds: number): string => {
  const [size, name] = UNITS.find(([unit]) => seconds % unit === 0) ?? [1, 'second']
  const count = seconds / size
  return count === 1 ? name : `${count} ${name}s`
}

/** What all of it is: `1234 lines, per hour`. */
export const titleText = ({ measure, per, totals }: Histogram): string => {
  const all = totals.reduce((sum, total) => sum + total, 0)
  const what = all === 1 ? ' line' : ' lines'
  return `${amountText(all, measure)}${measure === 'lines' ? what : ''}, per ${lengthText(per)}`
}
