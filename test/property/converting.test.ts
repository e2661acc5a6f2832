// Converting there and back gives the same bytes, names, modes and times, whatever is in the
// lines, by whichever form and rule, compressed on the way or not.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ConvertPlan } from '../../src/converting/convert.js'
import { type Dialect, labelOf, writeLabel } from '../../src/time/tai64n.js'
import { ConversionWorld, type Planted } from '../helpers/conversion-world.js'
import '../helpers/seed.js'

const START = 1_700_000_000

const label = (seconds: number, nanoseconds: number, rule: Dialect): string => {
  const bytes = Buffer.alloc(25)
  writeLabel(bytes, 0, seconds, nanoseconds, rule)
  return bytes.toString('latin1')
}

/** Text that looks like no stamp at its beginning. */
const texts = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.string({ unit: fc.constantFrom('a', ' ', '@', '\0', '\xff', 'Z'), maxLength: 9 }),
  },
  { weight: 1, arbitrary: fc.constant('long '.repeat(30_000)) },
)

const lines = fc.record({
  gap: fc.oneof(fc.nat(2_000_000_000), fc.constant(0)),
  stamped: fc.boolean(),
  text: texts,
})

const archives = fc.array(
  fc.record({ lines: fc.array(lines, { maxLength: 8 }), cut: fc.boolean(), zipped: fc.boolean() }),
  { minLength: 1, maxLength: 4 },
)

/** A log of one rule, and the time of each file. */
const logOf = (
  drawn: typeof archives extends fc.Arbitrary<infer T> ? T : never,
  rule: Dialect,
): Planted[] => {
  let now = 0
  return drawn.map(({ lines, cut }, k) => {
    const content = lines.map(({ gap, stamped, text }) => {
      now += gap
      const [seconds, nanoseconds] = [START + Math.floor(now / 1e9), now % 1e9]
      return stamped ? `${label(seconds, nanoseconds, rule)} ${text}\n` : `${text}\n`
    })
    now += 1_000_000_000
    const seconds = START + Math.floor(now / 1e9)
    const name = `${label(seconds, k, rule)}.${cut ? 'u' : 's'}`
    const text = content.join('')
    return { name, content: cut ? text.slice(0, -1) : text, mode: 0o744 - k, modified: seconds }
  })
}

const kept = ['tai64n', 'iso', 'iso-utc', 'short'] as const

test('there and back, all is as it was', async () => {
  await fc.assert(
    fc.asyncProperty(
      archives,
      fc.constantFrom(...kept),
      fc.constantFrom<Dialect>('djb', 'tai'),
      fc.constantFrom<Dialect>('djb', 'tai'),
      fc.constantFrom('gzip', 'plain', undefined),
      fc.boolean(),
      async (drawn, form, rule, other, format, inPlace) => {
        const world = new ConversionWorld()
        world.plant('/log', logOf(drawn, rule))
        const before = world.found('/log')
        const there: Partial<ConvertPlan> = {
          form,
          dialect: rule,
          to: other,
          ...(format && { format }),
        }
        const back: Partial<ConvertPlan> = {
          form: 'tai64n',
          dialect: other,
          to: rule,
          format: 'plain',
        }

        const [middle, end] = inPlace ? ['/log', '/log'] : ['/new', '/back']
        await world.convert('/log', middle, there)
        expect(world.faults).toEqual([])
        const converted = world.found(middle)
        await world.convert(middle, end, back)

        const { lock: _, ...after } = world.found(end)
        expect(world.faults).toEqual([])
        expect(after).toEqual(before)
        if (!inPlace) expect(world.found('/log')).toEqual(before)
        const names = Object.keys(converted).filter((name) => name !== 'lock')
        if (rule !== other) expect(names).not.toEqual(Object.keys(before))
      },
    ),
    { numRuns: 50 },
  )
})

test('raw, labels by the other rule and back are as they were, other stamps as they are', async () => {
  const log: Planted[] = [
    {
      name: `${labelOf({ seconds: START, nanoseconds: 5 })}.s`,
      content: `${label(START, 1, 'djb')} a\n2020-09-13_12:26:40.12345 b\nc\n${label(START, 2, 'djb')}\n`,
      modified: START,
    },
  ]
  const world = new ConversionWorld()
  world.plant('/log', log)
  const before = world.found('/log')

  await world.convert('/log', '/log', { dialect: 'auto', to: 'tai' })

  expect(Object.entries(world.found('/log')).map(([name, { text }]) => [name, text])).toEqual([
    [
      `${label(START, 5, 'tai')}.s`,
      // What has no blank behind it is no stamp.
      `${label(START, 1, 'tai')} a\n2020-09-13_12:26:40.12345 b\nc\n${label(START, 2, 'djb')}\n`,
    ],
  ])
  await world.convert('/log', '/log', { dialect: 'tai', to: 'djb' })
  expect(world.found('/log')).toEqual(before)
})
