// The words of `logrun check` to what they ask for.

import type { ByteString } from '../src/bytes.js'
import { readWords } from './option-words.js'
import { COLOR, colourIn, QUIET, UNIT, type When } from './shared-options.js'

/** By letter and by long name; the page has a row for each. */
export const options = [
  UNIT,
  QUIET,
  { letter: 'a', name: 'all' },
  { letter: 'j', name: 'json' },
  COLOR,
] as const

/** What is asked for. */
export type Asked = {
  readonly paths: readonly ByteString[]
  readonly services: readonly ByteString[]
  /** Problems alone. */
  readonly quiet: boolean
  /** Every line is read. */
  readonly all: boolean
  readonly json: boolean
  readonly colour: When
}

/** Reads the words; throws `Misuse`. */
export const parse = (words: readonly ByteString[]): Asked => {
  const given = readWords(words, options)
  return {
    paths: given.paths,
    services: given.all('unit'),
    quiet: given.has('quiet'),
    all: given.has('all'),
    json: given.has('json'),
    colour: colourIn(given),
  }
}
