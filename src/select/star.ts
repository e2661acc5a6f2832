// multilog's own patterns (`spec/multilog.md §3.1`): anchored at both ends, bytes as they
// are, and only `*` special. A star takes everything up to the first occurrence of the byte
// that follows it, which is literal even if it is another star; it never tries a later
// occurrence. So a pattern is in one place at a time.
//
// The byte a star stopped at is then compared with the pattern again. That tells nothing
// new, except where the byte is an asterisk and the pattern byte therefore a star, which
// begins to skip anew. So two stars or more are a search for an asterisk, then one star.

import { kindsOfBytes } from './byte-set.js'
import type { Fate, PatternMachine, Places } from './pattern.js'

const STAR = 0x2a

const NOWHERE: Places = []

/** Parses a star pattern, given as bytes; every pattern is a valid one. */
export const starPattern = (pattern: Uint8Array): PatternMachine => {
  const { literals, skips } = starParts(pattern)
  const last = literals.length
  const places = Array.from({ length: last + 1 }, (_, place): Places => [place])

  const step = (at: Places, byte: number): Places => {
    const [place = last] = at
    if (byte === literals[place]) return places[place + 1] ?? NOWHERE
    return skips[place] ? at : NOWHERE
  }
  const accepts = ([place]: Places): boolean => place === last
  const fate = ([place]: Places): Fate => {
    if (place === undefined) return 'fail'
    return place === last && skips[last] ? 'match' : 'open'
  }
  const awaits = ([place = last]: Places): number | undefined =>
    skips[place] ? literals[place] : undefined
  return { start: places[0] ?? NOWHERE, step, accepts, fate, awaits, kinds: kindsOfBytes(literals) }
}

/** A star pattern taken apart. */
export type StarParts = {
  readonly literals: readonly number[]
  /** skips[k]: a star stands before literals[k], or at the end of the pattern. */
  readonly skips: readonly boolean[]
}

/** The parts of a star pattern, given as bytes. */
export const starParts = (pattern: Uint8Array): StarParts => {
  const literals: number[] = []
  const skips = [false]
  for (const [at, byte] of pattern.entries()) {
    const starsBefore = pattern[at - 1] !== STAR ? 0 : pattern[at - 2] !== STAR ? 1 : 2
    if (byte === STAR && starsBefore === 0) skips[literals.length] = true
    else if (byte !== STAR || starsBefore === 1) {
      literals.push(byte)
      skips.push(byte === STAR)
    }
  }
  return { literals, skips }
}
