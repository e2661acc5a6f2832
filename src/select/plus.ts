// svlogd's patterns (`spec/svlogd.md §5`): anchored at both ends, bytes as they are, two
// operators and no escape. A star takes everything up to the first occurrence of the byte
// that follows it, and never tries a later one. A plus takes a run of one or more of the
// byte that follows it, as long as it goes. So a pattern is in one place at a time.
//
// The byte a star stopped at is then compared with the pattern again, and is an operator
// there if it is an asterisk or a plus: `**` is a search for an asterisk from which a second
// star takes the rest, `*++` a search for a plus from which a run of them begins.
//
// Where the original looks beyond the text, we go by the text alone: where no byte is left
// nothing matches but what takes none, and a plus at the end of the pattern is a literal.

import { kindsOfBytes } from './byte-set.js'
import type { Fate, PatternMachine, Places } from './pattern.js'

const STAR = 0x2a
const PLUS = 0x2b

const NOWHERE: Places = []

/** Parses one of svlogd's patterns, given as bytes; every pattern is a valid one. */
export const plusPattern = (pattern: Uint8Array): PatternMachine => {
  const last = pattern.length
  // A place is twice the offset of what comes next, or one more than twice that of a plus
  // whose run has begun.
  const places = Array.from({ length: 2 * last + 1 }, (_, place): Places => [place])
  const before = (offset: number): Places => places[2 * offset] ?? NOWHERE
  const running = (plus: number): Places => places[2 * plus + 1] ?? NOWHERE

  const takesAll = (offset: number): boolean => offset === last - 1 && pattern[offset] === STAR

  const stepFrom = (from: number, byte: number): Places => {
    let offset = from
    while (pattern[offset] === STAR) {
      if (takesAll(offset) || pattern[offset + 1] !== byte) return before(offset)
      offset++
    }
    if (pattern[offset] === PLUS && offset + 1 < last)
      return pattern[offset + 1] === byte ? running(offset) : NOWHERE
    return pattern[offset] === byte ? before(offset + 1) : NOWHERE
  }
  const step = (at: Places, byte: number): Places => {
    const [place] = at
    if (place === undefined) return NOWHERE
    const offset = place >> 1
    if (place % 2 === 0) return stepFrom(offset, byte)
    return pattern[offset + 1] === byte ? at : stepFrom(offset + 2, byte)
  }

  /** The offset of what comes after the bytes taken so far, should a run end here. */
  const following = (place: number): number => (place >> 1) + (place % 2) * 2
  const accepts = ([place]: Places): boolean =>
    place !== undefined && (following(place) === last || takesAll(following(place)))
  const fate = ([place]: Places): Fate => {
    if (place === undefined) return 'fail'
    return takesAll(following(place)) ? 'match' : 'open'
  }
  const awaits = ([place = 1]: Places): number | undefined => {
    const offset = place >> 1
    return place % 2 === 0 && pattern[offset] === STAR ? pattern[offset + 1] : undefined
  }
  return { start: before(0), step, accepts, fate, awaits, kinds: kindsOfBytes(pattern) }
}
