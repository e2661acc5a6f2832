// Bytes to batches. The splitter owns the buffer that batches live in:
//
//   [ carry | this read's bytes, stamped if the plan says so | what a stamp stage reads ]
//
// The carry is the unfinished last line, kept only while it is shorter than the window it
// will be judged on. Once the window is full the line is handed on as `open`, and its rest
// streams through as `continued`. So memory never grows with a line, and what comes out
// does not depend on how the input was cut into reads.

import { type Batch, emptyBatch } from '../batch.js'
import { inKernel } from '../kernel/batches.js'
import { FLOOD, KERNEL_SLACK } from '../kernel/kernel.js'
import { lastLineEnd } from '../lines.js'
import type { Clock } from '../time/clock.js'
import { Moments } from '../time/moments.js'
import { Sequence } from '../time/sequence.js'
import { type StampFormat, StampStage } from '../time/stamp.js'
import { cutGrowth } from './cutter.js'
import { cutterFor, type LineCutter, type LinePolicy } from './line-policy.js'

const LINE_FEED = 0x0a

/** How much one read takes at most, in bytes. */
export const READ_SIZE = 256 * 1024

/** Behind each part of the buffer: a line feed more, and words that reach over the end. */
const SLACK = KERNEL_SLACK

/**
 * Turns reads into batches. Protocol: read to `bytes` at `readAt`, `accept` the count,
 * call `next` until it gives undefined; at the end of input call `finish` once.
 * `spec/multilog.md §2`.
 */
export class Splitter {
  /** Where reads go; other bytes from the first flood on. */
  bytes: Buffer
  /** Where in them the next read must put its own; READ_SIZE of them fit. */
  readAt = 0
  readonly #policy: LinePolicy
  readonly #whenComplete: boolean
  /** What changes the ends of lines in a read, and what lays a stamp before each. */
  readonly cutter: LineCutter | undefined
  readonly stamp: StampStage | undefined
  readonly #batch: Batch
  /** Batches end here at the latest. */
  readonly #room: number
  /** bytes[#tail..#end) is the carry; it moves to the front when its batch has been used. */
  #tail = 0
  #end = 0
  /** The line that goes on has been handed on in part. */
  continued = false
  /** Input that has not been stamped yet. */
  #inputAt = 0
  #inputEnd = 0
  /** There is no batch more before the next read: `next` need not be called. */
  idle = true
  readonly #moments: Moments | undefined
  /** The moments lines begin at, where anybody asks for them. */
  readonly sequence: Sequence | undefined
  /** Bytes that make a read part of a flood, from which on the kernel works. */
  #flood: number

  /**
   * `told`: the clock by which batches tell when their lines began; none tells nothing.
   * `flood`: Infinity where nobody looks for lines. `sequence`: moments of lines go on there.
   */
  constructor(
    policy: LinePolicy,
    stamp?: { readonly format: StampFormat; readonly clock: Clock },
    told?: Clock,
    flood = FLOOD,
    sequence?: Sequence,
  ) {
    this.#policy = policy
    this.#whenComplete = policy.stamped === 'complete'
    const growth = policy.limit === undefined ? 0 : cutGrowth(READ_SIZE, policy.limit)
    this.cutter = cutterFor(policy)
    this.#room = policy.window + READ_SIZE * (stamp ? 2 : 1) + growth
    this.bytes = Buffer.allocUnsafeSlow(
      this.#room + SLACK + (stamp ? READ_SIZE + growth + SLACK : 0),
    )
    const clock = told ?? stamp?.clock
    this.sequence = sequence ?? (clock && new Sequence(clock))
    if (stamp && this.sequence) this.stamp = new StampStage(stamp.format, this.sequence, this.bytes)
    this.#batch = emptyBatch(this.bytes, this.#room + 1)
    if (stamp) {
      this.#batch.stamp = stamp.format.width
      this.readAt = this.#room + SLACK
    }
    if (told && this.sequence) this.#moments = new Moments(this.sequence)
    this.#flood = flood
  }

  /** A line has begun that has not ended. */
  get midLine(): boolean {
    return this.#end > this.#tail || this.continued
  }

  /** All that was accepted has been handed on, or waits for more. */
  get used(): boolean {
    return this.#inputAt >= this.#inputEnd
  }

  /** The unfinished line can take no byte more. */
  get full(): boolean {
    return this.cutter?.full === true
  }

  /** The first byte that comes goes on with a line begun by somebody before. */
  resume(): void {
    this.continued = true
  }

  /** The unfinished line as far as it is kept back, without its stamp; not behind one `continued`. */
  get kept(): Uint8Array {
    return this.bytes.subarray(this.#tail + (this.#batch.stamp ?? 0), this.#end)
  }

  /** Takes in `count` bytes put at `readAt`: by a read, or such as have their moment already. */
  accept(count: number, begun: 'now' | 'before' = 'now'): void {
    if (count >= this.#flood) this.#moveToKernel(count)
    const at = this.readAt
    this.#inputAt = at
    this.#inputEnd = this.cutter?.cut(this.bytes, at, at + count) ?? at + count
    this.idle = false
    if (this.sequence && begun === 'now') this.#readClock()
  }

  /** The next batch of what was accepted; undefined when more must be read first. */
  next(): Batch | undefined {
    if (this.#tail > 0) this.#moveCarry()
    while (this.#inputAt < this.#inputEnd) {
      const fresh = this.#end
      const batch = this.#batch
      batch.end = fresh
      batch.lines = -1
      if (this.stamp) this.#lay(this.stamp)
      else batch.end = this.#inputAt = this.#inputEnd
      this.#end = batch.end
      // Searches for a line end stop here.
      this.bytes[this.#end] = LINE_FEED
      // Most often it is with a line that a read ends.
      if (this.bytes[this.#end - 1] === LINE_FEED && this.#end > fresh) {
        this.#tail = this.#end = 0
        if (!this.stamp) this.readAt = 0
        this.idle = this.#inputAt >= this.#inputEnd
        return this.#hand(batch.end, false)
      }
      if (this.#cut(fresh)) return batch
    }
    if (!this.stamp) this.readAt = this.#end
    this.idle = true
    return undefined
  }

  /** The batch that ends an unfinished last line. */
  finish(): Batch | undefined {
    if (!this.midLine) return undefined
    if (this.#tail > 0) this.#moveCarry()
    if (this.#whenComplete) this.#readClock()
    let end = this.#end
    if (this.#policy.completeLastLine) this.bytes[end++] = LINE_FEED
    this.#batch.lines = -1
    this.#hand(end, false)
    this.#end = this.#tail = end
    return end > 0 ? this.#batch : undefined
  }

  #readClock(): void {
    this.sequence?.readClock()
    // What is carried begins with a stamp: no part of its line has been handed on.
    if (this.#whenComplete && this.#end > this.#tail) this.stamp?.lay(this.#tail)
  }

  /** Puts the input behind the carry, stamped. */
  #lay(stamp: StampStage): void {
    const midLine = this.#end > 0 || this.continued
    this.bytes[this.#inputEnd] = LINE_FEED
    this.#inputAt += stamp.fill(this.#batch, this.#room, this.#inputAt, this.#inputEnd, midLine)
  }

  /**
   * Keeps back an unfinished line that is shorter than its window; undefined if that is all.
   * There is no line end before `fresh`: a long carry is not searched again with every read.
   */
  #cut(fresh: number): Batch | undefined {
    const complete = lastLineEnd(this.bytes, fresh, this.#end)
    const unfinished = this.#end - complete
    const judged = this.continued && complete === 0
    const open = unfinished > 0 && (judged || unfinished >= this.#policy.window)
    this.#tail = open ? this.#end : complete
    if (this.#tail === 0) {
      if (!this.#whenComplete) this.#moments?.begin()
      return undefined
    }
    const batch = this.#batch
    if (open && batch.lines >= 0) batch.ends[batch.lines++] = this.#end
    return this.#hand(this.#tail, open)
  }

  #hand(end: number, open: boolean): Batch {
    const batch = this.#batch
    batch.end = end
    batch.continued = this.continued
    batch.open = open
    this.continued = open
    this.#moments?.tell(batch, this.#end > this.#tail, this.#whenComplete)
    return batch
  }

  #moveToKernel(count: number): void {
    this.#flood = Number.POSITIVE_INFINITY
    const at = this.readAt
    const kernel = inKernel(this.#batch, this.bytes, [0, this.#end], [at, at + count])
    if (!kernel) return
    this.bytes = kernel.bytes
    this.stamp?.moveTo(kernel)
  }

  /** The batch before has been used up, so what follows it can move to the front. */
  #moveCarry(): void {
    if (this.#end > this.#tail) this.bytes.copyWithin(0, this.#tail, this.#end)
    this.#end -= this.#tail
    this.#tail = 0
  }
}
