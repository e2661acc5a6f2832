// logrun cat: what the loggers wrote, of one log or of many, in the order of time.

import { type ByteString, toBytes } from '../src/bytes.js'
import { codeOf, type Fault } from '../src/fault/fault.js'
import { fatalText, multilogReasons, warningText } from '../src/fault/messages.js'
import { readingSentences } from '../src/fault/reading-messages.js'
import { visible } from '../src/fault/visible.js'
import { closeLog, type Log } from '../src/reading/log.js'
import { type ReadPlan, readLogs } from '../src/reading/read.js'
import { distinctNames, logAt } from '../src/reading/services.js'
import type { Span } from '../src/reading/source.js'
import { erePattern, InvalidExpression, UnsupportedExpression } from '../src/select/ere.js'
import type { PatternMachine } from '../src/select/pattern.js'
import { native } from '../src/system/native.js'
import { realFiles } from '../src/system/real-files.js'
import { temporaryFile } from '../src/system/temporary-file.js'
import type { Dialect } from '../src/time/tai64n.js'
import { type LocalTime, Zone } from '../src/time/zone.js'
import { type Asked, Misuse, parse } from './logrun-cat-options.js'
import { momentOf } from './time-words.js'
import { isTerminal, MISUSE, Output, page, print, say, setting, versionText } from './world.js'

const NAME = 'logrun cat'
const NOTHING_FOUND = 1
const TROUBLE = 2

const LINE_FEED = 0x0a
const NUL = 0

const voice = { name: NAME, sentences: readingSentences, reasons: multilogReasons }

/** Where services are looked for by name, in this order, beside `SVDIR`. */
const SERVICES = ['/service', '/run/service', '/var/service', '/etc/service', '/etc/sv']

/** Runs `logrun cat`; gives its exit code: those of grep, and 100 for misuse. */
export const run = async (words: readonly ByteString[]): Promise<number> => {
  if (words.includes('--help') || words.includes('-h')) {
    print(page('logrun-cat'))
    return 0
  }
  if (words[0] === '--version') {
    print(versionText(NAME))
    return 0
  }
  try {
    return await cat(parse(words))
  } catch (error) {
    if (!(error instanceof Misuse)) throw error
    say(toBytes(`${NAME}: fatal: ${visible(error.message)}\n`))
    return MISUSE
  }
}

const cat = async (asked: Asked): Promise<number> => {
  let trouble = false
  const report = (fault: Fault): void => {
    trouble = true
    say(toBytes(warningText(voice, fault, false)))
  }
  // Loaded by the first local date, and by none that is universal.
  const localTime: LocalTime = (seconds) => native().localTime(seconds)
  const span = spanOf(asked, localTime)
  const match = asked.pattern === undefined ? undefined : machineOf(asked.pattern)
  const logs = distinctNames(await findLogs(asked, report))
  const output = new Output()
  const found = await readLogs(planOf(asked, logs, span, match), {
    files: realFiles,
    report,
    localTime,
    write: output.write,
    spool: () => temporaryFile(setting('TMPDIR') ?? '/tmp'),
    ...(!asked.quiet && { counts: sayCounting }),
  })
  output.close()
  if (output.fault && output.fault.code !== 'EPIPE') {
    say(toBytes(fatalText(voice, output.fault)))
    return TROUBLE
  }
  if (trouble) return TROUBLE
  return found ? 0 : NOTHING_FOUND
}

const planOf = (
  asked: Asked,
  logs: readonly Log[],
  span: (dialect: Dialect) => Span,
  match: PatternMachine | undefined,
): ReadPlan => {
  const { form, rule, reverse, nul, first, last } = asked
  const coloured = asked.colour === 'auto' ? mayColour() : asked.colour === 'always'
  return {
    logs,
    span,
    form,
    dialect: rule === 'real' ? 'tai' : rule,
    reverse,
    ending: nul ? NUL : LINE_FEED,
    dress: dressOf(logs, coloured),
    ...(first !== undefined && { first }),
    ...(last !== undefined && { last }),
    ...(match && { match }),
  }
}

const mayColour = (): boolean =>
  setting('NO_COLOR') === undefined && setting('TERM') !== 'dumb' && isTerminal()

const TIME_COLOUR = '\x1b[32m'
const NAME_COLOURS = [36, 33, 35, 34, 31].map((colour) => `\x1b[1;${colour}m`)
const PLAIN = '\x1b[0m'

const dressOf = (logs: readonly Log[], coloured: boolean): ReadPlan['dress'] => {
  const named = (name: ByteString, k: number): ByteString =>
    coloured ? `${NAME_COLOURS[k % NAME_COLOURS.length]}${name}:${PLAIN}` : `${name}:`
  return {
    ...(coloured && { time: [toBytes(TIME_COLOUR), toBytes(PLAIN)] as const }),
    ...(logs.length > 1 && { names: logs.map(({ name }, k) => toBytes(named(name, k))) }),
  }
}

/** What is asked for between two moments, of logs whose labels count by a rule. */
const spanOf = ({ since, until }: Asked, localTime: LocalTime): ((dialect: Dialect) => Span) => {
  if (since === undefined && until === undefined) return () => ({})
  const here = { now: native().wallClock(), zone: new Zone(localTime) }
  const spans = { djb: {}, tai: {} }
  for (const dialect of ['djb', 'tai'] as const) {
    const moment = (words: ByteString): NonNullable<Span['since']> => {
      const found = momentOf(words, { ...here, dialect })
      if (!found) throw new Misuse(`no moment is called ${words}`)
      return found
    }
    spans[dialect] = {
      ...(since !== undefined && { since: moment(since) }),
      ...(until !== undefined && { until: moment(until) }),
    }
  }
  return (dialect) => spans[dialect]
}

const machineOf = (pattern: ByteString): PatternMachine => {
  try {
    return erePattern(toBytes(pattern))
  } catch (error) {
    if (!(error instanceof InvalidExpression) && !(error instanceof UnsupportedExpression))
      throw error
    throw new Misuse(`unable to understand ${pattern}: ${error.message}`)
  }
}

/** The logs at all paths and of all services asked for; what is none is reported. */
const findLogs = async (asked: Asked, report: (fault: Fault) => void): Promise<readonly Log[]> => {
  const { paths, services } = asked
  const nothing = paths.length === 0 && services.length === 0
  const named = services.map(serviceAt)
  const all = nothing ? ['.'] : [...named, ...(await expanded(paths))]
  const logs: Log[] = []
  for (const path of all) {
    const log = logOrFault(path)
    if ('operation' in log) report(log)
    else if (logs.some((other) => other.path === log.path)) closeLog(log, realFiles)
    else logs.push(log)
  }
  return logs
}

const logOrFault = (path: ByteString): Log | Fault => {
  try {
    return logAt(path, realFiles) ?? { operation: 'no-log', file: path }
  } catch (error) {
    return { operation: 'read-log', file: path, code: codeOf(error) }
  }
}

/** The directory of a service by its name; the name as it is where there is none. */
const serviceAt = (name: ByteString): ByteString => {
  const own = setting('SVDIR')
  const folders = [...(own === undefined ? [] : [own]), ...SERVICES]
  const candidates = folders.map((folder) => `${folder}/${name}`)
  return candidates.find((path) => realFiles.stateOf(path)) ?? name
}

const GLOB = /[*?[{]/

/** Paths that are there as they are, and what the others are patterns of. */
const expanded = async (paths: readonly ByteString[]): Promise<readonly ByteString[]> => {
  const all: ByteString[] = []
  for (const path of paths) {
    if (!GLOB.test(path) || realFiles.stateOf(path)) {
      all.push(path)
      continue
    }
    const { expand } = await import('./globs.js')
    const matches = expand(path, realFiles)
    all.push(...(matches.length > 0 ? matches : [path]))
  }
  return all
}

const sayCounting = (paths: readonly ByteString[]): void =>
  say(
    toBytes(
      `${NAME}: info: labels count leap seconds (--tai real) in ${visible(paths.join(' '))}\n`,
    ),
  )
