// logrun stat: how much each log has, from when to when, how fast it grows, and who writes it.

import { type ByteString, toBytes } from '../src/bytes.js'
import { survey } from '../src/inspection/survey.js'
import { closeLog } from '../src/reading/log.js'
import { native } from '../src/system/native.js'
import { realFiles } from '../src/system/real-files.js'
import { Zone } from '../src/time/zone.js'
import { columnsThere } from './columns.js'
import { inspectAll } from './directories-asked.js'
import { jsonLine } from './json-lines.js'
import { parse } from './logrun-stat-options.js'
import { bytesOf } from './logs-asked.js'
import { progressOf } from './progress.js'
import { Complaints, FAILED, hasFailed, readerCommand, readerVoice } from './reader-command.js'
import { localTime } from './span-asked.js'
import { blockOf, facts, rowsOf, type Surveyed } from './stat-shown.js'
import { Output } from './world.js'

export { options } from './logrun-stat-options.js'

const voice = readerVoice('stat')

const stat = async (words: readonly ByteString[]): Promise<number> => {
  const asked = parse(words)
  const complaints = new Complaints(voice)
  const zone = new Zone(localTime)
  const surveyed: Surveyed[] = []
  const inspections = await inspectAll(asked, complaints.report)
  const logs = inspections.map(({ log }) => log)
  const progress = asked.count ? progressOf(voice.name, () => bytesOf(logs)) : undefined
  for (const inspection of inspections) {
    const { log } = inspection
    const { report } = complaints
    const world = { files: realFiles, report, ...(progress && { progress }) }
    surveyed.push({ ...inspection, survey: await survey(log, zone, world, asked.count) })
    closeLog(log, realFiles)
  }
  progress?.end()
  const { seconds: now } = native().wallClock()
  const layout = asked.layout ?? (surveyed.length === 1 ? 'long' : 'table')
  const texts = {
    json: () => surveyed.map((each) => jsonLine(facts(each))),
    long: () => surveyed.map((each, k) => (k > 0 ? '\n' : '') + blockOf(each, now, asked.count)),
    table: () => (surveyed.length > 0 ? rowsOf(surveyed, now, columnsThere()) : []),
  }
  const bytes = toBytes(texts[layout]().join(''))
  const output = new Output()
  output.write(bytes, 0, bytes.length)
  output.close()
  if (hasFailed(voice, output)) return FAILED
  return complaints.any ? FAILED : 0
}

/** Runs `logrun stat`; gives its exit code. */
export const run = readerCommand('stat', stat)
