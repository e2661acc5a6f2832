// The words of `logrun stat` to what they ask for.

import type { ByteString } from '../src/bytes.js'
import { readWords } from './option-words.js'
import { UNIT } from './shared-options.js'

/** By letter and by long name; the page has a row for each. */
export const options = [
  UNIT,
  { letter: 'l', name: 'long' },
  { letter: 't', name: 'table' },
  { letter: 'j', name: 'json' },
  { letter: 'c', name: 'count' },
] as const

/** What is asked for. */
export type Asked = {
  readonly paths: readonly ByteString[]
  readonly services: readonly ByteString[]
  /** Without any, one log is a block, and several are a table. */
  readonly layout: 'long' | 'table' | 'json' | undefined
  readonly count: boolean
}

/** Reads the words; throws `Misuse`. */
export const parse = (words: readonly ByteString[]): Asked => {
  const given = readWords(words, options)
  return {
    paths: given.paths,
    services: given.all('unit'),
    layout: (['json', 'table', 'long'] as const).find((name) => given.has(name)),
    count: given.has('count'),
  }
}
