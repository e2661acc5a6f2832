// The rule of where files end, held against what is there.

import { expect } from 'vitest'
import type { PipelineWorld } from '../helpers/pipeline-world.js'

/**
 * No file of `./log` is larger than `size`, and each archive was ended at its first line end in
 * its last `reserve` bytes, or at `size`.
 */
export const expectFilled = (world: PipelineWorld, size: number, reserve: number): void => {
  for (const [name, { content, mode }] of Object.entries(world.filesystem.snapshot('./log'))) {
    expect(content.length).toBeLessThanOrEqual(size)
    if (!name.startsWith('@')) continue
    expect(mode).toBe(0o744)
    const ended = content.at(-1) === 0x0a
    expect(content.length).toBeGreaterThanOrEqual(ended ? size - reserve : size)
    // No line end at or past the threshold was passed over.
    expect(content.subarray(size - reserve - 1, -1).includes(0x0a)).toBe(false)
  }
}
