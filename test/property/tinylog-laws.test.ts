// The laws of a logger that keeps lines whole and names archives by date: nothing lost or
// doubled, order kept, caps kept, whatever the reads and whatever signals come.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse, planOf } from '../../loggers/tinylog.js'
import type { Plan } from '../../src/plan.js'
import { cuts, linesOf, piecesOf } from '../helpers/chunks.js'
import { type Happening, logged, PipelineWorld, reads } from '../helpers/pipeline-world.js'

const LINE = 1000
const STAMP = 24
/** The least there is. */
const SIZE = 2000

/** Lines around the length kept and around the size, empty ones, and often no end. */
const input = linesOf({
  length: fc.oneof(fc.nat(300), fc.constantFrom(0, 975, 976, 977, 998, 999, 1000, 1001, 2500)),
  byte: fc.constantFrom('a', 'b', '\0', '\t', '\r', '\xe9'),
})

/** What must be logged, by the rules alone. */
const recordsOf = (bytes: Buffer, longest = LINE): string[] =>
  bytes
    .toString('latin1')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `${line.slice(0, longest).replace(/[\0\r]/g, '?')}\n`)

/** The files they make: each as many whole records as stay below the size. */
const filesOf = (records: readonly string[], size: number): string[] => {
  const files = ['']
  for (const record of records) {
    const last = files.at(-1) ?? ''
    if (last !== '' && last.length + record.length >= size) files.push(record)
    else files[files.length - 1] = last + record
  }
  return files
}

const plan = (...words: readonly string[]): Plan => {
  const options = parse([...words, './log'])
  if (!('directory' in options)) throw new Error(words.join(' '))
  return planOf(options, 1)
}

const ALL = ['-k1000000', `-s${SIZE}`]

/** Contents of the archives, oldest first, and of `current`. */
const filesIn = (world: PipelineWorld): string[] => {
  const files = world.filesystem.snapshot('./log')
  const names = Object.keys(files).filter((name) => name.startsWith('_'))
  return [...names.sort(), 'current'].map((name) => `${files[name]?.content.toString('latin1')}`)
}

const text = (world: PipelineWorld): string => logged(world.filesystem, './log').toString('latin1')

test('files hold whole records, as many as stay below the size, however they were read', async () => {
  await fc.assert(
    fc.asyncProperty(input, cuts, async (bytes, parts) => {
      const world = new PipelineWorld()

      await world.runPlan(plan(...ALL), reads(...piecesOf(bytes, parts)))

      expect(filesIn(world)).toEqual(filesOf(recordsOf(bytes), SIZE))
      for (const [name, { mode }] of Object.entries(world.filesystem.snapshot('./log')))
        expect(mode, name).toBe(name === 'current' ? 0o744 : 0o644)
    }),
  )
})

test('every record is a file with -m 0', async () => {
  await fc.assert(
    fc.asyncProperty(input, cuts, async (bytes, parts) => {
      const world = new PipelineWorld()

      await world.runPlan(plan('-k1000000', '-m0'), reads(...piecesOf(bytes, parts)))

      expect(filesIn(world)).toEqual(filesOf(recordsOf(bytes), 1))
    }),
  )
})

test('every record is logged once and in order, whatever HUPs come and whatever time passes', async () => {
  const events = fc.array(fc.constantFrom('HUP', 'second', undefined), { maxLength: 21 })
  await fc.assert(
    fc.asyncProperty(input, cuts, events, async (bytes, parts, signals) => {
      const world = new PipelineWorld()
      const happenings = piecesOf(bytes, parts).flatMap((piece, k): Happening[] => [
        ...(signals[k] === 'HUP' ? [{ event: 'rotate' as const }] : []),
        ...(signals[k] === 'second' ? [{ call: () => world.clock.advance(1000) }] : []),
        ...reads(piece),
      ])

      await world.runPlan(plan(...ALL, '-m1'), happenings)

      expect(text(world)).toBe(recordsOf(bytes).join(''))
      const files = filesIn(world)
      for (const file of files) expect(file.length).toBeLessThan(SIZE)
      // No archive is empty, and each ends with its line.
      for (const file of files.slice(0, -1)) expect(file).toMatch(/\n$/)
    }),
  )
})

test('there are never more archives than -k says, and they are the newest', async () => {
  await fc.assert(
    fc.asyncProperty(input, fc.nat(4), async (bytes, keep) => {
      const world = new PipelineWorld()

      await world.runPlan(plan(`-k${keep}`, `-s${SIZE}`), reads(bytes))

      const expected = filesOf(recordsOf(bytes), SIZE)
      expect(filesIn(world)).toEqual(expected.slice(-(keep + 1)))
    }),
  )
})

test('stamps tell the read that completed their line, and never go back', async () => {
  const steps = fc.array(fc.nat(2_000), { minLength: 21, maxLength: 21 })
  await fc.assert(
    fc.asyncProperty(input, cuts, steps, async (bytes, parts, milliseconds) => {
      const world = new PipelineWorld()
      const pieces = piecesOf(bytes, parts).flatMap((piece, k) => [
        ...reads(piece),
        { call: () => world.clock.advance(milliseconds[k] ?? 0) },
      ])

      await world.runPlan(plan(...ALL, '-t'), pieces)

      const lines = text(world).split(/(?<=\n)/)
      const stamps = lines.map((line) => line.slice(0, STAMP))
      expect(lines.map((line) => line.slice(STAMP)).join('')).toBe(
        recordsOf(bytes, LINE - STAMP).join(''),
      )
      expect(stamps).toEqual(stamps.toSorted())
      for (const line of lines) if (line !== '') expect(line).toMatch(/^20200913T\d{6}\.\d{6}: ./s)
      for (const file of filesIn(world)) expect(file.length).toBeLessThan(SIZE)
    }),
  )
})
