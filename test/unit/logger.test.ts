// Signals act between two reads, whatever was waited for there.

import { expect, test } from 'vitest'
import { parse, planOf } from '../../loggers/svlogd.js'
import { parseConfig } from '../../loggers/svlogd-config.js'
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
