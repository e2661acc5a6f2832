// The claims every supervisor's file makes: a service logs for a while, its logger is
// disturbed at random moments, and ours and the original take turns on the same pipe and
// the same directory. What the directory holds in the end is compared with what was said.

import { statSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { READ_SIZE } from '../../src/input/splitter.js'
import { skipWithout } from '../helpers/originals.js'
import { until } from '../helpers/waiting.js'
import { connectUntil } from './connections.js'
import { disturbances } from './disturbances.js'
import { gaps } from './gaps.js'
import { logFiles, settled, stamps, unstamped, wholeLines } from './log-text.js'
import { numberedLines } from './numbered-lines.js'
import { Relay } from './relay.js'
import type { Supervisor } from './supervisors.js'
import { follow, type Story } from './tcpserver-log.js'

const CONNECTIONS = 10_000

// Every connection is a process, and every restart a second in which none is told; the
// machine may be at work on much else.
const timeout = 300_000

// The first line is the port it chose (-1).
const TCPSERVER = 'tcpserver -1 -v -c 40 -l localhost -H -R 127.0.0.1 0 true 2>&1'

const ascending = <T>(values: readonly T[]): readonly T[] =>
  values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))

export const underSupervisor = (supervisor: Supervisor): void => {
  const needed = [...supervisor.programs, 'multilog', 'tcpserver']
  let relay: Relay

  const start = async (run: string): Promise<void> => {
    relay = new Relay(supervisor, run)
    await relay.service.start()
  }

  describe(`under ${supervisor.name}`, { timeout }, () => {
    beforeEach(({ skip }) => {
      skipWithout(needed, skip)
    })

    afterEach(async () => {
      await relay?.service.end()
    })

    it(`${CONNECTIONS} connections of tcpserver are told whole across TERM and ALRM`, async () => {
      await start(TCPSERVER)
      const { main } = relay.service
      const lines = (): readonly string[] => wholeLines(settled(main))
      await until('a port', () => lines().length > 0)
      const port = Number(lines()[0])
      const told = (): Story => follow(lines().slice(1))

      let calm = false
      const disturb = async (): Promise<void> => {
        for (const each of disturbances(['t', 't', 't', 't', 'a', 'a', 'a', 'a'], 30))
          await relay.suffer(each)
      }
      const [ports] = await Promise.all([
        connectUntil(port, (made) => made >= CONNECTIONS && calm),
        disturb().finally(() => {
          calm = true
        }),
      ])
      await until(
        () => `a log without flaws: ${told().flaws.slice(0, 5).join('; ')}`,
        () => {
          // Between two connections there is none either.
          const { flaws, ports: logged } = told()
          return flaws.length === 0 && logged.length >= ports.length
        },
      )
      await relay.service.rest()
      await relay.service.stop()

      expect(told().flaws).toEqual([])
      expect(ascending(told().ports)).toEqual(ascending(ports))
      expect(relay.service.stderr()).toBe('')
    })

    it('numbered lines keep their order and number across TERM and ALRM', async () => {
      await start(numberedLines())

      for (const each of disturbances(['t', 't', 't', 't', 't', 't', 'a', 'a', 'a', 'a'], 6))
        await relay.suffer(each)
      const truth = await relay.lastWords()

      const files = logFiles(relay.service.main)
      const text = files.map((file) => file.text).join('')
      expect(gaps(truth, files)).toEqual([])
      expect(unstamped(text)).toHaveLength(truth.length)
      expect(stamps(text)).toEqual(ascending(stamps(text)))
      expect(relay.service.stderr()).toBe('')
    })

    it('a KILL costs no more than a small read, and the next logger recovers', async () => {
      await start(numberedLines())

      for (const each of disturbances(['k', 'k', 'k', 'k', 'k', 'k', 't', 't', 'a', 'a'], 6))
        await relay.suffer(each)
      const truth = await relay.lastWords()

      const files = logFiles(relay.service.main)
      const recovered = files.map(({ name }) => name).filter((name) => name.endsWith('.u'))
      const losses = gaps(truth, files, READ_SIZE).map(({ after, bytes, lines }) => {
        const at = recovered.indexOf(after)
        const victim = relay.kills.findLast(({ before }) => before <= at)?.victim
        const within = bytes <= (victim?.loss ?? 0) && -bytes <= (victim?.doubled ?? 0)
        return { name: victim?.name, bytes, lines, within }
      })
      const report = losses.map(({ name, bytes, lines }) => `${name} ${bytes} (${lines} lines)`)
      console.info(
        `bytes lost (below zero: doubled) at each KILL under ${supervisor.name}: ${report.join(', ')}`,
      )
      expect(losses.filter(({ within }) => !within)).toEqual([])
      expect(losses).toHaveLength(relay.kills.length)
      const counts = [...relay.kills.map(({ before }) => before), recovered.length]
      expect(counts, 'each kill adds a .u file').toEqual([...new Set(counts)])
      expect(relay.service.stderr()).toBe('')
    })

    it('an order to stay down leaves a complete current', async () => {
      await start(numberedLines())
      await relay.service.rotations(3)

      await relay.service.stop()

      expect(statSync(`${relay.service.main}/current`).mode & 0o777).toBe(0o744)
    })
  })
}
