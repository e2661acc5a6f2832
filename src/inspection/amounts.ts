// Numbers, sizes, lengths of time and moments, as they stand in a sentence.

import type { Instant } from '../time/clock.js'
import { universalTime } from '../time/universal-time.js'

/** `1 archive`, `2 archives`; `all`: what several are called. */
export const counted = (count: number, one: string, all = `${one}s`): string =>
  `${count} ${count === 1 ? one : all}`

const UNITS = ['', 'K', 'M', 'G', 'T', 'P']

/** Bytes in four columns: `1023`, `1.5K`, `64K`, `97M`. */
export const amountOf = (bytes: number): string => {
  let amount = bytes
  let unit = 0
  for (; amount >= 1023.5 && unit < UNITS.length - 1; unit++) amount /= 1024
  const digits = unit > 0 && amount < 9.95 ? 1 : 0
  return `${amount.toFixed(digits)}${UNITS[unit]}`
}

const LENGTHS: readonly (readonly [number, string])[] = [
  [86400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
]

/** A length of time in its largest unit: `3d`, `90min` is `1.5h`. */
export const lengthOf = (seconds: number): string => {
  const [size, unit] = LENGTHS.find(([length]) => seconds >= length) ?? [1, 's']
  const count = seconds / size
  return `${count < 9.95 ? Number(count.toFixed(1)) : Math.round(count)}${unit}`
}

const pair = (number: number): string => String(number).padStart(2, '0')

/** A moment as `2026-11-20T10:00:00Z`, to the second. */
export const momentOf = ({ seconds }: Pick<Instant, 'seconds'>): string => {
  const date = universalTime(Math.floor(seconds))
  if (!date) return 'another age'
  const { year, month, day, hour, minute, second } = date
  return `${String(year).padStart(4, '0')}-${pair(month)}-${pair(day)}T${pair(hour)}:${pair(minute)}:${pair(second)}Z`
}
