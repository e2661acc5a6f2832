import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LONGEST_LINE, lineEnd, linesIn, streamed } from './stream.js'

test('the input is the same whatever part of it is asked for', () => {
  const whole = streamed(0, 50_000)

  fc.assert(
    fc.property(fc.nat(50_000), fc.nat(50_000), (a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)]
      expect(streamed(from, to).equals(whole.subarray(from, to))).toBe(true)
    }),
  )
})

test('lines are no longer than the longest', () => {
  const lines = streamed(0, 1e6).toString('latin1').split('\n').slice(0, -1)

  expect(Math.max(...lines.map((line) => line.length + 1))).toBeLessThanOrEqual(LONGEST_LINE)
  expect(lineEnd(0)).toBe((lines[0]?.length ?? 0) + 1)
})

test('lines are counted from any byte to any other', () => {
  const text = streamed(0, 20_000).toString('latin1')

  fc.assert(
    fc.property(fc.nat(20_000), fc.nat(20_000), (a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)]
      const piece = text.slice(from, to)
      expect(linesIn(from, to)).toBe(piece.split(/(?<=\n)/).filter((line) => line !== '').length)
    }),
  )
})
