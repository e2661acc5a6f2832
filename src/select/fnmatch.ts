// Shell patterns as C's fnmatch(pattern, line, 0) reads them in the "C" locale
// (`spec/multilog.md §3.3`): anchored at both ends, `*` any bytes, `?` any byte, `[...]` a
// byte of a set, `\x` the byte x. A slash, a leading dot and a NUL are bytes like any other.
//
// What POSIX leaves open follows the GNU C library: a `[` that never closes stands for
// itself, and a malformed pattern matches nothing.

import { fromBytes } from '../bytes.js'
import { parseBracket } from './bracket.js'
import { ANY, type ByteSet, kindsOfSets, only, soleByte } from './byte-set.js'
import type { Fate, PatternMachine, Places } from './pattern.js'

/** Parses a shell pattern, given as bytes. */
export const fnmatchPattern = (pattern: Uint8Array): PatternMachine => {
  const parsed = parse(pattern)
  const { sets, skips } = parsed ?? { sets: [], skips: [] }
  const last = sets.length

  // What can be matched from an earlier place can be matched from a star further on too,
  // since the star takes whatever lies between: no place before a star is worth keeping.
  const add = (places: number[], place: number): void => {
    if (skips[place]) places.length = 0
    if (places.at(-1) !== place) places.push(place)
  }
  const step = (at: Places, byte: number): Places => {
    const next: number[] = []
    for (const place of at) {
      if (skips[place]) add(next, place)
      if (sets[place]?.[byte]) add(next, place + 1)
    }
    return next
  }
  const accepts = (at: Places): boolean => at.at(-1) === last
  const fate = (at: Places): Fate => {
    if (at.length === 0) return 'fail'
    return accepts(at) && skips[last] ? 'match' : 'open'
  }
  // How far a pattern with one star has come is told by the last bytes alone, so it is best
  // left among the others; with several, states would multiply (states.ts).
  const several = skips.slice(0, last).filter(Boolean).length > 1
  const awaits = (at: Places): number | undefined => {
    const [place = last] = at
    const set = sets[place]
    return several && at.length === 1 && skips[place] && set ? soleByte(set) : undefined
  }
  return { start: parsed ? [0] : [], step, accepts, fate, awaits, kinds: kindsOfSets(sets) }
}

type Parsed = {
  /** What each byte may be. */
  readonly sets: readonly ByteSet[]
  /** skips[k]: a star stands before sets[k], or at the end of the pattern. */
  readonly skips: readonly boolean[]
}

const parse = (pattern: Uint8Array): Parsed | undefined => {
  const text = fromBytes(pattern)
  const sets: ByteSet[] = []
  const skips = [false]
  let at = 0
  while (at < text.length) {
    if (text[at] === '*') {
      skips[sets.length] = true
      at++
      continue
    }
    const element = elementAt(text, at)
    if (!element) return undefined
    sets.push(element.set)
    skips.push(false)
    at = element.end
  }
  return { sets, skips }
}

type Element = { readonly set: ByteSet; readonly end: number }

/** What stands for one byte of the line; undefined where it is malformed. */
const elementAt = (text: string, at: number): Element | undefined => {
  const plain = { set: only(text.charCodeAt(at)), end: at + 1 }
  switch (text[at]) {
    case '?':
      return { set: ANY, end: at + 1 }
    case '\\':
      if (at + 1 === text.length) return undefined
      return { set: only(text.charCodeAt(at + 1)), end: at + 2 }
    case '[': {
      const bracket = parseBracket(text, at + 1)
      if (bracket === 'malformed') return undefined
      return bracket === 'unterminated' ? plain : bracket
    }
    default:
      return plain
  }
}
