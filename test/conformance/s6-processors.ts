// Scenarios of processors. All start with -d3, without which the original hands out
// descriptor 5 closed.

import type { RunningLogger } from '../helpers/run-logger.js'
import type { Run, Scenario } from './scenario.js'

/** A line that fills a file of s = 4096 by itself. */
export const full = `${'x'.repeat(4095)}\n`
export const programs = '$PROGRAMS'

/** A run with this processor, cooling down 0.2 s after a failure. */
export const run = (processor: string, input = full): Run => ({
  script: ['-d3', 's4096', 'r200', processor, './main'],
  shell: 'exec 3>/dev/null',
  input,
})

/** Afterwards `main` has these files, and no rotation is going on. */
export const scenario = (
  title: string,
  processor: string,
  files: Scenario['files'],
  rest: Partial<Scenario> = {},
): Scenario => ({
  title,
  ...run(processor),
  ...rest,
  ...(files && { files: { 'main/previous': undefined, 'main/processed': undefined, ...files } }),
})

/** Feeds lines each of which causes a rotation, and waits for its end. */
export const rotated =
  (...lines: readonly string[]) =>
  async (logger: RunningLogger): Promise<void> => {
    for (const line of lines) {
      await logger.feed(line)
      await logger.until('a finished rotation', () => !logger.place.has('main/previous'))
    }
  }
