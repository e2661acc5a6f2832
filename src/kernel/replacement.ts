// Bytes put in place of others, in the kernel.

import { type Batch, lineStart } from '../batch.js'
import type { Kernel } from './kernel.js'
import { fillSet, SET } from './sets.js'

/** So much of a kernel is reserved. */
export const REPLACEMENT_ROOM = SET + 256

/** Replaces by one table. */
export class KernelReplacement {
  readonly #kernel: Kernel
  /** The set of bytes that are replaced, and behind it the table. */
  readonly #place: Buffer

  /** `table`: for each byte the one that takes its place. */
  constructor(kernel: Kernel, table: Uint8Array) {
    this.#kernel = kernel
    this.#place = kernel.reserve(REPLACEMENT_ROOM)
    fillSet(this.#place.subarray(0, SET), (byte) => table[byte] !== byte)
    this.#place.set(table, SET)
  }

  /**
   * Replaces, in place, within the first `window` bytes of the lines of a batch from line
   * `first` on. They must have been found, and the batch is one of the kernel's.
   */
  replace(batch: Batch, first: number, window: number): void {
    const { lines, ends } = batch
    if (first >= lines) return
    const most = Math.min(window, ends.length)
    const from = lineStart(batch, first)
    const place = this.#place.byteOffset
    this.#kernel.calls.replace(place, first, lines, from, ends.byteOffset, most)
  }
}
