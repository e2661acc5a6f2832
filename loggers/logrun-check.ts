// logrun check: what is wrong with a log directory, and what the next start does with it.

import { type ByteString, toBytes } from '../src/bytes.js'
import { visible } from '../src/fault/visible.js'
import { contentFindings, contentsOf } from '../src/inspection/contents.js'
import { entryFindings } from '../src/inspection/entry-findings.js'
import type { Case, Finding, Severity } from '../src/inspection/finding.js'
import { limitFindings } from '../src/inspection/limit-findings.js'
import { nameFindings } from '../src/inspection/name-findings.js'
import { foreseen, isForeseeable } from '../src/inspection/start-findings.js'
import { stateFindings } from '../src/inspection/state-findings.js'
import type { Progressing } from '../src/reading/content.js'
import { dialectOf } from '../src/reading/dialect.js'
import { closeLog, type Log } from '../src/reading/log.js'
import type { Reckoning } from '../src/reading/seek.js'
import { realFiles } from '../src/system/real-files.js'
import { Zone } from '../src/time/zone.js'
import { columnsThere } from './columns.js'
import { headOf, type Inspection, inspectAll, inspectionFacts } from './directories-asked.js'
import { wrapped } from './explain/layout.js'
import { jsonLine } from './json-lines.js'
import { type Asked, parse } from './logrun-check-options.js'
import { bytesOf } from './logs-asked.js'
import { progressOf, writingBeside } from './progress.js'
import {
  Complaints,
  FAILED,
  hasFailed,
  isColoured,
  NOTHING_FOUND,
  readerCommand,
  readerVoice,
} from './reader-command.js'
import { localTime } from './span-asked.js'
import { Output } from './world.js'
import { anyPlan, writerText } from './writers.js'

export { options } from './logrun-check-options.js'

const voice = readerVoice('check')

/** Something is wrong. */
const WRONG = NOTHING_FOUND

type Checked = Inspection & { readonly found: readonly Finding[] }

const check = async (words: readonly ByteString[]): Promise<number> => {
  const asked = parse(words)
  const complaints = new Complaints(voice)
  const output = new Output()
  const coloured = isColoured(asked.colour)
  const width = columnsThere()
  let wrong = false
  let unread = false
  let shown = 0
  const inspections = await inspectAll(asked, complaints.report)
  const logs = inspections.map(({ log }) => log)
  const progress = asked.all ? progressOf(voice.name, () => bytesOf(logs)) : undefined
  const write = writingBeside(progress, output.write)
  for (const inspection of inspections) {
    const checked = { ...inspection, found: await findingsOf(inspection, asked.all, progress) }
    closeLog(inspection.log, realFiles)
    wrong ||= checked.found.some(({ severity }) => severity === 'problem')
    unread ||= checked.found.some(({ kind }) => kind === 'read-log')
    const text = asked.json
      ? jsonLine(facts(checked, asked))
      : textOf(checked, asked, coloured, width)
    const bytes = toBytes(text !== '' && !asked.json && shown++ > 0 ? `\n${text}` : text)
    if (!write(bytes, 0, bytes.length)) break
  }
  progress?.end()
  output.close()
  if (hasFailed(voice, output)) return FAILED
  return complaints.any || unread ? FAILED : wrong ? WRONG : 0
}

/** Runs `logrun check`; gives its exit code. */
export const run = readerCommand('check', check)

const findingsOf = async (
  inspection: Inspection,
  all: boolean,
  progress: Progressing | undefined,
): Promise<readonly Finding[]> => {
  const { log } = inspection
  const world = { files: realFiles, ...(progress && { progress }) }
  const inspected = caseOf(inspection)
  return [
    ...(inspected
      ? [
          ...stateFindings(inspected),
          ...entryFindings(inspected),
          ...nameFindings(inspected),
          ...limitFindings(inspected),
        ]
      : []),
    ...contentFindings(await contentsOf(log, reckoningOf(log), world, all)),
  ]
}

const caseOf = ({ evidence, writer }: Inspection): Case | undefined =>
  evidence && {
    evidence,
    plan: writer?.plan ?? anyPlan,
    writer: writer?.tool,
    seen: writer?.told === 'process',
    limited: writer?.limited ?? false,
    habits: writer?.habits ?? {},
    expected: writer?.beside ?? [],
  }

const reckoningOf = (log: Log): Reckoning => {
  const zone = new Zone(localTime)
  return { dialect: dialectOf(log, zone, realFiles) ?? 'djb', zone }
}

const facts = (checked: Checked, { quiet }: Asked): object => {
  const inspected = caseOf(checked)
  return {
    ...inspectionFacts(checked),
    next_start: inspected && isForeseeable(inspected) ? foreseen(inspected) : null,
    findings: toldOf(checked, quiet),
  }
}

/** Problems alone where nothing else is asked for. */
const toldOf = ({ found }: Checked, quiet: boolean): readonly Finding[] =>
  found.filter(({ severity }) => !quiet || severity === 'problem')

const COLOURS: Readonly<Record<Severity, string>> = {
  fine: '\x1b[32m',
  note: '\x1b[33m',
  problem: '\x1b[1;31m',
}
const PLAIN = '\x1b[0m'
const MARGIN = '  problem  '.length

const textOf = (
  checked: Checked,
  { quiet }: Asked,
  coloured: boolean,
  width: number,
): ByteString => {
  const { log, writer } = checked
  const told = toldOf(checked, quiet)
  if (quiet && told.length === 0) return ''
  const lines = told.map((each) => lineOf(each, coloured, Math.max(MARGIN, width - MARGIN)))
  return `${visible(headOf(log))}  ${writerText(writer)}\n${lines.join('')}`
}

const lineOf = ({ severity, text }: Finding, coloured: boolean, width: number): ByteString => {
  const word = severity.padEnd('problem'.length)
  const shown = coloured ? `${COLOURS[severity]}${word}${PLAIN}` : word
  return `  ${shown}  ${wrapped(visible(text), width).join(`\n${' '.repeat(MARGIN)}`)}\n`
}
