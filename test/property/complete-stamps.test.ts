// The law of stamps that mean a line's end: a label is of the read that brought the last byte
// of its line, or of the end of input, however the input is cut; labels rise, line by line.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Splitter } from '../../src/input/splitter.js'
import { type Instant, ManualClock } from '../../src/time/clock.js'
import { stampFormat } from '../../src/time/formats.js'
import { fromTai, parseLabel } from '../../src/time/tai64n.js'
import { universalTime } from '../../src/time/universal-time.js'

const WINDOW = 100
const START = 1.7e9

type Line = { readonly label: Instant; readonly text: string }

const lines = (output: string): Line[] =>
  (output.match(/[^\n]*\n/g) ?? []).map((line) => {
    const { seconds, nanoseconds } = parseLabel(line.slice(0, 25)) ?? expect.fail(line)
    return {
      label: { seconds: fromTai(seconds + 10, 'tai').seconds, nanoseconds },
      text: line.slice(26),
    }
  })

/** Feeds the pieces, one a second; the end of input is a second after the last. */
const stamped = (pieces: readonly string[]): string => {
  const clock = new ManualClock({ seconds: START, nanoseconds: 0 })
  const splitter = new Splitter(
    { window: WINDOW, completeLastLine: true, stamped: 'complete' },
    { format: stampFormat('tai64n-tai', universalTime), clock },
  )
  let output = ''
  const take = (batch = splitter.next()): void => {
    for (let one = batch; one; one = splitter.next())
      output += Buffer.from(one.bytes.subarray(one.start, one.end)).toString('latin1')
  }
  for (const piece of pieces) {
    splitter.bytes.write(piece, splitter.readAt, 'latin1')
    splitter.accept(piece.length)
    take()
    clock.advance(1000)
  }
  const last = splitter.finish()
  if (last) take(last)
  return output
}

const text = (lineLength: number): fc.Arbitrary<string> =>
  fc
    .array(fc.nat(lineLength), { maxLength: 20 })
    .chain((lengths) =>
      fc
        .constantFrom('', 'end')
        .map((end) => lengths.map((n) => `${'x'.repeat(n)}\n`).join('') + end),
    )

const cut = (whole: string, cuts: readonly number[]): string[] => {
  const edges = [0, ...cuts.map((at) => at % (whole.length + 1)), whole.length]
  edges.sort((a, b) => a - b)
  return edges
    .slice(1)
    .map((edge, k) => whole.slice(edges[k], edge))
    .filter((piece) => piece !== '')
}

const cuts = fc.array(fc.nat(), { maxLength: 12 })

test('a label is of the read that completed its line', () => {
  fc.assert(
    fc.property(text(60), cuts, (whole, places) => {
      const pieces = cut(whole, places)
      // Which read brings the n-th byte, in seconds from the start.
      const reads = pieces.flatMap((piece, second) => Array.from(piece, () => second))
      const expected: number[] = []
      for (let at = whole.indexOf('\n'); at >= 0; at = whole.indexOf('\n', at + 1))
        expected.push(reads[at] ?? Number.NaN)
      if (whole.endsWith('end')) expected.push(pieces.length)

      const seen = lines(stamped(pieces)).map(({ label }) => label.seconds - START)

      expect(seen).toEqual(expected)
    }),
  )
})

test('nothing else of the output depends on the cuts, and labels rise', () => {
  fc.assert(
    fc.property(text(300), cuts, (whole, places) => {
      const seen = lines(stamped(cut(whole, places)))

      const moments = seen.map(({ label }) => (label.seconds - START) * 1e9 + label.nanoseconds)
      expect(seen.map((line) => line.text).join('')).toBe(
        whole + (whole.endsWith('end') ? '\n' : ''),
      )
      expect(new Set(moments).size).toBe(moments.length)
      expect(moments.toSorted((a, b) => a - b)).toEqual(moments)
    }),
  )
})

test('a line that fills its window is of the read that did', () => {
  const [long, next] = lines(stamped(['a', 'x'.repeat(50), 'y'.repeat(50), 'z', '\nb\n']))

  expect(long).toMatchObject({ label: { seconds: START + 2 } })
  expect(next).toMatchObject({ label: { seconds: START + 4 }, text: 'b\n' })
})
