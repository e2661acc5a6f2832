// What is counted agrees with counting one line after the other, whatever is in the logs and
// however they are read.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Periods } from '../../src/histogram/periods.js'
import { STRETCHES, Volume } from '../../src/histogram/volume.js'
import { erePattern } from '../../src/select/ere.js'
import { labelOf } from '../../src/time/tai64n.js'
import { universalTime } from '../../src/time/universal-time.js'
import { Zone } from '../../src/time/zone.js'
import { histogram, type Texts } from '../helpers/histograms.js'
import '../helpers/seed.js'

const START = 1_600_000_000
const SHIFT = 5.75 * 3600
const local = (seconds: number | bigint) => universalTime(Number(seconds) + SHIFT)
const zone = new Zone(local)

/** The first line of a file has a stamp, so that the others have a time. */
const logs = fc.array(
  fc.array(
    fc.record({
      gap: fc.oneof(fc.nat(3), fc.nat(100_000)),
      stamped: fc.boolean(),
      text: fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\xff'), maxLength: 40 }),
    }),
    { minLength: 1, maxLength: 30 },
  ),
  { minLength: 1, maxLength: 3 },
)

type Line = { log: number; seconds: number; text: string; bytes: number }

const written = (drawn: typeof logs extends fc.Arbitrary<infer T> ? T : never): [Texts, Line[]] => {
  const all: Line[] = []
  const texts: Texts = {}
  for (const [log, lines] of drawn.entries()) {
    let seconds = START
    let given = START
    const parts = lines.map(({ gap, stamped, text }, k) => {
      seconds += gap
      const labelled = stamped || k === 0 || k === lines.length >> 1
      if (labelled) given = seconds
      const line = labelled ? `${labelOf({ seconds, nanoseconds: 0 })} ${text}\n` : `${text}\n`
      all.push({ log, seconds: given, text, bytes: line.length })
      return line
    })
    const half = parts.length >> 1
    const name = `${labelOf({ seconds: seconds + 1, nanoseconds: 0 })}.s`
    texts[`log${log}`] = {
      [name]: parts.slice(0, half).join(''),
      current: parts.slice(half).join(''),
    }
  }
  return [texts, all]
}

test('bars have what was logged in their time', async () => {
  await fc.assert(
    fc.asyncProperty(
      logs,
      fc.constantFrom('lines' as const, 'bytes' as const),
      fc.constantFrom(undefined, 60, 420, 3600, 86400),
      fc.constantFrom(undefined, 'b', '^a'),
      fc.constantFrom(64, 1 << 16),
      async (drawn, measure, per, pattern, block) => {
        const [texts, lines] = written(drawn)
        const match = pattern === undefined ? undefined : erePattern(Buffer.from(pattern))
        const wishes = { measure, block, ...(per && { per }), ...(match && { match }) }

        const found = await histogram(texts, wishes, local)

        const counted = lines.filter(
          ({ text }) => pattern === undefined || new RegExp(pattern).test(text),
        )
        if (!found) {
          expect(counted).toEqual([])
          return
        }
        const periods = new Periods(found.per, zone, found.bars[0]?.start ?? 0)
        const first = Math.min(...counted.map(({ seconds }) => periods.numberOf(seconds)))
        const expected = found.bars.map((_bar, k) => ({
          start: periods.startOf(first + k),
          counts: drawn.map((_, log) =>
            counted
              .filter((line) => line.log === log && periods.numberOf(line.seconds) === first + k)
              .reduce((sum, { bytes }) => sum + (measure === 'lines' ? 1 : bytes), 0),
          ),
        }))
        expect(found.bars).toEqual(expected)
        expect(found.totals.reduce((sum, total) => sum + total, 0)).toBe(
          counted.reduce((sum, { bytes }) => sum + (measure === 'lines' ? 1 : bytes), 0),
        )
        if (per === undefined) expect(found.bars.length).toBeLessThanOrEqual(24)
      },
    ),
  )
})

test('stretches are made fewer, and nothing gets lost', () => {
  for (const per of [undefined, 10, 900]) {
    const volume = new Volume('lines', { many: 8, ...(per && { per }) })
    const stamps = { seconds: 0, read: () => 25 }
    const bytes = Buffer.alloc(64, '\n')
    const stream = { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, 64), stamps }
    const source = { stream, seconds: 0, readHead: () => undefined }
    for (let k = 0; k < 1000; k++) {
      stamps.seconds = 37 * k
      volume.take({ source, start: 0, end: 1, continued: false, open: false } as never)
    }
    volume.finish()

    const widest = per === undefined ? STRETCHES.at(-1) : per === 10 ? 5 : 900
    expect(volume.width).toBe(widest)
    expect([...volume.counts.values()].reduce((sum, count) => sum + count, 0)).toBe(1000)
    expect(Math.max(...volume.counts.keys()) * volume.width).toBeLessThanOrEqual(37 * 999)
  }
})
