// The laws of a logger whose directories take the direct layout: nothing lost, order kept,
// caps kept, whatever the reads and whatever signals come in between.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse, planOf, type Reading } from '../../loggers/svlogd.js'
import { parseConfig } from '../../loggers/svlogd-config.js'
import type { Plan } from '../../src/plan.js'
import { cuts, linesOf, piecesOf } from '../helpers/chunks.js'
import { type Happening, logged, PipelineWorld, paced, reads } from '../helpers/pipeline-world.js'
import { expectFilled } from './filled.js'

const SIZE = 300
const LINE = 50

/** Lines around the length that is looked at, around the size, and often no end. */
const input = linesOf({
  length: fc.oneof(fc.nat(30), fc.constantFrom(48, 49, 50, 51, 249, 250, 299, 300, 301, 700)),
  byte: fc.constantFrom('a', 'b', '\0', '\xe9', ' '),
})

const plan = (config: string, ...words: string[]): Plan => {
  const options = parse([`-l${LINE}`, ...words, './log'])
  if ('refused' in options) throw new Error(options.refused)
  const reading: Reading = { config: parseConfig(config), read: true }
  return planOf(options, [reading])
}

const LIMITS = `s${SIZE}\nn0\n`

const prepared = (): PipelineWorld => {
  const world = new PipelineWorld()
  world.filesystem.makeDirectory('./log', 0o700)
  return world
}

const completed = (bytes: Buffer): string => {
  const text = bytes.toString('latin1')
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}

const text = (world: PipelineWorld): string => logged(world.filesystem, './log').toString('latin1')

const contents = (world: PipelineWorld): string[] =>
  Object.entries(world.filesystem.snapshot('./log')).map(
    ([name, { content, mode }]) =>
      `${name.startsWith('@') ? '@' : name} ${mode.toString(8)} ${content.toString('latin1')}`,
  )

test('how input is cut into reads changes no file and no message', async () => {
  const configs = fc.constantFrom('', '-a*\n', 'pX: \n', 'pX\n-*\n+*b*\ne*\nEa*\n', '-*\ne*\n')
  await fc.assert(
    fc.asyncProperty(input, cuts, configs, async (bytes, parts, config) => {
      const whole = prepared()
      const cut = prepared()

      await whole.runPlan(plan(LIMITS + config, '-r_'), reads(bytes))
      await cut.runPlan(plan(LIMITS + config, '-r_'), reads(...piecesOf(bytes, parts)))

      expect(contents(cut)).toEqual(contents(whole))
      expect(Buffer.concat(cut.said)).toEqual(Buffer.concat(whole.said))
    }),
  )
})

test('every byte is in exactly one archive or current, whatever signals come', async () => {
  const events = fc.array(fc.constantFrom('rotate', 'reload', undefined), { maxLength: 21 })
  await fc.assert(
    fc.asyncProperty(input, cuts, events, async (bytes, parts, signals) => {
      const world = prepared()
      const happenings = piecesOf(bytes, parts).flatMap((piece, k): Happening[] => {
        const event = signals[k]
        return [...(event ? [{ event }] : []), ...reads(piece)]
      })

      await world.runPlan(plan(LIMITS), happenings)

      expect(text(world)).toBe(completed(bytes))
    }),
  )
})

test('no file outgrows its size, and none is finished early', async () => {
  await fc.assert(
    fc.asyncProperty(input, cuts, async (bytes, parts) => {
      const world = prepared()

      await world.runPlan(plan(LIMITS), reads(...piecesOf(bytes, parts)))

      expectFilled(world, SIZE, LINE)
    }),
  )
})

test('a directory holds no more old files than its number, and they are the newest', async () => {
  await fc.assert(
    fc.asyncProperty(input, fc.integer({ min: 1, max: 5 }), async (bytes, files) => {
      const world = prepared()

      await world.runPlan(plan(`s${SIZE}\nn${files}\n`), reads(bytes))

      const names = Object.keys(world.filesystem.snapshot('./log'))
      expect(names.filter((name) => name.startsWith('@')).length).toBeLessThanOrEqual(files)
      expect(completed(bytes).endsWith(text(world))).toBe(true)
    }),
  )
})

test('stamps of one log are labels in strictly rising order', async () => {
  await fc.assert(
    fc.asyncProperty(input, cuts, fc.nat(3), async (bytes, parts, step) => {
      const world = prepared()
      const pieces = paced(world, piecesOf(bytes, parts), step)

      await world.runPlan(plan('s0\n', '-t'), pieces)

      const stamps = text(world).match(/^@[0-9a-f]{24} /gm) ?? []
      const lines = completed(bytes).split('\n').length - 1
      expect(stamps).toHaveLength(lines)
      expect(stamps).toEqual([...new Set(stamps)].sort())
    }),
  )
})
