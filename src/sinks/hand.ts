// Bytes a file's sink has taken and not yet written. They are the batch's own where its
// lines lie together; what lies apart is gathered first: one copy and one write cost less
// than a write for every run.

import type { Batch } from '../batch.js'
import type { Runs } from '../select/selector.js'
import { runEnd, runStart } from './selected.js'

const LINE_FEED = 0x0a
const EMPTY = Buffer.alloc(0)

/** What is to be written next: bytes[at..end), plain fields since every lone line meets them. */
export class Hand {
  bytes: Uint8Array = EMPTY
  at = 0
  end = 0
  /** Where the runs of a batch are gathered. */
  #gathered: Buffer = EMPTY

  get empty(): boolean {
    return this.at === this.end
  }

  /** Where the line ends that is to be written next, or all that there is of it. */
  get lineEnd(): number {
    const found = this.bytes.indexOf(LINE_FEED, this.at)
    return found < 0 ? this.end : Math.min(found + 1, this.end)
  }

  /** All of `bytes`, or bytes[start..end). */
  hold(bytes: Uint8Array, start = 0, end = bytes.length): void {
    this.bytes = bytes
    this.at = start
    this.end = end
  }

  /** The lines of a batch that one sink gets. */
  take(batch: Batch, runs: Runs): void {
    if (runs.everything) {
      this.bytes = batch.bytes
      this.at = batch.start
      this.end = batch.end
    } else if (runs.count === 1)
      this.hold(batch.bytes, runStart(batch, runs, 0), runEnd(batch, runs, 0))
    else if (runs.count > 1) this.#gather(batch, runs)
  }

  /** A copy of what is left is held instead: the batch it came with is to be reused. */
  keep(): void {
    if (!this.empty) this.hold(Buffer.from(this.bytes.subarray(this.at, this.end)))
  }

  #gather(batch: Batch, runs: Runs): void {
    const shared = batch.kernel?.runs
    if (shared?.bounds === runs.bounds) {
      this.#holdGathered(shared.gathered, shared.gather(batch, runs.count))
      return
    }
    const bytes = batch.bytes as Buffer
    if (this.#gathered.length < batch.end) this.#gathered = Buffer.allocUnsafeSlow(bytes.length)
    let end = 0
    for (let i = 0; i < runs.count; i++)
      end += bytes.copy(this.#gathered, end, runStart(batch, runs, i), runEnd(batch, runs, i))
    this.#holdGathered(this.#gathered, end)
  }

  #holdGathered(gathered: Buffer, end: number): void {
    // Searches for a line end stop here.
    gathered[end] = LINE_FEED
    this.hold(gathered, 0, end)
  }
}
