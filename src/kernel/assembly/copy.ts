const LINE_FEEDS = i8x16.splat(0x0a)

/**
 * Copies from `at` to `out` up to the next line feed, that included, and up to 15 bytes more.
 * Gives the offset after the line feed.
 */
export function copyLine(at: i32, out: i32): i32 {
  const shift = out - at
  let found = 0
  do {
    const bytes = v128.load(at)
    v128.store(at + shift, bytes)
    found = i8x16.bitmask(i8x16.eq(bytes, LINE_FEEDS))
    at += 16
  } while (found === 0)
  return at - 15 + ctz(found)
}
