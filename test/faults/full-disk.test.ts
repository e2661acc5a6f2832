// A disk that is full where archives may go for room, and every call fails besides: once, or
// for want of room until an archive has gone; and the process is stopped before every call.
// Whatever happens, nothing goes but whole archives, the oldest first, each counted.

import { expect, test } from 'vitest'
import { planOf as cyclog } from '../../loggers/cyclog.js'
import { parse as multilog } from '../../loggers/multilog.js'
import { planOf as svlogd, parse as svlogdOptions } from '../../loggers/svlogd.js'
import { parseConfig } from '../../loggers/svlogd-config.js'
import type { Plan } from '../../src/plan.js'
import { Stopped } from '../../src/system/memory-filesystem.js'
import { whenFull } from '../../src/when-full.js'
import { logged, PipelineWorld, reads } from '../helpers/pipeline-world.js'
import { watched } from '../helpers/told-log.js'

const line = (k: number): string => `${String(k).padStart(99, '.')}\n`
const text = Array.from({ length: 70 }, (_, k) => line(k)).join('')
const input = () => reads(text.slice(0, 3000), text.slice(3000))
const old = (k: number): string => `@40000000500000${k}000000000.s`
const content = (k: number): string => `${`old ${k} `.repeat(140)}\n`
const OLD = [1, 2, 3, 4, 5]
const EARLIER = 'earlier\n'

const svlogdPlan = (): Plan => {
  const options = svlogdOptions(['-l100', './log'])
  if ('refused' in options) throw new Error(options.refused)
  return svlogd(options, [{ config: parseConfig('s3000\nn0\n'), read: true }])
}

const plans: Readonly<Record<string, () => Plan>> = {
  'by way of previous': () => multilog(['s4096', 'n100', './log']),
  directly: svlogdPlan,
  'taken up as it was left': () => {
    const { stamp: _, ...plan } = cyclog(
      { maximum: 4096, total: 1e9, margin: 512, files: 99, directories: ['./log'] },
      'djb',
    )
    return plan
  },
}

/** An unclean `current`, and room for little more than the archives there are. */
const worldOf = (): PipelineWorld => {
  const world = new PipelineWorld()
  const { filesystem } = world
  filesystem.makeDirectory('./log', 0o700)
  for (const k of OLD) filesystem.plant(`./log/${old(k)}`, content(k), 0o744)
  filesystem.plant('./log/current', EARLIER, 0o644)
  filesystem.capacity = 6500
  world.onPause = () => {
    filesystem.capacity += 2000
  }
  return world
}

const past = OLD.map(content).join('') + EARLIER

for (const [how, plan] of Object.entries(plans)) {
  const pruning = (): Plan => whenFull(plan(), { prune: 1 })

  const callsOf = async (): Promise<number> => {
    const world = worldOf()
    await world.runPlan(pruning(), input())
    return world.filesystem.calls.made.length
  }

  for (const code of ['EIO', 'ENOSPC', 'EDQUOT'])
    test(`a call that fails once with ${code} loses nothing that is not told: ${how}`, async () => {
      const count = await callsOf()
      expect(count).toBeGreaterThan(60)

      for (let n = 1; n <= count; n++) {
        const world = worldOf()
        const log = watched(world)
        world.filesystem.calls.failAt(n, code)

        const fault = await world.runPlan(pruning(), input())

        if (fault !== undefined) {
          // What was deleted before it gave up was said; the log is told of what is deleted from here on.
          expect(world.taken, `call ${n}`).toBe(0)
          continue
        }
        const { whole, left, lines, told, removed } = log()
        expect(lines, `call ${n}`).toBe(past + text)
        expect(whole.endsWith(left), `call ${n}`).toBe(true)
        expect(told, `call ${n}`).toEqual({
          archives: removed,
          bytes: whole.length - left.length,
        })
        expect(removed, `call ${n}`).toBeGreaterThan(0)
      }
    })

  test(`a stop before any call costs whole oldest archives and what was in hand: ${how}`, async () => {
    const count = await callsOf()

    for (let n = 1; n <= count; n++) {
      const world = worldOf()
      world.filesystem.calls.stopAt(n)

      await world.runPlan(pruning(), input()).catch((error: unknown) => {
        if (!(error instanceof Stopped)) throw error
      })
      world.filesystem.kill()
      await world.runPlan(pruning(), reads('after\n'))

      const left = logged(world.filesystem, './log')
        .toString()
        .replace(/logrun: disk full: removed .*\n/g, '')
      const at = (past + text).indexOf(left.slice(0, left.indexOf('\n') + 1))
      const kept = (past + text).slice(at)
      const whole = left.slice(0, left.lastIndexOf('after\n'))
      expect(at, `call ${n}`).toBeGreaterThanOrEqual(0)
      // A line split by the stop is the last.
      expect(kept.startsWith(whole.replace(/\n$/, '')), `call ${n}`).toBe(true)
    }
  })
}
