import { copyRange } from './copy'

/**
 * Copies `count` runs of lines to `out`, one behind the other, and up to 15 bytes more. Run i is
 * the lines bounds[2i] to bounds[2i + 1], the latter not included; line k ends at ends[k], and
 * line 0 begins at `start`. Gives where they end. The twin is Hand (../../sinks/hand.ts).
 */
export function gather(start: i32, ends: i32, bounds: i32, count: i32, out: i32): i32 {
  for (const last = bounds + (count << 3); bounds < last; bounds += 8) {
    const first = load<i32>(bounds)
    const at = first === 0 ? start : load<i32>(ends + ((first - 1) << 2))
    out = copyRange(at, load<i32>(ends + ((load<i32>(bounds, 4) - 1) << 2)), out)
  }
  return out
}
