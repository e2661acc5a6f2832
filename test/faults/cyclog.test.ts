// Every call of a directory whose `current` is taken up as it was left is made to fail
// once, and the process is stopped before every one of them; and calls that go on failing.

import { expect, test } from 'vitest'
import { planOf } from '../../loggers/cyclog.js'
import type { Plan } from '../../src/plan.js'
import { Stopped } from '../../src/system/memory-filesystem.js'
import { endWhileFull, logged, PipelineWorld, reads } from '../helpers/pipeline-world.js'

const line = (k: number): string => `${String(k).padStart(73, '.')}\n`
const text = Array.from({ length: 90 }, (_, k) => line(k)).join('')
const input = () => reads(text.slice(0, 3000), text.slice(3000))

const plan = (total = 1e9): Plan =>
  planOf(
    {
      maximum: 2048,
      total,
      margin: 512,
      files: Number.POSITIVE_INFINITY,
      directories: ['./log'],
    },
    'tai',
  )

const unlabelled = (world: PipelineWorld): string =>
  logged(world.filesystem, './log')
    .toString()
    .replace(/@[0-9a-f]{24} /g, '')

const pasts = [
  ['unclean', 'earlier\n', 0o644],
  ['clean, inside a line', 'earlier\npart of ', 0o744],
  ['clean and full', `${'e'.repeat(2047)}\n`, 0o744],
] as const

const worldOf = (content: string, mode: number): PipelineWorld => {
  const world = new PipelineWorld()
  world.filesystem.makeDirectory('./log', 0o700)
  world.filesystem.plant('./log/current', content, mode)
  return world
}

for (const [past, content, mode] of pasts) {
  const callsOf = async (): Promise<number> => {
    const world = worldOf(content, mode)
    await world.runPlan(plan(), input())
    return world.filesystem.calls.made.length
  }

  test(`a call that fails once loses nothing: a current ${past}`, async () => {
    const count = await callsOf()
    expect(count).toBeGreaterThan(40)

    for (let n = 1; n <= count; n++) {
      const world = worldOf(content, mode)
      world.filesystem.calls.failAt(n, 'EIO')

      const fault = await world.runPlan(plan(), input())

      if (fault !== undefined) {
        expect(world.taken, `call ${n}`).toBe(0)
        world.filesystem.kill()
        expect(await world.runPlan(plan(), input())).toBeUndefined()
      }
      expect(unlabelled(world), `call ${n}`).toBe(content + text)
      expect(world.filesystem.snapshot('./log').current?.mode, `call ${n}`).toBe(0o744)
    }
  })

  test(`a stop before any call loses no more than what was in hand: a current ${past}`, async () => {
    const count = await callsOf()

    for (let n = 1; n <= count; n++) {
      const world = worldOf(content, mode)
      world.filesystem.calls.stopAt(n)

      await world.runPlan(plan(), input()).catch((error: unknown) => {
        if (!(error instanceof Stopped)) throw error
      })
      world.filesystem.kill()
      const survived = unlabelled(world)
      await world.runPlan(plan(), [])

      expect((content + text).startsWith(survived), `call ${n}`).toBe(true)
      expect(unlabelled(world), `call ${n}`).toBe(survived)
    }
  })
}

test('old files that cannot be deleted are said once a rotation, and logging goes on', async () => {
  const world = worldOf('', 0o744)
  world.filesystem.calls.failAlways(({ operation }) => operation === 'remove', 'EPERM')

  await world.runPlan(plan(4096), input())

  expect(unlabelled(world)).toBe(text)
  expect(world.reports.length).toBeGreaterThan(0)
  for (const report of world.reports)
    expect(report).toMatchObject({
      kind: 'warning',
      fault: { operation: 'remove-oldest', code: 'EPERM' },
    })
})

test('a directory that cannot be listed is waited for, and nothing is closed', async () => {
  const world = worldOf('', 0o744)
  world.filesystem.calls.failAlways(({ operation }) => operation === 'list', 'EIO')
  world.onPause = () => world.filesystem.calls.heal()

  await world.runPlan(plan(), input())

  expect(unlabelled(world)).toBe(text)
  const list = { operation: 'list', directory: './log', code: 'EIO' }
  expect(world.reports).toContainEqual({ kind: 'pausing', fault: list })
})

test('a request to end while the disk is full waits, says why, and loses nothing', async () => {
  const world = worldOf('', 0o744)
  const reports = endWhileFull(world, 2500)

  await world.runPlan(plan(), input())

  expect(world.reports).toEqual(reports)
  expect(unlabelled(world)).toBe(text.slice(0, 3000))
  expect(world.filesystem.snapshot('./log').current?.mode).toBe(0o744)
})
