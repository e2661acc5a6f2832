// When following tells where it is: not before it is shown, not often, and not in vain; and what
// of a line whose end has not come.

import { expect, test } from 'vitest'
import type { Cursor } from '../../../src/reading/cursor.js'
import type { FollowPlan } from '../../../src/reading/follow.js'
import { logIn } from '../../../src/reading/log.js'
import { erePattern } from '../../../src/select/ere.js'
import { ManualClock } from '../../../src/time/clock.js'
import { labelOf } from '../../../src/time/tai64n.js'
import { following, type Happenings } from '../../helpers/follow-world.js'
import { MemoryFiles } from '../../helpers/memory-files.js'
import { reading } from '../../helpers/read-plan.js'

const at = (seconds: number): string => labelOf({ seconds, nanoseconds: 0 })

const once = (files: MemoryFiles): Happenings['find'] => {
  let given = false
  return () => {
    const log = given ? undefined : logIn('log', 'log', files)
    given = true
    return log ? [log] : []
  }
}

type Told = { cursor: Cursor; shown: string; when: number }

const toldBy = async (
  files: MemoryFiles,
  asleep: (passed: number) => boolean,
  wishes: Partial<FollowPlan> = {},
): Promise<{ told: Told[]; shown: string; faults: number }> => {
  const clock = new ManualClock({ seconds: 1_763_000_000, nanoseconds: 0 })
  const told: Told[] = []
  let tell = (): void => undefined
  const { shown, faults } = await following(
    files,
    {
      find: once(files),
      clock,
      asleep: () => {
        const goesOn = asleep(clock.monotonic())
        tell()
        return goesOn
      },
      watch: (_, changed) => {
        tell = changed
        return () => undefined
      },
      passed: (cursor, by) => told.push({ cursor, shown: by, when: clock.monotonic() }),
    },
    wishes,
  )
  expect(files.opened).toBe(0)
  return { told, shown, faults: faults.length }
}

const offsetIn = (told: Told | undefined): number | undefined =>
  [...(told?.cursor.values() ?? [])][0]?.offset

test('a busy log is told of once a second, a quiet one no more', async () => {
  const files = new MemoryFiles()
  files.plant('log/current', 'one\n')
  const { told } = await toldBy(files, (passed) => {
    if (passed < 10_000) files.append('log/current', 'x\n')
    return passed < 60_000
  })

  for (const [k, { when, shown, cursor }] of told.entries()) {
    expect(offsetIn({ cursor, shown, when })).toBe(shown.length)
    if (k > 0 && k < told.length - 1)
      expect(when - (told[k - 1]?.when ?? 0)).toBeGreaterThanOrEqual(1000)
  }
  expect(told.length).toBeGreaterThan(8)
  expect(told.length).toBeLessThan(14)
  expect(offsetIn(told.at(-2))).toBe(offsetIn(told.at(-1)))
})

/** What is told while so much is read that it takes seconds. */
const toldAtBeginning = async (wishes: Partial<FollowPlan> = {}): Promise<Told[]> => {
  const files = new MemoryFiles()
  files.plant('log/current', 'a line\n'.repeat(100_000))
  const read = files.read.bind(files)
  const clock = new ManualClock({ seconds: 1_763_000_000, nanoseconds: 0 })
  files.read = (...call) => {
    clock.advance(200)
    return read(...call)
  }
  const told: Told[] = []
  const passed: Happenings['passed'] = (cursor, shown) => told.push({ cursor, shown, when: 0 })
  await following(files, { find: once(files), clock, asleep: () => false, passed }, wishes)
  return told
}

test('what there is at the beginning is told of before all of it is shown', async () => {
  const told = await toldAtBeginning()

  expect(offsetIn(told[0])).toBeLessThan(700_000)
  for (const each of told) expect(offsetIn(each)).toBe(each.shown.length)
})

test('where the last lines are asked for, nothing is told before they are shown', async () => {
  const told = await toldAtBeginning({ last: 2, match: erePattern(Buffer.from('line')) })

  expect(offsetIn(told.at(-1))).toBe(700_000)
  for (const { shown } of told) expect(shown).toBe('a line\n'.repeat(2))
})

test('a line whose end has not come is not shown, and comes whole', async () => {
  const files = new MemoryFiles()
  files.plant('log/current', 'one\ntw')
  const { told, shown } = await toldBy(files, () => false)
  files.append('log/current', 'o\n')
  const after = told.at(-1)?.cursor ?? new Map()

  expect(shown).toBe('one\n')
  expect((await toldBy(files, () => false, { after })).shown).toBe('two\n')
})

test('of a line that is shown in pieces, the place is where it begins', async () => {
  const files = new MemoryFiles()
  files.plant('log/current', `one\n${'x'.repeat(300_000)}`)
  const { told, shown } = await toldBy(files, () => false)

  expect(shown.length).toBeGreaterThan(200_000)
  expect(offsetIn(told.at(-1))).toBe(4)
})

test('the first lines end where the next run begins', async () => {
  const files = new MemoryFiles()
  files.plant('log/current', 'one\ntwo\nthree\n')
  const { told } = await toldBy(files, () => true, { first: 2 })

  expect(told.map(offsetIn)).toEqual([8])
})

test('a file that a processor is at work on while it is read is known by what is made of it', async () => {
  const files = new MemoryFiles()
  files.plant(`log/${at(1)}.s`, `${at(0)} zero\n`)
  files.plant('log/current', 'one\ntwo\nthree\n')
  const { told } = await toldBy(files, () => false, { first: 3 })
  files.remove('log/current')
  files.plant(`log/${at(2)}.s`, 'one\ntwo\nthree\n')
  files.plant('log/current', 'four\n')
  const after = told.at(-1)?.cursor ?? new Map()

  const { shown, faults } = await toldBy(files, () => false, { after })
  const log = logIn('log', 'log', files)
  const read = await reading(log ? [log] : [], files, { after, form: 'raw' })

  expect({ shown, faults }).toEqual({ shown: 'three\nfour\n', faults: 0 })
  expect(read.shown).toBe(shown)
})
