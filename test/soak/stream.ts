// An endless input in which every word tells where it stands: `000000001300 ` is the word
// that begins at byte 1300. So any piece of a log of two words or more can be placed by
// itself, and what is missing or doubled between two pieces is counted in bytes.
//
// Some words end a line. Which ones depends on their place alone; lines have 1 to 64 words.

const DIGITS = 12
const WORD = DIGITS + 1
const LONGEST = 64
const BLANK = 0x20
const LF = 0x0a
const ZERO = 0x30
const NINE = 0x39

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

/** Whether a line begins at byte `at`. */
export const beginsLine = (at: number): boolean =>
  at === 0 || (at % WORD === 0 && ends(at / WORD - 1))

/** How many lines have a byte in `from` to `to`. */
export const linesIn = (from: number, to: number): number => {
  let count = 0
  for (let at = from; at < to; at = lineEnd(at)) count++
  return count
}

const isDigit = (byte: number | undefined): boolean =>
  byte !== undefined && byte >= ZERO && byte <= NINE

/** A stretch of the input: where it begins, and how many bytes of it are there. */
export type Stretch = { readonly start: number; readonly length: number }

/**
 * Where in the input `piece` begins, and how far it follows it: told by its first whole
 * word; a piece that has none is looked for around `expected`. Throws where it is no piece
 * of the input at all.
 */
export const place = (piece: Buffer, expected: number): Stretch => {
  const start = claimed(piece) ?? nearby(piece, expected)
  const truth = streamed(start, start + piece.length)
  if (truth.equals(piece)) return { start, length: piece.length }
  const length = piece.findIndex((byte, k) => byte !== truth[k])
  if (length < WORD) throw new Error(`no piece of the input: ${shown(piece)}`)
  return { start, length }
}

// A whole word has a separator on either side; the first one may be cut.
const claimed = (piece: Buffer): number | undefined => {
  const before = piece.findIndex((byte) => !isDigit(byte))
  const from = before + 1
  const text = piece.toString('latin1', from, from + DIGITS)
  if (before < 0 || !/^\d{12}$/.test(text)) return undefined
  return Math.max(0, Number(text) - from)
}

const FAR = 2 << 20

/** The place nearest to `expected` that looks like it: few bytes are found in many. */
const nearby = (piece: Buffer, expected: number): number => {
  const from = Math.max(0, expected - FAR)
  const around = streamed(from, expected + FAR)
  const before = around.lastIndexOf(piece, expected - from)
  const after = around.indexOf(piece, expected - from)
  if (before < 0 && after < 0) throw new Error(`no piece of the input: ${shown(piece)}`)
  const [back, ahead] = [expected - from - before, after - (expected - from)]
  return from + (after < 0 || (before >= 0 && back < ahead) ? before : after)
}

const shown = (piece: Buffer): string => JSON.stringify(piece.toString('latin1', 0, 200))
