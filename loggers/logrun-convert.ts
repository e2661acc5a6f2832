// logrun convert: archives rewritten: their stamps, the rule of their labels, compression.

import { type ByteString, toBytes } from '../src/bytes.js'
import {
  COMMITTED,
  type ConvertNote,
  type ConvertPlan,
  convertLog,
} from '../src/converting/convert.js'
import { convertingSentences } from '../src/fault/converting-messages.js'
import type { Fault } from '../src/fault/fault.js'
import { visible } from '../src/fault/visible.js'
import type { Log } from '../src/reading/log.js'
import { nameOf } from '../src/reading/services.js'
import { makeLike } from '../src/system/likeness.js'
import { native } from '../src/system/native.js'
import { realFiles } from '../src/system/real-files.js'
import { realFileSystem } from '../src/system/real-filesystem.js'
import { type Asked, parse } from './logrun-convert-options.js'
import { bytesOf, findLogs } from './logs-asked.js'
import { progressOf } from './progress.js'
import { Complaints, FAILED, readerCommand, readerVoice } from './reader-command.js'
import { DIALECTS } from './shared-options.js'
import { localTime } from './span-asked.js'
import { print, say } from './world.js'

export { options } from './logrun-convert-options.js'

const voice = { ...readerVoice('convert'), sentences: convertingSentences }

const convert = async (words: readonly ByteString[]): Promise<number> => {
  const asked = parse(words)
  const complaints = new Complaints(voice)
  const { report } = complaints
  const logs = await directoriesOf(asked, report)
  const progress = asked.quiet ? undefined : progressOf(voice.name, () => bytesOf(logs))
  for (const log of logs)
    await convertLog(planOf(asked, log, logs.length > 1), {
      files: realFiles,
      filesystem: realFileSystem,
      locks: native(),
      localTime,
      makeLike,
      report,
      note: tell,
      ...(progress && { progress }),
    })
  progress?.end()
  return complaints.any ? FAILED : 0
}

/** Runs `logrun convert`; gives its exit code. */
export const run = readerCommand('convert', convert)

/** The logs asked for that are directories, those an earlier run has left without files too. */
const directoriesOf = async (
  { paths }: Asked,
  report: (fault: Fault) => void,
): Promise<readonly Log[]> => {
  const begun: Log[] = []
  const logs = await findLogs({ paths, services: [] }, (fault) => {
    const path = fault.file ?? ''
    const isBegun = fault.operation === 'no-log' && realFiles.stateOf(`${path}/${COMMITTED}`)
    if (isBegun) begun.push({ name: nameOf(path), path, files: [] })
    else report(fault)
  })
  return [...logs, ...begun].filter((log) => {
    const isDirectory = realFiles.stateOf(log.path)?.kind === 'directory'
    if (!isDirectory) report({ operation: 'no-log', file: log.path })
    return isDirectory
  })
}

/** Writers of all kinds lock one of these. */
const LOCK_FILES = ['lock', 'tinylog.pid'] as const

const planOf = (asked: Asked, log: Log, several: boolean): ConvertPlan => {
  const { to, form, rule, laid, format, level, current, remove, dry } = asked
  const own = several ? `${to}/${log.name.replace(/^[./]+/, '').replaceAll('/', '-')}` : to
  return {
    log,
    target: to === undefined ? log.path : (own ?? to),
    form,
    dialect: DIALECTS[rule],
    ...(laid && { to: DIALECTS[laid] }),
    ...(format && { format }),
    level,
    current,
    lockFiles: LOCK_FILES,
    remove,
    dry,
  }
}

const tell = (note: ConvertNote): void => {
  if (note.did === 'plan') print(`${visible(note.from)} -> ${visible(note.to)}\n`)
  else if (note.did === 'finish')
    say(toBytes(`${voice.name}: info: ended what was begun in ${visible(note.directory)}\n`))
}
