// logrun cat: what the loggers wrote, of one log or of many, in the order of time.

import type { ByteString } from '../src/bytes.js'
import type { Cursor } from '../src/reading/cursor.js'
import type { Log } from '../src/reading/log.js'
import { type ReadPlan, readLogs } from '../src/reading/read.js'
import { realFiles } from '../src/system/real-files.js'
import { temporaryFile } from '../src/system/temporary-file.js'
import { cursorAsked, cursorLine } from './cursor-asked.js'
import { type Look, linesAsked, lookOf, nameDress, timeDress } from './lines-asked.js'
import { parse } from './logrun-cat-options.js'
import { bytesOf, findLogs } from './logs-asked.js'
import { PagedOutput } from './pager.js'
import { progressOf, writingBeside } from './progress.js'
import {
  Complaints,
  FAILED,
  hasFailed,
  NOTHING_FOUND,
  readerCommand,
  readerVoice,
  sayCounting,
} from './reader-command.js'
import { localTime } from './span-asked.js'
import { setting } from './world.js'

export { options } from './logrun-cat-options.js'

const voice = readerVoice('cat')

const cat = async (words: readonly ByteString[]): Promise<number> => {
  const asked = parse(words)
  const complaints = new Complaints(voice)
  const { wanted, after, file: cursorFile } = cursorAsked(asked)
  const lines = linesAsked(wanted)
  const logs = await findLogs(asked, complaints.report)
  const plan: ReadPlan = {
    logs,
    ...lines,
    reverse: asked.reverse,
    dress: dressOf(logs, lookOf(asked)),
    ...(after && { after }),
  }
  const output = new PagedOutput(asked.paged)
  const progress = progressOf(voice.name, () => bytesOf(logs))
  const { turn } = output
  let cursor: Cursor | undefined
  const passed = (where: Cursor): void => {
    cursor = where
    if (asked.showCursor) output.write(...cursorLine(where, asked))
  }
  const found = await output.during(() =>
    readLogs(plan, {
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
  if (hasFailed(voice, output)) return FAILED
  if (cursor) cursorFile?.save(cursor)
  if (complaints.any) return FAILED
  return found ? 0 : NOTHING_FOUND
}

/** Runs `logrun cat`; gives its exit code: those of grep, and 100 for misuse. */
export const run = readerCommand('cat', cat)

const dressOf = (logs: readonly Log[], look: Look): ReadPlan['dress'] => {
  const time = timeDress(look)
  return {
    visible: look.visible,
    ...(time && { time }),
    ...(logs.length > 1 && { names: logs.map(({ name }, k) => nameDress(name, k, look)) }),
  }
}
