// A clock that is set back and forth by hours changes names and stamps, and nothing else: the
// same files are finished, kept and deleted as under a clock that stands still, in the same
// order. A label or date that went back would overwrite an archive or have it sort too low,
// and pruning would delete the newest.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planOf as cyclogPlan } from '../../loggers/cyclog.js'
import { parse as multilogPlan } from '../../loggers/multilog.js'
import { planOf as s6LogPlan } from '../../loggers/s6-log.js'
import { parseOptions } from '../../loggers/s6-log-options.js'
import { parseScript } from '../../loggers/s6-log-script.js'
import { parse as svlogdOptions, planOf as svlogdPlan } from '../../loggers/svlogd.js'
import { parseConfig } from '../../loggers/svlogd-config.js'
import { parse as tinylogOptions, planOf as tinylogPlan } from '../../loggers/tinylog.js'
import type { Plan } from '../../src/plan.js'
import { type Happening, PipelineWorld, reads } from '../helpers/pipeline-world.js'

const svlogd = (): Plan => {
  const options = svlogdOptions(['-tt', './log'])
  if ('refused' in options) throw new Error(options.refused)
  return svlogdPlan(options, [{ config: parseConfig('s4096\nn4\n'), read: true }])
}

const s6log = (): Plan => {
  const parsed = parseOptions(['--', 't', 's4096', 'n4', './log'])
  if (!parsed) throw new Error('usage')
  return s6LogPlan(
    parsed.options,
    parseScript(parsed.script, 0o022, () => undefined),
  )
}

const cyclog = (total: number, files = Number.POSITIVE_INFINITY): Plan =>
  cyclogPlan({ maximum: 4096, margin: 512, total, files, directories: ['./log'] }, 'tai')

const tinylog = (...words: readonly string[]): Plan => {
  const options = tinylogOptions([...words, '-k4', '-s4000', './log'])
  if (!('directory' in options)) throw new Error('usage')
  return tinylogPlan(options, 1)
}

const plans: Readonly<Record<string, Plan>> = {
  multilog: multilogPlan(['t', 's4096', 'n5', './log']),
  'multilog with one old file': multilogPlan(['s4096', 'n2', './log']),
  svlogd: svlogd(),
  's6-log': s6log(),
  'cyclog under a sum': cyclog(16_000),
  'cyclog under a number': cyclog(1e9, 4),
  tinylog: tinylog('-t'),
  'tinylog by age': tinylog('-m60'),
}

type Turn = {
  /** Lines, at most as long as lets them end within every margin. */
  readonly lines: readonly number[]
  readonly next: 'rotate' | 'restart' | 'minute' | undefined
  /** By how much the clock is set before: seconds and nanoseconds. */
  readonly step: readonly [number, number]
}

const turn: fc.Arbitrary<Turn> = fc.record({
  lines: fc.array(fc.nat(400), { minLength: 1, maxLength: 30 }),
  next: fc.constantFrom('rotate', 'restart', 'minute', undefined, undefined),
  step: fc.oneof(
    fc.tuple(fc.integer({ min: -48 * 3600, max: 48 * 3600 }), fc.nat(999_999_999)),
    fc.tuple(fc.constantFrom(-1, 0, 1), fc.nat(999_999_999)),
    fc.constant([0, 0] as const),
  ),
})

/** The contents of the files in order of name, without stamps, after these turns. */
const files = async (plan: Plan, turns: readonly Turn[], stepping: boolean): Promise<string[]> => {
  const world = new PipelineWorld()
  const { clock, filesystem } = world
  filesystem.makeDirectory('./log', 0o700)
  let line = 0
  let life: Happening[] = []
  for (const { lines, next, step } of turns) {
    const [seconds, nanoseconds] = step
    const text = lines.map((length) => `${line++} ${'x'.repeat(length)}\n`).join('')
    if (stepping)
      life.push({
        call: () => clock.set({ seconds: clock.wall().seconds + seconds, nanoseconds }),
      })
    life.push(...reads(text))
    if (next === 'rotate') life.push({ event: 'rotate' })
    if (next === 'minute') life.push({ call: () => clock.advance(60_000) })
    if (next !== 'restart') continue
    expect(await world.runPlan(plan, life)).toBeUndefined()
    life = []
  }
  expect(await world.runPlan(plan, life)).toBeUndefined()
  const found = Object.entries(filesystem.snapshot('./log')).filter(([name]) =>
    /^([@_]|current$)/.test(name),
  )
  return found.map(([, { content }]) => content.toString('latin1').replace(STAMP, ''))
}

const STAMP = /^(?:@[0-9a-f]{24} |\d{4}-\d\d-\d\d_\d\d:\d\d:\d\d\.\d+ |\d{8}T\d{6}\.\d{6}: )/gm

test.each(Object.entries(plans))(
  '%s: steps of the clock cost no file and no order',
  async (_, plan) => {
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 12 }), async (turns) => {
        const steady = await files(plan, turns, false)

        expect(await files(plan, turns, true)).toEqual(steady)
      }),
    )
  },
)

test.each(Object.entries(plans))('%s: names tell what is older', async (_, plan) => {
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 12 }), async (turns) => {
      const text = (await files(plan, turns, true)).join('')

      const numbers = text.match(/^\d+(?= x*$)/gm)?.map(Number) ?? []
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
      const last = turns.reduce((sum, { lines }) => sum + lines.length, 0) - 1
      expect(numbers.at(-1)).toBe(last)
    }),
  )
})
