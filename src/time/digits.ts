// Decimal and hexadecimal digits, written and read in place: no strings, no allocation.

const ZERO = 0x30

// Loops in small functions: a start pays for these tables, and `from` with a function, or a loop
// in the midst of a file, takes it milliseconds.
const triples = (): Uint8Array => {
  const digits = new Uint8Array(3000)
  for (let number = 0, at = 0; number < 1000; number++) {
    digits[at++] = ZERO + ((number / 100) | 0)
    digits[at++] = ZERO + (((number / 10) | 0) % 10)
    digits[at++] = ZERO + (number % 10)
  }
  return digits
}
const values = (digits: Uint8Array): Int8Array => {
  const values = new Int8Array(256).fill(-1)
  for (let k = 0; k < digits.length; k++) values[digits[k] as number] = k & 15
  return values
}

/** The three decimal digits of each number below 1000, one after the other. */
const TRIPLES = triples()

const HEX = Buffer.from('0123456789abcdef')

/** The value of a byte as a hexadecimal digit of either case, or -1. */
const HEX_VALUE = values(Buffer.from('0123456789abcdef0123456789ABCDEF'))

/** Writes two decimal digits; `value` is 0 to 99. Returns the offset after them. */
export const writePair = (bytes: Uint8Array, at: number, value: number): number => {
  bytes[at] = TRIPLES[3 * value + 1] as number
  bytes[at + 1] = TRIPLES[3 * value + 2] as number
  return at + 2
}

/** Writes three decimal digits; `value` is 0 to 999. Returns the offset after them. */
export const writeTriple = (bytes: Uint8Array, at: number, value: number): number => {
  bytes[at] = TRIPLES[3 * value] as number
  bytes[at + 1] = TRIPLES[3 * value + 1] as number
  bytes[at + 2] = TRIPLES[3 * value + 2] as number
  return at + 3
}

/** Writes five decimal digits; `value` is 0 to 99999. Returns the offset after them. */
export const writeFive = (bytes: Uint8Array, at: number, value: number): number => {
  const thousands = (value / 1000) | 0
  return writeTriple(bytes, writePair(bytes, at, thousands), value - thousands * 1000)
}

/** Writes nine decimal digits; `value` is 0 to 999999999. Returns the offset after them. */
export const writeNine = (bytes: Uint8Array, at: number, value: number): number => {
  const thousands = (value / 1000) | 0
  const millions = (thousands / 1000) | 0
  writeTriple(bytes, at, millions)
  writeTriple(bytes, at + 3, thousands - millions * 1000)
  return writeTriple(bytes, at + 6, value - thousands * 1000)
}

/** Writes eight lowercase hexadecimal digits; `value` is an unsigned 32-bit number. */
export const writeWord = (bytes: Uint8Array, at: number, value: number): void => {
  writeQuad(bytes, at, value >>> 16)
  writeQuad(bytes, at + 4, value & 0xffff)
}

// This and `readQuad` are spelt out: a loop over the digits takes three times as long.
const writeQuad = (bytes: Uint8Array, at: number, value: number): void => {
  bytes[at] = HEX[value >>> 12] as number
  bytes[at + 1] = HEX[(value >>> 8) & 15] as number
  bytes[at + 2] = HEX[(value >>> 4) & 15] as number
  bytes[at + 3] = HEX[value & 15] as number
}

/** The value of eight hexadecimal digits of either case, or -1 where one is none. */
export const readWord = (bytes: Uint8Array, at: number): number => {
  const upper = readQuad(bytes, at)
  const lower = readQuad(bytes, at + 4)
  return (upper | lower) < 0 ? -1 : ((upper << 16) | lower) >>> 0
}

const readQuad = (bytes: Uint8Array, at: number): number => {
  const a = HEX_VALUE[bytes[at] as number] as number
  const b = HEX_VALUE[bytes[at + 1] as number] as number
  const c = HEX_VALUE[bytes[at + 2] as number] as number
  const d = HEX_VALUE[bytes[at + 3] as number] as number
  return (a | b | c | d) < 0 ? -1 : (a << 12) | (b << 8) | (c << 4) | d
}

/** Whether all of bytes[from..to) are hexadecimal digits of either case. */
export const areDigits = (bytes: Uint8Array, from: number, to: number): boolean => {
  for (let at = from; at < to; at++)
    if ((HEX_VALUE[bytes[at] as number] as number) < 0) return false
  return true
}
