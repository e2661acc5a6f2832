import type { Batch } from '../batch.js'
import { formsRoom } from './forms.js'
import { Kernel } from './kernel.js'
import { REPLACEMENT_ROOM } from './replacement.js'
import { runsRoom } from './runs.js'
import { TEMPLATE } from './stamps.js'
import { STEPS_ROOM } from './steps.js'

/** From now on `batch` is one of `kernel`'s, and empty. */
export const moveBatch = (batch: Batch, kernel: Kernel): void => {
  batch.kernel = kernel
  batch.bytes = kernel.bytes
  batch.ends = kernel.reserveNumbers(batch.ends.length)
}

/**
 * From now on `batch` is one of a kernel's, which has room for all that may be done to it there;
 * of `bytes`, in which it was, [from..to) of each of `parts` lie at the same places in those of
 * the kernel. Undefined where there is none. Room that nobody uses costs no memory.
 */
export const inKernel = (
  batch: Batch,
  bytes: Buffer,
  ...parts: readonly (readonly [from: number, to: number])[]
): Kernel | undefined => {
  const size = bytes.length
  const lines = batch.ends.length
  const kernel = Kernel.open(
    size,
    4 * lines,
    TEMPLATE,
    REPLACEMENT_ROOM,
    STEPS_ROOM,
    runsRoom(size, lines),
    formsRoom(size, lines),
  )
  if (!kernel) return undefined
  for (const [from, to] of parts) bytes.copy(kernel.bytes, from, from, to)
  moveBatch(batch, kernel)
  return kernel
}
