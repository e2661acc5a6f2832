// The service fixtures/programs/services/numbered-lines.mjs: how it is started, and how it ends.

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { runSeed } from '../helpers/run-seed.js'
import { until } from '../helpers/waiting.js'
import type { LogService } from './log-service.js'
import { settled } from './log-text.js'

/** Its command line. `whole`: it says whole lines at a time, which no pipe cuts. */
export const numberedLines = (whole?: 'whole'): string => {
  const program = resolve('fixtures/programs/services/numbered-lines.mjs')
  return [process.execPath, program, runSeed(), whole ?? ''].join(' ')
}

/**
 * Has the service stop talking, and waits for the log to end with it; gives all it said.
 * `ended`: whether `line`, its last one, is the end of the log; behind a stamp where not told.
 */
export const lastWords = async (
  { service, main }: LogService,
  ended = (line: string): boolean => settled(main).endsWith(` ${line}`),
): Promise<string> => {
  writeFileSync(`${service}/enough`, '')
  await until('the end of talking', () => existsSync(`${service}/said`))
  const truth = readFileSync(`${service}/truth`, 'latin1')
  const line = truth.slice(truth.lastIndexOf('\n', truth.length - 2) + 1)
  await until('the last line in the log', () => ended(line))
  return truth
}
