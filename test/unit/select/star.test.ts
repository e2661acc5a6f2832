import { describe, expect, test } from 'vitest'
import { matches, placesAfter, star } from '../../helpers/patterns.js'
import { starRows } from '../../helpers/star-rows.js'

// `spec/multilog.md §3.1`, row by row.
test.each([...starRows])('the pattern %j and the line %j: %j', (pattern, line, expected) => {
  expect(matches(star(pattern), line)).toBe(expected)
})

// `spec/multilog.md §3.2`: the stamp is part of the line. The labels are made up.
const tai64n = '@400000006566d0e7075bcd15 '
const local = '2023-11-29 10:08:29.123456789 '
const milliseconds = '2023-11-29 10:08:29.123 '
const accustamp = '1701252509.123456 '

test.each([
  [tai64n, 'hello', 'hello', false],
  [tai64n, '* hello', 'hello', true],
  [tai64n, '*hello', 'hello', true],
  [tai64n, '* fatal: *', 'fatal: oom', true],
  [tai64n, '* fatal: *', 'x fatal: oom', false],
  [tai64n, '@* *fatal: *', 'x fatal: oom', true],
  [tai64n, '@*', 'x', true],
  [tai64n, '* ', '', true],
  [tai64n, '', '', false],
  [local, '* fatal: *', 'fatal: x', false],
  [local, '* * fatal: *', 'fatal: x', true],
  [milliseconds, '* fatal: *', 'fatal: x', false],
  [milliseconds, '* * fatal: *', 'fatal: x', true],
  [accustamp, '* fatal: *', 'fatal: x', true],
])('behind the stamp %j the pattern %j and the line %j: %j', (stamp, pattern, line, expected) => {
  expect(matches(star(pattern), stamp + line)).toBe(expected)
})

describe('a pattern knows when nothing can change its answer', () => {
  test.each([
    ['*', '', 'match'],
    ['a*', 'a', 'match'],
    ['**', 'x*', 'match'],
    ['a', '', 'open'],
    ['a', 'a', 'open'],
    ['*a', 'xa', 'open'],
    ['a', 'b', 'fail'],
    ['a', 'ab', 'fail'],
    ['*ab', 'aa', 'fail'],
  ])('%j after %j: %s', (pattern, line, fate) => {
    const machine = star(pattern)

    expect(machine.fate(placesAfter(machine, line))).toBe(fate)
  })
})

test('a star awaits the byte that follows it', () => {
  const machine = star('a*bc*')

  const awaited = ['', 'a', 'axx', 'axxb', 'abc'].map((line) =>
    machine.awaits(placesAfter(machine, line)),
  )

  expect(awaited).toEqual([undefined, 0x62, 0x62, undefined, undefined])
})

test('a pattern can hold every byte', () => {
  const all = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).join('')

  expect(matches(star(all), all)).toBe(true)
  expect(matches(star(all), all.replace('*', 'anything'))).toBe(true)
  expect(matches(star(all), all.replace('+', ''))).toBe(false)
})
