// Where lines end, four bytes at a time: no call and no view a line.

const LINE_FEEDS = 0x0a0a0a0a

/**
 * The offset after the first line feed from `at` on. There must be one, and four bytes more
 * behind it: whoever owns the buffer puts one where its bytes end.
 */
export const lineEnd = (view: DataView, from: number): number => {
  let at = from
  for (;;) {
    const odd = view.getInt32(at, true) ^ LINE_FEEDS
    // The lowest bit set marks the first byte that was a line feed.
    const found = (odd - 0x01010101) & ~odd & 0x80808080
    if (found !== 0) return at + after(found)
    at += 4
  }
}

/**
 * Copies the line at `from` to `to[at]` and on, its line feed included; returns the offset
 * after it. The same must be behind it, and room for three bytes more behind the copy.
 */
export const moveLine = (view: DataView, from: number, to: DataView, at: number): number => {
  const shift = at - from
  let k = from
  for (;;) {
    const word = view.getInt32(k, true)
    to.setInt32(k + shift, word, true)
    const odd = word ^ LINE_FEEDS
    const found = (odd - 0x01010101) & ~odd & 0x80808080
    if (found !== 0) return k + after(found)
    k += 4
  }
}

/** How many bytes of a word there are up to the first one marked by its highest bit. */
const after = (marks: number): number => 1 + ((31 - Math.clz32(marks & -marks)) >> 3)
