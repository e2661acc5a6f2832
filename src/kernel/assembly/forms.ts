// Lines of one sink, a head laid before each: the twin is Formed (../../sinks/formed.ts).

import { copyRange } from './copy'
import { writeFraction } from './digits'

/** Behind a head's bytes: for each of two fractions where it is, how many digits, and of what. */
const FRACTIONS = 64

/** How many lines the last call has copied. */
export let formedLines: i32 = 0

/**
 * Copies the lines of `count` runs (see `gather`) to `out`, as far as they are lines `first` to
 * `last`, the latter not included, and up to 15 bytes more; notes at `noted` how far behind
 * `origin` each ends. At `head` are the 64 bytes that are laid before a line, of which `width`
 * count, and what in them changes from line to line; `nanoseconds` are those of line 0. Gives
 * where the last one ends.
 */
export function form(
  bounds: i32,
  count: i32,
  first: i32,
  last: i32,
  start: i32,
  ends: i32,
  origin: i32,
  out: i32,
  head: i32,
  width: i32,
  nanoseconds: i32,
  noted: i32,
): i32 {
  const begun = noted
  for (const behind = bounds + (count << 3); bounds < behind; bounds += 8) {
    let line = max(load<i32>(bounds), first)
    const to = min(load<i32>(bounds, 4), last)
    if (line >= to) continue
    let at = line === 0 ? start : load<i32>(ends + ((line - 1) << 2))
    for (; line < to; line++) {
      const end = load<i32>(ends + (line << 2))
      for (let k = 0; k < width; k += 16) v128.store(out + k, v128.load(head + k))
      for (let fraction = head + FRACTIONS; ; fraction += 12) {
        const digits = load<i32>(fraction, 4)
        if (digits === 0) break
        const place = out + load<i32>(fraction)
        writeFraction(place, digits, load<i32>(fraction, 8), nanoseconds + line)
      }
      out = copyRange(at, end, out + width)
      at = end
      store<i32>(noted, out - origin)
      noted += 4
    }
  }
  formedLines = (noted - begun) >> 2
  return out
}
