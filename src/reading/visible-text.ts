// Text as a terminal may have it: a line of a log comes from strangers, and no byte of it may
// command one. As in messages (fault/visible.ts) a control byte is shown as `\x1b`: all but the
// tab, and those of UTF-8 (U+0080 to U+009F) and of eight bits (0x80 to 0x9f) too. Whole
// characters stay, and so does what no terminal obeys.

import { characterAt } from './characters.js'
import type { Shown } from './shown.js'

const TAB = 0x09
const BLANK = 0x20
const DELETE = 0x7f
const BACKSLASH = 0x5c
const LETTER_X = 0x78
const DIGITS = Buffer.from('0123456789abcdef')

/** Shows bytes[start..end) with their control bytes visible; no character goes on behind `end`. */
export const showVisibly = (shown: Shown, bytes: Uint8Array, start: number, end: number): void => {
  for (let at = start; at < end && shown.wanted; ) {
    shown.makeRoom()
    const byte = bytes[at] as number
    if ((byte >= BLANK && byte < DELETE) || byte === TAB) {
      shown.bytes[shown.end++] = byte
      at++
    } else
      at = byte < 0xa0 ? escapeBytes(shown, bytes, at, 1) : showCharacter(shown, bytes, at, end)
  }
}

/** What begins with a byte above 0x9f; returns the offset after it. */
const showCharacter = (shown: Shown, bytes: Uint8Array, from: number, end: number): number => {
  const length = characterAt(bytes, from, end)
  if (length === 2 && bytes[from] === 0xc2 && (bytes[from + 1] as number) < 0xa0)
    return escapeBytes(shown, bytes, from, 2)
  const to = from + Math.max(length, 1)
  for (let at = from; at < to; at++) shown.bytes[shown.end++] = bytes[at] as number
  return to
}

const escapeBytes = (shown: Shown, bytes: Uint8Array, from: number, count: number): number => {
  const to = from + count
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number
    shown.bytes[shown.end++] = BACKSLASH
    shown.bytes[shown.end++] = LETTER_X
    shown.bytes[shown.end++] = DIGITS[byte >> 4] as number
    shown.bytes[shown.end++] = DIGITS[byte & 15] as number
  }
  return to
}
