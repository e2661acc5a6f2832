// The words of `logrun follow` to what they ask for: those of `logrun cat` that have a meaning
// where there is no end.

import type { ByteString } from '../src/bytes.js'
import { type Asked, options as catOptions, parse as parseAsCat } from './logrun-cat-options.js'

const ENDS = ['reverse', 'no-pager']

/** By letter and by long name, what each option takes; the page has a row for each. */
export const options = catOptions.filter(({ name }) => !ENDS.includes(name))

/** Reads the words; throws `Misuse`. */
export const parse = (words: readonly ByteString[]): Asked => parseAsCat(words, options)
