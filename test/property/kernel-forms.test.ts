// Lines in a sink's form, by the kernel and by its plain twin: the same bytes and line ends,
// whatever is laid before them, whichever are selected, and however the input comes.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Batch } from '../../src/batch.js'
import { Splitter } from '../../src/input/splitter.js'
import type { Stamp } from '../../src/plan.js'
import { Selector } from '../../src/select/selector.js'
import { Formed, type LineForm } from '../../src/sinks/formed.js'
import type { Sink } from '../../src/sinks/sink.js'
import { ManualClock } from '../../src/time/clock.js'
import { stampFormat } from '../../src/time/formats.js'
import { universalTime } from '../../src/time/universal-time.js'
import { star } from '../helpers/patterns.js'
import { split } from '../helpers/split.js'

const STAMPS: readonly Stamp[] = [
  'tai64n',
  'accustamp',
  'ctime',
  'local-wide',
  'universal',
  'universal-basic',
]

const stamps = fc
  .array(fc.constantFrom(...STAMPS), { maxLength: 3 })
  .map((all) => all.map((stamp) => stampFormat(stamp, universalTime)))
const prefix = fc.constantFrom('', 'p ', 'a\n', 'x'.repeat(20), 'y'.repeat(70))
const form: fc.Arbitrary<LineForm> = fc.record({
  lead: fc.constantFrom('', '', 'alert: '),
  stamps,
  prefix,
  ...{ clip: fc.constantFrom(undefined, undefined, undefined, { from: 9, keep: 5 }) },
}) as fc.Arbitrary<LineForm>

const line = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', '\0', '\xff', 's'), maxLength: 40 }),
  fc.integer({ min: 100, max: 600 }).map((length) => 'x'.repeat(length)),
)
const piece = fc
  .array(fc.oneof({ weight: 3, arbitrary: line }, { weight: 1, arbitrary: fc.constant('\n') }))
  .map((lines) => Buffer.from(lines.join('\n'), 'latin1'))

type Draw = {
  readonly pieces: readonly Buffer[]
  readonly forms: readonly LineForm[]
  readonly window: number
  readonly nanoseconds: number
  /** Lines that begin so are not for the last of the sinks. */
  readonly deselected: string
}

/** What each sink was given of each batch, from a splitter that calls `flood` bytes a flood. */
const given = (
  { pieces, forms, window, nanoseconds, deselected }: Draw,
  flood: number,
): unknown[] => {
  const clock = new ManualClock({ seconds: 1_600_000_000, nanoseconds })
  const seen: unknown[] = []
  const noting = (k: number): Sink => ({
    open: () => undefined,
    take: ({ bytes, start, end, ends, lines, continued, open }: Batch) => {
      const text = Buffer.from(bytes.subarray(start, end)).toString('latin1')
      seen.push({ k, text, ends: [...ends.subarray(0, lines)], continued, open })
    },
    rotate: () => undefined,
    finish: () => undefined,
    settle: () => undefined,
  })
  const sinks = forms.map((each, k) => new Formed(each, noting(k)))
  const deliver = forms.map(() => ({ do: 'deliver' }) as const)
  const machine = star(`${deselected}*`)
  const rules = [...deliver.slice(1), { do: 'deselect', machine } as const, ...deliver.slice(0, 1)]
  const selector = new Selector(rules, window)
  const policy = { window, completeLastLine: true }
  const splitter = new Splitter(policy, undefined, clock, flood)
  split(splitter, pieces, (batch) => {
    selector.judge(batch)
    for (const [k, sink] of sinks.entries())
      sink.take(batch, selector.certain[k] ?? selector.runs(k))
  })
  return seen
}

test('kernel and twin form the same lines', () => {
  fc.assert(
    fc.property(
      fc.record({
        pieces: fc.array(piece, { maxLength: 5 }),
        forms: fc.array(form, { minLength: 1, maxLength: 3 }),
        window: fc.constantFrom(1, 30, 1000),
        nanoseconds: fc.oneof(
          fc.constant(0),
          fc.nat(999_999_999),
          fc.integer({ min: 999_999_970, max: 999_999_999 }),
        ),
        deselected: fc.constantFrom('a', 's', 'x', '?'),
      }),
      (draw) => {
        const plain = given(draw, Number.POSITIVE_INFINITY)
        const fast = given(draw, 0)

        expect(fast).toEqual(plain)
      },
    ),
    { numRuns: 600 },
  )
})

test('a read of nothing but line feeds has room for all its heads', () => {
  const draw = {
    pieces: [Buffer.alloc(256 * 1024, '\n')],
    forms: [{ stamps: [stampFormat('tai64n', universalTime)], prefix: 'z'.repeat(38) }],
    window: 1000,
    nanoseconds: 5,
    deselected: 'a',
  }

  expect(given(draw, 0)).toEqual(given(draw, Number.POSITIVE_INFINITY))
})
