// Lines with a head before each, in the kernel: all of a head that does not change within a second
// is one text, and what changes are fractions. One sink at a time has its lines here.

import type { Batch } from '../batch.js'
import { viewOf } from '../bytes.js'
import type { Runs } from '../select/selector.js'
import type { LineHead } from '../sinks/line-head.js'
import type { Instant } from '../time/clock.js'
import { KERNEL_SLACK, type Kernel } from './kernel.js'

/** The widest head there can be, in bytes, and how many fractions; others go without the kernel. */
const WIDTH = 64
const FRACTIONS = 2
/** Three numbers for each of them, and an end. */
const NUMBERS = 3 * FRACTIONS + 2

/** So much of a kernel is reserved for batches of up to `size` bytes and `lines` line ends. */
export const formsRoom = (size: number, lines: number): number =>
  formedSize(size, lines) + 4 * lines + WIDTH + 4 * NUMBERS + 8 + 8 * KERNEL_SLACK

const formedSize = (size: number, lines: number): number => size + WIDTH * lines + KERNEL_SLACK

/** Whether the kernel can lay it. */
export const isKernelHead = ({ width, fractions }: LineHead): boolean =>
  width <= WIDTH && fractions.length <= FRACTIONS

/** Room for the lines of one sink. */
export class KernelForms {
  /** Lines as they were formed, with room for all of a batch. */
  readonly bytes: Buffer
  /** Where each of them ends. */
  readonly ends: Int32Array
  readonly #kernel: Kernel
  readonly #text: Buffer
  readonly #view: DataView
  /** Behind the text: place, digits and unit (0: hexadecimal) of each fraction, then 0. */
  readonly #fractions: Int32Array
  readonly #everything: Int32Array

  constructor(kernel: Kernel, lines: number) {
    this.#kernel = kernel
    this.bytes = kernel.reserve(formedSize(kernel.bytes.length, lines))
    this.ends = kernel.reserveNumbers(lines)
    this.#text = kernel.reserve(WIDTH)
    this.#view = viewOf(this.#text)
    this.#fractions = kernel.reserveNumbers(NUMBERS)
    this.#everything = kernel.reserveNumbers(2)
  }

  /**
   * Puts those lines of `runs` that are lines `first` to `last` of `batch`, the latter not
   * included, to bytes[at], a head before each, and where each ends to ends[line]; `moment` is
   * that of line 0, and all are within its second. The batch is one of the kernel's. Gives where
   * they end, and how many they are.
   */
  lay(
    head: LineHead,
    batch: Batch,
    runs: Runs,
    [first, last]: readonly [number, number],
    moment: Instant,
    at: number,
    line: number,
  ): readonly [end: number, lines: number] {
    this.#show(head, moment.seconds)
    const { calls } = this.#kernel
    const origin = this.bytes.byteOffset
    this.#everything[1] = batch.lines
    const bounds = runs.everything ? this.#everything : runs.bounds
    const end = calls.form(
      bounds.byteOffset,
      runs.everything ? 1 : runs.count,
      first,
      last,
      batch.start,
      batch.ends.byteOffset,
      origin,
      origin + at,
      this.#text.byteOffset,
      head.width,
      moment.nanoseconds,
      this.ends.byteOffset + 4 * line,
    )
    return [end - origin, calls.formedLines.value]
  }

  #show(head: LineHead, seconds: number): void {
    head.lay(this.#text, this.#view, 0, { seconds, nanoseconds: 0 })
    this.#fractions.fill(0)
    for (const [k, { at, digits, unit }] of head.fractions.entries())
      this.#fractions.set([at, digits, unit === 'hex' ? 0 : unit], 3 * k)
  }
}
