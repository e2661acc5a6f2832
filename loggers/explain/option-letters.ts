// Options of one letter in words, as the loggers themselves read them.

import type { ByteString } from '../../src/bytes.js'
import { Letters } from '../letters.js'
import type { Entry } from './explanation.js'

/** How a logger's options are read, and what they mean. */
type LetterOptions = {
  /** Letters whose value follows. */
  readonly valued: string
  /** A word that ends them. */
  readonly closing?: RegExp
  /** What one means, then what is to be warned of; nothing of one that is none. */
  readonly text: (letter: string, value: ByteString | undefined) => readonly ByteString[]
  /** Nothing is read behind it: it is wrong, or all that is done. */
  readonly isLast?: (letter: string, value: ByteString | undefined) => boolean
  /** What a closing word means. */
  readonly end: readonly ByteString[]
}

/** The options among words, and what is behind them. */
export type LetterEntries = {
  readonly entries: readonly Entry[]
  readonly rest: readonly ByteString[]
  /** The word at which reading them has ended before its time. */
  readonly wrong?: number
}

/** Reads and explains the options among `words`. */
export const letterEntries = (
  words: readonly ByteString[],
  { valued, closing = /^--$/, text, isLast, end }: LetterOptions,
): LetterEntries => {
  const entries: Entry[] = []
  const letters = new Letters(words, closing)
  for (const letter of letters) {
    const { at } = letters
    const value = valued.includes(letter) ? letters.value() : undefined
    const word = `-${letter}${value === undefined ? '' : ` ${value}`}`
    const [means = '', ...warnings] = text(letter, value)
    entries.push({ word, at, means, warnings })
    if (means === '' || isLast?.(letter, value)) return { entries, rest: [], wrong: at }
  }
  const { at, rest } = letters
  const word = words[at] ?? ''
  if (!closing.test(word)) return { entries, rest }
  const [means = '', ...warnings] = end
  const ending = { word, at, means, warnings: word === '--' ? [] : warnings }
  return { entries: [...entries, ending], rest }
}
