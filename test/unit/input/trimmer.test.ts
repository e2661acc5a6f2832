// Lines cut short and empty ones dropped, however the input was read.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Trimmer } from '../../../src/input/trimmer.js'

/** What comes of `text` in reads of these sizes. */
const trim = (
  text: string,
  longest: number,
  dropsEmpty: boolean,
  sizes: readonly number[] = [],
): string => {
  const trimmer = new Trimmer(longest, dropsEmpty)
  let out = ''
  for (let at = 0, k = 0; at < text.length; k++) {
    const size = sizes[k] ?? text.length
    const read = text.slice(at, at + size)
    const bytes = Buffer.alloc(read.length + 1)
    bytes.write(read, 'latin1')
    out += bytes.toString('latin1', 0, trimmer.cut(bytes, 0, read.length))
    at += size
  }
  return out
}

const documented = (text: string, longest: number, dropsEmpty: boolean): string => {
  const lines = text.split('\n')
  const last = lines.pop() ?? ''
  const kept = lines.filter((line) => !dropsEmpty || line !== '')
  return [...kept.map((line) => line.slice(0, longest)), last.slice(0, longest)].join('\n')
}

test.each([
  ['abcd\n', 'abc\n'],
  ['abc\n', 'abc\n'],
  ['\n\nab\n\n', 'ab\n'],
  ['abcdef', 'abc'],
  ['\n', ''],
])('%j, 3 bytes of a line and no empty ones: %j', (text, expected) => {
  expect(trim(text, 3, true)).toBe(expected)
})

test('what comes out does not depend on the reads', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 60 })
  const reads = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 60, maxLength: 60 })
  const longest = fc.oneof(fc.integer({ min: 0, max: 7 }), fc.constant(Number.POSITIVE_INFINITY))

  fc.assert(
    fc.property(texts, longest, fc.boolean(), reads, (text, most, dropsEmpty, sizes) => {
      expect(trim(text, most, dropsEmpty, sizes)).toBe(documented(text, most, dropsEmpty))
    }),
  )
})
