// The words of `logrun histogram` to what they ask for. Nothing is looked at here but the words.

import type { ByteString } from '../src/bytes.js'
import { Misuse, readWords } from './option-words.js'
import {
  type Choice,
  COLOR,
  choiceIn,
  GREP,
  QUIET,
  SINCE,
  TAI,
  UNIT,
  UNTIL,
} from './shared-options.js'

const MEASURES = ['lines', 'bytes'] as const

/** What most is asked for; the page has all that can be. */
const LENGTHS = ['1m', '10m', '1h', '6h', '1d', '1w'] as const

/** By letter and by long name, what each option takes; the page has a row for each. */
export const options = [
  SINCE,
  UNTIL,
  GREP,
  UNIT,
  { letter: 'b', name: 'by', takes: 'WHAT', words: MEASURES },
  { letter: 'p', name: 'per', takes: 'LENGTH', words: LENGTHS },
  { name: 'svg', takes: 'FILE' },
  { letter: 'j', name: 'json' },
  { letter: 'a', name: 'ascii' },
  QUIET,
  TAI,
  COLOR,
] as const

/** What is asked for. */
export type Asked = Choice & {
  readonly measure: (typeof MEASURES)[number]
  /** Seconds. */
  readonly per?: number
  readonly svg?: ByteString
  readonly json: boolean
  readonly ascii: boolean
}

/** Reads the words; throws `Misuse`. Options may stand among paths, up to `--`. */
export const parse = (words: readonly ByteString[]): Asked => {
  const given = readWords(words, options)
  if (given.has('svg') && given.has('json')) throw new Misuse('say either --svg FILE or --json')
  return {
    ...given.maybe('svg', 'svg'),
    ...lengthIn(given.last('per')),
    measure: given.oneOf(MEASURES, 'by', 'lines'),
    json: given.has('json'),
    ascii: given.has('ascii'),
    ...choiceIn(given),
  }
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400, w: 604800 }

const lengthIn = (word: ByteString | undefined): { per?: number } => {
  if (word === undefined) return {}
  const [, number, unit = ''] = /^(\d{1,6})([smhdw])$/.exec(word) ?? []
  const per = Number(number) * (UNITS[unit] ?? 0)
  if (!(per > 0)) throw new Misuse(`--per needs a length of time, as 10m or 1d: ${word}`)
  return { per }
}
