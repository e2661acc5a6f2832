// The words of `logrun cat` to what they ask for. Nothing is looked at here but the words.

import type { ByteString } from '../src/bytes.js'
import type { Form } from '../src/reading/read.js'
import { type Given, Misuse, type Option, readWords } from './option-words.js'
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

export const FORMS = ['short', 'iso', 'iso-utc', 'tai64n', 'raw', 'json', 'delta'] as const

/** By letter and by long name, what each option takes; the page has a row for each. */
export const options = [
  SINCE,
  UNTIL,
  { letter: 'n', name: 'lines', takes: 'N' },
  { letter: 'r', name: 'reverse' },
  GREP,
  UNIT,
  { letter: 'o', name: 'output', takes: 'FORM', words: FORMS },
  { letter: '0', name: 'null' },
  QUIET,
  { name: 'cursor-file', takes: 'FILE' },
  { name: 'after-cursor', takes: 'CURSOR' },
  { name: 'show-cursor' },
  TAI,
  COLOR,
  { name: 'no-pager' },
] as const

/** What is asked for. */
export type Asked = Choice & {
  readonly first?: number
  readonly last?: number
  readonly reverse: boolean
  readonly form: Form
  readonly paged: boolean
  /** A file that keeps where reading stopped, or the text of that; and whether it is shown. */
  readonly cursorFile?: ByteString
  readonly after?: ByteString
  readonly showCursor: boolean
  readonly nul: boolean
}

/**
 * Reads the words; throws `Misuse`. Options may stand among paths, up to `--`. `table`: those
 * there are, where that is not all.
 */
export const parse = (words: readonly ByteString[], table: readonly Option[] = options): Asked => {
  const given: Given<(typeof options)[number]['name']> = readWords(words, table)
  refuseConflicts(given)
  return {
    ...given.maybe('cursor-file', 'cursorFile'),
    ...given.maybe('after-cursor', 'after'),
    ...countIn(given.last('lines')),
    form: given.oneOf(FORMS, 'output', 'short'),
    reverse: given.has('reverse'),
    paged: !given.has('no-pager'),
    showCursor: given.has('show-cursor'),
    nul: given.has('null'),
    ...choiceIn(given),
  }
}

/** A cursor says where reading begins, and where it ends when all goes forward. */
const refuseConflicts = (given: Given<(typeof options)[number]['name']>): void => {
  const refuse = (one: (typeof options)[number]['name'], other: typeof one): void => {
    if (given.has(one) && given.has(other))
      throw new Misuse(`--${one} and --${other} exclude each other`)
  }
  for (const cursor of ['cursor-file', 'after-cursor', 'show-cursor'] as const)
    refuse(cursor, 'reverse')
  refuse('after-cursor', 'cursor-file')
  refuse('after-cursor', 'since')
  const lines = given.last('lines')
  if (lines !== undefined && !lines.startsWith('+')) refuse('after-cursor', 'lines')
}

/** `N`: the last ones; `+N`: the first. */
const countIn = (word: ByteString | undefined): { first?: number; last?: number } => {
  if (word === undefined) return {}
  if (!/^\+?\d{1,15}$/.test(word)) throw new Misuse(`-n needs a number of lines: ${word}`)
  return word.startsWith('+') ? { first: Number(word) } : { last: Number(word) }
}
