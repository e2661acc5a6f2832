// Ends of lines that are none in the input: a NUL, and the limit of a line. Both become
// line feeds before anybody looks for lines, so nothing behind this stage knows of them
// (`spec/s6-log.md §5`). What comes out does not depend on how the input was read.

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
    let cuts = 0
    let column = this.#column
    for (let at = from; at < to; at++) {
      const byte = bytes[at]
      if (byte === NUL) bytes[at] = LINE_FEED
      if (byte === NUL || byte === LINE_FEED) {
        column = 0
        continue
      }
      if (column === this.#limit) {
        cuts++
        column = 0
      }
      column++
    }
    if (cuts > 0) this.#insert(bytes, from, to)
    this.#column = column
    return to + cuts
  }

  // A line is cut when a byte comes that it cannot take, and not before: exactly `limit`
  // bytes and a line feed are one line.
  #insert(bytes: Uint8Array, from: number, to: number): void {
    const read = Uint8Array.from(bytes.subarray(from, to))
    let out = from
    let column = this.#column
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
