// svlogd's patterns against the sheet's description of them, read over the whole text.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toBytes } from '../../src/bytes.js'
import { plusPattern } from '../../src/select/plus.js'

const matches = (pattern: string, text: string): boolean => {
  if (pattern === '' || pattern === '*') return pattern === '*' || text === ''
  const [operator, operand] = pattern
  if (operator === '*' && operand !== undefined) {
    const found = text.indexOf(operand)
    return found >= 0 && matches(pattern.slice(1), text.slice(found))
  }
  if (operator === '+' && operand !== undefined) {
    let run = 0
    while (text[run] === operand) run++
    return run > 0 && matches(pattern.slice(2), text.slice(run))
  }
  return text[0] === operator && matches(pattern.slice(1), text.slice(1))
}

const patterns = fc.string({ unit: fc.constantFrom('*', '+', 'a', 'b', '\xe9'), maxLength: 8 })
const texts = fc.string({ unit: fc.constantFrom('*', '+', 'a', 'b', '\xe9', 'z'), maxLength: 12 })

test('a pattern matches what the description says', () => {
  fc.assert(
    fc.property(patterns, texts, (pattern, text) => {
      const machine = plusPattern(toBytes(pattern))

      let places = machine.start
      for (const byte of toBytes(text)) places = machine.step(places, byte)

      expect(machine.accepts(places)).toBe(matches(pattern, text))
    }),
    { numRuns: 2000 },
  )
})

test('a fate, an awaited byte and kinds tell the truth about what follows', () => {
  fc.assert(
    fc.property(patterns, texts, texts, (pattern, text, rest) => {
      const machine = plusPattern(toBytes(pattern))
      let places = machine.start
      for (const byte of toBytes(text)) places = machine.step(places, byte)

      const fate = machine.fate(places)
      const awaited = machine.awaits(places)

      if (fate !== 'open') expect(matches(pattern, text + rest)).toBe(fate === 'match')
      if (awaited !== undefined) {
        expect(machine.accepts(places)).toBe(false)
        for (let byte = 0; byte < 256; byte++)
          if (byte !== awaited) expect(machine.step(places, byte)).toEqual(places)
      }
      for (let byte = 0; byte < 256; byte++) {
        const alike = machine.kinds.indexOf(machine.kinds[byte] as number)
        expect(machine.step(places, byte)).toEqual(machine.step(places, alike))
      }
    }),
  )
})
