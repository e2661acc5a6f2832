// What the patterns that wait for a byte can make of the two behind it: where neither is one
// that any of them goes on with, none will match there. Of most lines that tells all.

import { ANY, type ByteSet } from './byte-set.js'
import type { PatternMachine, Places } from './pattern.js'
import { LINE_FEED } from './states.js'

/** What a match begins with: a byte awaited, and those that may follow it. */
export type MatchStart = {
  readonly byte: number
  readonly second: ByteSet
  readonly third: ByteSet
}

/**
 * What a match of each of `machines` begins with, from the byte on that it waits for; what waits
 * for none is left out, since a line's first byte is where it begins. A line that ends stands as
 * a line feed.
 */
export const matchStartsOf = (machines: readonly PatternMachine[]): readonly MatchStart[] => {
  const matchStarts: MatchStart[] = []
  for (const machine of machines) {
    const { start } = machine
    if (machine.fate(start) !== 'open') continue
    const byte = machine.awaits(start)
    if (byte === undefined) continue
    matchStarts.push(matchStartOf(machine, machine.step(start, byte), byte))
  }
  return matchStarts
}

const matchStartOf = (machine: PatternMachine, places: Places, byte: number): MatchStart => {
  if (machine.fate(places) === 'match') return { byte, second: ANY, third: ANY }
  const second = goingOn(machine, places)
  const third = new Uint8Array(256)
  const seen = new Set<number>()
  for (const [next, kind] of machine.kinds.entries()) {
    if (second[next] === 0) continue
    if (next === LINE_FEED) return { byte, second, third: ANY }
    // Bytes of one kind lead to the same.
    if (seen.has(kind)) continue
    seen.add(kind)
    const after = goingOn(machine, machine.step(places, next))
    for (const [each, may] of after.entries()) if (may === 1) third[each] = 1
  }
  return { byte, second, third }
}

/** The bytes behind which it may still match. */
const goingOn = (machine: PatternMachine, places: Places): ByteSet => {
  if (machine.fate(places) === 'match') return ANY
  const byKind = new Map<number, number>()
  return machine.kinds.map((kind, byte) => {
    if (byte === LINE_FEED) return Number(machine.accepts(places))
    const known = byKind.get(kind)
    if (known !== undefined) return known
    const may = Number(machine.fate(machine.step(places, byte)) !== 'fail')
    byKind.set(kind, may)
    return may
  })
}
