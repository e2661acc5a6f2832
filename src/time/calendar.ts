// Local date and time of a second as bytes: `YYYY-MM-DD HH:MM:SS`.
//
// Which local time a second has is the C library's to say, through a function handed in:
// its rules for TZ are part of what tai64nlocal promises (`spec/tai64.md §4`), and the
// Date of JavaScript knows neither POSIX strings (XYZ-5:30 is taken for UTC) nor leap
// seconds (right/UTC is taken for UTC).
//
// The text is changed in place: the next second of the same minute costs two digits.

import { writePair } from './digits.js'
import { isSurveyed, type LocalTime, Zone } from './zone.js'

const DASH = 0x2d
const BLANK = 0x20
const COLON = 0x3a
const POINT = 0x2e

/** The longest text: a year before Christ has 20 digits. */
const LONGEST = 36

/** Shows one second at a time. */
export class Calendar {
  /** The second last shown, as `YYYY-MM-DD HH:MM:SS.`, the point being ready for a fraction. */
  readonly text = Buffer.alloc(LONGEST)
  readonly #zone: Zone
  /** The second last shown. */
  #shown = 0
  /** The text's minute is that of the seconds in [#from, #to), and began at #start. */
  #start = 0
  #from = 0
  #to = 0
  /** The text's day, counted from 1970-01-01 in local time. */
  #day = Number.NaN
  #dateLength = 0

  constructor(localTime: LocalTime) {
    this.#zone = new Zone(localTime)
  }

  /**
   * Makes `text` the local date and time of a POSIX second: the year is unpadded decimal,
   * and 2^64 more when negative. Returns the text's length in bytes, or 0 where local time
   * cannot be told (a year beyond 32 bits).
   */
  show(seconds: number | bigint): number {
    if (!isSurveyed(seconds)) return this.#showAlone(seconds)
    if ((seconds < this.#from || seconds >= this.#to) && !this.#showMinute(seconds)) return 0
    this.#shown = seconds
    const at = this.#dateLength + TIME_LENGTH
    return writePairBefore(this.text, at, seconds - this.#start, POINT)
  }

  /**
   * The seconds [from, to) are shown as `shown`, the last one, is, but for their place in the
   * minute that began at `start`. There are none where that second was shown alone.
   */
  get minute(): { start: number; shown: number; from: number; to: number } {
    return { start: this.#start, shown: this.#shown, from: this.#from, to: this.#to }
  }

  /**
   * Shows a second and writes it as `YYYY-MM-DD HH:MM:SS` at bytes[at]. Returns the offset
   * after it, or -1 where local time cannot be told, having written nothing.
   */
  write(bytes: Uint8Array, at: number, seconds: number | bigint): number {
    const length = this.show(seconds) - 1
    for (let k = 0; k < length; k++) bytes[at + k] = this.text[k] as number
    return length < 0 ? -1 : at + length
  }

  #showAlone(seconds: number | bigint): number {
    this.#to = this.#from
    this.#day = Number.NaN
    const fields = this.#zone.localTime(seconds)
    if (fields === undefined) return 0
    const { year, month, day, hour, minute, second } = fields
    const date = writeDate(this.text, year, month, day)
    return writePairBefore(this.text, writeTime(this.text, date, hour, minute), second, POINT)
  }

  #showMinute(seconds: number): boolean {
    const { from, to, offset, inserted } = this.#zone.periodAt(seconds)
    if (Number.isNaN(offset)) return false
    // An inserted second is the 61st of the minute before it, shown by itself.
    const within = inserted && seconds === to - 1 ? seconds - 1 : seconds
    const minute = Math.floor((within + offset) / 60)
    this.#start = minute * 60 - offset
    this.#from = Math.max(this.#start, from)
    this.#to = Math.min(this.#start + 60, to)
    this.#writeMinute(minute)
    return true
  }

  #writeMinute(minute: number): void {
    const day = Math.floor(minute / 1440)
    if (day !== this.#day) {
      const date = new Date(day * 86400_000)
      const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1]
      this.#dateLength = writeDate(this.text, year, month, date.getUTCDate())
      this.#day = day
    }
    const hour = Math.floor(minute / 60)
    writeTime(this.text, this.#dateLength, hour - day * 24, minute - hour * 60)
  }
}

/** `YYYY-MM-DD ` */
const writeDate = (text: Buffer, year: number, month: number, day: number): number => {
  const digits = year < 0 ? String(BigInt.asUintN(64, BigInt(year))) : String(year)
  const at = text.write(`${digits}-`, 'latin1')
  return writePairBefore(text, writePairBefore(text, at, month, DASH), day, BLANK)
}

/** `HH:MM:` */
const writeTime = (text: Buffer, at: number, hour: number, minute: number): number =>
  writePairBefore(text, writePairBefore(text, at, hour, COLON), minute, COLON)

const TIME_LENGTH = 6

const writePairBefore = (text: Buffer, at: number, value: number, mark: number): number => {
  writePair(text, at, value)
  text[at + 2] = mark
  return at + 3
}
