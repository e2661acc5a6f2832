// The stamp of universal time in its basic form: spec/tinylog.md §2.4.

import { expect, test } from 'vitest'
import { stampFormat } from '../../../src/time/formats.js'

const shown = (
  ...moments: readonly (readonly [seconds: number, nanoseconds: number])[]
): string => {
  const format = stampFormat('universal-basic', () => undefined)
  const bytes = Buffer.alloc(moments.length * format.width)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (const [k, [seconds, nanoseconds]] of moments.entries())
    format.write(bytes, view, k * format.width, seconds, nanoseconds)
  return bytes.toString('latin1')
}

test.each([
  [0, 0, '19700101T000000.000000: '],
  [1795176103, 388647000, '20261120T120143.388647: '],
  [951782399, 999999999, '20000228T235959.999999: '],
  [951782400, 1999, '20000229T000000.000001: '],
  [253402300799, 1000, '99991231T235959.000001: '],
])('%i s and %i ns', (seconds, nanoseconds, text) => {
  expect(shown([seconds, nanoseconds])).toBe(text)
})

test('the second is kept no longer than it lasts', () => {
  const text = shown([59, 1e6], [59, 2e6], [60, 0], [59, 0])

  expect(text).toBe(
    '19700101T000059.001000: 19700101T000059.002000: 19700101T000100.000000: 19700101T000059.000000: ',
  )
})
