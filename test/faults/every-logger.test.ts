// Every call of every logger, from the first of a start to the last of a clean end, is made
// to fail in memory, once or twice in a row, with any of the errors that disks give. What
// was read is logged once and in order, whatever else happens; a start that gives up has
// read nothing.

import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse as parseCyclog, planOf as planCyclog } from '../../loggers/cyclog.js'
import { planOf as planDumblog } from '../../loggers/dumblog.js'
import { parse as parseMultilog } from '../../loggers/multilog.js'
import { planOf as planS6Log } from '../../loggers/s6-log.js'
import { parseOptions } from '../../loggers/s6-log-options.js'
import { parseScript } from '../../loggers/s6-log-script.js'
import { parse as parseSvlogd, planOf as planSvlogd } from '../../loggers/svlogd.js'
import { parseConfig } from '../../loggers/svlogd-config.js'
import { parse as parseTinylog, planOf as planTinylog } from '../../loggers/tinylog.js'
import { codeOf } from '../../src/fault/fault.js'
import type { Plan } from '../../src/plan.js'
import type { ProcessorJob } from '../../src/rotation/processor.js'
import { PipelineWorld, reads } from '../helpers/pipeline-world.js'

const CODES = ['EACCES', 'EDQUOT', 'EINTR', 'EIO', 'EMFILE', 'ENFILE', 'ENOMEM', 'ENOSPC', 'EROFS']

const text = Array.from({ length: 90 }, (_, k) => `${String(k).padStart(99, '.')}\n`).join('')
const input = () => reads(text.slice(0, 3000), text.slice(3000))

const svlogd = (config: string): Plan => {
  const options = parseSvlogd(['-l200', './log'])
  if ('refused' in options) throw new Error(options.refused)
  return planSvlogd(options, [{ config: parseConfig(config), read: true }])
}

const s6Log = (...words: string[]): Plan => {
  const parsed = parseOptions(words)
  if (!parsed) throw new Error('no options')
  return planS6Log(
    parsed.options,
    parseScript(parsed.script, 0o022, () => undefined),
  )
}

const cyclog = (...words: string[]): Plan => {
  const options = parseCyclog(words)
  if (!('directories' in options)) throw new Error('no options')
  return planCyclog(options, 'tai')
}

const tinylog = (...words: string[]): Plan => {
  const options = parseTinylog(words)
  if (!('directory' in options)) throw new Error('no options')
  return planTinylog(options, 1)
}

const plans: readonly (readonly [title: string, plan: Plan])[] = [
  ['multilog', parseMultilog(['s4096', 'n100', '=status', './log'])],
  ['multilog with a processor', parseMultilog(['s4096', 'n100', '!copy', './log'])],
  ['svlogd', svlogd('s4000\nn100\n')],
  ['svlogd with a processor', svlogd('s4000\nn100\n!copy\n')],
  ['s6-log', s6Log('s4096', 'l500', 'n100', '=status', '1', './log')],
  ['s6-log with a processor', s6Log('s4096', 'l500', 'n100', '?copy', './log')],
  ['cyclog', cyclog('--max-file-size', '4096', './log')],
  ['tinylog', tinylog('-s2000', '-k100', './log')],
  ['tinylog that compresses', tinylog('-s2000', '-k100', '-z', './log')],
  ['dumblog', planDumblog('log/current', false)],
]

/** A processor that copies; what fails while it does fails it. */
const copying =
  ({ filesystem }: PipelineWorld) =>
  async ({ input, output }: ProcessorJob): Promise<{ end: 'exit'; status: number }> => {
    const bytes = Buffer.alloc(1 << 14)
    try {
      const count = filesystem.read(input, bytes, 0, bytes.length)
      for (let at = 0; at < count; ) at += filesystem.write(output, bytes, at, count)
      return { end: 'exit', status: 0 }
    } catch (error) {
      codeOf(error)
      return { end: 'exit', status: 1 }
    }
  }

const worldBefore = (): PipelineWorld => {
  const world = new PipelineWorld()
  world.runProcessor = copying(world)
  // A line of an earlier life, left unclean: the start has to recover.
  world.filesystem.makeDirectory('./log', 0o700)
  world.filesystem.plant('./log/current', 'earlier\n', 0o644)
  return world
}

/** What a reader finds, without stamps: of an archive that has both its forms, one. */
const found = ({ filesystem }: PipelineWorld): string => {
  const files = filesystem.snapshot('./log')
  const plain = new Set(
    Object.keys(files)
      .filter((name) => /^[@_]/.test(name) && !name.endsWith('.t'))
      .map((name) => name.replace(/\.Z$/, '')),
  )
  return [...[...plain].sort(), 'current']
    .map((name) => files[name]?.content ?? gunzipSync(files[`${name}.Z`]?.content ?? ''))
    .join('')
    .replace(/@[0-9a-f]{24} /g, '')
}

const callsOf = async (plan: Plan): Promise<number> => {
  const world = worldBefore()
  const before = world.filesystem.calls.made.length
  expect(await world.runPlan(plan, input())).toBeUndefined()
  expect(found(world)).toBe(`earlier\n${text}`)
  return world.filesystem.calls.made.length - before
}

const check = async (plan: Plan, n: number, codes: readonly string[]): Promise<void> => {
  const world = worldBefore()
  for (const [k, code] of codes.entries()) world.filesystem.calls.failAt(n + k, code)

  const fault = await world.runPlan(plan, input())

  const trace = world.filesystem.calls.made.filter(({ code }) => codes.includes(code ?? ''))
  const story = JSON.stringify({ n, codes, trace, fault, reports: world.reports })
  if (fault !== undefined) {
    expect(world.taken, story).toBe(0)
    world.filesystem.calls.heal()
    world.filesystem.kill()
    expect(await world.runPlan(plan, input()), story).toBeUndefined()
  }
  expect(found(world), story).toBe(`earlier\n${text}`)
}

describe.each(plans)('%s', (_, plan) => {
  test('a call that fails once or twice loses nothing', async () => {
    const count = await callsOf(plan)
    expect(count).toBeGreaterThan(4)
    const draws = fc.sample(
      fc.array(fc.constantFrom(...CODES), { minLength: 1, maxLength: 2 }),
      count,
    )

    for (const [k, codes] of draws.entries()) await check(plan, k + 1, codes)
  })
})

/** Names of what a processor reads. */
const GIVEN = /^(previous|@.*\.u)$/

/** Counts the runs of the processor of `world`, each of which outlives a pause. */
const counting = (world: PipelineWorld) => {
  const runs = { count: 0 }
  const { runProcessor } = world
  let pauses = 0
  world.onPause = () => {
    if (++pauses > 1000) throw new Error('it pauses for ever')
  }
  world.runProcessor = async (job) => {
    runs.count++
    const end = await runProcessor(job)
    // Pauses take no more than a few of these.
    for (let turn = 0; turn < 100; turn++) await undefined
    return end
  }
  return { world, runs }
}

test.each(plans.filter(([title]) => title.includes('processor')))(
  '%s: its files cannot be closed, and it is run once for each all the same',
  async (_, plan) => {
    const whole = counting(worldBefore())
    await whole.world.runPlan(plan, input())
    const { world, runs } = counting(worldBefore())
    world.filesystem.calls.failAlways(
      ({ operation, names: [name = ''] }) => operation === 'close' && GIVEN.test(name),
      'EIO',
    )

    await world.runPlan(plan, input())

    expect(runs.count).toBe(whole.runs.count)
  },
)
