// The stamp stage in the kernel and its plain twin: the same bytes, lines and moments, in every
// format, however the input comes.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Splitter } from '../../src/input/splitter.js'
import type { Stamp } from '../../src/plan.js'
import { ManualClock } from '../../src/time/clock.js'
import { stampFormat } from '../../src/time/formats.js'
import { universalTime } from '../../src/time/universal-time.js'
import { linesOf, split } from '../helpers/split.js'

const STAMPS: readonly Stamp[] = [
  'tai64n',
  'tai64n-tai',
  'accustamp',
  'ctime',
  'local',
  'local-wide',
  'local-milliseconds',
  'universal',
  'universal-t',
  'universal-basic',
]

const line = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', '\0', '\xff', '@'), maxLength: 40 }),
  fc.integer({ min: 100, max: 300 }).map((length) => 'x'.repeat(length)),
)
const piece = fc
  .array(fc.oneof({ weight: 3, arbitrary: line }, { weight: 1, arbitrary: fc.constant('\n') }))
  .map((lines) => Buffer.from(lines.join('\n'), 'latin1'))

/** Every batch as its flags and lines, from a splitter that calls `flood` bytes a flood. */
const batches = (
  pieces: readonly Buffer[],
  stamp: Stamp,
  window: number,
  flood: number,
  nanoseconds: number,
): unknown[] => {
  const clock = new ManualClock({ seconds: 1_600_000_000, nanoseconds })
  const format = stampFormat(stamp, universalTime)
  const policy = { window, completeLastLine: true }
  const splitter = new Splitter(policy, { format, clock }, undefined, flood)
  const seen: unknown[] = []
  split(splitter, pieces, (batch) => {
    seen.push({ lines: linesOf(batch), continued: batch.continued, open: batch.open })
  })
  return seen
}

test('kernel and twin lay the same stamps before the same lines', () => {
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 5 }),
      fc.constantFrom(...STAMPS),
      fc.constantFrom(0, 30, 1000),
      fc.oneof(fc.nat(999_999_999), fc.integer({ min: 999_999_990, max: 999_999_999 })),
      (pieces, stamp, window, nanoseconds) => {
        const never = Number.POSITIVE_INFINITY

        const plain = batches(pieces, stamp, window, never, nanoseconds)
        const fast = batches(pieces, stamp, window, 0, nanoseconds)

        expect(fast).toEqual(plain)
      },
    ),
    { numRuns: 400 },
  )
})

test('a read that grows beyond the buffer comes in the same batches', () => {
  const pieces = Array.from({ length: 3 }, () => Buffer.alloc(256 * 1024, 'a\n\n'))

  const plain = batches(pieces, 'local-wide', 1000, Number.POSITIVE_INFINITY, 999_999_000)
  const fast = batches(pieces, 'local-wide', 1000, 0, 999_999_000)

  expect(plain.length).toBeGreaterThan(pieces.length)
  expect(fast).toEqual(plain)
})
