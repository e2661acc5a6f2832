// Lines in the form one sink wants them: a stamp and a prefix laid before each, and where
// asked for cut short. Other sinks may want other forms, so each has batches of its own.
// Under a flood the kernel makes them.

import { type Batch, emptyBatch, findLines, lineStart, momentOf } from '../batch.js'
import { type ByteString, viewOf } from '../bytes.js'
import { isKernelHead, KernelForms } from '../kernel/forms.js'
import { EVERYTHING, type Runs } from '../select/selector.js'
import type { Instant } from '../time/clock.js'
import type { StampFormat } from '../time/stamp.js'
import { LineHead } from './line-head.js'
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

/** Where nothing tells a moment. */
const ANY_MOMENT: Instant = { seconds: 0, nanoseconds: 0 }

/**
 * The moment 1 ns before that of line 1, from which those of the others are counted; undefined
 * where they are not all in one second.
 */
const zeroth = (batch: Batch): Instant | undefined => {
  const { seconds, nanoseconds } = momentOf(batch, 1)
  return nanoseconds + batch.lines > 1e9 ? undefined : { seconds, nanoseconds: nanoseconds - 1 }
}

/** A sink that gets its lines in a form. */
export class Formed implements Sink {
  readonly #sink: Sink
  readonly #clip: LineForm['clip']
  readonly #head: LineHead
  /** What a line can grow by. */
  readonly #growth: number
  #bytes: Buffer = Buffer.alloc(0)
  #view = viewOf(this.#bytes)
  #length = 0
  readonly #batch: Batch = emptyBatch(this.#bytes, 0)
  /** Whether the kernel can make such lines. */
  readonly #kernelled: boolean

  constructor(form: LineForm, sink: Sink) {
    this.#sink = sink
    this.#clip = form.clip
    this.#head = new LineHead(form)
    // A line feed, and one for searches to stop at.
    this.#growth = this.#head.width + DOTS.length + 2
    this.#kernelled = isKernelHead(this.#head) && !form.clip
  }

  get unwritten(): boolean {
    return this.#sink.unwritten !== false
  }

  open(): void {
    this.#sink.open()
  }

  take(batch: Batch, runs: Runs): void {
    this.#form(batch, runs)
    if (this.#batch.lines > 0) this.#sink.take(this.#batch, EVERYTHING)
  }

  takeAll(batch: Batch): Blocked | undefined {
    const own = this.#batch
    this.#form(batch, EVERYTHING)
    if (own.lines > 0 && this.#sink.takeAll) return this.#sink.takeAll(own)
    if (own.lines > 0) this.#sink.take(own, EVERYTHING)
    return this.#sink.settle()
  }

  /** Makes lines of this form of those of a batch. */
  #form(batch: Batch, runs: Runs): void {
    const own = this.#batch
    own.lines = 0
    own.continued = false
    own.open = false
    this.#length = 0
    // A line that comes alone pays for each function called.
    if (runs.everything && batch.lines < 0) findLines(batch)
    if (runs.everything && batch.lines === 1) this.#add(batch, 0)
    else if (!this.#addAll(batch, runs)) eachLine(batch, runs, (line) => this.#add(batch, line))
    if (own.lines === 0) return
    own.bytes = this.#bytes
    own.end = this.#length
    this.#bytes[this.#length] = LINE_FEED
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

  /** The kernel's room for such lines, where `batch` is one of a kernel's. */
  #formsIn({ kernel, ends }: Batch): KernelForms | undefined {
    if (!kernel || !this.#kernelled) return undefined
    kernel.forms ??= new KernelForms(kernel, ends.length)
    const { forms } = kernel
    if (this.#bytes !== forms.bytes) {
      this.#bytes = forms.bytes
      this.#view = viewOf(forms.bytes)
      this.#batch.ends = forms.ends
    }
    return forms
  }

  /** Adds the lines of `runs`, those that may be incomplete one by one; gives whether it could. */
  #addAll(batch: Batch, runs: Runs): boolean {
    const forms = this.#formsIn(batch)
    if (!forms) return false
    findLines(batch)
    const moment = this.#head.stamped ? zeroth(batch) : ANY_MOMENT
    if (!moment) return false
    const { everything, count, bounds } = runs
    if (!everything && count === 0) return true
    const own = this.#batch
    const { lines, open } = batch
    const last = open && lines > 1 ? lines - 1 : lines
    if (everything || bounds[0] === 0) this.#add(batch, 0)
    if (last > 1) {
      const at = this.#length
      const [end, added] = forms.lay(this.#head, batch, runs, [1, last], moment, at, own.lines)
      this.#length = end
      own.lines += added
    }
    if (last < lines && (everything || bounds[2 * count - 1] === lines)) this.#add(batch, last)
    return true
  }

  #add(batch: Batch, line: number): void {
    const clip = this.#clip
    const continued = line === 0 && batch.continued
    if (continued && clip) return
    const start = lineStart(batch, line)
    const end = batch.ends[line] as number
    const most = this.#length + end - start + this.#growth
    if (most > this.#bytes.length) this.#reserve(most)
    if (!continued) {
      const moment = this.#head.stamped ? momentOf(batch, line) : undefined
      this.#length = this.#head.lay(this.#bytes, this.#view, this.#length, moment)
    }
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

  #reserve(most: number): void {
    const grown = Buffer.allocUnsafeSlow(2 * most)
    this.#bytes.copy(grown, 0, 0, this.#length)
    this.#bytes = grown
    this.#view = viewOf(grown)
  }
}
