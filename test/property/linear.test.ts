// What a line costs grows with its length and with the number of patterns, and with nothing
// else, whatever the patterns and whoever wrote the line: counted in steps and in the places
// they look at, never in seconds.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toBytes } from '../../src/bytes.js'
import { Automaton } from '../../src/select/automaton.js'
import { erePattern } from '../../src/select/ere.js'
import { fnmatchPattern } from '../../src/select/fnmatch.js'
import type { Fate, PatternMachine, Places } from '../../src/select/pattern.js'
import { plusPattern } from '../../src/select/plus.js'
import { starPattern } from '../../src/select/star.js'

const MEBIBYTE = 1 << 20
const PATTERNS = 100

/** A verdict only when nothing is open any more, so that lines are read as far as can be. */
const whenKnown = (fates: readonly Fate[]): number | undefined =>
  fates.includes('open') ? undefined : fates.filter((fate) => fate === 'match').length

/** What judging `line` costs: steps of patterns, and the places these were in. */
const costOf = (
  patterns: readonly string[],
  parse: (pattern: Uint8Array) => PatternMachine,
  line: Uint8Array,
) => {
  const cost = { steps: 0, places: 0, most: 0 }
  const machines = patterns.map((pattern): PatternMachine => {
    const machine = parse(toBytes(pattern))
    const step = (places: Places, byte: number): Places => {
      cost.steps++
      cost.places += places.length
      cost.most = Math.max(cost.most, places.length)
      return machine.step(places, byte)
    }
    return { ...machine, step }
  })
  new Automaton(machines, whenKnown).judge(line, 0, line.length)
  return cost
}

const repeated = (unit: string, length: number): Uint8Array =>
  toBytes(unit.repeat(Math.ceil(length / unit.length)).slice(0, length))

// Each ends in what the lines have not, so that all of a line must be gone through.
const worst = {
  star: { parse: starPattern, parts: ['*a', '*b', '*ab', '*', 'a', '*a*a'], last: '*z' },
  plus: { parse: plusPattern, parts: ['*a', '+a', '+b', '*ab', '*', '*+'], last: '*z' },
  fnmatch: { parse: fnmatchPattern, parts: ['*a', '*[ab]', '*?', '?*', '[!c]', '**'], last: 'z' },
  ere: {
    parse: erePattern,
    parts: ['(a*)*', '(a|a)*', '(a|ab)*', '(.*)*', '(a+)+b?', 'a{0,9}', '(ab|ba)*', '.*'],
    last: 'z$',
  },
} as const

const lines = fc.constantFrom('a', 'b', 'ab', 'aab', 'abba', 'aaaaaaaab')

describe.each(Object.entries(worst))('patterns of dialect %s', (_, { parse, parts, last }) => {
  const pattern = fc
    .array(fc.constantFrom(...parts), { minLength: 1, maxLength: 6 })
    .map((chosen) => chosen.join('') + last)
  const hundred = fc.array(pattern, { minLength: PATTERNS, maxLength: PATTERNS })

  test('a line of a mebibyte against a hundred costs no more than its bytes', () => {
    fc.assert(
      fc.property(hundred, lines, (patterns, unit) => {
        const cost = costOf(patterns, parse, repeated(unit, MEBIBYTE))

        expect(cost.steps).toBeLessThanOrEqual(PATTERNS * (MEBIBYTE + 1))
        // A pattern is in no place twice.
        expect(cost.most).toBeLessThanOrEqual(200)
      }),
      { numRuns: 3 },
    )
  })

  test('twice the line costs twice as much at most', () => {
    fc.assert(
      fc.property(hundred, lines, fc.integer({ min: 50, max: 200 }), (patterns, unit, length) => {
        const once = costOf(patterns, parse, repeated(unit, length))
        const twice = costOf(patterns, parse, repeated(unit, 2 * length))

        const first = PATTERNS * 200
        expect(twice.steps).toBeLessThanOrEqual(2 * once.steps + first)
        expect(twice.places).toBeLessThanOrEqual(2 * once.places + first)
      }),
      { numRuns: 10 },
    )
  })
})

test('where each byte is a new state a byte costs one step of each pattern', () => {
  const patterns = Array.from({ length: PATTERNS }, (_, k) => `(a|b)*a(a|b){${9 + (k % 9)}}c`)
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'b'), { minLength: 200, maxLength: 200 }),
      (bytes) => {
        const cost = costOf(patterns, erePattern, toBytes(bytes.join('')))

        expect(cost.steps).toBeLessThanOrEqual(PATTERNS * (bytes.length + 1))
        expect(cost.most).toBeLessThanOrEqual(50)
      },
    ),
    { numRuns: 2 },
  )
})
