// Options that several of the commands that read logs have, and what they ask for. Nothing is
// looked at here but the words.

import type { ByteString } from '../src/bytes.js'
import type { Given } from './option-words.js'

const RULES = ['djb', 'real', 'auto'] as const
/** What src/ calls the rules by which labels may be said to count. */
export const DIALECTS = { djb: 'djb', real: 'tai', auto: 'auto' } as const

const WHENS = ['auto', 'always', 'never'] as const

/** When there are to be colours. */
export type When = (typeof WHENS)[number]

/** What most is asked for; the page has all that can be. */
const TIMES = ['now', 'today', 'yesterday'] as const

export const SINCE = { letter: 'S', name: 'since', takes: 'TIME', words: TIMES } as const
export const UNTIL = { letter: 'U', name: 'until', takes: 'TIME', words: TIMES } as const
export const GREP = { letter: 'g', name: 'grep', takes: 'PATTERN' } as const
export const UNIT = { letter: 'u', name: 'unit', takes: 'NAME' } as const
export const QUIET = { letter: 'q', name: 'quiet' } as const
export const TAI = { name: 'tai', takes: 'RULE', words: RULES } as const
export const COLOR = { name: 'color', takes: 'WHEN', words: WHENS } as const

/** Which lines of which logs are asked for, and how they are shown. */
export type Choice = {
  readonly paths: readonly ByteString[]
  readonly services: readonly ByteString[]
  /** Moments are words still: what they say hangs on clock and zone. */
  readonly since?: ByteString
  readonly until?: ByteString
  readonly pattern?: ByteString
  readonly rule: (typeof RULES)[number]
  readonly colour: When
  readonly quiet: boolean
}

/** What these options ask for; throws `Misuse`. */
export const choiceIn = (
  given: Given<'since' | 'until' | 'grep' | 'unit' | 'tai' | 'color' | 'quiet'>,
): Choice => ({
  paths: given.paths,
  services: given.all('unit'),
  ...given.maybe('since', 'since'),
  ...given.maybe('until', 'until'),
  ...given.maybe('grep', 'pattern'),
  rule: ruleIn(given),
  colour: colourIn(given),
  quiet: given.has('quiet'),
})

/** By which rule labels are said to count; throws `Misuse`. */
export const ruleIn = (given: Given<'tai'>): Choice['rule'] => given.oneOf(RULES, 'tai', 'auto')

/** When there are to be colours; throws `Misuse`. */
export const colourIn = (given: Given<'color'>): When => given.oneOf(WHENS, 'color', 'auto')
