// The stamp stage's loop in the kernel: what is laid before a line is a template that changes
// once a second, and a fraction.

import type { Batch } from '../batch.js'
import { viewOf } from '../bytes.js'
import type { Fraction, StampFormat } from '../time/stamp.js'
import type { Kernel } from './kernel.js'

/** The widest stamp there can be; so much of a kernel is reserved. */
export const TEMPLATE = 32

const NO_FRACTION: Fraction = { at: 0, digits: 0, unit: 1 }

/** Stamps lines in one format. */
export class KernelStamps {
  readonly #kernel: Kernel
  readonly #format: StampFormat
  readonly #template: Buffer
  readonly #view: DataView
  #second = Number.NaN

  constructor(kernel: Kernel, format: StampFormat) {
    this.#kernel = kernel
    this.#format = format
    this.#template = kernel.reserve(TEMPLATE)
    this.#view = viewOf(this.#template)
  }

  /** The next stamp's; 10^9 when the second is full. */
  get nanoseconds(): number {
    return this.#kernel.calls.nextNanoseconds.value
  }

  /**
   * As `StampStage.fill`, but it stops when the second is full, adds to the batch's lines,
   * counts the line feed at bytes[to], and gives where in the input it stopped. The batch is
   * one of the kernel's.
   */
  fill(
    batch: Batch,
    room: number,
    from: number,
    to: number,
    midLine: boolean,
    seconds: number,
    nanoseconds: number,
  ): number {
    const { calls } = this.#kernel
    const { width, fraction = NO_FRACTION } = this.#format
    if (seconds !== this.#second) this.#show(seconds)
    const at = calls.stamp(
      batch.end,
      room,
      from,
      to,
      midLine,
      this.#template.byteOffset,
      width,
      fraction.at,
      fraction.digits,
      fraction.unit === 'hex' ? 0 : fraction.unit,
      nanoseconds,
      batch.ends.byteOffset + 4 * batch.lines,
    )
    batch.end = calls.stampedTo.value
    batch.lines += calls.stampedLines.value
    return at
  }

  #show(seconds: number): void {
    this.#second = seconds
    this.#format.write(this.#template, this.#view, 0, seconds, 0)
  }
}
