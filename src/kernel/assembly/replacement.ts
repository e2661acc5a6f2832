// Bytes put in place of others: the twin is replace (../../input/replacement.ts).

import { find } from './sets'

const TABLE = 32

/**
 * Replaces within the first `window` bytes of lines `line` to `lines`, the first of which begins
 * at `from`. At `place` are the set of bytes that have another in their place, and by byte what
 * that is.
 */
export function replace(
  place: i32,
  line: i32,
  lines: i32,
  from: i32,
  ends: i32,
  window: i32,
): void {
  const lower = v128.load(place)
  const upper = v128.load(place, 16)
  for (; line < lines; line++) {
    const end = load<i32>(ends + (line << 2))
    const to = end - from > window ? from + window : end
    let at = find(from, to, lower, upper)
    while (at < to) {
      // Where there is one there are often more.
      for (const near = min(at + 16, to); at < near; at++)
        store<u8>(at, load<u8>(place + TABLE + load<u8>(at)))
      at = find(at, to, lower, upper)
    }
    from = end
  }
}
