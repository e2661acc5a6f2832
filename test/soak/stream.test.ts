import fc from 'fast-check'
import { expect, test } from 'vitest'
import { beginsLine, LONGEST_LINE, lineEnd, linesIn, place, streamed } from './stream.js'

test('the input is the same whatever part of it is asked for', () => {
  const whole = streamed(0, 50_000)

  fc.assert(
    fc.property(fc.nat(50_000), fc.nat(50_000), (a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)]
      expect(streamed(from, to).equals(whole.subarray(from, to))).toBe(true)
    }),
  )
})

test('a piece of two words or more is placed by what it holds', () => {
  fc.assert(
    fc.property(fc.nat(1e9), fc.integer({ min: 26, max: 5000 }), (start, length) => {
      expect(place(streamed(start, start + length), 0)).toEqual({ start, length })
    }),
  )
})

test('a shorter piece is placed where it is expected', () => {
  const start = 1_000_000

  for (let length = 0; length < 26; length++)
    expect(place(streamed(start, start + length), start)).toEqual({ start, length })
})

test('one that is not there is placed where it is nearest', () => {
  const start = 1_000_000

  for (const far of [-700, -13, 13, 700]) {
    const { start: found } = place(streamed(start + far, start + far + 3), start)
    expect(Math.abs(found - start)).toBeLessThanOrEqual(Math.abs(far))
  }
})

test('a piece is followed up to a byte that is changed, missing or doubled', () => {
  const piece = streamed(1000, 2000).toString('latin1')
  const broken = [
    `${piece.slice(0, 500)}x${piece.slice(501)}`,
    piece.slice(0, 500) + piece.slice(513),
    piece.slice(0, 500) + piece.slice(499),
  ]

  for (const each of broken) {
    const { start, length } = place(Buffer.from(each), 1000)
    expect(start).toBe(1000)
    expect(length).toBeGreaterThanOrEqual(500)
    expect(length).toBeLessThan(513)
  }
})

test('what is none of the input is an error', () => {
  for (const text of ['x', '000000000001 000000000013\n', 'one\ntwo\n'])
    expect(() => place(Buffer.from(text), 0)).toThrow(/no piece/)
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
      expect(beginsLine(from)).toBe(from === 0 || text[from - 1] === '\n')
    }),
  )
})
