// Where files end, and in which order a rotation touches the disk.

import { expect, test } from 'vitest'
import { parse } from '../../../loggers/multilog.js'
import { type Happening, PipelineWorld, reads } from '../../helpers/pipeline-world.js'

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

/** What a rotation does on disk, up to the clean end. */
const rotated = async (refused?: string): Promise<string[]> => {
  const world = new PipelineWorld()
  const changes =
    /^(sync|rename|open current|setMode|link|syncDirectory|remove) ?(?!state|newstate|processed)/
  if (refused)
    world.filesystem.calls.failAlways(({ operation }) => operation === 'renameNew', refused)
  await world.run(
    ['s4096', './log'],
    [...reads('x\n'), { call: () => world.filesystem.calls.forget() }, { event: 'rotate' }],
  )
  const trace = world.filesystem.calls.trace().filter((call) => changes.test(call))
  return trace.map((call) => call.replace(/@\S+/, '@'))
}

test('a rotation syncs content before it gets its name, and names before others go', async () => {
  expect(await rotated()).toEqual([
    'sync current',
    'setMode current',
    'renameNew current @',
    'open current',
    'setMode current',
    'syncDirectory',
    'sync current',
    'setMode current',
  ])
})

test.each(['EINVAL', 'ENOSYS', 'EEXIST', 'EIO'])(
  'where no name can be given at once (%s), names are synced before one is removed',
  async (code) => {
    expect(await rotated(code)).toEqual([
      'sync current',
      'setMode current',
      `renameNew current @ ${code}`,
      // It is in use still.
      'setMode current',
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
  },
)

/** Rotations of a line each; `before` is called before each of them. */
const rotations = (count: number, before: () => void): Happening[] =>
  Array.from({ length: count }, (_, k) => [
    ...reads(`${k}\n`),
    { call: before },
    { event: 'rotate' as const },
  ]).flat()

const archivesIn = (world: PipelineWorld): string[] =>
  Object.keys(world.filesystem.snapshot('./log')).filter((name) => name.startsWith('@'))

test('a name that somebody has taken meanwhile is left alone', async () => {
  const world = new PipelineWorld()
  // The clock stands still, so that names follow each other by 1 ns.
  const name = '@400000005f5e100a075bcd16.s'
  let runs = 0
  const take = () => {
    if (++runs === 2) world.filesystem.plant(`./log/${name}`, 'foreign\n', 0o644)
  }

  await world.run(['./log'], rotations(3, take))

  const files = world.filesystem.snapshot('./log')
  expect(archivesIn(world).map((each) => files[each]?.content.toString())).toEqual([
    '0\n',
    'foreign\n',
    '1\n',
    '2\n',
  ])
  expect(files[name]?.content.toString()).toBe('foreign\n')
  expect(world.reports).toEqual([])
})

test.each([
  [5, 3],
  [0, 2],
])(
  'archives that others delete are noticed %i ms after the last look: %i are left',
  async (milliseconds, left) => {
    const world = new PipelineWorld()
    let runs = 0
    const remove = () => {
      world.clock.advance(milliseconds)
      if (++runs !== 4) return
      const other = world.filesystem.anotherProcess().openDirectory('./log')
      for (const name of archivesIn(world).slice(1)) other.remove(name)
    }

    // Two of three that may be there are gone before the last two come.
    await world.run(['n4', './log'], rotations(5, remove))

    expect(archivesIn(world).length).toBe(left)
    expect(world.reports).toEqual([])
  },
)
