// Scenarios of HUP: what is changed while a logger is at work.

import type { Place } from '../helpers/places.js'
import type { Scenario } from './scenario.js'
import { logs } from './svlogd-directory.js'

/** One line, then `change`, HUP, and another line. */
export const changed = (
  title: string,
  before: readonly string[],
  change: (place: Place) => void,
  rest: Partial<Scenario>,
): Scenario =>
  logs(
    title,
    before,
    {
      steps: async (logger) => {
        await logger.feed('one\n')
        change(logger.place)
        await logger.wake('SIGHUP')
        await logger.feed('two\n')
      },
    },
    rest,
  )

/** A change: main gets these lines of config. */
export const rewritten =
  (...lines: readonly string[]) =>
  (place: Place): void =>
    place.file('main/config', lines.map((line) => `${line}\n`).join(''))
