// The time of a line by its own stamp, whatever logger laid it:
//
//   @ and 24 digits                     multilog, svlogd -t, s6-log t, cyclog, tai64n
//   YYYY-MM-DD_hh:mm:ss.fffff           svlogd -tt, universal time; with a T, -ttt
//   the same with T, and Z or +hh:mm    what is shown here as iso and iso-utc
//   YYYY-MM-DD hh:mm:ss.fffffffff       s6-log T and multilog's d and m: local time
//   YYYYMMDDThhmmss.ffffff:             tinylog, universal time
//   ssssssssss.ffffff                   accustamp and multilog's T
//
// Lines of one log may have different ones: a script changes, its files stay. `spec/tai64.md
// §1, §6`, `spec/svlogd.md §4.3`, `spec/tinylog.md §2.4`.
//
// Stamps of one second, or one minute, follow each other: their digits are compared with the
// last ones, four at a time, before anything is computed.

import { viewOf } from '../bytes.js'
import type { Instant } from '../time/clock.js'
import { readWord } from '../time/digits.js'
import { momentShown } from '../time/local-moment.js'
import { type Dialect, fromTai, LABEL_LENGTH, readTai } from '../time/tai64n.js'
import type { Zone } from '../time/zone.js'
import { decimalAt, minuteAt, zoneLength, zoneShift } from './stamp-parts.js'

const AT = 0x40
const ZERO = 0x30
const BLANK = 0x20
const DASH = 0x2d
const POINT = 0x2e
const COLON = 0x3a
const LETTER_T = 0x54
const UNDERSCORE = 0x5f

/** s6-log's date, its fraction included. */
const WIDE = 'YYYY-MM-DD hh:mm:ss.fffffffff'.length

/** No stamp is longer; a buffer has room for one behind its last byte. */
export const STAMP_ROOM = 40

/** Reads stamps in one buffer. What it tells is of the last line that had one. */
export class Stamps {
  /** POSIX. */
  seconds = 0
  nanoseconds = 0
  /** The second is an inserted one, a :60 after `seconds`. */
  leap = false
  /** How labels count. */
  readonly dialect: Dialect
  readonly #bytes: Buffer
  readonly #view: DataView
  readonly #zone: Zone
  /** The digits of the last label's second, four at a time, and what they are. */
  #label0 = 0
  #label1 = 0
  #label2 = 0
  #label3 = 0
  #labelSeconds = Number.NaN
  #labelLeap = false
  /** The bytes of the last date up to its minute, and when that began. */
  #date0 = 0
  #date1 = 0
  #date2 = 0
  #date3 = 0
  #minute = Number.NaN
  /** Of the date being read, in nanoseconds. */
  #fraction = 0

  /** `zone`: that of local dates. Behind all bytes asked for there must be STAMP_ROOM more. */
  constructor(bytes: Buffer, dialect: Dialect, zone: Zone) {
    this.#bytes = bytes
    this.#view = viewOf(bytes)
    this.dialect = dialect
    this.#zone = zone
  }

  /** What was read last, to be kept. */
  get instant(): Instant {
    return { seconds: this.seconds, nanoseconds: this.nanoseconds }
  }

  /**
   * Reads the stamp of the line at `at`. Returns how many bytes it has, without the blank
   * that parts it from the text; 0 where there is none, and what was told before stands.
   */
  read(at: number): number {
    const first = this.#bytes[at] as number
    if (first === AT) return this.#readLabel(at)
    return (first - ZERO) >>> 0 <= 9 ? this.#readDate(at) : 0
  }

  #readLabel(at: number): number {
    const nanoseconds = readWord(this.#bytes, at + 17)
    if (nanoseconds < 0 || nanoseconds > 999999999) return 0
    const view = this.#view
    const word0 = view.getInt32(at + 1, true)
    const word1 = view.getInt32(at + 5, true)
    const word2 = view.getInt32(at + 9, true)
    const word3 = view.getInt32(at + 13, true)
    if (
      word3 !== this.#label3 ||
      word2 !== this.#label2 ||
      word1 !== this.#label1 ||
      word0 !== this.#label0
    ) {
      this.#label0 = word0
      this.#label1 = word1
      this.#label2 = word2
      this.#label3 = word3
      const tai = readTai(this.#bytes, at + 1)
      // What no number holds is 140 million years away: no stamp of a log.
      const moment = typeof tai === 'number' ? fromTai(tai, this.dialect) : undefined
      this.#labelSeconds = moment?.seconds ?? Number.NaN
      this.#labelLeap = moment?.leap ?? false
    }
    if (Number.isNaN(this.#labelSeconds)) return 0
    this.seconds = this.#labelSeconds
    this.nanoseconds = nanoseconds
    this.leap = this.#labelLeap
    return LABEL_LENGTH
  }

  #readDate(at: number): number {
    const bytes = this.#bytes
    if (bytes[at + 4] === DASH) return this.#readDashed(at)
    if (bytes[at + 8] === LETTER_T) return this.#readBasic(at)
    if (bytes[at + 10] === POINT) return this.#readSeconds(at)
    return 0
  }

  /** YYYY-MM-DD, something between, hh:mm:ss, and a fraction. */
  #readDashed(at: number): number {
    const bytes = this.#bytes
    if (bytes[at + 16] !== COLON || bytes[at + 19] !== POINT) return 0
    if (!this.#sameMinute(at)) this.#setMinute(at)
    const second = decimalAt(bytes, at + 17, 2)
    if (second < 0 || second > 60 || Number.isNaN(this.#minute)) return 0
    const length = this.#readFraction(at, 20)
    if (length === 0) return 0
    if (bytes[at + length] !== BLANK) {
      const zone = bytes[at + 10] === LETTER_T ? zoneLength(bytes, at + length) : 0
      if (zone > 0) this.#set(this.#minute - zoneShift(bytes, at + length), second)
      return zone > 0 ? length + zone : 0
    }
    this.#set(this.#minute, second)
    // s6-log lays two blanks; the second one parts the stamp from the text.
    const wide = length === WIDE && bytes[at + 10] === BLANK && bytes[at + length + 1] === BLANK
    return wide ? length + 1 : length
  }

  #sameMinute(at: number): boolean {
    const view = this.#view
    const word0 = view.getInt32(at, true)
    const word1 = view.getInt32(at + 4, true)
    const word2 = view.getInt32(at + 8, true)
    const word3 = view.getInt32(at + 12, true)
    const same =
      word3 === this.#date3 &&
      word2 === this.#date2 &&
      word1 === this.#date1 &&
      word0 === this.#date0
    this.#date0 = word0
    this.#date1 = word1
    this.#date2 = word2
    this.#date3 = word3
    return same
  }

  #setMinute(at: number): void {
    const bytes = this.#bytes
    const between = bytes[at + 10]
    const marked = bytes[at + 7] === DASH && bytes[at + 13] === COLON
    const minute = marked ? minuteAt(bytes, at, at + 5, at + 8, at + 11, at + 14) : Number.NaN
    if (between === BLANK) this.#minute = momentShown(this.#zone, minute, this.seconds - 60)
    else this.#minute = between === LETTER_T || between === UNDERSCORE ? minute : Number.NaN
  }

  #readBasic(at: number): number {
    const bytes = this.#bytes
    if (bytes[at + 15] !== POINT || bytes[at + 22] !== COLON || bytes[at + 23] !== BLANK) return 0
    if (!this.#sameMinute(at)) this.#minute = minuteAt(bytes, at, at + 4, at + 6, at + 9, at + 11)
    const second = decimalAt(bytes, at + 13, 2)
    if (second < 0 || second > 60 || Number.isNaN(this.#minute)) return 0
    if (this.#readFraction(at, 16) !== 22) return 0
    this.#set(this.#minute, second)
    return 23
  }

  #readSeconds(at: number): number {
    const bytes = this.#bytes
    if (bytes[at + 17] !== BLANK) return 0
    const seconds = decimalAt(bytes, at, 10)
    if (seconds < 0 || this.#readFraction(at, 11) !== 17) return 0
    this.#set(seconds, 0)
    return 17
  }

  #set(minute: number, second: number): void {
    this.leap = second === 60
    this.seconds = minute + (this.leap ? 59 : second)
    this.nanoseconds = this.#fraction
  }

  /** Reads the fraction from the digits at `at + from`, nine at most; returns where they end, or 0. */
  #readFraction(at: number, from: number): number {
    const bytes = this.#bytes
    let value = 0
    let length = from
    let digit = (bytes[at + length] as number) - ZERO
    while (digit >>> 0 <= 9 && length < from + 9) {
      value = 10 * value + digit
      digit = (bytes[at + ++length] as number) - ZERO
    }
    if (length === from) return 0
    for (let k = length; k < from + 9; k++) value *= 10
    this.#fraction = value
    return length
  }
}
