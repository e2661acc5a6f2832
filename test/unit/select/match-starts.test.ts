import { expect, test } from 'vitest'
import { fromBytes } from '../../../src/bytes.js'
import { matchStartsOf } from '../../../src/select/match-starts.js'
import { fnmatch, star } from '../../helpers/patterns.js'

/** Members of a set; 'line': all but the line feed. */
const members = (set: Uint8Array): string => {
  const all = Array.from(set.keys()).filter((byte) => set[byte] === 1)
  if (all.length === 256) return 'any'
  return all.length === 255 && set[10] === 0 ? 'line' : fromBytes(Uint8Array.from(all))
}

const shown = (...patterns: string[]): unknown =>
  matchStartsOf(patterns.map(star)).map(({ byte, second, third }) => [
    String.fromCharCode(byte),
    members(second),
    members(third),
  ])

test.each([
  ['three letters', '*fatal*', ['f', 'a', 't']],
  ['an end behind the first', '*f', ['f', '\n', 'any']],
  ['an end behind the second', '*fa', ['f', 'a', '\n']],
  ['anything behind the first', '*f*', ['f', 'any', 'any']],
  ['anything behind the second', '*fa*', ['f', 'a', 'any']],
  ['a star behind the first', '*f*t', ['f', 'line', 'any']],
])('%s', (_, pattern, expected) => {
  expect(shown(pattern)).toEqual([expected])
})

test('one for each pattern that waits', () => {
  expect(shown('*ab*', '*ac*')).toEqual([
    ['a', 'b', 'any'],
    ['a', 'c', 'any'],
  ])
})

test('what is certain at once counts for nothing', () => {
  expect(shown('*', '*fatal*')).toEqual([['f', 'a', 't']])
})

test('a pattern that waits for no byte counts for nothing', () => {
  expect(shown('*fatal*', 'fatal*')).toEqual([['f', 'a', 't']])
  expect(matchStartsOf([fnmatch('?a*')])).toEqual([])
})
