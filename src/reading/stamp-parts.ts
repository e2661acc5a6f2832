// Parts of dates in lines, read in place: decimal numbers, minutes, zones.

const ZERO = 0x30
const BLANK = 0x20
const PLUS = 0x2b
const DASH = 0x2d
const COLON = 0x3a
const LETTER_Z = 0x5a

/** The value of `count` decimal digits at bytes[at]; negative where one is none. */
export const decimalAt = (bytes: Uint8Array, at: number, count: number): number => {
  let value = 0
  for (let k = at; k < at + count; k++) {
    const digit = (bytes[k] as number) - ZERO
    if (digit >>> 0 > 9) return -1
    value = 10 * value + digit
  }
  return value
}

/**
 * POSIX seconds of a date as if it were universal; NaN where it is none. Told are the places
 * of its year (four digits), month, day, hour and minute (two each).
 */
export const minuteAt = (
  bytes: Uint8Array,
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
): number => {
  const [y, mo] = [decimalAt(bytes, year, 4), decimalAt(bytes, month, 2)]
  const [d, h] = [decimalAt(bytes, day, 2), decimalAt(bytes, hour, 2)]
  const mi = decimalAt(bytes, minute, 2)
  if (y < 0 || mo < 1 || mo > 12 || d < 1 || d > 31 || h < 0 || h > 23 || mi < 0 || mi > 59)
    return Number.NaN
  return Date.UTC(y, mo - 1, d, h, mi) / 1000
}

/** How many bytes the zone at bytes[at] has, `Z` or `+hh:mm` and a blank behind; 0 for none. */
export const zoneLength = (bytes: Uint8Array, at: number): number => {
  if (bytes[at] === LETTER_Z) return bytes[at + 1] === BLANK ? 1 : 0
  if ((bytes[at] !== PLUS && bytes[at] !== DASH) || bytes[at + 3] !== COLON) return 0
  if (decimalAt(bytes, at + 1, 2) < 0 || decimalAt(bytes, at + 4, 2) < 0) return 0
  return bytes[at + 6] === BLANK ? 6 : 0
}

/** Local time less UTC in seconds, of the zone at bytes[at], which `zoneLength` has seen. */
export const zoneShift = (bytes: Uint8Array, at: number): number => {
  if (bytes[at] === LETTER_Z) return 0
  const shift = 3600 * decimalAt(bytes, at + 1, 2) + 60 * decimalAt(bytes, at + 4, 2)
  return bytes[at] === DASH ? -shift : shift
}
