// One writer a directory, whoever of the family it is: spec/svlogd.md §2. Each case starts
// one logger, waits until it holds the directory, and starts another.

import { describe, expect, test } from 'vitest'
import { command } from '../helpers/commands.js'
import { missing, original } from '../helpers/originals.js'
import { Place } from '../helpers/places.js'
import { RunningLogger } from '../helpers/run-logger.js'
import { snapshot } from '../helpers/snapshot.js'
import { directory } from './svlogd-directory.js'

type Side = { readonly name: string; readonly ours: boolean; readonly script: readonly string[] }

const ours: Side = { name: 'svlogd', ours: true, script: ['./main'] }
const theirs: Side = { ...ours, ours: false }
const multilog: Side = { name: 'multilog', ours: false, script: ['./main'] }
const ourMultilog: Side = { ...multilog, ours: true }
const s6log: Side = { name: 's6-log', ours: false, script: ['n10', './main'] }

const BUSY =
  'svlogd: warning: unable to lock directory: ./main: temporary failure\n' +
  'svlogd: fatal: no functional log directories.\n'

type Case = readonly [title: string, holder: Side, late: Side, stderr?: string]

const cases: readonly Case[] = [
  ['theirs holds, ours refuses', theirs, ours, BUSY],
  ['ours holds, theirs refuses', ours, theirs, BUSY],
  ['ours holds, ours refuses', ours, ours, BUSY],
  ['theirs holds, theirs refuses', theirs, theirs, BUSY],
  ['multilog holds, ours refuses', multilog, ours, BUSY],
  ['ours holds, multilog refuses', ours, multilog],
  ['our multilog holds, ours refuses', ourMultilog, ours, BUSY],
  ['ours holds, our multilog refuses', ours, ourMultilog],
  ['s6-log holds, ours refuses', s6log, ours, BUSY],
  ['ours holds, s6-log refuses', ours, s6log],
]

const programOf = (side: Side): string | undefined =>
  side.ours ? command(side.name) : original(side.name)

const alone = process.env.LOGRUN_ORIGINAL_ALONE === 'true'

describe.concurrent('svlogd: locks', () => {
  for (const [title, holder, late, stderr] of cases)
    test(title, async (context) => {
      if (alone && (holder.ours || late.ours)) return context.skip('the originals run alone')
      const [first, second] = [programOf(holder), programOf(late)]
      if (!first || !second) return context.skip(missing((first ? late : holder).name))
      const place = new Place()
      directory(place, 'main')
      const holding = new RunningLogger(first, place, holder, 0)

      try {
        await holding.until('a held directory', () => place.has('main/current'))
        await holding.feed('held\n')
        const before = snapshot(place)
        const refused = new RunningLogger(second, place, late, 1)
        const code = await refused.exit()
        const said = refused.stderr()
        await refused.close()
        const after = snapshot(place)
        await holding.feed('still held\n')

        expect(await holding.finish()).toBe('0')
        expect(code).toBe('111')
        if (stderr !== undefined) expect(said).toBe(stderr)
        expect(after).toEqual(before)
      } finally {
        await holding.close()
        place.clear()
      }
    })
})
