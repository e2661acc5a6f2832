// One writer a directory: spec/s6-log.md §7.3. Each case starts one logger, waits until
// it holds the directory, and starts another.

import { describe, expect, test } from 'vitest'
import { command } from '../helpers/commands.js'
import { missing, original } from '../helpers/originals.js'
import { Place } from '../helpers/places.js'
import { RunningLogger } from '../helpers/run-logger.js'
import { snapshot } from '../helpers/snapshot.js'
import type { Deviation } from './deviations.js'

type Side = { readonly name: string; readonly ours?: true; readonly shell?: string }

const ours: Side = { name: 's6-log', ours: true }
const theirs: Side = { name: 's6-log' }
const multilog: Side = { name: 'multilog' }
const svlogd: Side = { name: 'svlogd', shell: 'mkdir -p main' }

const BUSY = 's6-log: fatal: unable to lock ./main/lock: Device or resource busy\n'

type Case = {
  readonly title: string
  readonly holder: Side
  readonly late: Side
  readonly stderr?: string
  readonly deviation?: Deviation
}

const cases: readonly Case[] = [
  { title: 'theirs holds, theirs refuses', holder: theirs, late: theirs, stderr: BUSY },
  { title: 'theirs holds, ours refuses', holder: theirs, late: ours, stderr: BUSY },
  { title: 'ours holds, theirs refuses', holder: ours, late: theirs, stderr: BUSY },
  { title: 'ours holds, ours refuses', holder: ours, late: ours, stderr: BUSY },
  {
    title: 'multilog holds, ours refuses',
    holder: multilog,
    late: ours,
    stderr: BUSY,
    deviation: 's6-log: locks of others',
  },
  { title: 'ours holds, multilog refuses', holder: ours, late: multilog },
  { title: 'svlogd holds, ours refuses', holder: svlogd, late: ours, stderr: BUSY },
  { title: 'ours holds, svlogd refuses', holder: ours, late: svlogd },
]

const alone = process.env.LOGRUN_ORIGINAL_ALONE === 'true'

describe.concurrent('s6-log: a directory has one writer', () => {
  for (const each of cases)
    test(each.title, async (context) => {
      const sides = [each.holder, each.late]
      if (alone && sides.some((side) => side.ours)) return context.skip('the original alone')
      const [holding, late] = sides.map((side) =>
        side.ours ? command(side.name) : original(side.name),
      )
      if (holding === undefined) return context.skip(missing(each.holder.name))
      if (late === undefined) return context.skip(missing(each.late.name))
      const place = new Place()
      const start = (program: string, side: Side, run: number): RunningLogger =>
        new RunningLogger(program, place, { script: ['./main'], shell: side.shell ?? '' }, run)
      try {
        const holder = start(holding, each.holder, 0)
        await holder.feed('held\n')
        await holder.until('a written line', () => place.size('main/current') === 5)

        const loser = start(late, each.late, 1)
        await loser.write('unread\n')
        const exit = await loser.finish()

        expect(exit).toMatch(/^1\d\d$/)
        if (each.stderr !== undefined) {
          expect(exit).toBe('111')
          expect(loser.stderr()).toBe(each.stderr)
        }
        expect(await loser.close()).toBe('unread\n')
        expect(snapshot(place)['main/current']?.slice(5)).toBe('held\n')
        const blind = original('s6-log')
        if (each.deviation !== undefined && blind !== undefined) {
          const second = start(blind, theirs, 2)
          expect(await second.finish()).toBe('0')
          await second.close()
        }
        expect(await holder.finish()).toBe('0')
        await holder.close()
      } finally {
        place.clear()
      }
    })
})
