// Labels at line starts to local dates: all of tai64nlocal and its like but their
// descriptors. `spec/tai64.md §4, §5`, `spec/cyclog.md §11`.
//
// What a label is, and what its date looks like, is the policy's: labels-tai64n.ts and
// labels-seconds.ts. Here is what they share: a label at the start of a line gives way to
// its date as soon as the policy lets it, everything else is copied as it is, and where a
// read ends inside what may be a label, those bytes (25 at most) wait for the next one.
//
// Reads go straight into `bytes`, behind room for what waits. A line feed is put after
// the last byte read, so the loop over a line's bytes has one thing to look for.

import { viewOf } from '../bytes.js'
import { KernelDates, TEXT_ROOM } from '../kernel/dates.js'
import { KERNEL_SLACK, Kernel } from '../kernel/kernel.js'
import { moveLine } from '../lines.js'
import type { Calendar } from './calendar.js'
import { type Labels, UNDECIDED } from './labels.js'
import { SecondsLabels } from './labels-seconds.js'
import { ANY_TIME, type LabelPolicy, Tai64nLabels } from './labels-tai64n.js'
import { LABEL_LENGTH } from './tai64n.js'

export type { LabelPolicy } from './labels-tai64n.js'

const LINE_FEED = 0x0a
/** Words may reach this far past the bytes that count. */
const SLACK = KERNEL_SLACK

/** Converts one stream, a read at a time. */
export class LabelConverter {
  /** What is converted: a read goes to bytes[readAt .. readAt + capacity). */
  #bytes: Buffer
  /** What waits is never longer than a label. */
  readonly readAt = LABEL_LENGTH
  #output: Buffer
  readonly #labelsIn: (bytes: Buffer, output: Buffer) => Labels
  #labels: Labels
  #input: DataView
  #out: DataView
  #kernel: KernelDates | undefined
  /** How many bytes before `readAt` wait for the rest of their label. */
  #held = 0
  #midLine = false

  /**
   * The calendar becomes the converter's own; `capacity`: bytes one read takes at most. The
   * policy says which TAI64N labels count, and the calendar is shown their seconds since 1970
   * less the fixed ten; or it is `seconds`, decimal and since 1970, which every line has.
   */
  constructor(calendar: Calendar, capacity: number, policy: LabelPolicy | 'seconds' = ANY_TIME) {
    const growth = policy === 'seconds' ? SecondsLabels.growth : Tai64nLabels.growth
    this.#labelsIn = (bytes, output) =>
      policy === 'seconds'
        ? new SecondsLabels(bytes, output, calendar)
        : new Tai64nLabels(bytes, output, calendar, policy)
    this.#bytes = Buffer.alloc(this.readAt + capacity + SLACK)
    this.#output = Buffer.alloc(growth * this.#bytes.length)
    this.#labels = this.#labelsIn(this.#bytes, this.#output)
    this.#input = viewOf(this.#bytes)
    this.#out = viewOf(this.#output)
  }

  /** Where the next read goes. */
  get bytes(): Buffer {
    return this.#bytes
  }

  /** Where converted bytes are. */
  get output(): Buffer {
    return this.#output
  }

  /**
   * From now on the kernel works, where there is one and labels have a minute. What was
   * converted must have been used: both buffers are others afterwards.
   */
  speedUp(): void {
    if (this.#kernel || !this.#labels.minute) return
    const { length } = this.#output
    const kernel = Kernel.open(this.#bytes.length, length, TEXT_ROOM)
    if (!kernel) return
    this.#bytes.copy(kernel.bytes, 0, 0, this.readAt)
    this.#kernel = new KernelDates(kernel, length)
    this.#bytes = kernel.bytes
    this.#output = this.#kernel.output
    this.#labels = this.#labelsIn(this.#bytes, this.#output)
    this.#input = viewOf(this.#bytes)
    this.#out = viewOf(this.#output)
  }

  /** Converts the `count` bytes read at `readAt`; the result is output[0 .. returned). */
  convert(count: number): number {
    const labels = this.#labels
    const kernel = this.#kernel
    const end = this.readAt + count
    let at = this.readAt - this.#held
    let out = 0
    this.#held = 0
    this.bytes[end] = LINE_FEED
    while (at < end) {
      if (kernel) {
        at = kernel.convert(at, end, out, this.#midLine)
        out = kernel.converted
        this.#midLine = false
        if (at >= end) break
      }
      if (!this.#midLine) {
        const dated = labels.convert(at, end, out)
        if (dated >= 0) {
          const minute = kernel && labels.minute?.(at)
          if (minute) kernel.know(at, minute)
          at += labels.length
          out = dated
        } else if (dated === UNDECIDED) {
          this.#hold(at, end)
          return out
        }
      }
      const next = moveLine(this.#input, at, this.#out, out)
      out += next - at
      at = next
      this.#midLine = false
    }
    if (at === end) return out
    // The line feed found is the one put there.
    this.#midLine = true
    return out - 1
  }

  /** At the end of input, for what waits. The result is output[0 .. returned). */
  finish(): number {
    const held = this.#held
    this.#held = 0
    if (held === 0) return 0
    const dated = this.#labels.convertLast(this.readAt - held, this.readAt, 0)
    if (dated >= 0) return dated
    return this.bytes.copy(this.output, 0, this.readAt - held, this.readAt)
  }

  #hold(at: number, end: number): void {
    this.#held = end - at
    this.bytes.copyWithin(this.readAt - this.#held, at, end)
  }
}
