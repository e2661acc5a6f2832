// Bytes put in place of others: which, and how far into a line.

import { expect, test } from 'vitest'
import { emptyBatch } from '../../../src/batch.js'
import { replace, replacementTable } from '../../../src/input/replacement.js'

const replaced = (
  text: string,
  also: string,
  window: number,
  continued = false,
  of?: 'controls',
): string => {
  const bytes = Buffer.from(text, 'latin1')
  const batch = { ...emptyBatch(bytes, bytes.length), end: bytes.length, continued }
  replace(batch, window, replacementTable({ by: 0x5f, also, ...(of && { of }) }))
  return bytes.toString('latin1')
}

test('unprintable bytes are replaced, a byte for a byte', () => {
  expect(replaced('a\tb\x7f\xc3\xa9\x00 ~\n', '', 100)).toBe('a_b____ ~\n')
})

test('control bytes alone are replaced where nothing else is asked', () => {
  expect(replaced('a\tb\x7f\xc3\xa9\x00\r\x1f ~\n', '', 100, false, 'controls')).toBe(
    'a\tb\x7f\xc3\xa9___ ~\n',
  )
})

test('named bytes are replaced too, but never a line feed', () => {
  expect(replaced('abc\nab\n', 'b\n', 100)).toBe('a_c\na_\n')
})

test('what is behind the window stays', () => {
  expect(replaced('\t\t\t\n\t\t\n', '', 2)).toBe('__\t\n__\n')
})

test('what goes on from an earlier batch stays', () => {
  expect(replaced('\t\n\t\n', '', 2, true)).toBe('\t\n_\n')
})

test('without a window all of a line is replaced, what goes on from an earlier batch too', () => {
  expect(replaced('\t\n\t\n', '', Number.POSITIVE_INFINITY, true)).toBe('_\n_\n')
})
