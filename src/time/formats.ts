// The formats a stamp stage can lay: labels, seconds, and local dates. `spec/tai64.md §6`.

import type { Stamp } from '../plan.js'
import { Calendar } from './calendar.js'
import { ctimeFormat } from './ctime.js'
import { writeFive, writeNine, writeTriple } from './digits.js'
import type { StampFormat } from './stamp.js'
import { type Dialect, LABEL_LENGTH, writeLabel } from './tai64n.js'
import { universalTime } from './universal-time.js'
import type { LocalTime } from './zone.js'

const BLANK = 0x20
const POINT = 0x2e
const COLON = 0x3a
const LETTER_T = 0x54
const ZERO = 0x30

/** The two hexadecimal digits of each byte, as a 16-bit word with the first one lowest. */
const HEX_PAIRS = Uint16Array.from({ length: 256 }, (_, byte) => {
  const digits = byte.toString(16).padStart(2, '0')
  return digits.charCodeAt(0) | (digits.charCodeAt(1) << 8)
})

/** The format for a plan's stamp; local dates are told by `localTime`. */
export const stampFormat = (stamp: Stamp, localTime: LocalTime): StampFormat => {
  switch (stamp) {
    case 'tai64n':
      return tai64nFormat('djb')
    case 'tai64n-tai':
      return tai64nFormat('tai')
    case 'accustamp':
      return accustampFormat
    case 'ctime':
      return ctimeFormat(localTime)
    case 'local':
      return localFormat(new Calendar(localTime), 9)
    case 'local-wide':
      return withBlank(localFormat(new Calendar(localTime), 9))
    case 'local-milliseconds':
      return localFormat(new Calendar(localTime), 3)
    case 'universal':
      return universalFormat('_')
    case 'universal-t':
      return universalFormat('T')
    case 'universal-basic':
      return basicFormat()
  }
}

// Laid before every line, so in as few stores as there can be: `@` and the 16 digits of
// the second are kept, and those of the nanoseconds come in pairs.
const tai64nFormat = (dialect: Dialect): StampFormat => {
  const label = new Uint8Array(LABEL_LENGTH)
  const kept = new DataView(label.buffer)
  let second = Number.NaN
  return {
    width: LABEL_LENGTH + 1,
    fraction: { at: LABEL_LENGTH - 8, digits: 8, unit: 'hex' },
    write: (bytes, view, at, seconds, nanoseconds) => {
      if (seconds !== second) {
        second = seconds
        writeLabel(label, 0, seconds, 0, dialect)
      }
      view.setInt32(at, kept.getInt32(0, true), true)
      view.setInt32(at + 4, kept.getInt32(4, true), true)
      view.setInt32(at + 8, kept.getInt32(8, true), true)
      view.setInt32(at + 12, kept.getInt32(12, true), true)
      bytes[at + 16] = label[16] as number
      view.setUint16(at + 17, HEX_PAIRS[nanoseconds >>> 24] as number, true)
      view.setUint16(at + 19, HEX_PAIRS[(nanoseconds >>> 16) & 0xff] as number, true)
      view.setUint16(at + 21, HEX_PAIRS[(nanoseconds >>> 8) & 0xff] as number, true)
      view.setUint16(at + 23, HEX_PAIRS[nanoseconds & 0xff] as number, true)
      bytes[at + LABEL_LENGTH] = BLANK
    },
  }
}

const ACCUSTAMP_WIDTH = 18

// POSIX seconds as they are: ten digits until 2286, and this format's width with them.
const accustampFormat: StampFormat = {
  width: ACCUSTAMP_WIDTH,
  fraction: { at: 11, digits: 6, unit: 1e3 },
  write: (bytes, _view, at, seconds, nanoseconds) => {
    let rest = seconds
    for (let k = 9; k >= 0; k--) {
      const tens = Math.floor(rest / 10)
      bytes[at + k] = ZERO + rest - 10 * tens
      rest = tens
    }
    bytes[at + 10] = POINT
    writeTriple(bytes, at + 11, Math.floor(nanoseconds / 1e6))
    writeTriple(bytes, at + 14, Math.floor(nanoseconds / 1e3) % 1000)
    bytes[at + 17] = BLANK
  },
}

/** `YYYY-MM-DD HH:MM:SS` */
const DATE_WIDTH = 19

// A second whose local time cannot be told leaves the date of the one before.
const localFormat = (calendar: Calendar, digits: 3 | 9): StampFormat => ({
  width: DATE_WIDTH + 1 + digits + 1,
  fraction: { at: DATE_WIDTH + 1, digits, unit: 10 ** (9 - digits) },
  write: (bytes, _view, at, seconds, nanoseconds) => {
    calendar.write(bytes, at, seconds)
    bytes[at + DATE_WIDTH] = POINT
    if (digits === 9) writeNine(bytes, at + DATE_WIDTH + 1, nanoseconds)
    else writeTriple(bytes, at + DATE_WIDTH + 1, Math.floor(nanoseconds / 1e6))
    bytes[at + DATE_WIDTH + 1 + digits] = BLANK
  },
})

// Two blanks end it. `spec/s6-log.md §4`.
const withBlank = (format: StampFormat): StampFormat => ({
  ...format,
  width: format.width + 1,
  write: (bytes, view, at, seconds, nanoseconds) => {
    format.write(bytes, view, at, seconds, nanoseconds)
    bytes[at + format.width] = BLANK
  },
})

const TIME_AT = 'YYYY-MM-DD'.length

// Five digits of a fraction, cut off rather than rounded. `spec/svlogd.md §4.3`.
const universalFormat = (between: '_' | 'T'): StampFormat => {
  const calendar = new Calendar(universalTime)
  return {
    width: DATE_WIDTH + '.fffff '.length,
    fraction: { at: DATE_WIDTH + 1, digits: 5, unit: 1e4 },
    write: (bytes, _view, at, seconds, nanoseconds) => {
      calendar.write(bytes, at, seconds)
      bytes[at + TIME_AT] = between.charCodeAt(0)
      bytes[at + DATE_WIDTH] = POINT
      writeFive(bytes, at + DATE_WIDTH + 1, Math.floor(nanoseconds / 1e4))
      bytes[at + DATE_WIDTH + 6] = BLANK
    },
  }
}

/** `YYYYMMDDThhmmss.` */
const BASIC_LENGTH = 16

/** Where in `YYYY-MM-DD HH:MM:SS.` the digits of the basic form are, and what is put between. */
const BASIC_FROM = [0, 1, 2, 3, 5, 6, 8, 9, -1, 11, 12, 14, 15, 17, 18, 19]

// Six digits of a fraction, cut off, a colon and a blank. `spec/tinylog.md §2.4`.
const basicFormat = (): StampFormat => {
  const calendar = new Calendar(universalTime)
  const text = new Uint8Array(BASIC_LENGTH)
  const kept = new DataView(text.buffer)
  let second = Number.NaN
  return {
    width: BASIC_LENGTH + 'uuuuuu: '.length,
    fraction: { at: BASIC_LENGTH, digits: 6, unit: 1e3 },
    write: (bytes, view, at, seconds, nanoseconds) => {
      if (seconds !== second) {
        second = seconds
        calendar.show(seconds)
        for (const [k, from] of BASIC_FROM.entries()) text[k] = calendar.text[from] ?? LETTER_T
      }
      for (let k = 0; k < BASIC_LENGTH; k += 4) view.setInt32(at + k, kept.getInt32(k, true), true)
      const microseconds = Math.floor(nanoseconds / 1000)
      const thousands = Math.floor(microseconds / 1000)
      writeTriple(bytes, at + BASIC_LENGTH, thousands)
      writeTriple(bytes, at + BASIC_LENGTH + 3, microseconds - 1000 * thousands)
      bytes[at + BASIC_LENGTH + 6] = COLON
      bytes[at + BASIC_LENGTH + 7] = BLANK
    },
  }
}
