// Decimal seconds at the start of a line, as accustamp writes them: the digits give way to
// their date, and what follows, a fraction too, is left alone. Every line has them: no
// digits are second 0. `spec/cyclog.md §11`.

import { viewOf } from '../bytes.js'
import type { Calendar } from './calendar.js'
import { type Labels, NO_LABEL, UNDECIDED } from './labels.js'

const ZERO = 0x30
/** More digits are copied as they are: no date is as far as that. */
const MOST_DIGITS = 18
/** So many digits are an exact number. */
const EXACT_DIGITS = 15

/** Reads seconds in `bytes`, writes dates in `output`, the calendar its own. */
export class SecondsLabels implements Labels {
  /** A date of 19 bytes stands before a line feed. */
  static readonly growth = 20
  length = 0
  readonly #bytes: Buffer
  readonly #out: DataView
  readonly #calendar: Calendar
  readonly #date: DataView
  /** The second last shown, and how long its date is; 0 where it has none. */
  #seconds: number | bigint = Number.NaN
  #dateLength = 0

  constructor(bytes: Buffer, output: Buffer, calendar: Calendar) {
    this.#bytes = bytes
    this.#out = viewOf(output)
    this.#calendar = calendar
    this.#date = viewOf(calendar.text)
  }

  convert(at: number, end: number, out: number): number {
    const length = this.#measure(at, end)
    if (length > MOST_DIGITS) return NO_LABEL
    return at + length === end ? UNDECIDED : this.#convert(at, length, out)
  }

  /** The end of input ends a number too. */
  convertLast(at: number, end: number, out: number): number {
    return this.#convert(at, end - at, out)
  }

  /** How many digits there are before `end`, as far as that matters. */
  #measure(at: number, end: number): number {
    const last = Math.min(end, at + MOST_DIGITS + 1)
    let k = at
    while (k < last && ((this.#bytes[k] as number) - ZERO) >>> 0 <= 9) k++
    return k - at
  }

  #convert(at: number, length: number, out: number): number {
    this.length = length
    this.#show(this.#secondsAt(at, length))
    if (this.#dateLength === 0) return NO_LABEL
    for (let k = 0; k < this.#dateLength; k += 4)
      this.#out.setInt32(out + k, this.#date.getInt32(k, true), true)
    return out + this.#dateLength
  }

  #secondsAt(at: number, length: number): number | bigint {
    if (length > EXACT_DIGITS) return BigInt(this.#bytes.toString('latin1', at, at + length))
    let seconds = 0
    for (let k = at; k < at + length; k++)
      seconds = 10 * seconds + (this.#bytes[k] as number) - ZERO
    return seconds
  }

  #show(seconds: number | bigint): void {
    if (seconds === this.#seconds) return
    this.#seconds = seconds
    // The text ends with a point that is made ready for a fraction.
    this.#dateLength = Math.max(0, this.#calendar.show(seconds) - 1)
  }
}
