// The patterns that wait for the first occurrence of some byte, in the line in hand.

import { EMPTY } from './states.js'

export class Waiting {
  /** By byte, the state of the patterns that wait for it. */
  rows: Int32Array = new Int32Array(256)
  /** How many bytes are waited for. */
  pending = 0
  /** The bytes at which `rows` has changed since the line began. */
  readonly #changed: number[] = []

  /** Nothing waits, and a line begins so. */
  clear(): void {
    this.rows.fill(EMPTY)
    this.pending = 0
    this.#changed.length = 0
  }

  /** A line begins, with these. */
  begin(rows: Int32Array, pending: number): void {
    // Popped one by one: an array emptied at once is allocated again for the next line.
    for (let left = this.#changed.length; left > 0; left--) {
      const byte = this.#changed.pop() as number
      this.rows[byte] = rows[byte] as number
    }
    this.pending = pending
  }

  /** `row` waits for `byte`, and nothing else does. */
  put(byte: number, row: number): void {
    if (this.rows[byte] === EMPTY) this.pending++
    if (row === EMPTY) this.pending--
    this.rows[byte] = row
    this.#changed.push(byte)
  }

  /** Somebody else has changed what waits for the first `count` of `bytes`: now for `pending`. */
  taken(bytes: Uint8Array, count: number, pending: number): void {
    this.pending = pending
    for (let k = 0; k < count; k++) this.#changed.push(bytes[k] as number)
  }
}
