// A start that fails: exit 111, one sentence, and no input taken. spec/multilog.md §9.2.

import type { Place } from '../helpers/places.js'
import type { Scenario } from './scenario.js'

/** A scenario in which `script` must fail with `text`. */
export const fatal = (
  title: string,
  script: readonly string[],
  text: string,
  given: (place: Place) => void = () => {},
  rest: Partial<Scenario> = {},
): Scenario => ({
  title,
  script,
  given,
  input: 'unread\n',
  exit: '111',
  stderr: `multilog: fatal: ${text}\n`,
  left: 'unread\n',
  ...rest,
})
