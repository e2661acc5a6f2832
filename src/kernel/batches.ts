import { formsRoom } from './forms.js'
import { Kernel } from './kernel.js'
import { REPLACEMENT_ROOM } from './replacement.js'
import { runsRoom } from './runs.js'
import { TEMPLATE } from './stamps.js'
import { STEPS_ROOM } from './steps.js'

/**
 * A kernel for batches of up to `size` bytes and `lines` line ends, with room for all that may be
 * done to them there; undefined where there is none. Room that nobody uses costs no memory.
 */
export const kernelForBatches = (size: number, lines: number): Kernel | undefined =>
  Kernel.open(
    size,
    4 * lines,
    TEMPLATE,
    REPLACEMENT_ROOM,
    STEPS_ROOM,
    runsRoom(size, lines),
    formsRoom(size, lines),
  )
