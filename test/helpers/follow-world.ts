// Following in a test: a world in which something happens whenever the follower looks away, and
// whenever it asks the disk.

import type { Fault } from '../../src/fault/fault.js'
import type { Cursor } from '../../src/reading/cursor.js'
import type { Files } from '../../src/reading/files.js'
import { type FollowPlan, followLogs } from '../../src/reading/follow.js'
import type { Log } from '../../src/reading/log.js'
import { ManualClock } from '../../src/time/clock.js'
import { universalTime } from '../../src/time/universal-time.js'

const DEFAULTS: FollowPlan = {
  span: () => ({}),
  spanLater: () => ({}),
  form: 'raw',
  dialect: 'djb',
  ending: 0x0a,
}

export type Following = { shown: string; faults: Fault[]; found: boolean }

export type Happenings = {
  find: () => readonly Log[]
  /** Called before each call on the disk. */
  between?: () => void
  /** Called while the follower sleeps; false ends it. */
  asleep: (milliseconds: number, shown: () => string) => boolean
  watch?: (directory: string, changed: () => void) => (() => void) | undefined
  clock?: ManualClock
  /** Told of cursors, and of what was shown by then. */
  passed?: (cursor: Cursor, shown: string) => void
}

/** Follows what `find` gives by a plan of defaults and `wishes`. */
export const following = async (
  files: Files,
  {
    find,
    between = () => undefined,
    asleep,
    watch = () => () => undefined,
    clock,
    passed,
  }: Happenings,
  wishes: Partial<FollowPlan> = {},
): Promise<Following> => {
  const parts: Buffer[] = []
  const faults: Fault[] = []
  const time = clock ?? new ManualClock({ seconds: 1_763_000_000, nanoseconds: 0 })
  const shown = (): string => Buffer.concat(parts).toString('latin1')
  let goesOn = true
  const found = await followLogs(
    { ...DEFAULTS, ...wishes },
    {
      files: busy(files, between),
      localTime: universalTime,
      report: (fault) => faults.push(fault),
      write: (bytes, start, end) => {
        parts.push(Buffer.from(bytes.subarray(start, end)))
        return true
      },
      find: async () => find(),
      watch,
      sleep: async (milliseconds) => {
        time.advance(milliseconds)
        goesOn &&= asleep(milliseconds, shown)
      },
      wake: () => undefined,
      turn: async () => undefined,
      going: () => undefined,
      ended: () => !goesOn,
      clock: time,
      ...(passed && { passed: (cursor: Cursor) => passed(cursor, shown()) }),
    },
  )
  return { shown: shown(), faults, found }
}

const busy = (files: Files, between: () => void): Files => {
  const first = <A extends unknown[], R>(call: (...words: A) => R) => {
    return (...words: A): R => {
      between()
      return call(...words)
    }
  }
  return {
    list: first((directory) => files.list(directory)),
    stateOf: first((path) => files.stateOf(path)),
    open: first((path) => files.open(path)),
    state: first((descriptor) => files.state(descriptor)),
    read: first((...call) => files.read(...call)),
    close: (descriptor) => files.close(descriptor),
  }
}
