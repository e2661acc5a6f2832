// The words of `logrun cat` to what they ask for. Nothing is looked at here but the words.

import type { ByteString } from '../src/bytes.js'
import type { Form } from '../src/reading/read.js'
import { type Given, Misuse, type Option, readWords } from './option-words.js'

export const FORMS = ['short', 'iso', 'iso-utc', 'tai64n', 'raw', 'json', 'delta'] as const
export const RULES = ['djb', 'real', 'auto'] as const
export const WHENS = ['auto', 'always', 'never'] as const

/** What most is asked for; the page has all that can be. */
const TIMES = ['now', 'today', 'yesterday'] as const

/** By letter and by long name, what each option takes; the page has a row for each. */
export const options = [
  { letter: 'S', name: 'since', takes: 'TIME', words: TIMES },
  { letter: 'U', name: 'until', takes: 'TIME', words: TIMES },
  { letter: 'n', name: 'lines', takes: 'N' },
  { letter: 'r', name: 'reverse' },
  { letter: 'g', name: 'grep', takes: 'PATTERN' },
  { letter: 'u', name: 'unit', takes: 'NAME' },
  { letter: 'o', name: 'output', takes: 'FORM', words: FORMS },
  { letter: '0', name: 'null' },
  { letter: 'q', name: 'quiet' },
  { name: 'cursor-file', takes: 'FILE' },
  { name: 'after-cursor', takes: 'CURSOR' },
  { name: 'show-cursor' },
  { name: 'tai', takes: 'RULE', words: RULES },
  { name: 'color', takes: 'WHEN', words: WHENS },
  { name: 'no-pager' },
] as const

/** What is asked for. Moments are words still: what they say hangs on clock and zone. */
export type Asked = {
  readonly paths: readonly ByteString[]
  readonly services: readonly ByteString[]
  readonly since?: ByteString
  readonly until?: ByteString
  readonly first?: number
  readonly last?: number
  readonly reverse: boolean
  readonly pattern?: ByteString
  readonly form: Form
  readonly rule: (typeof RULES)[number]
  readonly colour: (typeof WHENS)[number]
  readonly paged: boolean
  /** A file that keeps where reading stopped, or the text of that; and whether it is shown. */
  readonly cursorFile?: ByteString
  readonly after?: ByteString
  readonly showCursor: boolean
  readonly nul: boolean
  readonly quiet: boolean
}

/**
 * Reads the words; throws `Misuse`. Options may stand among paths, up to `--`. `table`: those
 * there are, where that is not all.
 */
export const parse = (words: readonly ByteString[], table: readonly Option[] = options): Asked => {
  const given: Given<(typeof options)[number]['name']> = readWords(words, table)
  refuseConflicts(given)
  return {
    paths: given.paths,
    services: given.all('unit'),
    ...given.maybe('since', 'since'),
    ...given.maybe('until', 'until'),
    ...given.maybe('grep', 'pattern'),
    ...given.maybe('cursor-file', 'cursorFile'),
    ...given.maybe('after-cursor', 'after'),
    ...countIn(given.last('lines')),
    form: given.oneOf(FORMS, 'output', 'short'),
    rule: given.oneOf(RULES, 'tai', 'auto'),
    colour: given.oneOf(WHENS, 'color', 'auto'),
    reverse: given.has('reverse'),
    paged: !given.has('no-pager'),
    showCursor: given.has('show-cursor'),
    nul: given.has('null'),
    quiet: given.has('quiet'),
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
