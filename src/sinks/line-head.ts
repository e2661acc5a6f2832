// What is laid before a line where it goes.

import { type ByteString, toBytes } from '../bytes.js'
import type { Instant } from '../time/clock.js'
import type { Fraction, StampFormat } from '../time/stamp.js'

/** What is laid before a line. */
export class LineHead {
  /** Bytes. */
  readonly width: number
  /** It tells a moment. */
  readonly stamped: boolean
  /** All of it that changes within a second; `at` is a place in the head. */
  readonly fractions: readonly Fraction[]
  readonly #lead: Buffer
  readonly #stamps: readonly StampFormat[]
  readonly #prefix: Buffer

  constructor({
    lead = '',
    stamps,
    prefix,
  }: {
    readonly lead?: ByteString
    readonly stamps: readonly StampFormat[]
    readonly prefix: ByteString
  }) {
    this.#lead = toBytes(lead)
    this.#stamps = stamps
    this.#prefix = toBytes(prefix)
    this.stamped = stamps.length > 0
    let at = this.#lead.length
    const fractions: Fraction[] = []
    for (const { width, fraction } of stamps) {
      if (fraction) fractions.push({ ...fraction, at: at + fraction.at })
      at += width
    }
    this.fractions = fractions
    this.width = at + this.#prefix.length
  }

  /**
   * Lays it at bytes[at], of which `view` is a view; gives where it ends. `moment` is needed
   * where it is stamped.
   */
  lay(bytes: Buffer, view: DataView, at: number, moment: Instant | undefined): number {
    let end = at
    // Most have neither, and a line that comes alone pays for each function called.
    if (this.#lead.length > 0) end += this.#lead.copy(bytes, at)
    if (moment)
      for (const format of this.#stamps) {
        format.write(bytes, view, end, moment.seconds, moment.nanoseconds)
        end += format.width
      }
    return this.#prefix.length > 0 ? end + this.#prefix.copy(bytes, end) : end
  }
}
