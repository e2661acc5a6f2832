// POSIX extended regular expressions as s6-log has them (`spec/s6-log.md §3.2`): by bytes,
// and found anywhere in the line. Only whether one matches is asked, never where. A byte
// costs at most a look at every instruction of the expression's program.
//
// Assertions hold at every turn of a repetition. The GNU C library forgets them in all turns
// but the first of `+` and of counts: to it, `^(\<a)+$` matches `aa`.

import { ANY } from './byte-set.js'
import { kindsOf, sidesOf } from './ere-analysis.js'
import { parseEre, wordBytes } from './ere-parser.js'
import { EDGE, repetition, type Side, take } from './ere-program.js'
import { Stepper } from './ere-stepper.js'
import type { Fate, PatternMachine, Places } from './pattern.js'

export { InvalidExpression, UnsupportedExpression } from './ere-parser.js'

// To be found anywhere is to come after anything.
const SEARCH = repetition(take(ANY), 0, undefined)

/**
 * Parses an extended regular expression, given as bytes. Throws `InvalidExpression` where
 * the C library has an error too, `UnsupportedExpression` for a back-reference and for what
 * is too large.
 */
export const erePattern = (pattern: Uint8Array): PatternMachine => {
  const program = [...SEARCH, ...parseEre(pattern)]
  const sides = sidesOf(program, wordBytes())
  const stepper = new Stepper(program)
  const rests = restsOf(stepper, new Set(sides))

  const step = (places: Places, byte: number): Places =>
    stepper.step(places, byte, sides[byte] as Side)
  const accepts = (places: Places): boolean => stepper.matches(places, EDGE)
  const fate = (places: Places): Fate => {
    const [place, more] = places
    if (place === program.length) return 'match'
    const stuck = place === undefined || rests.get(place)?.length === 1
    return stuck && more === undefined ? 'fail' : 'open'
  }
  // As with shell patterns (fnmatch.ts), a single loop is best left among the others.
  const waits = new Map([...rests].flatMap(([loop, rest]) => waitOf(stepper, loop, rest)))
  const awaits = (places: Places): number | undefined => {
    const [loop = -1, place, more] = places
    const resting = more === undefined && place === rests.get(loop)?.[1]
    return resting && waits.size > 1 ? waits.get(loop) : undefined
  }
  const start = stepper.arrive([0], EDGE)
  return { start, step, accepts, fate, awaits, kinds: kindsOf(program, sides) }
}

/**
 * By loop over anything, the places it comes to when nothing else is under way; of loops
 * for which they are the same after every byte.
 */
const restsOf = (stepper: Stepper, sides: ReadonlySet<Side>): ReadonlyMap<number, Places> => {
  const rests = new Map<number, Places>()
  for (const [loop, is] of stepper.isLoop.entries()) {
    if (!is) continue
    const [rest = [], ...others] = [...sides].map((side) => stepper.arrive([loop + 1], side))
    const same = others.every((other) => other.join() === rest.join())
    if (same && rest[0] === loop) rests.set(loop, rest)
  }
  return rests
}

/** The loop and the one byte that leads out of it, if it has but one. */
const waitOf = (
  { program }: Stepper,
  loop: number,
  [, place = -1, more]: Places,
): readonly (readonly [number, number])[] => {
  const instruction = program[place]
  if (more !== undefined || instruction?.do !== 'take') return []
  const byte = instruction.set.indexOf(1)
  return byte >= 0 && byte === instruction.set.lastIndexOf(1) ? [[loop, byte]] : []
}
