// The laws of a logger: nothing lost, order kept, caps kept, and none of it dependent on
// how the input was cut into reads.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutsUpTo, piecesOf } from '../helpers/chunks.js'
import { logged, PipelineWorld, paced, reads } from '../helpers/pipeline-world.js'
import { expectFilled } from './filled.js'

const SIZE = 4096
const RESERVE = 2000

/** Input with lines of every interesting length, and often no line feed at the end. */
const input = fc
  .array(
    fc.record({
      length: fc.oneof(
        { weight: 6, arbitrary: fc.nat(120) },
        {
          weight: 2,
          arbitrary: fc.constantFrom(972, 973, 974, 975, 998, 999, 1000, 1001, 2095, 2096),
        },
        { weight: 1, arbitrary: fc.constantFrom(4095, 4096, 4097, 5000, 9000) },
      ),
      byte: fc.constantFrom(0x61, 0x62, 0x00, 0xe9, 0x20),
      ended: fc.constant(true),
    }),
    { maxLength: 120 },
  )
  .chain((lines) => fc.boolean().map((ended) => bytesOf(lines, ended)))

const bytesOf = (
  lines: readonly { readonly length: number; readonly byte: number }[],
  ended: boolean,
): Buffer => {
  const all = Buffer.concat(
    lines.map(({ length, byte }) => Buffer.concat([Buffer.alloc(length, byte), LF])),
  )
  return ended || all.length === 0 ? all : all.subarray(0, -1)
}

const LF = Buffer.from('\n')

const cuts = cutsUpTo(30)

const scripts = fc.constantFrom<string[]>(
  [],
  ['t'],
  ['T'],
  ['-*', '+a*'],
  ['-a*', '+*b*', 'e', '=status'],
  ['t', '-* a*'],
  ['t', '-*', '+* b*', '-*c', '=status', 'e'],
  ['F', '-?*', '+*[ab]'],
)

const LIMITS = [`s${SIZE}`, 'n100000', './log']

test('how input is cut into reads changes no file and no message', async () => {
  await fc.assert(
    fc.asyncProperty(input, cuts, scripts, async (bytes, parts, script) => {
      const whole = new PipelineWorld()
      const cut = new PipelineWorld()

      await whole.run([...script, ...LIMITS], reads(bytes))
      await cut.run([...script, ...LIMITS], reads(...piecesOf(bytes, parts)))

      expect(contents(cut, './log')).toEqual(contents(whole, './log'))
      expect(cut.filesystem.snapshot('.').status?.content).toEqual(
        whole.filesystem.snapshot('.').status?.content,
      )
      expect(Buffer.concat(cut.said)).toEqual(Buffer.concat(whole.said))
    }),
    { numRuns: 150 },
  )
})

/** Every file by the order of its name, for labels differ with the time of the rotation. */
const contents = (world: PipelineWorld, path: string): string[] =>
  Object.entries(world.filesystem.snapshot(path)).map(
    ([name, { content, mode }]) =>
      `${name.startsWith('@') ? '@' : name} ${mode.toString(8)} ${content.toString('latin1')}`,
  )

test('every byte is in exactly one archive or current, in order', async () => {
  await fc.assert(
    fc.asyncProperty(input, cuts, async (bytes, parts) => {
      const world = new PipelineWorld()

      await world.run(LIMITS, reads(...piecesOf(bytes, parts)))

      const ended = bytes.length === 0 || bytes.at(-1) === 0x0a
      const expected = ended ? bytes : Buffer.concat([bytes, LF])
      expect(logged(world.filesystem, './log').equals(expected)).toBe(true)
    }),
  )
})

test('no file outgrows its size, and none is finished early', async () => {
  await fc.assert(
    fc.asyncProperty(input, cuts, fc.boolean(), async (bytes, parts, stamped) => {
      const world = new PipelineWorld()

      await world.run([...(stamped ? ['t'] : []), ...LIMITS], reads(...piecesOf(bytes, parts)))

      expectFilled(world, SIZE, RESERVE)
    }),
  )
})

test('a directory holds fewer archives than its number, and they are the newest', async () => {
  await fc.assert(
    fc.asyncProperty(input, fc.integer({ min: 2, max: 5 }), async (bytes, files) => {
      const world = new PipelineWorld()

      await world.run([`s${SIZE}`, `n${files}`, './log'], reads(bytes))

      const names = Object.keys(world.filesystem.snapshot('./log'))
      expect(names.filter((name) => name.startsWith('@')).length).toBeLessThan(files)
      const kept = logged(world.filesystem, './log')
      const ended = bytes.length === 0 || bytes.at(-1) === 0x0a
      const expected = ended ? bytes : Buffer.concat([bytes, LF])
      expect(expected.subarray(expected.length - kept.length).equals(kept)).toBe(true)
    }),
  )
})

test('stamps of one log are labels in strictly rising order', async () => {
  await fc.assert(
    fc.asyncProperty(input, cuts, fc.nat(3), async (bytes, parts, step) => {
      const world = new PipelineWorld()
      const pieces = paced(world, piecesOf(bytes, parts), step)

      await world.run(['t', ...LIMITS], pieces)

      const stamps =
        logged(world.filesystem, './log')
          .toString('latin1')
          .match(/@[0-9a-f]{24} /g) ?? []
      expect(stamps).toEqual([...new Set(stamps)].sort())
    }),
  )
})

test('several directories each get their own selection, whole and in order', async () => {
  await fc.assert(
    fc.asyncProperty(input, cuts, async (bytes, parts) => {
      const world = new PipelineWorld()
      const sizes = ['s4096', 'n100000']

      await world.run(
        [...sizes, './all', '-a*', './no-a', '-*', './none', '+*b*', './b'],
        reads(...piecesOf(bytes, parts)),
      )

      const lines = bytes.toString('latin1').split('\n')
      if (lines.at(-1) === '') lines.pop()
      const text = (chosen: readonly string[]): string => chosen.map((line) => `${line}\n`).join('')
      const log = (path: string): string => logged(world.filesystem, path).toString('latin1')
      expect(log('./all')).toBe(text(lines))
      expect(log('./no-a')).toBe(text(lines.filter((line) => !line.startsWith('a'))))
      expect(log('./none')).toBe('')
      expect(log('./b')).toBe(text(lines.filter((line) => line.slice(0, 1000).includes('b'))))
    }),
  )
})
