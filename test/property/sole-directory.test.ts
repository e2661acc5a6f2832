// One directory that gets all lines is served by a shorter way than many are, and has its stamp
// laid as lines come in. By both the same calls are made on disk, in the same order, and the same
// is said, whatever fails and whatever a reloaded plan wants instead.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Action, DirectoryPlan, Form, Plan } from '../../src/plan.js'
import { cuts, linesIn, linesOf, piecesOf } from '../helpers/chunks.js'
import { type Happening, PipelineWorld, paced } from '../helpers/pipeline-world.js'

/** What is drawn seldom: most of it keeps lines from going by themselves. */
const seldom = <T>(value: T): fc.Arbitrary<T | undefined> =>
  fc.constantFrom(undefined, undefined, undefined, undefined, value)

const input = linesOf({
  length: fc.oneof(fc.nat(40), fc.constantFrom(99, 99, 99, 100, 300, 3000)),
  byte: fc.constantFrom('a', 'b', '\0', '\xe9'),
})

const form: fc.Arbitrary<Form> = fc.record({
  stamps: fc.constantFrom<Form['stamps']>([], ['tai64n'], ['tai64n-tai'], ['universal', 'tai64n']),
  prefix: seldom('web: ').map((prefix = '') => prefix),
})

const directory: fc.Arbitrary<DirectoryPlan> = fc
  .record({
    maximum: fc.constantFrom(300, 1000, 1_000_000),
    reserve: fc.constantFrom(0, 100, -1000),
    files: fc.constantFrom(2, 100),
    layout: fc.constantFrom('previous' as const, 'direct' as const),
    aside: fc.constantFrom(undefined, { pause: 10 }),
    full: fc.constantFrom(undefined, 'at-once' as const),
    age: seldom(5),
    due: seldom('at-next-line' as const),
    whole: fc.constantFrom(undefined, true as const),
  })
  .map(
    (drawn) =>
      ({
        path: './log',
        code: 's',
        opening: 'optional',
        ...Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== undefined)),
      }) as DirectoryPlan,
  )

const policy: fc.Arbitrary<Plan['lines']> = fc.constantFrom<Plan['lines']>(
  { window: 0, completeLastLine: false },
  { window: 50, completeLastLine: true },
  { window: 101, completeLastLine: true, stamped: 'complete', limit: 100 },
)

type Trouble = {
  readonly fails: readonly { readonly at: number; readonly code: string }[]
  /** Every so many writes take one byte less than they could. */
  readonly short: number
}

const trouble: fc.Arbitrary<Trouble> = fc.record({
  fails: fc.array(
    fc.record({ at: fc.integer({ min: 8, max: 80 }), code: fc.constantFrom('ENOSPC', 'EIO') }),
    { maxLength: 3 },
  ),
  short: fc.constantFrom(0, 0, 2, 3),
})

type Draw = {
  readonly log: DirectoryPlan
  /** At the start and after each reload. */
  readonly forms: readonly Form[]
  readonly lines: Plan['lines']
  readonly bytes: Buffer
  readonly parts: readonly number[]
  /** What is cut into reads: all of it, each line too, or only that. */
  readonly cut: 'all' | 'both' | 'lines'
  readonly rotations: readonly number[]
  readonly reloads: readonly number[]
  /** Bytes that stamps have too are put others in place of. */
  readonly replaced: boolean
  readonly trouble: Trouble
}

/** What is done on disk, what is there at the end, and what is said. */
const done = async (draw: Draw, before: readonly Action[]): Promise<unknown> => {
  const { log, forms, lines, bytes, parts, cut, rotations, reloads, replaced } = draw
  const pieces = cut === 'lines' ? [bytes] : piecesOf(bytes, parts)
  const read = cut === 'all' ? pieces : pieces.flatMap(linesIn)
  const world = new PipelineWorld()
  const { calls } = world.filesystem
  world.filesystem.makeDirectory('./log', 0o700)
  for (const { at, code } of draw.trouble.fails) calls.failAt(at, code)
  let writes = 0
  if (draw.trouble.short > 0)
    world.filesystem.shortWrites = (asked) =>
      ++writes % draw.trouble.short === 0 ? asked - 1 : asked
  const happenings: Happening[] = paced(world, read, 2e6)
  for (const at of rotations) happenings.splice(at % happenings.length, 0, { event: 'rotate' })
  for (const at of reloads) happenings.splice(at % happenings.length, 0, { event: 'reload' })
  const planOf = (form: Form | undefined): Plan => ({
    lines,
    ...(replaced && { replacement: { by: 0x5f, also: '@:4a' } }),
    actions: [...before, { do: 'log', directory: log, ...(form && { form }) }],
    signals: {},
    pause: 10,
  })
  let reloaded = 0
  const reload = (): Plan => planOf(forms[++reloaded % forms.length])
  const fault = await world.runPlan(planOf(forms[0]), happenings, reload)
  const { reports, filesystem } = world
  return { fault, reports, calls: calls.trace(), there: filesystem.snapshot('./log') }
}

const kept: [Draw][] = JSON.parse(
  readFileSync('fixtures/regressions/sole-directory.json', 'utf8'),
).map(({ bytes, draw }: { bytes: string; draw: Omit<Draw, 'bytes' | 'cut'> }) => [
  { cut: 'all', ...draw, bytes: Buffer.from(bytes, 'latin1') },
])

test('a directory alone is written as one of many is', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        log: directory,
        forms: fc.array(form, { minLength: 1, maxLength: 3 }),
        lines: policy,
        bytes: input,
        parts: cuts,
        cut: fc.constantFrom('all' as const, 'both' as const, 'lines' as const, 'lines' as const),
        rotations: fc.array(fc.nat(), { maxLength: 3 }),
        reloads: fc.array(fc.nat(), { maxLength: 3 }),
        replaced: seldom(true).map((drawn) => drawn === true),
        trouble,
      }),
      async (draw) => {
        // Nobody is alerted to anything, but the directory is not alone.
        const many = await done(draw, [
          { do: 'reset', selected: false },
          { do: 'alert', form: { stamps: [], prefix: '' } },
          { do: 'reset', selected: true },
        ])
        const alone = await done(draw, [])

        expect(alone).toEqual(many)
      },
    ),
    { numRuns: 500, examples: kept },
  )
})
