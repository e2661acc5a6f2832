// cyclog under supervise: rotated by hand and restarted at random moments every numbered
// line arrives once and in order; killed, the next one says what it recovers.

import { existsSync, mkdirSync, statSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { command } from '../helpers/commands.js'
import { skipWithout } from '../helpers/originals.js'
import { until } from '../helpers/waiting.js'
import { disturbances } from './disturbances.js'
import { gaps } from './gaps.js'
import { logFiles, settled, stamps } from './log-text.js'
import { lastWords, numberedLines } from './numbered-lines.js'
import { Relay } from './relay.js'
import { daemontools } from './supervisors.js'

const MILLISECONDS = 300_000

const ours = () => {
  const program = `${process.execPath} ${command('cyclog')}`
  return { name: 'ours', command: program, loss: 0 }
}

// Nothing is pruned. Lines are longer than the margin now and then: files end inside them.
const OPTIONS = '--max-file-size 16384'

let relay: Relay

describe('cyclog under supervise', () => {
  beforeEach(async ({ skip }) => {
    skipWithout(daemontools.programs, skip)
    relay = new Relay(daemontools, numberedLines(), {
      contenders: [ours(), ours()],
      options: OPTIONS,
    })
    mkdirSync(relay.service.main)
    await relay.service.start()
  })

  afterEach(async () => {
    await relay?.service.end()
  })

  const said = (text: string): number => relay.service.stderr().split(text).length - 1

  it(
    'numbered lines keep their order and number across TERM and ALRM',
    async () => {
      for (const each of disturbances(['t', 't', 't', 't', 'a', 'a', 'a', 'a'], 6))
        await relay.suffer(each)
      const truth = await relay.lastWords()

      const { main } = relay.service
      const files = logFiles(main)
      expect(gaps(truth, files)).toEqual([])
      const labels = stamps(settled(main))
      expect(labels).toEqual(labels.toSorted())
      expect(files.filter(({ name }) => name.endsWith('.u'))).toEqual([])
      expect(statSync(`${main}/current`).mode & 0o777).toBe(0o744)
      expect(said('INFO: Terminated.')).toBe(5)
      expect(said('INFO: Forced log rotation.')).toBeGreaterThan(0)
      expect(said('Closed     ./main/')).toBe(files.length - 1)
    },
    MILLISECONDS,
  )

  it(
    'what a killed one has written becomes a .u, and nothing is lost',
    async () => {
      const { service } = relay
      await service.rotations(2)
      const truth = await lastWords(service)

      await service.restart('k', false)
      await until('a recovery', () => said('Recovering ./main/') === 1)
      await until('a new current', () => existsSync(`${service.main}/current`))
      await service.stop()

      const files = logFiles(service.main)
      expect(gaps(truth, files)).toEqual([])
      expect(files.at(-2)?.name).toMatch(/\.u$/)
      expect(files.filter(({ name }) => name.endsWith('.u'))).toHaveLength(1)
    },
    MILLISECONDS,
  )
})
