// Histograms in a test: of logs in memory, by a plan of defaults.

import type { Fault } from '../../src/fault/fault.js'
import { type Histogram, type HistogramPlan, histogramOf } from '../../src/histogram/histogram.js'
import { type Log, logIn } from '../../src/reading/log.js'
import { universalTime } from '../../src/time/universal-time.js'
import type { LocalTime } from '../../src/time/zone.js'
import { MemoryFiles } from './memory-files.js'

/** Logs by their names, each as the contents of its files by their names. */
export type Texts = Record<string, Record<string, string>>

export const logsOf = (texts: Texts, files: MemoryFiles): Log[] => {
  for (const [name, contents] of Object.entries(texts))
    for (const [file, content] of Object.entries(contents)) files.plant(`/${name}/${file}`, content)
  return Object.keys(texts).flatMap((name) => logIn(`/${name}`, name, files) ?? [])
}

/** The histogram of logs; local time is UTC unless told. */
export const histogram = async (
  texts: Texts,
  wishes: Partial<HistogramPlan> = {},
  localTime: LocalTime = universalTime,
): Promise<Histogram | undefined> => {
  const files = new MemoryFiles()
  const faults: Fault[] = []
  const plan: HistogramPlan = {
    logs: logsOf(texts, files),
    span: () => ({}),
    dialect: 'djb',
    measure: 'lines',
    most: 24,
    ...wishes,
  }
  const found = await histogramOf(plan, { files, localTime, report: (fault) => faults.push(fault) })
  if (faults.length > 0 || files.opened > 0) throw new Error(JSON.stringify([faults, files.opened]))
  return found
}
