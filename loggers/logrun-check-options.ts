// The words of `logrun check` to what they ask for.

import type { ByteString } from '../src/bytes.js'
import { readWords } from './option-words.js'

const WHENS = ['auto', 'always', 'never'] as const

/** By letter and by long name; the page has a row for each. */
export const options = [
  { letter: 'u', name: 'unit', takes: 'NAME' },
  { letter: 'q', name: 'quiet' },
  { letter: 'a', name: 'all' },
  { letter: 'j', name: 'json' },
  { name: 'color', takes: 'WHEN', words: WHENS },
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
  readonly colour: (typeof WHENS)[number]
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
    colour: given.oneOf(WHENS, 'color', 'auto'),
  }
}
