// Where files end, and in which order a rotation touches the disk.

import { expect, test } from 'vitest'
import { parse } from '../../../loggers/multilog.js'
import { PipelineWorld, reads } from '../../helpers/pipeline-world.js'

/** Sizes of the archives in order, then of `current`. */
const sizes = (world: PipelineWorld): number[] => {
  const files = world.filesystem.snapshot('./log')
  const names = Object.keys(files).filter((name) => name.startsWith('@'))
  return [...names.sort(), 'current'].map((name) => files[name]?.content.length ?? -1)
}

// spec/multilog.md §6, fed a line at a time; ours does the same however it is fed.
test.each([
  [4096, 100, 120, [2100, 2100, 2100, 2100, 2100, 1500]],
  [4096, 50, 120, [2100, 2100, 1800]],
  [4096, 1, 6000, [2096, 2096, 1808]],
  [4096, 1001, 11, [3003, 3003, 3003, 2002]],
  [4096, 2095, 6, [4096, 2189, 4096, 2189, 0]],
  [4096, 2096, 3, [2096, 2096, 2096, 0]],
  [4096, 2097, 3, [2097, 2097, 2097, 0]],
  [4096, 4096, 3, [4096, 4096, 4096, 0]],
  [4096, 4097, 3, [4096, 4096, 4096, 3]],
  [4096, 5000, 3, [4096, 4096, 4096, 2712, 0]],
  [4096, 9000, 3, [4096, 4096, 4096, 4096, 4096, 4096, 2424, 0]],
])('size %i, lines of %i bytes, %i of them: files of %j', async (size, length, count, expected) => {
  const world = new PipelineWorld()

  await world.run(
    [`s${size}`, 'n1000', './log'],
    reads(`${'x'.repeat(length - 1)}\n`.repeat(count)),
  )

  expect(sizes(world)).toEqual(expected)
})

test('a clean current is gone on with, and counts', async () => {
  const world = new PipelineWorld()
  world.filesystem.plant('./log/current', `${'x'.repeat(1999)}\n`, 0o744)

  await world.run(['s4096', 'n10', './log'], reads(`${'y'.repeat(94)}\n`, 'z\n'))

  expect(sizes(world)).toEqual([2097, 0])
})

test('a clean current greater than its size is rotated before the first byte', async () => {
  const world = new PipelineWorld()
  world.filesystem.plant('./log/current', 'x'.repeat(6001), 0o744)

  await world.run(['s4096', 'n10', './log'], reads('y\n'))

  expect(sizes(world)).toEqual([6001, 2])
})

test('a file filled inside a line ends at the next byte, or at once where the plan says so', async () => {
  const filled = async (full?: 'at-once'): Promise<number[]> => {
    const world = new PipelineWorld()
    const [action] = parse(['s4096', 'n10', './log']).actions
    if (action?.do !== 'log') throw new Error('no directory')
    const directory = { ...action.directory, ...(full && { full }) }
    const lines = { window: 0, completeLastLine: false }
    await world.runPlan(
      { lines, actions: [{ do: 'log', directory }], signals: {}, pause: 1 },
      reads('x'.repeat(4096)),
    )
    return sizes(world)
  }

  expect(await filled()).toEqual([4096])
  expect(await filled('at-once')).toEqual([4096, 0])
})

test('a rotation syncs content before it renames, and names before it removes', async () => {
  const world = new PipelineWorld()
  const changes =
    /^(sync|rename|open current|setMode|link|syncDirectory|remove) ?(?!state|newstate|processed)/
  await world.run(
    ['s4096', './log'],
    [...reads('x\n'), { call: () => world.filesystem.calls.forget() }, { event: 'rotate' }],
  )

  const trace = world.filesystem.calls.trace().filter((call) => changes.test(call))

  expect(trace.map((call) => call.replace(/@\S+/, '@'))).toEqual([
    'sync current',
    'rename current previous',
    // It is `previous` by now.
    'setMode current',
    'open current',
    'setMode current',
    'link previous @',
    'syncDirectory',
    'remove previous',
    'sync current',
    'setMode current',
  ])
})
