// Lines that wait in memory, as bytes one behind the other: the batches they came with are
// reused.

import type { Batch } from '../batch.js'
import type { Runs } from '../select/selector.js'
import { runEnd, runStart } from './selected.js'

/** More room than this is given back once nothing waits. */
const KEPT = 1 << 20

/** Bytes that wait, in order. */
export class Backlog {
  #bytes = Buffer.alloc(0)
  #start = 0
  #end = 0

  get bytes(): Buffer {
    return this.#bytes
  }

  get start(): number {
    return this.#start
  }

  get end(): number {
    return this.#end
  }

  get empty(): boolean {
    return this.#start === this.#end
  }

  add(bytes: Uint8Array, start: number, end: number): void {
    const length = end - start
    if (this.#end + length > this.#bytes.length) this.#makeRoom(length)
    this.#bytes.set(bytes.subarray(start, end), this.#end)
    this.#end += length
  }

  /** The lines of a batch that one sink gets. */
  addRuns(batch: Batch, runs: Runs): void {
    if (runs.everything) this.add(batch.bytes, batch.start, batch.end)
    else
      for (let i = 0; i < runs.count; i++)
        this.add(batch.bytes, runStart(batch, runs, i), runEnd(batch, runs, i))
  }

  /** All of it, as a backlog of its own; nothing is left here. */
  taken(): Backlog {
    const all = new Backlog()
    all.#bytes = this.#bytes
    all.#start = this.#start
    all.#end = this.#end
    this.#bytes = Buffer.alloc(0)
    this.#start = this.#end = 0
    return all
  }

  /** The first `count` bytes are gone. */
  drop(count: number): void {
    this.#start += count
    if (this.empty) this.clear()
  }

  clear(): void {
    this.#start = this.#end = 0
    // What one blocked hour took is not kept for ever.
    if (this.#bytes.length > KEPT) this.#bytes = Buffer.alloc(0)
  }

  #makeRoom(more: number): void {
    const length = this.#end - this.#start
    const room = length + more > this.#bytes.length ? 2 * (length + more) : this.#bytes.length
    const bytes = Buffer.allocUnsafeSlow(room)
    this.#bytes.copy(bytes, 0, this.#start, this.#end)
    this.#bytes = bytes
    this.#start = 0
    this.#end = length
  }
}
