// The words of `logrun convert` to what they ask for. Nothing is looked at here but the words.

import type { ByteString } from '../src/bytes.js'
import { Misuse, readWords } from './option-words.js'
import { type Choice, QUIET, ruleIn, TAI } from './shared-options.js'

export const FORMS = ['raw', 'tai64n', 'iso', 'iso-utc', 'short', 'seconds'] as const
const LAID_RULES = ['djb', 'real'] as const

/** By letter and by long name, what each option takes; the page has a row for each. */
export const options = [
  { letter: 't', name: 'to', takes: 'DIR' },
  { letter: 'i', name: 'in-place' },
  { letter: 'o', name: 'output', takes: 'FORM', words: FORMS },
  TAI,
  { name: 'to-tai', takes: 'RULE', words: LAID_RULES },
  { letter: 'z', name: 'gzip' },
  { letter: 'l', name: 'level', takes: 'N' },
  { letter: 'p', name: 'plain' },
  { letter: 'c', name: 'current' },
  { name: 'remove' },
  { letter: 'n', name: 'dry-run' },
  QUIET,
] as const

/** What is asked for. */
export type Asked = {
  readonly paths: readonly ByteString[]
  /** Nothing for a conversion in place. */
  readonly to?: ByteString
  readonly form: (typeof FORMS)[number]
  readonly rule: Choice['rule']
  readonly laid?: (typeof LAID_RULES)[number]
  readonly format?: 'gzip' | 'plain'
  readonly level: number
  readonly current: boolean
  readonly remove: boolean
  readonly dry: boolean
  readonly quiet: boolean
}

/** Reads the words; throws `Misuse`. Options may stand among paths, up to `--`. */
export const parse = (words: readonly ByteString[]): Asked => {
  const given = readWords(words, options)
  const inPlace = given.has('in-place')
  if (given.paths.length === 0) throw new Misuse('which logs are to be converted?')
  if (inPlace === given.has('to')) throw new Misuse('say either --to DIR or --in-place')
  if (given.has('gzip') && given.has('plain')) throw new Misuse('say either --gzip or --plain')
  if (inPlace && given.has('remove')) throw new Misuse('--remove is for --to')
  return {
    paths: given.paths,
    ...given.maybe('to', 'to'),
    form: given.oneOf(FORMS, 'output', 'raw'),
    rule: ruleIn(given),
    ...(given.has('to-tai') && { laid: given.oneOf(LAID_RULES, 'to-tai', 'djb') }),
    ...(given.has('gzip') && { format: 'gzip' as const }),
    ...(given.has('plain') && { format: 'plain' as const }),
    level: levelIn(given.last('level')),
    current: given.has('current'),
    remove: given.has('remove'),
    dry: given.has('dry-run'),
    quiet: given.has('quiet'),
  }
}

const LEVEL = 6

const levelIn = (word: ByteString | undefined): number => {
  if (word === undefined) return LEVEL
  if (!/^[1-9]$/.test(word)) throw new Misuse(`--level is one of 1 to 9: ${word}`)
  return Number(word)
}
