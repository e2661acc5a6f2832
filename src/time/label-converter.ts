// Labels at line starts to local dates: all of tai64nlocal and its like but their
// descriptors. `spec/tai64.md §4, §5`.
//
// A label is `@` and exactly 24 hexadecimal digits of either case, in range; whatever
// follows it is left alone. It is converted as soon as the policy lets it. Whatever else
// begins with `@` is copied as it is. Where a read ends inside what may be a label, those
// bytes (25 at most) wait for the next one.
//
// Reads go straight into `bytes`, behind room for what waits. A line feed is put after
// the last byte read, so the loop over a line's bytes has one thing to look for; and they
// are moved four at a time, with a look for the line feed on the way: four times as fast
// as a search and a copy by library calls, for lines as short as those of a log.

import type { Calendar } from './calendar.js'
import { areDigits, readWord, writeNine } from './digits.js'
import { LABEL_LENGTH, readNanoseconds, readSeconds } from './tai64n.js'

const AT = 0x40
const LINE_FEED = 0x0a
const LINE_FEEDS = 0x0a0a0a0a
/** Words may reach this far past the bytes that count. */
const SLACK = 8

/** What counts as a label. */
export type LabelPolicy = {
  /** Bytes there must be from `@` on: 25, or 26 where a label that ends the input is none. */
  readonly least: number
  /** Seconds before this one, counted as the calendar's, are left alone. */
  readonly earliest: number
  /** More than 999999999 nanoseconds: no label, or the first nine digits of the number. */
  readonly excess: 'no label' | 'nine digits'
}

const ANY_TIME: LabelPolicy = { least: LABEL_LENGTH, earliest: -Infinity, excess: 'no label' }

/** Converts one stream, a read at a time. */
export class LabelConverter {
  /** A read goes to bytes[readAt .. readAt + capacity). */
  readonly bytes: Buffer
  readonly readAt = LABEL_LENGTH
  /** Where converted bytes are; never more than twice what was read, and a little. */
  readonly output: Buffer
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
  /** How many bytes before `readAt` wait for the rest of their label. */
  #held = 0
  #midLine = false

  /**
   * The calendar becomes the converter's own, and is shown a label's seconds since 1970 less
   * the fixed ten; `capacity`: bytes one read takes at most.
   */
  constructor(calendar: Calendar, capacity: number, policy: LabelPolicy = ANY_TIME) {
    this.#calendar = calendar
    this.#policy = policy
    this.#date = viewOf(this.#calendar.text)
    this.bytes = Buffer.alloc(this.readAt + capacity + SLACK)
    // The longest date, of 45 bytes, stands for a label and its line feed, of 26.
    this.output = Buffer.alloc(2 * this.bytes.length)
    this.#input = viewOf(this.bytes)
    this.#out = viewOf(this.output)
  }

  /** Converts the `count` bytes read at `readAt`; the result is output[0 .. returned). */
  convert(count: number): number {
    const { bytes } = this
    const { least } = this.#policy
    const end = this.readAt + count
    let at = this.readAt - this.#held
    let out = 0
    this.#held = 0
    bytes[end] = LINE_FEED
    while (at < end) {
      if (!this.#midLine && bytes[at] === AT) {
        if (end - at < least && areDigits(bytes, at + 1, end)) {
          this.#hold(at, end)
          return out
        }
        const dated = end - at < least ? -1 : this.#convertLabel(at, out)
        if (dated >= 0) {
          at += LABEL_LENGTH
          out = dated
        }
      }
      const next = this.#copyLine(at, out)
      out += next - at
      at = next
      this.#midLine = false
    }
    if (at === end) return out
    // The line feed found is the one put there.
    this.#midLine = true
    return out - 1
  }

  /** At the end of input: what waits is no label. The result is output[0 .. returned). */
  finish(): number {
    const held = this.#held
    this.bytes.copy(this.output, 0, this.readAt - held, this.readAt)
    this.#held = 0
    return held
  }

  #hold(at: number, end: number): void {
    this.#held = end - at
    this.bytes.copyWithin(this.readAt - this.#held, at, end)
  }

  /** Copies from `at` to the next line feed, that included; returns the offset after it. */
  #copyLine(from: number, out: number): number {
    const input = this.#input
    const output = this.#out
    const shift = out - from
    let at = from
    for (;;) {
      const word = input.getInt32(at, true)
      output.setInt32(at + shift, word, true)
      const odd = word ^ LINE_FEEDS
      // The lowest bit set marks the first byte that was a line feed.
      const found = (odd - 0x01010101) & ~odd & 0x80808080
      if (found !== 0) return at + 1 + ((31 - Math.clz32(found & -found)) >> 3)
      at += 4
    }
  }

  /** Writes the date of the label at `at`; returns the offset after it, -1 for no label. */
  #convertLabel(at: number, out: number): number {
    const nanoseconds = this.#nanosecondsAt(at + 17)
    if (nanoseconds < 0 || !this.#sameDate(at + 1)) return -1
    const length = this.#dateLength
    for (let k = 0; k < length; k += 4)
      this.#out.setInt32(out + k, this.#date.getInt32(k, true), true)
    return writeNine(this.output, out + length, nanoseconds)
  }

  #nanosecondsAt(at: number): number {
    const nanoseconds = readNanoseconds(this.bytes, at)
    if (nanoseconds >= 0 || this.#policy.excess === 'no label') return nanoseconds
    // Ten digits, and -1 for what is no number stays below 0.
    return Math.floor(readWord(this.bytes, at) / 10)
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
    const seconds = readSeconds(this.bytes, at)
    const shown = seconds !== undefined && seconds >= this.#policy.earliest
    this.#dateLength = shown ? this.#calendar.show(seconds) : 0
    return this.#dateLength > 0
  }
}

// Four bytes at any offset, of a buffer that starts where it likes.
const viewOf = (buffer: Buffer): DataView =>
  new DataView(buffer.buffer, buffer.byteOffset, buffer.length)
