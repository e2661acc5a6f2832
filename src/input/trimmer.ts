// What is left of lines that are too long, and of those that are empty: both are trimmed
// before anybody looks for lines, so nothing behind this stage knows of them
// (`spec/tinylog.md §2`). What comes out does not depend on how the input was read.

const LINE_FEED = 0x0a

/** Trims reads in place; what it leaves is never more than what was read. */
export class Trimmer {
  readonly #longest: number
  readonly #dropsEmpty: boolean
  /** Bytes of the line in hand, those dropped included. */
  #column = 0
  /** A line waits to be ended for as long as it takes. */
  readonly full = false

  /** `longest`: bytes kept of a line, its line feed not counted; Infinity for all. */
  constructor(longest: number, dropsEmpty: boolean) {
    this.#longest = longest
    this.#dropsEmpty = dropsEmpty
  }

  /** Trims what is in bytes[from..to); gives where it ends now. bytes[to] is lost. */
  cut(bytes: Uint8Array, from: number, to: number): number {
    // Searches for a line end stop here.
    bytes[to] = LINE_FEED
    let out = from
    for (let at = from; at < to; ) {
      const end = bytes.indexOf(LINE_FEED, at)
      const ended = end < to
      const room = Math.max(0, this.#longest - this.#column)
      const kept = Math.min(end, at + room)
      this.#column += end - at
      const dropped = this.#dropsEmpty && this.#column === 0
      if (out !== at) bytes.copyWithin(out, at, kept)
      out += kept - at
      if (ended && !dropped) bytes[out++] = LINE_FEED
      if (ended) this.#column = 0
      at = end + 1
    }
    return out
  }
}
