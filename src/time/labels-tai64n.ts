// TAI64N labels as a converter looks for them: `@` and exactly 24 hexadecimal digits of
// either case, in range; whatever follows is left alone. `spec/tai64.md §4, §5`.

import { viewOf } from '../bytes.js'
import type { Minute } from '../kernel/dates.js'
import type { Calendar } from './calendar.js'
import { areDigits, readWord, writeNine } from './digits.js'
import { type Labels, NO_LABEL, UNDECIDED } from './labels.js'
import { LABEL_LENGTH, readNanoseconds, readSeconds } from './tai64n.js'

const AT = 0x40
/** `YYYY-MM-DD HH:MM:SS.` */
const USUAL_LENGTH = 20
const LAST_MINUTE = 2 ** 32 - 100

/** What counts as a label. */
export type LabelPolicy = {
  /** Bytes there must be from `@` on: 25, or 26 where a label that ends the input is none. */
  readonly least: number
  /** Seconds before this one, counted as the calendar's, are left alone. */
  readonly earliest: number
  /** More than 999999999 nanoseconds: no label, or the first nine digits of the number. */
  readonly excess: 'no label' | 'nine digits'
}

/** All of them, as soon as they are whole. */
export const ANY_TIME: LabelPolicy = {
  least: LABEL_LENGTH,
  earliest: -Infinity,
  excess: 'no label',
}

/** Reads labels in `bytes`, writes dates in `output`, the calendar its own. */
export class Tai64nLabels implements Labels {
  /** The longest date, of 45 bytes, stands for a label and its line feed, of 26. */
  static readonly growth = 2
  readonly length = LABEL_LENGTH
  readonly #bytes: Buffer
  readonly #output: Buffer
  readonly #policy: LabelPolicy
  readonly #input: DataView
  readonly #out: DataView
  /** Shows the seconds of the last label. */
  readonly #calendar: Calendar
  readonly #date: DataView
  /** 0: the last label's seconds have no date. */
  #dateLength = 0
  /** The digits of the last label's seconds, four at a time. */
  #digits0 = 0
  #digits1 = 0
  #digits2 = 0
  #digits3 = 0

  constructor(bytes: Buffer, output: Buffer, calendar: Calendar, policy: LabelPolicy) {
    this.#bytes = bytes
    this.#output = output
    this.#policy = policy
    this.#calendar = calendar
    this.#input = viewOf(bytes)
    this.#out = viewOf(output)
    this.#date = viewOf(calendar.text)
  }

  convert(at: number, end: number, out: number): number {
    if (this.#bytes[at] !== AT) return NO_LABEL
    if (end - at >= this.#policy.least) return this.#convert(at, out)
    return areDigits(this.#bytes, at + 1, end) ? UNDECIDED : NO_LABEL
  }

  /** What still waits is none. */
  convertLast(): number {
    return NO_LABEL
  }

  /** Of dates with years of four digits, far from where the label's lower digits begin anew. */
  minute(at: number): Minute | undefined {
    const { text, minute } = this.#calendar
    const { start, shown, from, to } = minute
    const begun = readWord(this.#bytes, at + 9) - (shown - start)
    const first = Math.max(from, this.#policy.earliest)
    if (this.#dateLength !== USUAL_LENGTH || begun < 0 || begun > LAST_MINUTE || to <= first)
      return undefined
    return { text, start: begun, first: first - start, seconds: to - first }
  }

  #convert(at: number, out: number): number {
    const nanoseconds = this.#nanosecondsAt(at + 17)
    if (nanoseconds < 0 || !this.#sameDate(at + 1)) return NO_LABEL
    const length = this.#dateLength
    for (let k = 0; k < length; k += 4)
      this.#out.setInt32(out + k, this.#date.getInt32(k, true), true)
    return writeNine(this.#output, out + length, nanoseconds)
  }

  #nanosecondsAt(at: number): number {
    const nanoseconds = readNanoseconds(this.#bytes, at)
    if (nanoseconds >= 0 || this.#policy.excess === 'no label') return nanoseconds
    // Ten digits, and -1 for what is no number stays below 0.
    return Math.floor(readWord(this.#bytes, at) / 10)
  }

  /** Makes the date that of the 16 digits at `at`; false where they have none. */
  #sameDate(at: number): boolean {
    const input = this.#input
    const digits0 = input.getInt32(at, true)
    const digits1 = input.getInt32(at + 4, true)
    const digits2 = input.getInt32(at + 8, true)
    const digits3 = input.getInt32(at + 12, true)
    if (
      digits3 === this.#digits3 &&
      digits2 === this.#digits2 &&
      digits1 === this.#digits1 &&
      digits0 === this.#digits0
    )
      return this.#dateLength > 0
    this.#digits0 = digits0
    this.#digits1 = digits1
    this.#digits2 = digits2
    this.#digits3 = digits3
    const seconds = readSeconds(this.#bytes, at)
    const shown = seconds !== undefined && seconds >= this.#policy.earliest
    this.#dateLength = shown ? this.#calendar.show(seconds) : 0
    return this.#dateLength > 0
  }
}
