// Whoever writes, and whatever becomes of the names of files between two looks or two calls: what
// is followed is shown once, in order.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { logIn } from '../../src/reading/log.js'
import { following } from '../helpers/follow-world.js'
import { dice, type Habit, LogWriter, numberOf } from '../helpers/log-writers.js'
import { MemoryFiles } from '../helpers/memory-files.js'

const habits: fc.Arbitrary<Habit> = fc.record({
  layout: fc.constantFrom('multilog', 's6-log', 'svlogd', 'cyclog', 'tinylog', 'seconds'),
  processor: fc.constantFrom('none', 'copy', 'gzip', 'change'),
  compresses: fc.boolean(),
  stamped: fc.boolean(),
  keep: fc.constant(1000),
  size: fc.integer({ min: 50, max: 400 }),
  crashes: fc.boolean(),
})

const LINES = 150

/** Follows a log while it is written; gives the numbers of the lines shown. */
const numbersOf = async (
  habit: Habit,
  seed: number,
  before: number,
): Promise<{ numbers: number[]; written: number; reachedEnd: boolean }> => {
  const files = new MemoryFiles()
  const numbers = dice(seed)
  const writer = new LogWriter('log', habit, files, dice(seed + 1))
  const steps = writer.write(LINES)
  let done = false
  let broken: unknown
  const step = (count: number): void => {
    for (let k = 0; k < count && !done; k++)
      try {
        done = steps.next().done === true
      } catch (error) {
        // A mistake of the writer's, which the follower would take for one of the disk's.
        broken = error
        done = true
      }
  }
  step(before)
  const changed = new Set<() => void>()
  let given = false
  let quiet = 0
  const { shown, faults } = await following(files, {
    find: () => {
      const log = given ? undefined : logIn('log', 'log', files)
      given ||= log !== undefined
      return log ? [log] : []
    },
    between: () => {
      if (numbers.chance(6)) step(1 + numbers.below(numbers.chance(5) ? 60 : 4))
    },
    asleep: () => {
      step(numbers.below(numbers.chance(4) ? 200 : 12))
      for (const tell of changed) if (numbers.chance(2)) tell()
      if (done) quiet++
      return quiet < 30
    },
    watch: (_, tell) => {
      changed.add(tell)
      return () => changed.delete(tell)
    },
  })
  if (broken) throw broken
  // gzip may be at work on an archive that is deleted.
  expect(faults.filter(({ operation }) => operation !== 'cut-short')).toEqual([])
  expect(files.opened).toBe(0)
  const found = shown.split('\n').slice(0, -1)
  const { written } = writer
  return {
    numbers: found.map((line) => numberOf(line) ?? Number.NaN),
    written,
    // Behind the beginning of a line whose end has gone, it may be.
    reachedEnd: shown.endsWith(`<${written}:${written}>\n`),
  }
}

test('every line is shown once, in order', async () => {
  await fc.assert(
    fc.asyncProperty(habits, fc.nat(), fc.nat(300), async (habit, seed, before) => {
      const { numbers, written } = await numbersOf(habit, seed, before)

      expect(numbers).toEqual(Array.from({ length: written }, (_, k) => k + 1))
    }),
    { numRuns: 200 },
  )
}, 120_000)

test('of a log whose archives are deleted, no line is shown twice or too early', async () => {
  await fc.assert(
    fc.asyncProperty(
      habits,
      fc.integer({ min: 1, max: 5 }),
      fc.nat(),
      async (habit, keep, seed) => {
        // What was changed cannot be known again without a stamp, which no short file need have.
        fc.pre(habit.processor !== 'change' || (habit.stamped && habit.size >= 200))
        const all = await numbersOf({ ...habit, keep }, seed, 0)

        // Of a line that is cut by files, a part may have gone with one of them.
        const numbers = all.numbers.filter((number) => !Number.isNaN(number))
        for (const [k, number] of numbers.entries())
          if (k > 0) expect(number).toBeGreaterThan(numbers[k - 1] ?? 0)
        expect(all.reachedEnd).toBe(true)
      },
    ),
    { numRuns: 200 },
  )
}, 120_000)
