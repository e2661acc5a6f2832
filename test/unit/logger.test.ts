// Signals act between two reads, whatever was waited for there.

import { expect, test } from 'vitest'
import { parse, planOf } from '../../loggers/svlogd.js'
import { parseConfig } from '../../loggers/svlogd-config.js'
import { READ_SIZE } from '../../src/input/splitter.js'
import { logged, PipelineWorld, reads } from '../helpers/pipeline-world.js'

test('a request to end during a rotation without a line leaves the input', async () => {
  const options = parse(['./log'])
  if ('refused' in options) throw new Error(options.refused)
  const world = new PipelineWorld()
  world.filesystem.makeDirectory('./log', 0o700)
  world.onPause = () => world.events.raise('finish')
  const due = (): void => {
    world.clock.advance(60_000)
    world.filesystem.calls.failAt(1, 'EIO')
  }

  await world.runPlan(planOf(options, [{ config: parseConfig('t60\n'), read: true }]), [
    ...reads('one\n'),
    { call: due },
    { event: 'nothing' },
    ...reads('late\n'),
  ])

  expect(world.reports).not.toEqual([])
  expect(world.taken).toBe('one\n'.length)
  expect(logged(world.filesystem, './log').toString()).toBe('one\n')
})

test('a request to end while the plan is asked for anew leaves the input', async () => {
  const options = parse(['./log'])
  if ('refused' in options) throw new Error(options.refused)
  const world = new PipelineWorld()
  world.filesystem.makeDirectory('./log', 0o700)
  world.onPause = () => world.events.raise('finish')
  const plan = planOf(options, [{ config: parseConfig(''), read: true }])
  const failing = (): void => world.filesystem.calls.failAt(1, 'EIO')

  await world.runPlan(plan, [
    ...reads('one\n'),
    { call: failing },
    { event: 'reload' },
    ...reads('late\n'),
  ])

  expect(world.reports).not.toEqual([])
  expect(world.taken).toBe('one\n'.length)
})

test.each([
  ['s20000', 18_000],
  ['s4096', 16_384],
  ['s10000000', READ_SIZE],
])('with %s no more is read at once than goes into a file, within bounds', async (size, most) => {
  const world = new PipelineWorld()

  await world.run([size, './small', 's16777215', './great'], reads('one\n'))

  expect(world.most).toBe(most)
})

test.each([
  [['./log'], 8],
  [['t', './log'], 60],
  [['-*', '+*', './log'], 8],
  [['-*', '+o*', './log'], 0],
  [['./log', './other'], 0],
  [['e', './log'], 0],
])('by %j so many bytes of lines that come alone go by themselves', async (script, alone) => {
  const world = new PipelineWorld()

  await world.run(script, reads('one\n', 'two\n', 'three\nf', 'our\n'))

  expect(world.alone).toBe(alone)
  expect(logged(world.filesystem, './log').toString()).toMatch(/one\n/)
})
