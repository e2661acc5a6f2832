// Scenarios of processors that succeed.

import type { RunningLogger } from '../helpers/run-logger.js'
import type { Scenario } from './scenario.js'
import { archived, logs } from './svlogd-directory.js'

export const programs = '$PROGRAMS'

/** Logs `text` and rotates, then waits until `count` files in all have been processed. */
export const processed = async (
  logger: RunningLogger,
  text: string,
  count: number,
): Promise<void> => {
  await logger.feed(text)
  await logger.wake('SIGALRM')
  await archived(logger, count)
}

/** One line, one processor. */
export const once = (logger: RunningLogger): Promise<void> => processed(logger, 'one\n', 1)

/** One line goes through `processor`; afterwards there are these files, and no `newstate`. */
export const scenario = (
  title: string,
  processor: string,
  files: Scenario['files'],
  rest: Partial<Scenario> = {},
): Scenario =>
  logs(
    title,
    [`!${processor}`],
    { steps: once },
    { ...rest, ...(files && { files: { 'main/newstate': undefined, ...files } }) },
  )
