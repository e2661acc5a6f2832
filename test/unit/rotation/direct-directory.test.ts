// A directory of the direct layout on a disk in memory: what is found there, who may write,
// and how much of it stays.

import { expect, test } from 'vitest'
import type { DirectoryPlan, Plan } from '../../../src/plan.js'
import { PipelineWorld, reads } from '../../helpers/pipeline-world.js'

const plan = (more: Partial<DirectoryPlan>): Plan => ({
  lines: { window: 0, completeLastLine: false },
  actions: [
    {
      do: 'log',
      directory: {
        path: './log',
        layout: 'direct',
        making: 'attempted',
        maximum: 10,
        reserve: 1,
        files: 100,
        code: 's',
        ...more,
      },
    },
  ],
  signals: {},
  pause: 1000,
})

const label = (k: number, code: string): string => `@40000000000000000000000${k}.${code}`

const found = (world: PipelineWorld): Record<string, string> =>
  Object.fromEntries(
    Object.entries(world.filesystem.snapshot('./log'))
      .filter(([name]) => name !== 'lock')
      .map(([name, { content }]) => [
        name.replace(/^([@_])[^.]*(\.\d{6})?\./, '$1.'),
        `${content}`,
      ]),
  )

test('old files and current sum up to the total at most, from the start on', async () => {
  const world = new PipelineWorld()
  for (const k of [1, 2, 3])
    world.filesystem.plant(`./log/${label(k, 's')}`, `${k}`.repeat(10), 0o744)
  world.filesystem.plant(`./log/${label(4, 't')}`, 'somebody else', 0o644)
  world.filesystem.plant('./log/current', 'now\n', 0o744)

  await world.runPlan(plan({ total: 25, archives: 'own', labels: 'tai' }), [])

  expect(world.filesystem.snapshot('./log')).toMatchObject({ [label(3, 's')]: {}, current: {} })
  expect(Object.keys(found(world)).sort()).toEqual(['@.s', '@.t', 'current'])
})

test('a rotation leaves no more than the total', async () => {
  const world = new PipelineWorld()

  await world.runPlan(plan({ total: 25 }), reads('aaaaaaaa\n', 'bbbbbbbb\n', 'cccccccc\n', 'd\n'))

  const sizes = Object.values(world.filesystem.snapshot('./log')).map(
    ({ content }) => content.length,
  )
  expect(sizes.sort((a, b) => a - b)).toEqual([0, 2, 9, 9])
})

test('labels may tell TAI', async () => {
  const [djb, tai] = await Promise.all(
    (['djb', 'tai'] as const).map(async (labels) => {
      const world = new PipelineWorld()
      await world.runPlan(plan({ labels }), reads('aaaaaaaa\n'))
      const names = Object.keys(world.filesystem.snapshot('./log'))
      return Number.parseInt(names.find((name) => name.startsWith('@'))?.slice(9, 17) ?? '', 16)
    }),
  )

  expect((tai ?? 0) - (djb ?? 0)).toBe(27)
})

test('a previous that a writer of dated archives left is saved at the start', async () => {
  const world = new PipelineWorld()
  world.filesystem.plant('./log/previous', 'left\n', 0o644)

  await world.runPlan(plan({ names: 'date' }), reads('a\n'))

  expect(found(world)).toEqual({ '_.u': 'left\n', current: 'a\n' })
})

test('a current that is an archive already gets no second one', async () => {
  const world = new PipelineWorld()
  const archive = '_20200101T000000.000000.u'
  world.filesystem.plant('./log/current', 'left\n', 0o644)
  const directory = world.filesystem.openDirectory('./log')
  directory.link('current', archive)

  await world.runPlan(plan({ names: 'date' }), reads('a\n'))

  expect(found(world)).toEqual({ '_.u': 'left\n', current: 'a\n' })
})

test('archives keep the mode of a file in use where the plan says so', async () => {
  const world = new PipelineWorld()

  await world.runPlan(plan({ names: 'date', retired: 'in-use' }), reads('aaaaaaaa\n'))

  const modes = Object.entries(world.filesystem.snapshot('./log'))
    .filter(([name]) => name.startsWith('_'))
    .map(([, { mode }]) => mode)
  expect(modes).toEqual([0o644])
})

test('the lock file says what it is to say, and only once it is locked', async () => {
  const lock = { file: 'x.pid', text: '123\n', mode: 0o644 }
  const world = new PipelineWorld()
  world.filesystem.plant('./log/x.pid', 'the pid before\n', 0o600)
  await world.runPlan(plan({ lock }), [])
  const after = world.filesystem.snapshot('./log')

  expect(after['x.pid']).toMatchObject({ mode: 0o644 })
  expect(`${after['x.pid']?.content}`).toBe('123\n')
  expect(after.lock).toBeUndefined()
})
