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

/** From so many bytes on a library's copy is the faster one. */
const FAR = 256

/** Copies [at, to) to `out`, and up to 15 bytes more. Gives where the copy ends. */
export function copyRange(at: i32, to: i32, out: i32): i32 {
  const next = out + to - at
  if (to - at >= FAR) memory.copy(out, at, to - at)
  else
    for (; at < to; at += 16) {
      v128.store(out, v128.load(at))
      out += 16
    }
  return next
}
