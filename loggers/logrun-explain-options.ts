// The words of `logrun explain` to what they ask for. Nothing is looked at here but the words.

import type { ByteString } from '../src/bytes.js'
import { Misuse, readWords } from './option-words.js'
import { COLOR, colourIn, type When } from './shared-options.js'

/** By letter and by long name, what each option takes; the page has a row for each. */
export const options = [
  { letter: 'l', name: 'line', takes: 'TEXT' },
  { letter: 'j', name: 'json' },
  COLOR,
  { name: 'no-pager' },
] as const

/** What is asked for. */
export type Asked = {
  /** The logger and its words; or a script's path, or a command line in one word. */
  readonly command: readonly ByteString[]
  /** Lines to be tried; `-` stands for those on standard input. */
  readonly lines: readonly ByteString[]
  readonly json: boolean
  readonly colour: When
  readonly paged: boolean
}

/** Reads the words; throws `Misuse`. Options stand before the logger's name. */
export const parse = (words: readonly ByteString[]): Asked => {
  const given = readWords(words, options, 'first')
  if (given.paths.length === 0) throw new Misuse('which logger? Its command line is missing')
  return {
    command: given.paths,
    lines: given.all('line'),
    json: given.has('json'),
    colour: colourIn(given),
    paged: !given.has('no-pager'),
  }
}

/** The words before the logger's name. */
export const ownWords = (words: readonly ByteString[]): readonly ByteString[] => {
  const first = words.findIndex((word, k) => !/^-./s.test(word) && !TAKING.has(words[k - 1] ?? ''))
  return first < 0 ? words : words.slice(0, first)
}

const TAKING = new Set(['-l', '--line', '--color'])
