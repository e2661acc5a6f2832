// The laws of one file that is renamed and opened again: nothing lost, nothing doubled, in
// order, whatever the reads, the rotations and the failures.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planOf } from '../../loggers/dumblog.js'
import { type Happening, PipelineWorld, reads } from '../helpers/pipeline-world.js'

const pieces = fc.array(
  fc
    .string({ unit: fc.constantFrom('a', '\n', '\xe9', '\0'), maxLength: 30 })
    .map((text) => Buffer.from(text, 'latin1')),
  { maxLength: 20 },
)

/** Files in the order in which they were written, the one with the name last. */
const contents = (world: PipelineWorld): string[] => {
  const files = world.filesystem.snapshot('.')
  const names = Object.keys(files).filter((name) => name !== 'log')
  return [...names.sort(), 'log'].map((name) => files[name]?.content.toString('latin1') ?? '')
}

const rotating = (
  world: PipelineWorld,
  input: readonly Buffer[],
  rotations: readonly (boolean | undefined)[],
): Happening[] =>
  input.flatMap((piece, k): Happening[] => {
    if (!rotations[k]) return reads(piece)
    const name = `old.${String(k).padStart(3, '0')}`
    const call = () => world.filesystem.anotherProcess().rename('log', name)
    return [{ call }, { event: 'rotate' }, ...reads(piece)]
  })

const rotations = fc.array(fc.boolean(), { maxLength: 20 })

test('each file holds what came between two rotations, byte for byte', async () => {
  await fc.assert(
    fc.asyncProperty(pieces, rotations, async (input, at) => {
      const world = new PipelineWorld()
      const expected = ['']
      for (const [k, piece] of input.entries()) {
        if (at[k]) expected.push('')
        expected.push(`${expected.pop()}${piece.toString('latin1')}`)
      }

      await world.runPlan(planOf('log', false), rotating(world, input, at))

      expect(contents(world)).toEqual(expected)
    }),
  )
})

test('failing and short calls lose nothing, double nothing and change no order', async () => {
  const failures = fc.array(
    fc.tuple(fc.integer({ min: 2, max: 80 }), fc.constantFrom('EIO', 'ENOSPC', 'EAGAIN')),
    { maxLength: 10 },
  )
  await fc.assert(
    fc.asyncProperty(
      pieces,
      rotations,
      failures,
      fc.integer({ min: 1, max: 9 }),
      async (input, at, failing, short) => {
        const world = new PipelineWorld()
        world.filesystem.shortWrites = (asked) => Math.min(asked, short)
        for (const [n, code] of failing) world.filesystem.calls.failAt(n, code)

        await world.runPlan(planOf('log', false), rotating(world, input, at))

        expect(contents(world).join('')).toBe(Buffer.concat(input).toString('latin1'))
      },
    ),
  )
})

test('how input is cut into reads changes no byte, stamps included', async () => {
  await fc.assert(
    fc.asyncProperty(pieces, async (input) => {
      const [whole, cut] = [new PipelineWorld(), new PipelineWorld()]

      await whole.runPlan(planOf('log', true), reads(Buffer.concat(input)))
      await cut.runPlan(planOf('log', true), reads(...input))

      expect(contents(cut)).toEqual(contents(whole))
    }),
  )
})

test('each line has one stamp, before its first byte, whatever rotations come inside it', async () => {
  await fc.assert(
    fc.asyncProperty(pieces, rotations, async (input, at) => {
      const world = new PipelineWorld()

      await world.runPlan(planOf('log', true), rotating(world, input, at))

      const text = Buffer.concat(input).toString('latin1')
      // The world of these tests tells no local time: the stamp is all blanks.
      expect(contents(world).join('')).toBe(text.replace(/[^\n]+\n?|\n/g, `${' '.repeat(25)}$&`))
    }),
  )
})

test('a request to end leaves the rest of the input, and a line unended', async () => {
  await fc.assert(
    fc.asyncProperty(pieces, pieces, async (before, after) => {
      const world = new PipelineWorld()

      await world.runPlan(planOf('log', false), [
        ...reads(...before),
        { event: 'finish' },
        ...reads(...after),
      ])

      const taken = Buffer.concat(before)
      expect(contents(world).join('')).toBe(taken.toString('latin1'))
      expect(world.taken).toBe(taken.length)
    }),
  )
})
