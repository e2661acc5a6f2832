// Sets of bytes, and which bytes a pattern need not tell apart.

/** By byte, 1 for a member and 0 for any other. Shared: never written to. */
export type ByteSet = Uint8Array

export const ANY: ByteSet = new Uint8Array(256).fill(1)

// Made once each, so that a long pattern costs little.
const singles: ByteSet[] = []

/** The set of one byte. */
export const only = (byte: number): ByteSet => {
  singles[byte] ??= new Uint8Array(256).fill(1, byte, byte + 1)
  return singles[byte]
}

/** The byte of a set that `only` made; undefined for any other. */
export const soleByte = (set: ByteSet): number | undefined => {
  const byte = set.indexOf(1)
  return byte >= 0 && set === singles[byte] ? byte : undefined
}

/**
 * For each of the 256 bytes its kind: bytes are alike when every set holds all of them or
 * none. `apart` tells apart some of them beforehand, by numbers from 0.
 */
export const kindsOfSets = (
  sets: readonly ByteSet[],
  apart: Uint8Array = new Uint8Array(256),
): Uint8Array => {
  let kinds = Uint8Array.from(apart)
  for (const set of new Set(sets)) {
    const numbers = new Map<number, number>()
    kinds = kinds.map((kind, byte) => {
      const pair = 2 * kind + (set[byte] as number)
      const number = numbers.get(pair) ?? numbers.size
      numbers.set(pair, number)
      return number
    })
  }
  return kinds
}

/** The same where each of `bytes` is a kind of its own: one of the others stands for the rest. */
export const kindsOfBytes = (bytes: Iterable<number>): Uint8Array => {
  const present = new Set(bytes)
  const all = Array.from({ length: 256 }, (_, byte) => byte)
  const other = all.find((byte) => !present.has(byte)) ?? 0
  return Uint8Array.from(all, (byte) => (present.has(byte) ? byte : other))
}
