// Lines in the form one sink wants them: a stamp and a prefix laid before each, and where
// asked for cut short. Other sinks may want other forms, so each has batches of its own.

import { type Batch, emptyBatch, lineStart, momentOf } from '../batch.js'
import { type ByteString, toBytes, viewOf } from '../bytes.js'
import { EVERYTHING, type Runs } from '../select/selector.js'
import type { Instant } from '../time/clock.js'
import type { StampFormat } from '../time/stamp.js'
import { eachLine } from './selected.js'
import type { Blocked, Sink } from './sink.js'

const LINE_FEED = 0x0a
const DOTS = Buffer.from('...')

/** What a line looks like at its sink. */
export type LineForm = {
  readonly lead?: ByteString
  /** Laid before the prefix, in this order. */
  readonly stamps: readonly StampFormat[]
  readonly prefix: ByteString
  /** Lines of `from` bytes and more are cut to `keep` bytes and then marked by dots. */
  readonly clip?: { readonly from: number; readonly keep: number }
}

/** What is laid before a line. */
export class LineHead {
  /** Bytes. */
  readonly width: number
  /** It tells a moment. */
  readonly stamped: boolean
  readonly #lead: Buffer
  readonly #stamps: readonly StampFormat[]
  readonly #prefix: Buffer

  constructor({ lead = '', stamps, prefix }: Omit<LineForm, 'clip'>) {
    this.#lead = toBytes(lead)
    this.#stamps = stamps
    this.#prefix = toBytes(prefix)
    this.stamped = stamps.length > 0
    const stampWidth = stamps.reduce((sum, { width }) => sum + width, 0)
    this.width = this.#lead.length + stampWidth + this.#prefix.length
  }

  /**
   * Lays it at bytes[at], of which `view` is a view; gives where it ends. `moment` is needed
   * where it is stamped.
   */
  lay(bytes: Buffer, view: DataView, at: number, moment: Instant | undefined): number {
    let end = at + this.#lead.copy(bytes, at)
    if (moment)
      for (const format of this.#stamps) {
        format.write(bytes, view, end, moment.seconds, moment.nanoseconds)
        end += format.width
      }
    return end + this.#prefix.copy(bytes, end)
  }
}

/** A sink that gets its lines in a form. */
export class Formed implements Sink {
  readonly #sink: Sink
  readonly #form: LineForm
  readonly #head: LineHead
  /** What a line can grow by. */
  readonly #growth: number
  #bytes = Buffer.alloc(0)
  #view = viewOf(this.#bytes)
  #length = 0
  readonly #batch: Batch = emptyBatch(this.#bytes, 0)

  constructor(form: LineForm, sink: Sink) {
    this.#sink = sink
    this.#form = form
    this.#head = new LineHead(form)
    // A line feed, and one for searches to stop at.
    this.#growth = this.#head.width + DOTS.length + 2
  }

  get unwritten(): boolean {
    return this.#sink.unwritten !== false
  }

  open(): void {
    this.#sink.open()
  }

  take(batch: Batch, runs: Runs): void {
    const own = this.#batch
    own.lines = 0
    own.continued = false
    own.open = false
    this.#length = 0
    eachLine(batch, runs, (line) => this.#add(batch, line))
    if (own.lines === 0) return
    own.bytes = this.#bytes
    own.end = this.#length
    this.#bytes[this.#length] = LINE_FEED
    this.#sink.take(own, EVERYTHING)
  }

  rotate(): void {
    this.#sink.rotate()
  }

  finish(): void {
    this.#sink.finish()
  }

  settle(): Blocked | undefined {
    return this.#sink.settle()
  }

  #add(batch: Batch, line: number): void {
    const { clip } = this.#form
    const continued = line === 0 && batch.continued
    if (continued && clip) return
    const start = lineStart(batch, line)
    const end = batch.ends[line] as number
    this.#reserve(end - start + this.#growth)
    if (!continued) this.#begin(batch, line)
    const bytes = batch.bytes as Buffer
    const complete = bytes[end - 1] === LINE_FEED
    const content = complete ? end - 1 : end
    const clipped = clip !== undefined && content - start >= clip.from
    const shown = clipped ? Math.min(content, start + clip.keep) : content
    this.#length += bytes.copy(this.#bytes, this.#length, start, shown)
    if (clipped) this.#length += DOTS.copy(this.#bytes, this.#length)
    if (complete || clip) this.#bytes[this.#length++] = LINE_FEED
    this.#end(continued, !complete && !clip)
  }

  #begin(batch: Batch, line: number): void {
    const moment = this.#head.stamped ? momentOf(batch, line) : undefined
    this.#length = this.#head.lay(this.#bytes, this.#view, this.#length, moment)
  }

  #end(continued: boolean, open: boolean): void {
    const own = this.#batch
    if (own.lines === own.ends.length) {
      const grown = new Int32Array(2 * own.lines + 64)
      grown.set(own.ends)
      own.ends = grown
    }
    own.continued ||= continued
    own.open = open
    own.ends[own.lines++] = this.#length
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const grown = Buffer.allocUnsafeSlow(2 * (this.#length + more))
    this.#bytes.copy(grown, 0, 0, this.#length)
    this.#bytes = grown
    this.#view = viewOf(grown)
  }
}
