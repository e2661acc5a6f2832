const LINE_FEEDS = i8x16.splat(0x0a)

/** Which of 16 bytes are line feeds, the first one lowest. */
function lineFeeds(at: i32): u64 {
  return i8x16.bitmask(i8x16.eq(v128.load(at), LINE_FEEDS))
}

/**
 * Notes at `ends` the offset behind every line feed of [at, end), and `end` where there is
 * none before it. Gives how many. The twin is findLines (../../batch.ts).
 */
export function findLines(at: i32, end: i32, ends: i32): i32 {
  const first = ends
  let last = at
  for (; at + 64 <= end; at += 64) {
    let found =
      lineFeeds(at) |
      (lineFeeds(at + 16) << 16) |
      (lineFeeds(at + 32) << 32) |
      (lineFeeds(at + 48) << 48)
    while (found) {
      last = at + <i32>ctz(found) + 1
      found &= found - 1
      store<i32>(ends, last)
      ends += 4
    }
  }
  for (; at < end; at++)
    if (load<u8>(at) === 0x0a) {
      last = at + 1
      store<i32>(ends, last)
      ends += 4
    }
  if (last < end) {
    store<i32>(ends, end)
    ends += 4
  }
  return (ends - first) >> 2
}
