// One writer a directory, whoever of the family it is: spec/multilog.md §5.1. Each case
// starts one logger, waits until it holds the directory, and starts another.

import { describe, expect, test } from 'vitest'
import { command } from '../helpers/commands.js'
import { missing, original } from '../helpers/originals.js'
import { Place } from '../helpers/places.js'
import { RunningLogger } from '../helpers/run-logger.js'
import { snapshot } from '../helpers/snapshot.js'

type Side = { readonly name: string; readonly script: readonly string[]; readonly shell?: string }

const multilog: Side = { name: 'multilog', script: ['./main'] }
const s6log: Side = { name: 's6-log', script: ['n10', './main'] }
const svlogd: Side = { name: 'svlogd', script: ['./main'], shell: 'mkdir -p main' }

const BUSY = 'multilog: fatal: unable to lock directory ./main: temporary failure\n'

type Case = {
  readonly title: string
  readonly holder: Side | 'ours'
  readonly late: Side | 'ours'
  readonly exit: string
  readonly stderr?: string
}

const cases: readonly Case[] = [
  {
    title: 'theirs holds, ours refuses',
    holder: multilog,
    late: 'ours',
    exit: '111',
    stderr: BUSY,
  },
  {
    title: 'ours holds, theirs refuses',
    holder: 'ours',
    late: multilog,
    exit: '111',
    stderr: BUSY,
  },
  { title: 'ours holds, ours refuses', holder: 'ours', late: 'ours', exit: '111', stderr: BUSY },
  { title: 's6-log holds, ours refuses', holder: s6log, late: 'ours', exit: '111', stderr: BUSY },
  { title: 'ours holds, s6-log refuses', holder: 'ours', late: s6log, exit: '111' },
  { title: 'svlogd holds, ours refuses', holder: svlogd, late: 'ours', exit: '111', stderr: BUSY },
  { title: 'ours holds, svlogd refuses', holder: 'ours', late: svlogd, exit: '111' },
]

const programOf = (side: Side | 'ours'): string | undefined =>
  side === 'ours' ? command('multilog') : original(side.name)

const launch = (side: Side | 'ours'): Side => (side === 'ours' ? multilog : side)

describe.concurrent('multilog: locks', () => {
  for (const { title, holder, late, exit, stderr } of cases)
    test(title, async (context) => {
      const [first, second] = [programOf(holder), programOf(late)]
      if (!first || !second)
        return context.skip(missing(launch(holder === 'ours' ? late : holder).name))
      const place = new Place()
      const holding = new RunningLogger(first, place, launch(holder), 0)

      try {
        await holding.until('a held directory', () => place.has('main/current'))
        await holding.feed('held\n')
        const before = snapshot(place)
        const refused = new RunningLogger(second, place, launch(late), 1)
        const code = await refused.exit()
        const said = refused.stderr()
        await refused.close()
        const after = snapshot(place)
        await holding.feed('still held\n')

        expect(await holding.finish()).toBe('0')
        expect(code).toBe(exit)
        if (stderr !== undefined) expect(said).toBe(stderr)
        expect(after).toEqual(before)
      } finally {
        await holding.close()
        place.clear()
      }
    })
})
