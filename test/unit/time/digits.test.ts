import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  areDigits,
  readWord,
  writeNine,
  writePair,
  writeTriple,
  writeWord,
} from '../../../src/time/digits.js'

const written = (width: number, write: (bytes: Uint8Array, at: number) => void): string => {
  const bytes = Buffer.from('-'.repeat(width + 2))
  write(bytes, 1)
  return bytes.toString('latin1')
}

test('two and three decimal digits are those of the number, padded with zeros', () => {
  for (let value = 0; value < 1000; value++) {
    const digits = String(value).padStart(3, '0')

    expect(written(3, (bytes, at) => writeTriple(bytes, at, value))).toBe(`-${digits}-`)
    if (value < 100)
      expect(written(2, (bytes, at) => writePair(bytes, at, value))).toBe(`-${digits.slice(1)}-`)
  }
})

test('nine decimal digits are those of the number, padded with zeros', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999999999 }), (value) => {
      const text = written(9, (bytes, at) => writeNine(bytes, at, value))

      expect(text).toBe(`-${String(value).padStart(9, '0')}-`)
    }),
  )
})

test('eight hexadecimal digits are written in lowercase and read in either case', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffffff }), (value) => {
      const digits = value.toString(16).padStart(8, '0')

      expect(written(8, (bytes, at) => writeWord(bytes, at, value))).toBe(`-${digits}-`)
      expect(readWord(Buffer.from(`-${digits}`), 1)).toBe(value)
      expect(readWord(Buffer.from(digits.toUpperCase()), 0)).toBe(value)
    }),
  )
})

test('one byte that is no digit spoils eight, wherever it stands', () => {
  for (let byte = 0; byte < 256; byte++) {
    const isDigit = /^[0-9a-fA-F]$/.test(String.fromCharCode(byte))
    for (let place = 0; place < 8; place++) {
      const bytes = Buffer.from('12345678')
      bytes[place] = byte

      expect(readWord(bytes, 0) >= 0).toBe(isDigit)
      expect(areDigits(bytes, 0, 8)).toBe(isDigit)
    }
  }
})

test('an empty range is all digits', () => {
  expect(areDigits(Buffer.from('x'), 0, 0)).toBe(true)
})
