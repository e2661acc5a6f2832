// Characters of UTF-8 among bytes that need not be: no overlong form, no surrogate, none past
// U+10FFFF.

/** How many bytes the character has that begins with this byte; 1 where none does. */
export const lengthOf = (byte: number): number =>
  byte >= 0xc2 && byte <= 0xdf
    ? 2
    : byte >= 0xe0 && byte <= 0xef
      ? 3
      : byte >= 0xf0 && byte <= 0xf4
        ? 4
        : 1

/** Whether a character that begins with `first` may have this byte as its second one. */
export const isSecond = (first: number, byte: number): boolean => {
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
  return byte >= low && byte <= high
}

/** Whether this byte may be the third or the fourth of a character. */
export const isLater = (byte: number): boolean => byte >= 0x80 && byte <= 0xbf

/** How many bytes the whole character at bytes[at] has, which must end before `end`; 0 for none. */
export const characterAt = (bytes: Uint8Array, at: number, end: number): number => {
  const first = bytes[at] as number
  const length = lengthOf(first)
  if (length === 1) return first < 0x80 ? 1 : 0
  if (at + length > end || !isSecond(first, bytes[at + 1] as number)) return 0
  for (let k = 2; k < length; k++) if (!isLater(bytes[at + k] as number)) return 0
  return length
}
