// The label converter's loop in the kernel: within one minute dates differ in their second and
// fraction alone. Labels of other minutes, and what is none, it leaves to its twin.

import type { Kernel } from './kernel.js'

/** `YYYY-MM-DD HH:MM:SS.`: dates of other lengths are left alone. */
const TEXT_LENGTH = 20

/** So much of a kernel is reserved. */
export const TEXT_ROOM = 32

/** The minute of a label's date. */
export type Minute = {
  /** The date, up to the point. */
  readonly text: Buffer
  /** Where it began, in the seconds since 1970 that the label's lower 8 digits count. */
  readonly start: number
  /** Which of its seconds have this date: from `first` on, `seconds` of them. */
  readonly first: number
  readonly seconds: number
}

/** Converts labels of the kernel's bytes. */
export class KernelDates {
  readonly #kernel: Kernel
  readonly #text: Buffer
  /** Where converted bytes go. */
  readonly output: Buffer

  constructor(kernel: Kernel, capacity: number) {
    this.#kernel = kernel
    this.#text = kernel.reserve(TEXT_ROOM)
    this.output = kernel.reserve(capacity)
  }

  /** Labels like that at bytes[at] have dates in this minute. */
  know(at: number, { text, start, first, seconds }: Minute): void {
    text.copy(this.#text, 0, 0, TEXT_LENGTH)
    this.#kernel.calls.setMinute(at + 1, start, first, seconds, this.#text.byteOffset)
  }

  /**
   * Converts lines of bytes[at..end), a line feed being at `end`, to output[out..); `midLine`:
   * the first byte is inside a line. Gives where it ended: before a label that it leaves, at
   * `end`, or behind the line feed there.
   */
  convert(at: number, end: number, out: number, midLine: boolean): number {
    return this.#kernel.calls.convert(at, end, this.output.byteOffset + out, midLine)
  }

  /** Where in `output` the last call ended. */
  get converted(): number {
    return this.#kernel.calls.converted.value - this.output.byteOffset
  }
}
