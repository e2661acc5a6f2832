// logrun cat: what the loggers wrote, of one log or of many, in the order of time.

import { type ByteString, toBytes } from '../src/bytes.js'
import { fatalText } from '../src/fault/messages.js'
import type { Cursor } from '../src/reading/cursor.js'
import type { Log } from '../src/reading/log.js'
import { type ReadPlan, readLogs } from '../src/reading/read.js'
import type { Span } from '../src/reading/source.js'
import type { PatternMachine } from '../src/select/pattern.js'
import { realFiles } from '../src/system/real-files.js'
import { temporaryFile } from '../src/system/temporary-file.js'
import type { Dialect } from '../src/time/tai64n.js'
import { cursorAsked, cursorLine } from './cursor-asked.js'
import { endingOf, type Look, lookOf, machineOf, nameDress, timeDress } from './lines-asked.js'
import { type Asked, parse } from './logrun-cat-options.js'
import { bytesOf, findLogs } from './logs-asked.js'
import { PagedOutput } from './pager.js'
import { progressOf, writingBeside } from './progress.js'
import {
  Complaints,
  FAILED,
  NOTHING_FOUND,
  readerCommand,
  readerVoice,
  sayCounting,
} from './reader-command.js'
import { DIALECTS } from './shared-options.js'
import { localTime, spanOf } from './span-asked.js'
import { say, setting } from './world.js'

export { options } from './logrun-cat-options.js'

const voice = readerVoice('cat')

const cat = async (words: readonly ByteString[]): Promise<number> => {
  const asked = parse(words)
  const complaints = new Complaints(voice)
  const { wanted, after, file: cursorFile } = cursorAsked(asked)
  const span = spanOf(wanted)
  const match = asked.pattern === undefined ? undefined : machineOf(asked.pattern)
  const logs = await findLogs(asked, complaints.report)
  const output = new PagedOutput(asked.paged)
  const progress = progressOf(voice.name, () => bytesOf(logs))
  const { turn } = output
  let cursor: Cursor | undefined
  const passed = (where: Cursor): void => {
    cursor = where
    if (asked.showCursor) output.write(...cursorLine(where, asked))
  }
  const found = await output.during(() =>
    readLogs(planOf(wanted, { logs, span, match, after }), {
      files: realFiles,
      report: complaints.report,
      localTime,
      write: writingBeside(progress, output.write),
      spool: () => temporaryFile(setting('TMPDIR') ?? '/tmp'),
      ...(turn && { turn }),
      ...(progress && { progress }),
      ...(!asked.quiet && { counts: sayCounting(voice) }),
      ...((cursorFile || asked.showCursor) && { passed }),
    }).finally(() => progress?.end()),
  )
  if (output.fault && output.fault.code !== 'EPIPE') {
    say(toBytes(fatalText(voice, output.fault)))
    return FAILED
  }
  if (cursor) cursorFile?.save(cursor)
  if (complaints.any) return FAILED
  return found ? 0 : NOTHING_FOUND
}

/** Runs `logrun cat`; gives its exit code: those of grep, and 100 for misuse. */
export const run = readerCommand('cat', cat)

type Meant = {
  readonly logs: readonly Log[]
  readonly span: (dialect: Dialect) => Span
  readonly match: PatternMachine | undefined
  readonly after: Cursor | undefined
}

const planOf = (asked: Asked, { logs, span, match, after }: Meant): ReadPlan => {
  const { form, rule, reverse, first, last } = asked
  return {
    logs,
    span,
    form,
    dialect: DIALECTS[rule],
    reverse,
    ending: endingOf(asked),
    dress: dressOf(logs, lookOf(asked)),
    ...(first !== undefined && { first }),
    ...(last !== undefined && { last }),
    ...(match && { match }),
    ...(after && { after }),
  }
}

const dressOf = (logs: readonly Log[], look: Look): ReadPlan['dress'] => {
  const time = timeDress(look)
  return {
    visible: look.visible,
    ...(time && { time }),
    ...(logs.length > 1 && { names: logs.map(({ name }, k) => nameDress(name, k, look)) }),
  }
}
