// The runs of a batch's lines that sinks get, in the kernel: where they are noted, and where
// those that lie apart are gathered. One sink at a time has its runs here.

import type { Batch } from '../batch.js'
import { KERNEL_SLACK, type Kernel } from './kernel.js'

/** So much of a kernel is reserved for batches of up to `size` bytes and `lines` line ends. */
export const runsRoom = (size: number, lines: number): number =>
  16 * (lines + 2) + size + 4 * KERNEL_SLACK

/** Room for the runs of one batch. */
export class KernelRuns {
  readonly spans: Int32Array
  readonly bounds: Int32Array
  readonly gathered: Buffer
  readonly #kernel: Kernel

  constructor(kernel: Kernel, lines: number) {
    this.#kernel = kernel
    this.spans = kernel.reserveNumbers(2 * lines)
    this.bounds = kernel.reserveNumbers(2 * lines + 2)
    this.gathered = kernel.reserve(kernel.bytes.length + KERNEL_SLACK)
  }

  /** Copies the first `count` runs that `bounds` tells to `gathered`; gives where they end. */
  gather({ start, ends }: Batch, count: number): number {
    const { calls } = this.#kernel
    const out = this.gathered.byteOffset
    return calls.gather(start, ends.byteOffset, this.bounds.byteOffset, count, out) - out
  }
}
