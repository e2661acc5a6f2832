// logrun follow: what the loggers wrote, and what they write from now on.

import { type ByteString, toBytes } from '../src/bytes.js'
import type { Fault } from '../src/fault/fault.js'
import { visible } from '../src/fault/visible.js'
import { type FollowPlan, followLogs, NAME_ROOM } from '../src/reading/follow.js'
import type { Span } from '../src/reading/source.js'
import { watchDirectory } from '../src/system/directory-watch.js'
import { native } from '../src/system/native.js'
import { realFiles } from '../src/system/real-files.js'
import { Events, listen } from '../src/system/signals.js'
import { compareInstants, systemClock } from '../src/time/clock.js'
import type { Dialect } from '../src/time/tai64n.js'
import { cursorAsked, cursorLine } from './cursor-asked.js'
import { KeptCursor } from './kept-cursor.js'
import { linesAsked, lookOf, nameDress, timeDress } from './lines-asked.js'
import { LiveOutput } from './live-output.js'
import type { Asked } from './logrun-cat-options.js'
import { parse } from './logrun-follow-options.js'
import { LogFinder, mayBeSeveral } from './logs-asked.js'
import {
  Complaints,
  FAILED,
  NOTHING_FOUND,
  readerCommand,
  readerVoice,
  sayCounting,
  sayFatal,
} from './reader-command.js'
import { localTime } from './span-asked.js'
import { dieBy, say, sleep } from './world.js'

export { options } from './logrun-follow-options.js'

const voice = readerVoice('follow')

/** Milliseconds that are left to a reader at the end, where it is kept what it took. */
const PATIENCE = 5000

const ENDING = { SIGINT: 'finish', SIGTERM: 'finish', SIGHUP: 'finish' } as const

const follow = async (words: readonly ByteString[]): Promise<number> => {
  const asked = parse(words)
  const { wanted, after, file: cursorFile } = cursorAsked(asked)
  const plan = { ...planOf(wanted), ...(after && { after }) }
  const complaints = new Complaints(voice)
  const report = (fault: Fault): void => {
    if (!isWaitedFor(fault)) complaints.report(fault)
    else if (!asked.quiet) say(toBytes(`${voice.name}: info: ${waitingText(fault)}\n`))
  }
  const output = new LiveOutput()
  const events = new Events()
  let signal: NodeJS.Signals | undefined
  const forget = listen(ENDING, events, native().unblock, (name) => {
    signal = name as NodeJS.Signals
    output.hurry()
  })
  const kept = new KeptCursor(cursorFile, () => output.hasGone, complaints.report)
  const found = await followLogs(plan, {
    files: realFiles,
    report: complaints.report,
    localTime,
    write: output.write,
    going: output.going,
    ended: () => events.has('finish') || output.isClosed(),
    find: new LogFinder(asked, report).find,
    watch: watchDirectory,
    sleep: (milliseconds) => sleep(milliseconds, events),
    wake: () => events.raise('nothing'),
    turn: () => new Promise((resolve) => setImmediate(resolve)),
    clock: systemClock,
    ...(!asked.quiet && { counts: sayCounting(voice) }),
    ...((cursorFile || asked.showCursor) && { passed: kept.take }),
  })
  if (asked.showCursor && kept.cursor) output.write(...cursorLine(kept.cursor, asked))
  await output.finish(cursorFile && PATIENCE)
  kept.save()
  forget()
  const { fault } = output
  if (fault?.code === 'EPIPE') dieBy('SIGPIPE')
  else if (fault) sayFatal(voice, fault)
  else if (signal) dieBy(signal)
  if (fault || complaints.any) return FAILED
  return found ? 0 : NOTHING_FOUND
}

/** Runs `logrun follow`; gives its exit code, or dies by the signal that ended it. */
export const run = readerCommand('follow', follow)

const planOf = (asked: Asked): FollowPlan => {
  const lines = linesAsked(asked)
  const look = lookOf(asked)
  const time = timeDress(look)
  return {
    ...lines,
    spanLater: lines.last === undefined ? lines.span : sinceNow(lines.span),
    visible: look.visible,
    ...(time && { time }),
    ...(mayBeSeveral(asked) && {
      nameOf: ({ name }, k) => nameDress(name, k, look).subarray(0, NAME_ROOM),
    }),
  }
}

/** Of a log that comes later, its lines from now on: it may have old ones. */
const sinceNow = (span: FollowPlan['span']): FollowPlan['span'] => {
  const now = systemClock.wall()
  return (dialect: Dialect): Span => {
    const { since, until } = span(dialect)
    const from = since && compareInstants(since, now) > 0 ? since : now
    return { since: from, ...(until && { until }) }
  }
}

const isWaitedFor = ({ operation, code }: Fault): boolean =>
  operation === 'no-log' || code === 'ENOENT' || code === 'ENOTDIR'

const waitingText = ({ file = '' }: Fault): ByteString => `waiting for a log in ${visible(file)}`
