// The laws of a logger whose lines are cut and whose directories keep to themselves:
// nothing lost, order kept, caps kept, whatever the reads and whatever signals come.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planOf } from '../../loggers/s6-log.js'
import { parseOptions } from '../../loggers/s6-log-options.js'
import { parseScript } from '../../loggers/s6-log-script.js'
import type { Plan } from '../../src/plan.js'
import { cuts, linesOf, piecesOf } from '../helpers/chunks.js'
import { type Happening, logged, PipelineWorld, reads } from '../helpers/pipeline-world.js'

const LIMIT = 60
const SIZE = 4096
const TOLERANCE = 500

/** Lines around the limit, ended by LF or NUL, and often no end at all. */
const input = linesOf({
  length: fc.oneof(fc.nat(80), fc.constantFrom(59, 60, 61, 119, 120, 121, 700, 5000)),
  byte: fc.constantFrom('a', 'b', '\xe9', ' '),
  end: fc.constantFrom('\n', '\n', '\n', '\0'),
  most: 80,
})

/** What must be logged, by the rules alone: lines as they end, cut after each LIMIT bytes. */
const loggedLines = (bytes: Buffer): string[] => {
  const lines = bytes.toString('latin1').split(/[\n\0]/)
  if (lines.at(-1) === '') lines.pop()
  return lines.flatMap((line) => line.match(new RegExp(`[^]{1,${LIMIT}}`, 'g')) ?? [''])
}

const plan = (...script: readonly string[]): Plan => {
  const parsed = parseOptions([`-l${LIMIT}`, '--', ...script])
  if (!parsed) throw new Error(`usage: ${script.join(' ')}`)
  return planOf(
    parsed.options,
    parseScript(parsed.script, 0o022, () => undefined),
  )
}

const CAPS = [`s${SIZE}`, `l${TOLERANCE}`, 'n100000']

const text = (world: PipelineWorld, path: string): string =>
  logged(world.filesystem, path).toString('latin1')

const joined = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')

test('how input is cut into reads changes no file', async () => {
  const scripts = fc.constantFrom<string[]>(
    ['./log'],
    ['pX:', './log'],
    ['-', '+a|b$', './log', 'f', './rest'],
    ['-^a', './log', '-', '+b', './rest'],
  )
  const contents = (world: PipelineWorld, path: string): string[] => {
    const files =
      path === './rest' && !world.filesystem.snapshot('.').rest
        ? {}
        : world.filesystem.snapshot(path)
    return Object.entries(files).map(
      ([name, { content, mode }]) =>
        `${name.startsWith('@') ? '@' : name} ${mode.toString(8)} ${content.toString('latin1')}`,
    )
  }
  await fc.assert(
    fc.asyncProperty(input, cuts, scripts, async (bytes, parts, script) => {
      const whole = new PipelineWorld()
      const cut = new PipelineWorld()

      await whole.runPlan(plan(...CAPS, ...script), reads(bytes))
      await cut.runPlan(plan(...CAPS, ...script), reads(...piecesOf(bytes, parts)))

      expect(contents(cut, './log')).toEqual(contents(whole, './log'))
      expect(contents(cut, './rest')).toEqual(contents(whole, './rest'))
    }),
  )
})

test('every line is logged once, cut by the limit, in order, whatever rotations come', async () => {
  const rotations = fc.array(fc.boolean(), { maxLength: 21 })
  await fc.assert(
    fc.asyncProperty(input, cuts, rotations, async (bytes, parts, signals) => {
      const world = new PipelineWorld()
      const happenings = piecesOf(bytes, parts).flatMap((piece, k): Happening[] => [
        ...(signals[k] ? [{ event: 'rotate' as const }] : []),
        ...reads(piece),
      ])

      await world.runPlan(plan(...CAPS, './log'), happenings)

      expect(text(world, './log')).toBe(joined(loggedLines(bytes)))
    }),
  )
})

test('each directory gets its own selection, whole and in order', async () => {
  await fc.assert(
    fc.asyncProperty(input, cuts, async (bytes, parts) => {
      const world = new PipelineWorld()

      await world.runPlan(
        plan(...CAPS, '-', '+^a', './a', 'f', './others', '+', './all'),
        reads(...piecesOf(bytes, parts)),
      )

      const lines = loggedLines(bytes)
      expect(text(world, './a')).toBe(joined(lines.filter((line) => line.startsWith('a'))))
      expect(text(world, './others')).toBe(joined(lines.filter((line) => !line.startsWith('a'))))
      expect(text(world, './all')).toBe(joined(lines))
    }),
  )
})

test('files end at the first line end within the tolerance, and keep to their size', async () => {
  await fc.assert(
    fc.asyncProperty(input, cuts, async (bytes, parts) => {
      const world = new PipelineWorld()

      await world.runPlan(plan(...CAPS, './log'), reads(...piecesOf(bytes, parts)))

      for (const [name, { content, mode }] of Object.entries(world.filesystem.snapshot('./log'))) {
        // No line is longer than the limit, so the tolerance always holds an end.
        expect(content.length).toBeLessThanOrEqual(SIZE)
        if (!name.startsWith('@')) continue
        expect(mode).toBe(0o744)
        expect(content.at(-1)).toBe(0x0a)
        expect(content.length).toBeGreaterThanOrEqual(SIZE - TOLERANCE)
        expect(content.subarray(SIZE - TOLERANCE - 1, -1).includes(0x0a)).toBe(false)
      }
    }),
  )
})
