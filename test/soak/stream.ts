// An endless input in which every word tells where it stands: `000000001300 ` is the word
// that begins at byte 1300. So any piece of a log of two words or more can be placed by
// itself, and what is missing or doubled between two pieces is counted in bytes.
//
// Some words end a line. Which ones depends on their place alone; lines have 1 to 64 words.

const DIGITS = 12
/** Bytes of a word, its separator included. */
export const WORD = DIGITS + 1
const LONGEST = 64
const BLANK = 0x20
const LF = 0x0a
const ZERO = 0x30

/** Bytes of the longest line, its end included. */
export const LONGEST_LINE = LONGEST * WORD

// A line has eight words on average.
const ends = (word: number): boolean =>
  word % LONGEST === LONGEST - 1 || (Math.imul(word, 0x9e3779b1) >>> 29) % 8 === 0

// Adds a word's length to the decimal number before `end`.
const advance = (bytes: Buffer, end: number): void => {
  let carry = WORD
  for (let at = end - 1; carry > 0; at--) {
    const sum = (bytes[at] ?? ZERO) - ZERO + carry
    bytes[at] = ZERO + (sum % 10)
    carry = Math.floor(sum / 10)
  }
}

/** The input from byte `from` up to `to`. */
export const streamed = (from: number, to: number): Buffer => {
  const first = Math.floor(from / WORD)
  const count = Math.ceil(to / WORD) - first
  const bytes = Buffer.alloc(Math.max(0, count) * WORD)
  const number = Buffer.from(String(first * WORD).padStart(DIGITS, '0'))
  for (let k = 0; k < count; k++) {
    const at = k * WORD
    // Byte by byte: a call of copy costs several times this.
    for (let digit = 0; digit < DIGITS; digit++) bytes[at + digit] = number[digit] ?? ZERO
    bytes[at + DIGITS] = ends(first + k) ? LF : BLANK
    advance(number, DIGITS)
  }
  return bytes.subarray(from - first * WORD, to - first * WORD)
}

/** The end of the line that byte `at` is in: just behind its line feed. */
export const lineEnd = (at: number): number => {
  let word = Math.floor(at / WORD)
  while (!ends(word)) word++
  return (word + 1) * WORD
}

/** How many lines have a byte in `from` to `to`. */
export const linesIn = (from: number, to: number): number => {
  let count = 0
  for (let at = from; at < to; at = lineEnd(at)) count++
  return count
}

/** How far `piece` follows the input from byte `start` on. */
export const agreement = (piece: Buffer, start: number): number => {
  const truth = streamed(start, start + piece.length)
  if (truth.equals(piece)) return piece.length
  return piece.findIndex((byte, k) => byte !== truth[k])
}

const WORDS = /(?<![^ \n])\d{12}(?=[ \n])/g

/** The first whole word of `piece`: where in it, and where in the input; undefined: none is. */
export const firstWord = (
  piece: Buffer,
): { readonly at: number; readonly start: number } | undefined => {
  // Parts of two that make one are none.
  for (const { 0: word, index } of piece.toString('latin1', 0, 32 * WORD).matchAll(WORDS))
    if (Number(word) % WORD === 0) return { at: index, start: Number(word) }
  return undefined
}
