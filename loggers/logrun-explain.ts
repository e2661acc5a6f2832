// logrun explain: a logger's command line in words, and what becomes of a line.

import { dirname, resolve } from 'node:path'
import { type ByteString, fromText, toBytes } from '../src/bytes.js'
import { codeOf } from '../src/fault/fault.js'
import { visible } from '../src/fault/visible.js'
import { Rehearsal } from '../src/rehearsal.js'
import { realFiles } from '../src/system/real-files.js'
import { systemClock } from '../src/time/clock.js'
import { asJson } from './explain/as-json.js'
import { type CommandLine, loggerAmong, loggerIn } from './explain/command-line.js'
import type { Explanation, Place } from './explain/explanation.js'
import type { Style } from './explain/layout.js'
import { explainMultilog } from './explain/multilog.js'
import { explainS6Log } from './explain/s6-log.js'
import { explainSvlogd } from './explain/svlogd.js'
import { explainTinylog } from './explain/tinylog.js'
import { explanationText, lineText } from './explain/told.js'
import { type Asked, ownWords, parse } from './logrun-explain-options.js'
import { Misuse } from './option-words.js'
import { PagedOutput } from './pager.js'
import {
  FAILED,
  hasFailed,
  isColoured,
  readerCommand,
  readerVoice,
  sayFatal,
} from './reader-command.js'
import { localTime } from './span-asked.js'
import { textOf } from './svlogd.js'
import { inputLines, isTerminal, terminalWidth } from './world.js'

export { options } from './logrun-explain-options.js'

type Explainer = (words: readonly ByteString[], place: Place) => Explanation

const explainers: Readonly<Record<string, Explainer>> = {
  multilog: explainMultilog,
  svlogd: explainSvlogd,
  's6-log': explainS6Log,
  tinylog: explainTinylog,
}

/** Words that may stand behind the options; completions are made of this. */
export const operands = Object.keys(explainers)
const NAMES: ReadonlySet<string> = new Set(operands)

/** The logger would not start. */
const REFUSED = 1
/** Columns where there is no terminal to say. */
const WIDTH = 80

const voice = readerVoice('explain')

const explain = async (words: readonly ByteString[]): Promise<number> => {
  const asked = parse(words)
  const found = commandLineOf(asked.command)
  if (typeof found === 'number') return found
  const explanation = explanationOf(found)
  const output = new PagedOutput(asked.paged)
  const texts = textsOf(asked, found, explanation)
  await output.during(async () => {
    for (const text of texts) {
      const bytes = toBytes(text)
      if (!output.write(bytes, 0, bytes.length)) break
      await output.turn?.()
    }
  })
  if (hasFailed(voice, output)) return FAILED
  return explanation.refusal ? REFUSED : 0
}

/** Runs `logrun explain`; gives its exit code. */
export const run = readerCommand('explain', explain, ownWords)

/** All there is to show, a line of a log at a time. */
function* textsOf(
  { lines, json, colour }: Asked,
  found: CommandLine,
  explanation: Explanation,
): Generator<ByteString> {
  const style: Style = {
    width: (isTerminal() ? terminalWidth() : undefined) ?? WIDTH,
    coloured: isColoured(colour),
  }
  const { plan } = explanation
  const rehearsal = plan && new Rehearsal(plan, { clock: systemClock, localTime })
  if (json) {
    const tried = [...linesOf(lines)].map((line) => ({ line, pieces: rehearsal?.line(line) ?? [] }))
    yield fromText(asJson(found.logger, found.words, explanation, tried))
    return
  }
  yield headOf(found) + explanationText(explanation, style)
  if (!rehearsal) return
  for (const line of linesOf(lines))
    yield `\n${lineText(line, rehearsal.line(line), explanation, style)}`
}

/** The logger that is asked about; an exit code where it cannot be read. */
const commandLineOf = (command: readonly ByteString[]): CommandLine | number => {
  const among = loggerAmong(command, NAMES)
  if (among && (command.length > 1 || !/[\s/]/.test(command[0] ?? ''))) return among
  const [only = ''] = command
  if (command.length === 1 && /\s/.test(only)) {
    const found = loggerIn(only, NAMES, '.')
    if (found) return found
  }
  const path = command.length === 1 ? scriptAt(only) : undefined
  if (path === undefined) return among ?? noLogger(visible(only))
  try {
    const found = loggerIn(textOf(path), NAMES, dirname(path))
    return found ?? noLogger(`what ${path} starts`)
  } catch (error) {
    if (error instanceof Misuse) throw error
    sayFatal(voice, { operation: 'read-log', file: path, code: codeOf(error) })
    return FAILED
  }
}

const noLogger = (what: ByteString): never => {
  throw new Misuse(`${what} is no logger that is known here: ${[...NAMES].join(', ')}`)
}

/** The script of a service, its logger's first, or that which a path names; undefined for none. */
const scriptAt = (path: ByteString): ByteString | undefined => {
  if (realFiles.stateOf(path)?.kind === 'file') return path
  return [`${path}/log/run`, `${path}/run`].find((file) => realFiles.stateOf(file)?.kind === 'file')
}

const explanationOf = ({ logger, words, remarks, directory }: CommandLine): Explanation => {
  const place: Place = {
    at: (path) => resolve(directory, path),
    has: (path) => realFiles.stateOf(resolve(directory, path)) !== undefined,
  }
  const explanation = explainers[logger]?.(words, place)
  if (!explanation) throw new Error(`nobody explains ${logger}`)
  const entries = explanation.entries.map((entry) => ({
    ...entry,
    warnings: [...(remarks[entry.at ?? -1] ?? []), ...entry.warnings],
  }))
  return { ...explanation, entries }
}

/** Where a logger's words were found, if it was not told on the command line. */
const headOf = ({ before, logger }: CommandLine): ByteString =>
  before.length === 0 ? '' : `${visible([...before, logger].join(' '))}\n`

function* linesOf(lines: readonly ByteString[]): Generator<ByteString> {
  for (const line of lines)
    if (line === '-') yield* inputLines()
    else yield* line.split('\n')
}
