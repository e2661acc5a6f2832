// Ends of lines that are none in the input: a NUL, and the limit of a line. Both become
// line feeds before anybody looks for lines, so nothing behind this stage knows of them
// (`spec/s6-log.md §5`). What comes out does not depend on how the input was read.

import { indexOf, SHORT } from '../lines.js'

const LINE_FEED = 0x0a
const NUL = 0

/** Rewrites reads in place; the buffer must have room behind them (`cutGrowth`). */
export class Cutter {
  readonly #limit: number
  /** Bytes of the line in hand. */
  #column = 0

  /** `limit`: bytes of a line at most, its line feed not counted; Infinity for any number. */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** The line in hand can take no byte more. */
  get full(): boolean {
    return this.#column >= this.#limit
  }

  /** Cuts what is in bytes[from..to); gives where it ends now. */
  cut(bytes: Uint8Array, from: number, to: number): number {
    if (this.leaves(bytes, from, to)) {
      this.#column = 0
      return to
    }
    const read = bytes.subarray(from, to)
    for (let at = read.indexOf(NUL); at >= 0; at = read.indexOf(NUL, at + 1)) read[at] = LINE_FEED
    const before = this.#column
    const cuts = this.#count(read)
    if (cuts > 0) this.#insert(bytes, from, to, before)
    return to + cuts
  }

  /** Nothing is to be done about a few short whole lines: a look at them costs less than a view. */
  leaves(bytes: Uint8Array, from: number, to: number): boolean {
    const count = to - from
    if (count >= SHORT || this.#column + count > this.#limit) return false
    // The search stops there.
    bytes[to] = NUL
    return bytes[to - 1] === LINE_FEED && indexOf.call(bytes, NUL, from) === to
  }

  /** Counts the cuts of a read, and what its last line has come to. */
  #count(read: Uint8Array): number {
    let cuts = 0
    let at = 0
    for (;;) {
      // The first byte that the line in hand cannot take, if it is no line feed. Lines that
      // end on the way there are short, so only the last one that does counts.
      const reach = at + this.#limit - this.#column
      const last = read.subarray(at, reach + 1).lastIndexOf(LINE_FEED)
      if (last >= 0) {
        at += last + 1
        this.#column = 0
      } else if (reach < read.length) {
        cuts++
        at = reach
        this.#column = 0
      } else {
        this.#column += read.length - at
        return cuts
      }
    }
  }

  // A line is cut when a byte comes that it cannot take, and not before: exactly `limit`
  // bytes and a line feed are one line.
  #insert(bytes: Uint8Array, from: number, to: number, before: number): void {
    const read = Uint8Array.from(bytes.subarray(from, to))
    let out = from
    let column = before
    for (let at = 0; at < read.length; at++) {
      const byte = read[at] as number
      if (byte !== LINE_FEED && column === this.#limit) {
        bytes[out++] = LINE_FEED
        column = 0
      }
      bytes[out++] = byte
      column = byte === LINE_FEED ? 0 : column + 1
    }
  }
}

/** How many bytes more than were read a cutter can make of `count`. */
export const cutGrowth = (count: number, limit: number): number => Math.ceil(count / limit) + 1
