// Options of one letter, as getopt(3) reads them: several may share a word, and a value is
// what is left of the word or the word behind it. They end at the first word that is none.

import type { ByteString } from '../src/bytes.js'

/** The letters a command line begins with, in turn; what they mean is the caller's. */
export class Letters implements Iterable<string> {
  readonly #words: readonly ByteString[]
  readonly #closing: RegExp
  /** The word to be looked at next. */
  #at = 0
  /** Letters of the word before it that are still to come. */
  #left: ByteString = ''

  /** `closing`: a word that ends the options, and is not among what follows them. */
  constructor(words: readonly ByteString[], closing = /^--$/) {
    this.#words = words
    this.#closing = closing
  }

  /** To be gone through once. */
  *[Symbol.iterator](): Generator<string> {
    for (let word = this.#next(); word !== undefined; word = this.#next()) {
      if (this.#closing.test(word)) return
      this.#left = word.slice(1)
      while (this.#left !== '') {
        const letter = this.#left.charAt(0)
        this.#left = this.#left.slice(1)
        yield letter
      }
    }
  }

  /** The value of the letter just given, which has one; undefined where it is missing. */
  value(): ByteString | undefined {
    const attached = this.#left
    this.#left = ''
    return attached === '' ? this.#words[this.#at++] : attached
  }

  /** The number of the word that the letter just given, or its value, was in; from 0. */
  get at(): number {
    return this.#at - 1
  }

  /** The words behind the options, once all letters have been given. */
  get rest(): readonly ByteString[] {
    return this.#words.slice(this.#at)
  }

  /** Takes the next word if it is one of options. */
  #next(): ByteString | undefined {
    const word = this.#words[this.#at] ?? ''
    if (!/^-./s.test(word)) return undefined
    this.#at++
    return word
  }
}
