// The laws of a logger whose directories end their files at the byte and keep to a sum:
// nothing lost, order kept, caps kept, whatever the reads, the signals and the restarts.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planOf } from '../../loggers/cyclog.js'
import type { Plan } from '../../src/plan.js'
import { cuts, linesOf, piecesOf } from '../helpers/chunks.js'
import { type Happening, logged, PipelineWorld, paced, reads } from '../helpers/pipeline-world.js'

const SIZE = 300
const MARGIN = 60
const LABEL = 26

/** Lines around the margin and the size, and often no end. */
const input = linesOf({
  length: fc.oneof(fc.nat(30), fc.constantFrom(33, 34, 213, 214, 272, 273, 274, 700)),
  byte: fc.constantFrom('a', 'b', '\0', '\xe9', ' '),
})

const plan = (total = 1e9, files = Number.POSITIVE_INFINITY, margin = MARGIN): Plan =>
  planOf({ maximum: SIZE, total, margin, files, directories: ['./log', './other'] }, 'tai')

const prepared = (): PipelineWorld => {
  const world = new PipelineWorld()
  for (const path of ['./log', './other']) world.filesystem.makeDirectory(path, 0o700)
  return world
}

const text = (world: PipelineWorld, path = './log'): string =>
  logged(world.filesystem, path).toString('latin1')

/** A label in the midst of a line counts too: a line cut by the end of a file and of a life. */
const unlabelled = (log: string): string => log.replace(/@[0-9a-f]{24} /g, '')

const files = (world: PipelineWorld) => Object.entries(world.filesystem.snapshot('./log'))

test('how input is cut into reads changes no file, and directories get the same', async () => {
  await fc.assert(
    fc.asyncProperty(input, cuts, async (bytes, parts) => {
      const whole = prepared()
      const cut = prepared()

      await whole.runPlan(plan(), reads(bytes))
      await cut.runPlan(plan(), reads(...piecesOf(bytes, parts)))

      const contents = (world: PipelineWorld, path: string) =>
        Object.entries(world.filesystem.snapshot(path)).map(([name, { mode, content }]) => [
          name,
          mode,
          content.toString('latin1'),
        ])
      expect(contents(cut, './log')).toEqual(contents(whole, './log'))
      expect(contents(cut, './other')).toEqual(contents(cut, './log'))
    }),
  )
})

test('every byte is in exactly one file, in order, whatever rotations and restarts come', async () => {
  const events = fc.array(fc.constantFrom('rotate', 'restart', undefined), { maxLength: 21 })
  await fc.assert(
    fc.asyncProperty(input, cuts, events, async (bytes, parts, between) => {
      const world = prepared()
      let life: Happening[] = []
      for (const [k, piece] of piecesOf(bytes, parts).entries()) {
        if (between[k] === 'restart') {
          await world.runPlan(plan(), life)
          life = []
        }
        if (between[k] === 'rotate') life.push({ event: 'rotate' })
        life.push(...reads(piece))
      }

      await world.runPlan(plan(), life)

      expect(unlabelled(text(world))).toBe(bytes.toString('latin1'))
      expect(unlabelled(text(world, './other'))).toBe(bytes.toString('latin1'))
    }),
  )
})

test('a restart is not to be seen where no file has ended inside a line', async () => {
  await fc.assert(
    fc.asyncProperty(input, cuts, async (bytes, parts) => {
      // No line is as long as a file, so each has its end within the margin.
      const short = Buffer.from(bytes.toString('latin1').replace(/[^\n]{34,}/g, ''), 'latin1')
      const once = prepared()
      const often = prepared()

      await once.runPlan(plan(), reads(short))
      for (const piece of piecesOf(short, parts)) await often.runPlan(plan(), reads(piece))

      const lines = (world: PipelineWorld) => text(world).replace(/@[0-9a-f]{24} /g, '@ ')
      expect(lines(often)).toBe(lines(once))
    }),
  )
})

test('no file outgrows its size, and none is finished early', async () => {
  await fc.assert(
    fc.asyncProperty(input, cuts, fc.constantFrom(0, MARGIN, 400), async (bytes, parts, margin) => {
      const world = prepared()

      await world.runPlan(
        plan(1e9, Number.POSITIVE_INFINITY, margin),
        reads(...piecesOf(bytes, parts)),
      )

      for (const [name, { content, mode }] of files(world)) {
        expect(content.length).toBeLessThanOrEqual(SIZE)
        if (!name.startsWith('@')) continue
        expect(mode).toBe(0o744)
        const ended = content.at(-1) === 0x0a
        expect(content.length).toBeGreaterThanOrEqual(ended ? SIZE - margin : SIZE)
        const early = content.subarray(Math.max(0, SIZE - margin - 1), -1)
        expect(early.includes(0x0a)).toBe(false)
      }
    }),
  )
})

test('a directory keeps to its sum and its number, and keeps the newest', async () => {
  const totals = fc.integer({ min: SIZE, max: 5 * SIZE })
  await fc.assert(
    fc.asyncProperty(input, totals, fc.integer({ min: 1, max: 6 }), async (bytes, total, most) => {
      const world = prepared()
      const unlimited = prepared()

      await world.runPlan(plan(total, most), reads(bytes))
      await unlimited.runPlan(plan(), reads(bytes))

      const old = files(world).filter(([name]) => name.startsWith('@'))
      const sum = old.reduce((all, [, { size }]) => all + size, 0)
      expect(sum).toBeLessThanOrEqual(total)
      expect(old.length).toBeLessThanOrEqual(most - 1)
      expect(text(unlimited).endsWith(text(world))).toBe(true)
      // No more goes than must: one file more would be too much.
      const all = files(unlimited).filter(([name]) => name.startsWith('@'))
      const next = all.at(-old.length - 1)
      if (next && old.length < most - 1) expect(sum + next[1].size).toBeGreaterThan(total)
    }),
  )
})

test('labels rise strictly, those of lines and those of files', async () => {
  await fc.assert(
    fc.asyncProperty(input, cuts, fc.nat(3), async (bytes, parts, step) => {
      const world = prepared()
      const pieces = paced(world, piecesOf(bytes, parts), step)

      await world.runPlan(plan(), pieces)

      const labels = text(world).match(/@[0-9a-f]{24} /g) ?? []
      expect(labels).toEqual([...new Set(labels)].sort())
      const lines = bytes.toString('latin1').split('\n')
      expect(labels).toHaveLength(lines.length - (lines.at(-1) === '' ? 1 : 0))
      const bodies = text(world).split('\n')
      for (const body of bodies.slice(0, -1)) expect(body.length).toBeGreaterThanOrEqual(LABEL)
    }),
  )
})
