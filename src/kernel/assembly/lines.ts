const LINE_FEEDS = i8x16.splat(0x0a)

/**
 * Notes at `ends` the offset behind every line feed of [at, end), and `end` where there is
 * none before it. Gives how many. The twin is findLines (../../batch.ts).
 */
export function findLines(at: i32, end: i32, ends: i32): i32 {
  const first = ends
  let last = at
  for (; at < end; at += 16) {
    let found = i8x16.bitmask(i8x16.eq(v128.load(at), LINE_FEEDS))
    while (found) {
      const next = at + ctz(found) + 1
      if (next > end) break
      found &= found - 1
      last = next
      store<i32>(ends, next)
      ends += 4
    }
  }
  if (last < end) {
    store<i32>(ends, end)
    ends += 4
  }
  return (ends - first) >> 2
}
