// The laws of a full disk where archives may go for room, in every layout: nothing is lost
// but whole archives, the oldest first; each is counted in the log; and so many stay.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planOf as cyclog } from '../../loggers/cyclog.js'
import { parse as multilog } from '../../loggers/multilog.js'
import { planOf as s6Log } from '../../loggers/s6-log.js'
import { parseOptions } from '../../loggers/s6-log-options.js'
import { parseScript } from '../../loggers/s6-log-script.js'
import { planOf as svlogd, parse as svlogdOptions } from '../../loggers/svlogd.js'
import { parseConfig } from '../../loggers/svlogd-config.js'
import { planOf as tinylog, parse as tinylogOptions } from '../../loggers/tinylog.js'
import type { Plan } from '../../src/plan.js'
import { whenFull } from '../../src/when-full.js'
import { type Happening, PipelineWorld } from '../helpers/pipeline-world.js'
import { watched } from '../helpers/told-log.js'

const plans: Readonly<Record<string, () => Plan>> = {
  multilog: () => multilog(['s4096', 'n1000', './log']),
  's6-log': () => {
    const parsed = parseOptions(['s4096', 'n1000', './log'])
    if (!parsed) throw new Error('no options')
    return s6Log(
      parsed.options,
      parseScript(parsed.script, 0o022, () => undefined),
    )
  },
  svlogd: () => {
    const options = svlogdOptions(['./log'])
    if ('refused' in options) throw new Error(options.refused)
    return svlogd(options, [{ config: parseConfig('s3000\nn0\n'), read: true }])
  },
  tinylog: () => {
    const options = tinylogOptions(['-s2000', '-k1000', './log'])
    if (!('kept' in options)) throw new Error('refused')
    return tinylog(options, 7)
  },
  cyclog: () => {
    const files = Number.POSITIVE_INFINITY
    const plan = cyclog(
      { maximum: 4096, total: 1e9, margin: 512, files, directories: ['./log'] },
      'tai',
    )
    // Its stamps would hide what was said.
    const { stamp: _, ...unstamped } = plan
    return unstamped
  },
}

const reads = fc.array(
  fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 40 }),
  { minLength: 5, maxLength: 25 },
)

let serial = 0
const line = (length: number): string => `${++serial} ${'x'.repeat(length)}\n`

const old = (names: Plan, k: number): string =>
  names.actions.some((action) => action.do === 'log' && action.directory.names === 'date')
    ? `_2020010${k}T000000.000000.s`
    : `@400000005e00000${k}00000000.s`

for (const [tool, plan] of Object.entries(plans))
  test(`${tool}: what goes for room is whole archives, each counted in the log`, async () => {
    await fc.assert(
      fc.asyncProperty(
        reads,
        fc.integer({ min: 6000, max: 20_000 }),
        fc.integer({ min: 0, max: 3 }),
        fc.boolean(),
        async (lengths, capacity, floor, asked) => {
          const world = new PipelineWorld()
          const { filesystem } = world
          filesystem.makeDirectory('./log', 0o700)
          const before = [1, 2, 3].map((k) => [`./log/${old(plan(), k)}`, line(1500)] as const)
          for (const [path, content] of before) filesystem.plant(path, content, 0o744)
          filesystem.plant('./log/foreign', 'not ours', 0o644)
          filesystem.capacity = capacity
          // Where no more may go it waits, and somebody makes room.
          world.onPause = () => {
            filesystem.capacity += 3000
          }
          const texts = lengths.map((each) => each.map(line).join(''))
          const happenings: Happening[] = texts.flatMap((text) => [
            { bytes: Buffer.from(text) },
            { call: () => world.clock.advance(5000) },
            ...(asked ? [{ event: 'rotate' } as const] : []),
          ])
          const log = watched(world)

          expect(
            await world.runPlan(whenFull(plan(), { prune: floor }), happenings),
          ).toBeUndefined()

          const { whole, left, lines, told, removed } = log()
          expect(whole.endsWith(left)).toBe(true)
          expect(lines).toBe([...before.map(([, content]) => content), ...texts].join(''))
          expect(told).toEqual({ archives: removed, bytes: whole.length - left.length })
          const files = Object.keys(filesystem.snapshot('./log'))
          const archives = files.filter((name) => /^[@_]/.test(name)).length
          expect(archives).toBeGreaterThanOrEqual(Math.min(floor, 3))
          expect(files).toContain('foreign')
        },
      ),
      { numRuns: 30 },
    )
  })
