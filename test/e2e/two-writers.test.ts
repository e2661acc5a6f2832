// One directory, two loggers: every pair of ours and the originals, in either order. The
// second one is refused, the first one goes on, and nothing in the directory changes.
//
// Three kinds of lock are about: flock(2) on `lock` (multilog, svlogd, cyclog), a record lock
// on `lock` (s6-log), a record lock on `tinylog.pid` (tinylog). Ours take both kinds, on the
// file their original takes. So what no program can know of the other is a pair of originals
// with different kinds, and tinylog beside anybody else.

import { describe, expect, test } from 'vitest'
import type { ByteString } from '../../src/bytes.js'
import { command } from '../helpers/commands.js'
import { missing, original } from '../helpers/originals.js'
import { Place } from '../helpers/places.js'
import { RunningLogger } from '../helpers/run-logger.js'
import { fold, snapshot } from '../helpers/snapshot.js'

type Tool = {
  readonly locks: readonly ('file' | 'record' | 'tinylog.pid')[]
  readonly exit: string
  readonly says: ByteString
}

const tools: Readonly<Record<string, Tool>> = {
  multilog: {
    locks: ['file'],
    exit: '111',
    says: 'multilog: fatal: unable to lock directory ./main: temporary failure\n',
  },
  svlogd: {
    locks: ['file'],
    exit: '111',
    says:
      'svlogd: warning: unable to lock directory: ./main: temporary failure\n' +
      'svlogd: fatal: no functional log directories.\n',
  },
  's6-log': {
    locks: ['record'],
    exit: '111',
    says: 's6-log: fatal: unable to lock ./main/lock: Device or resource busy\n',
  },
  cyclog: {
    locks: ['file'],
    exit: '1',
    says: 'cyclog: FATAL: ./main/lock: Resource temporarily unavailable\n',
  },
  tinylog: {
    locks: ['tinylog.pid'],
    exit: '111',
    says:
      'tinylog[PID]: starting for logging in ./main ...\n' +
      'error: tinylog[PID]: fatal: failure acquiring lock file tinylog.pid in log directory' +
      ' ./main: temporary i/o failure (EAGAIN)\n',
  },
}

type Side = Tool & { readonly name: string; readonly whose: 'ours' | 'original' }

const sides: readonly Side[] = Object.entries(tools).flatMap(([name, tool]): readonly Side[] => {
  const both = tool.locks.includes('tinylog.pid') ? tool.locks : (['file', 'record'] as const)
  const ours = { ...tool, name, whose: 'ours', locks: both } as const
  const installable = ['multilog', 'svlogd', 's6-log'].includes(name)
  return installable ? [ours, { ...tool, name, whose: 'original' }] : [ours]
})

const pairs = sides.flatMap((holder) => sides.map((late) => [holder, late] as const))

const sees = (holder: Side, late: Side): boolean =>
  late.locks.some((kind) => holder.locks.includes(kind))

const programOf = ({ name, whose }: Side): string | undefined =>
  whose === 'ours' ? command(name) : original(name)

const shown = ({ name, whose }: Side): string => `${whose === 'ours' ? 'our' : 'original'} ${name}`

const launch = { script: ['./main'] }

/** Runs `late` in the directory to its end; gives all that is to be seen of it. */
const attempt = async (late: string, place: Place) => {
  const logger = new RunningLogger(late, place, launch, 1)
  const seen = { exit: '', said: '', left: '' }
  try {
    await logger.write('late\n')
    seen.exit = await logger.finish()
    seen.said = fold(logger.stderr(), place)
  } finally {
    seen.left = await logger.close()
  }
  return seen
}

describe.concurrent('two writers', () => {
  for (const [holder, late] of pairs)
    test(`${shown(holder)} holds, ${shown(late)} ${sees(holder, late) ? 'is refused' : 'cannot know'}`, async ({
      skip,
    }) => {
      const [first, second] = [programOf(holder), programOf(late)]
      if (!first || !second) return skip(missing((first ? late : holder).name))
      const place = new Place()
      place.directory('main')
      const holding = new RunningLogger(first, place, launch)
      try {
        await holding.feed('held\n')
        await holding.until('a written line', () => place.size('main/current') >= 5)
        const before = snapshot(place)

        const { exit, said, left } = await attempt(second, place)

        // Not a wish but what is: here two are at work in one directory.
        if (!sees(holder, late)) return expect(exit).toBe('0')
        expect({ exit, said, left }).toEqual({ exit: late.exit, said: late.says, left: 'late\n' })
        expect(snapshot(place)).toEqual(before)
        await holding.feed('still held\n')
        expect(await holding.finish()).toBe('0')
        expect(place.read('main/current')).toMatch(/^(@\S+ )?held\n(@\S+ )?still held\n$/)
      } finally {
        await holding.close()
        place.clear()
      }
    })
})
