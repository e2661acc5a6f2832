// Files that end between lines, by size, by request and by age, on a disk in memory.

import { expect, test } from 'vitest'
import type { DirectoryPlan, Plan } from '../../../src/plan.js'
import { type Happening, PipelineWorld, reads } from '../../helpers/pipeline-world.js'

const whole = (maximum: number, more: Partial<DirectoryPlan> = {}): Plan => ({
  lines: { window: 5000, completeLastLine: true },
  actions: [
    {
      do: 'log',
      directory: {
        path: './log',
        layout: 'direct',
        making: 'attempted',
        names: 'date',
        whole: true,
        due: 'at-next-line',
        maximum,
        reserve: 0,
        files: 100,
        code: 's',
        ...more,
      },
    },
  ],
  signals: {},
  pause: 1000,
})

/** Contents of the archives in order, then of `current`. */
const contents = (world: PipelineWorld): string[] => {
  const files = world.filesystem.snapshot('./log')
  const names = Object.keys(files).filter((name) => name.startsWith('_'))
  return [...names.sort(), 'current'].map((name) => files[name]?.content.toString() ?? 'none')
}

const sizes = (world: PipelineWorld): number[] => contents(world).map((text) => text.length)

const line = (length: number): string => `${'x'.repeat(length - 1)}\n`

// spec/tinylog.md §5
test.each([
  ['lines of 100', line(100).repeat(60), [1900, 1900, 1900, 300]],
  ['1000, 999 and 11', line(1000) + line(999) + line(11), [1999, 11]],
  ['1000, 1000 and 11', line(1000) + line(1000) + line(11), [1000, 1011]],
  ['one longer than a file', line(10) + line(3000) + line(10), [10, 3000, 10]],
  ['the last one unfinished', `${line(1990)}${'y'.repeat(20)}`, [1990, 21]],
])('whole lines and 2000 bytes: %s', async (_, text, expected) => {
  const world = new PipelineWorld()
  await world.runPlan(whole(2000), reads(text))
  expect(sizes(world)).toEqual(expected)

  const another = new PipelineWorld()
  await another.runPlan(whole(2000), reads(...(text.match(/.{1,7}/gs) ?? [])))
  expect(sizes(another)).toEqual(expected)
})

test('a size of one byte gives every line a file of its own', async () => {
  const world = new PipelineWorld()

  await world.runPlan(whole(1), reads('a\nbb\n', 'ccc\n'))

  expect(contents(world)).toEqual(['a\n', 'bb\n', 'ccc\n'])
})

test('a line written in part goes on in its file', async () => {
  const world = new PipelineWorld()
  world.filesystem.capacity = 8
  world.onPause = () => {
    world.filesystem.capacity = 1000
  }

  await world.runPlan(whole(10), reads('aaaa\n', 'bbbb\n', 'cccc\n'))

  expect(world.reports).not.toEqual([])
  expect(contents(world)).toEqual(['aaaa\n', 'bbbb\n', 'cccc\n'])
})

const rotate: Happening = { event: 'rotate' }

test('a rotation asked for comes before the next line, and only then', async () => {
  const world = new PipelineWorld()

  await world.runPlan(whole(2000), [...reads('a\n'), rotate, rotate, ...reads('b\n'), rotate])

  expect(contents(world)).toEqual(['a\n', 'b\n'])
})

test('asking for the rotation of an empty file asks for nothing', async () => {
  const world = new PipelineWorld()

  await world.runPlan(whole(2000), [rotate, ...reads('a\n', 'b\n')])

  expect(contents(world)).toEqual(['a\nb\n'])
})

// spec/tinylog.md §11: 1 s, 2.5 s idle, then A B C.
test.each([[['a\n', 'b\n', 'c\n']], [['a\nb\nc\n']], [['a', '\nb', '\nc\n']]])(
  'age counts from the start or the last rotation, and shows at the next line: %j',
  async (lines) => {
    const world = new PipelineWorld()
    const idle: Happening = { call: () => world.clock.advance(2500) }

    await world.runPlan(whole(2000, { age: 1000 }), [idle, ...reads(...lines), idle])

    expect(contents(world)).toEqual(['a\n', 'b\nc\n'])
  },
)
