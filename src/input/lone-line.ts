// A line that comes alone, as far as the input goes: what a splitter with nothing under way would
// make of it, without the splitter.

import type { LoneInput } from '../system/lone-lines.js'
import type { Splitter } from './splitter.js'

/** How a lone line is made ready; undefined where more is to be done, or something is under way. */
export const loneInput = (splitter: Splitter): LoneInput | undefined => {
  const { bytes, readAt: at, midLine, cutter, stamp } = splitter
  if (midLine || (cutter && !cutter.leaves)) return undefined
  const head = stamp?.width ?? 0
  if (!cutter) return { bytes, at, head, ...(stamp && { prepare: stamp.stampLone }) }
  const prepare = (from: number, to: number): boolean =>
    cutter.leaves?.(bytes, from, to) === true && (!stamp || stamp.stampLone(from, to))
  return { bytes, at, head, prepare }
}
