// logrun cat: what the loggers wrote, of one log or of many, in the order of time.

import { type ByteString, toBytes } from '../src/bytes.js'
import { fatalText } from '../src/fault/messages.js'
import { visible } from '../src/fault/visible.js'
import { type Cursor, cursorText, InvalidCursor, parseCursor } from '../src/reading/cursor.js'
import type { Log } from '../src/reading/log.js'
import { type ReadPlan, readLogs } from '../src/reading/read.js'
import type { Span } from '../src/reading/source.js'
import type { PatternMachine } from '../src/select/pattern.js'
import { realFiles } from '../src/system/real-files.js'
import { temporaryFile } from '../src/system/temporary-file.js'
import type { Dialect } from '../src/time/tai64n.js'
import { openCursorFile } from './cursor-file.js'
import { machineOf } from './lines-asked.js'
import { type Asked, parse } from './logrun-cat-options.js'
import { bytesOf, findLogs } from './logs-asked.js'
import { Misuse } from './option-words.js'
import { PagedOutput } from './pager.js'
import { progressOf, writingBeside } from './progress.js'
import {
  Complaints,
  FAILED,
  mayColour,
  NOTHING_FOUND,
  readerCommand,
  readerVoice,
} from './reader-command.js'
import { localTime, spanOf } from './span-asked.js'
import { isTerminal, say, setting } from './world.js'

export { options } from './logrun-cat-options.js'

const LINE_FEED = 0x0a
const NUL = 0

const voice = readerVoice('cat')

const cat = async (words: readonly ByteString[]): Promise<number> => {
  const asked = parse(words)
  const complaints = new Complaints(voice)
  const cursorFile = asked.cursorFile === undefined ? undefined : openCursorFile(asked.cursorFile)
  const after = asked.after === undefined ? cursorFile?.cursor : cursorFrom(asked.after)
  // What a cursor does not know of is new: read from its beginning.
  const { since: _, last: __, ...onwards } = asked
  const wanted: Asked = after ? onwards : asked
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
      ...(!asked.quiet && { counts: sayCounting }),
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
  const { form, rule, reverse, nul, first, last } = asked
  const terminal = isTerminal()
  const coloured = asked.colour === 'auto' ? terminal && mayColour() : asked.colour === 'always'
  return {
    logs,
    span,
    form,
    dialect: rule === 'real' ? 'tai' : rule,
    reverse,
    ending: nul ? NUL : LINE_FEED,
    dress: dressOf(logs, { coloured, visible: terminal }),
    ...(first !== undefined && { first }),
    ...(last !== undefined && { last }),
    ...(match && { match }),
    ...(after && { after }),
  }
}

const cursorFrom = (text: ByteString): Cursor => {
  try {
    return parseCursor(text)
  } catch (error) {
    if (!(error instanceof InvalidCursor)) throw error
    throw new Misuse(`unable to use the cursor given: ${error.message}`)
  }
}

/** The last line shown, as journalctl has it. */
const cursorLine = (cursor: Cursor, { nul }: Asked): [Buffer, number, number] => {
  const line = Buffer.from(`-- cursor: ${cursorText(cursor)}${nul ? '\0' : '\n'}`)
  return [line, 0, line.length]
}

const TIME_COLOUR = '\x1b[32m'
const NAME_COLOURS = [36, 33, 35, 34, 31].map((colour) => `\x1b[1;${colour}m`)
const PLAIN = '\x1b[0m'

type Look = { readonly coloured: boolean; readonly visible: boolean }

const dressOf = (logs: readonly Log[], { coloured, visible: shows }: Look): ReadPlan['dress'] => {
  const named = (name: ByteString, k: number): ByteString =>
    coloured ? `${NAME_COLOURS[k % NAME_COLOURS.length]}${name}:${PLAIN}` : `${name}:`
  const nameOf = ({ name }: Log): ByteString => (shows ? visible(name) : name)
  return {
    visible: shows,
    ...(coloured && { time: [toBytes(TIME_COLOUR), toBytes(PLAIN)] as const }),
    ...(logs.length > 1 && { names: logs.map((log, k) => toBytes(named(nameOf(log), k))) }),
  }
}

const sayCounting = (paths: readonly ByteString[]): void =>
  say(
    toBytes(
      `${voice.name}: info: labels count leap seconds (--tai real) in ${visible(paths.join(' '))}\n`,
    ),
  )
