// Follows the input of stream.ts through what was logged of it, and finds where something is
// missing or there twice.
//
// A piece is placed by its first whole word. What is left of a life that wrote less than that
// cannot be: it counts as found between the pieces around it, and the gap is that of two kills.

import { agreement, firstWord, WORD } from './stream.js'

/** Between a piece that ends at `end` and the next one to be placed, which begins at `start`. */
export type Gap = {
  readonly end: number
  readonly start: number
  /** Bytes in between that are there, of pieces too short to be placed. */
  readonly found: number
  /** How many kills it takes to make it, at most. */
  readonly kills: number
}

/** Bytes that are missing, below zero doubled. */
export const cost = ({ end, start, found }: Gap): number => start - end - found

/** So many bytes without a whole word are not of this input, however many lives they are of. */
const SHORT = 16 * WORD

export class Follower {
  readonly gaps: Gap[] = []
  /** Where the next piece is expected to begin. */
  #end = 0
  #found = 0
  #loose = 0

  /** Bytes said up to the end of what was followed. */
  get end(): number {
    return this.#end
  }

  /** Takes what was logged next. Throws where it is none of the input. */
  follow(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; ) at += this.#take(bytes.subarray(at))
  }

  /** There is no more; `said` bytes there were. */
  finish(said: number): void {
    if (this.#loose > 0) this.#place(said)
  }

  /** Gives how many bytes of `piece` it has dealt with. */
  #take(piece: Buffer): number {
    const word = firstWord(piece)
    if (!word) return this.#keep(piece)
    const before = word.start - word.at
    let from = word.at
    while (
      from > 0 &&
      before >= 0 &&
      agreement(piece.subarray(from - 1, from), before + from - 1) === 1
    )
      from--
    if (from > 0) return this.#keep(piece.subarray(0, from))
    this.#place(before)
    const length = agreement(piece, before)
    this.#end += length
    return length
  }

  /** What cannot be placed by itself may be what is expected. */
  #keep(piece: Buffer): number {
    const expected = this.#loose > 0 ? 0 : agreement(piece, this.#end)
    this.#end += expected
    const rest = piece.length - expected
    if (rest === 0) return piece.length
    if (rest > SHORT || !/^[\d \n]+$/.test(piece.toString('latin1')))
      throw new Error(`no piece of the input: ${JSON.stringify(piece.toString('latin1', 0, 200))}`)
    this.#found += rest
    this.#loose++
    return piece.length
  }

  #place(start: number): void {
    const [end, found, kills] = [this.#end, this.#found, this.#loose + 1]
    if (kills > 1 || start !== end) this.gaps.push({ end, start, found, kills })
    this.#end = start
    this.#found = 0
    this.#loose = 0
  }
}
