// Lines ended by NUL and by their limit, however the input was read.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Cutter, cutGrowth } from '../../../src/input/cutter.js'

/** What comes of `text` in reads of these sizes. */
const cut = (text: string, limit: number, sizes: readonly number[] = []): string => {
  const cutter = new Cutter(limit)
  let out = ''
  for (let at = 0, k = 0; at < text.length; k++) {
    const size = sizes[k] ?? text.length
    const read = text.slice(at, at + size)
    const bytes = Buffer.alloc(read.length + cutGrowth(read.length, limit))
    bytes.write(read, 'latin1')
    out += bytes.toString('latin1', 0, cutter.cut(bytes, 0, read.length))
    at += size
  }
  return out
}

const documented = (text: string, limit: number): string =>
  text
    .replaceAll('\0', '\n')
    .split('\n')
    .map((line) => line.match(new RegExp(`.{1,${limit}}`, 'gs'))?.join('\n') ?? '')
    .join('\n')

test.each([
  ['ab\0c\n', 'ab\nc\n'],
  ['\0\0', '\n\n'],
  ['abcd\n', 'abcd\n'],
  ['abcde\n', 'abcd\ne\n'],
  ['abcd', 'abcd'],
  ['abcdefgh\0', 'abcd\nefgh\n'],
])('%j, a limit of 4: %j', (text, expected) => {
  expect(cut(text, 4)).toBe(expected)
})

test('without a limit NUL alone ends lines', () => {
  expect(cut('a'.repeat(1000), Number.POSITIVE_INFINITY)).toBe('a'.repeat(1000))
})

test('a line is full before the byte that would be too many has come', () => {
  const cutter = new Cutter(2)
  const bytes = Buffer.from('ab\n  ')

  cutter.cut(bytes, 0, 2)

  expect(cutter.full).toBe(true)
})

test('what comes out does not depend on the reads', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\0'), maxLength: 60 })
  const reads = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 60, maxLength: 60 })

  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 7 }), reads, (text, limit, sizes) => {
      expect(cut(text, limit, sizes)).toBe(documented(text, limit))
    }),
  )
})
