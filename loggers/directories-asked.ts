// The logs to be inspected, with what their directories show and which loggers write them.

import type { ByteString } from '../src/bytes.js'
import { codeOf, type Fault } from '../src/fault/fault.js'
import { type Evidence, gather } from '../src/inspection/evidence.js'
import type { Holder } from '../src/inspection/holders.js'
import { closeLog, type Log } from '../src/reading/log.js'
import { distinctNames, logAt, nameOf } from '../src/reading/services.js'
import { native } from '../src/system/native.js'
import { realInspection } from '../src/system/real-inspection.js'
import { pathsOf, type Wanted } from './logs-asked.js'
import { type Writer, writerOf } from './writers.js'

/** A log, and its directory where it is not a single file. */
export type Inspection = {
  readonly log: Log
  readonly evidence?: Evidence
  readonly writer?: Writer
}

/** What programs are told of a log that was inspected, whatever for; null is what nobody can tell. */
export const inspectionFacts = ({ log, evidence, writer }: Inspection): object => ({
  log: log.name,
  path: log.path,
  writer: writer ? { tool: writer.tool, told: writer.told, ours: writer.ours ?? null } : null,
  holders: evidence?.holders?.map(holderFacts) ?? null,
})

const holderFacts = ({ pid, user, lock, words }: Holder): object => ({
  pid: pid ?? null,
  user: user ?? null,
  lock,
  command: words,
})

/** A log's name and path, as what people are told of it begins. */
export const headOf = ({ name, path }: Log): ByteString =>
  name === path ? path : `${name}  ${path}`

/** Looks at all logs that are asked for, each once. What is none is reported. */
export const inspectAll = async (
  wanted: Wanted,
  report: (fault: Fault) => void,
): Promise<readonly Inspection[]> => {
  const found: Inspection[] = []
  for (const asked of await pathsOf(wanted)) {
    try {
      const log = logThere(asked)
      if (!log) report({ operation: 'no-log', file: asked })
      else if (found.some((other) => other.log.path === log.path)) closeLog(log, realInspection)
      else found.push(inspect(asked, log))
    } catch (error) {
      report({ operation: 'read-log', file: asked, code: codeOf(error) })
    }
  }
  const logs = distinctNames(found.map(({ log }) => log))
  return found.map((each, k) => ({ ...each, log: logs[k] ?? each.log }))
}

/** What makes a directory that of a log, even if it has none yet. */
const MARKS = ['lock', 'current', 'tinylog.pid']

const logThere = (asked: ByteString): Log | undefined => {
  const log = logAt(asked, realInspection)
  if (log) return log
  const path = asked.replace(/(?!^)\/+$/, '')
  if (realInspection.stateOf(path)?.kind !== 'directory') return undefined
  const marked = MARKS.some((name) => realInspection.entryOf(`${path}/${name}`))
  return marked ? { name: nameOf(path), path, files: [] } : undefined
}

const inspect = (asked: ByteString, log: Log): Inspection => {
  if (log.files.some(({ path }) => path === log.path)) return { log }
  const evidence = gather(log.path, realInspection, native().wallClock())
  const writer = writerOf(evidence, asked, realInspection)
  return { log, evidence, ...(writer && { writer }) }
}
