import { expect, test } from 'vitest'
import { fnmatch, matches, placesAfter } from '../../helpers/patterns.js'

// What the GNU C library (2.36) says to fnmatch(pattern, line, 0) in the "C" locale.
test.each([
  ['', '', true],
  ['', 'x', false],
  ['hello', 'hello', true],
  ['hello', 'Hello', false],
  ['*', '', true],
  ['*', 'a/.b', true],
  ['**', '', true],
  ['*error*', 'green error', true],
  ['* one', '   one', true],
  ['a*b*c', 'abcc', true],
  ['*ab', 'aab', true],
  ['*aab*', 'aaab', true],
  ['*.?', '.', false],
  ['*??', 'a', false],
  ['*??', 'ab', true],
  ['?', '/', true],
  ['?', '.', true],
  ['?', '', false],
  ['\\*', '*', true],
  ['\\*', 'a', false],
  ['\\a', 'a', true],
  ['*\\?', 'ab?', true],
  ['\\', '\\', false],
  ['a\\', 'a', false],
  ['[ab]', 'a', true],
  ['[ab]', 'c', false],
  ['[ab]', '', false],
  ['[!ab]', 'c', true],
  ['[!ab]', 'a', false],
  ['[^ab]', 'c', true],
  ['[^ab]', '^', true],
  ['[a^]', '^', true],
  ['[a-c]', 'b', true],
  ['[a-c]', 'd', false],
  ['[c-a]', 'b', false],
  ['[a-]', '-', true],
  ['[-a]', '-', true],
  ['[]a]', ']', true],
  ['[!]a]', ']', false],
  ['[!]a]', 'b', true],
  ['[\\]]', ']', true],
  ['[a-\\z]', 'm', true],
  ['[\xe0-\xff]', '\xf0', true],
  ['[/]', '/', true],
  ['[[:alpha:]]', 'a', true],
  ['[[:alpha:]]', '\xe9', false],
  ['[[:alpha:][:digit:]_]', '7', true],
  ['[![:space:]]', '\t', false],
  ['[[:digit:]-z]', '-', true],
  ['[[:foo:]]', 'a', false],
  ['[![:foo:]]', 'a', false],
  ['[[:]', ':', true],
  ['[[:z:]]', 'z]', true],
  ['[[=a=]]', 'a', true],
  ['[[=]=]]', ']', true],
  ['[[=a]', '=', true],
  ['[[.a.]]', 'a', true],
  ['[[.-.]]', '-', true],
  ['[[.a.]-[.c.]]', 'b', true],
  ['[[.ab.]]', 'a', false],
  ['[[.a', '[[.a', false],
  ['[', '[', true],
  ['[]', '[]', true],
  ['[!', '[!', true],
  ['[a', '[a', true],
  ['[a', 'a', false],
  ['*[', 'a[', true],
  ['[[:alpha', '[[:alpha', true],
  ['[[=a', '[[=a', true],
  ['[a*b', '[axxb', true],
  ['[a-', '[a-', false],
  ['[a\\', '[a\\', false],
])('the pattern %j and the line %j: %j', (pattern, line, expected) => {
  expect(matches(fnmatch(pattern), line)).toBe(expected)
})

test.each([
  ['alnum', 62],
  ['alpha', 52],
  ['blank', 2],
  ['cntrl', 33],
  ['digit', 10],
  ['graph', 94],
  ['lower', 26],
  ['print', 95],
  ['punct', 32],
  ['space', 6],
  ['upper', 26],
  ['xdigit', 22],
])('the class %s has %i bytes', (name, count) => {
  const machine = fnmatch(`[[:${name}:]]`)

  const members = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).filter(
    (byte) => matches(machine, byte),
  )

  expect(members).toHaveLength(count)
})

test.each([
  ['a*b', 'a\0b', true],
  ['a?b', 'a\0b', true],
  ['a[!b]b', 'a\0b', true],
  ['a[[:cntrl:]]b', 'a\0b', true],
  ['a', 'a\0b', false],
])('a NUL is a byte like any other: %j and %j: %j', (pattern, line, expected) => {
  expect(matches(fnmatch(pattern), line)).toBe(expected)
})

test.each([
  ['*', '', 'match'],
  ['a*', 'ab', 'match'],
  ['*a?*', 'xay', 'match'],
  ['*a', 'xa', 'open'],
  ['*a', 'x', 'open'],
  ['a', 'ab', 'fail'],
  ['[!a]', 'a', 'fail'],
  ['[[:foo:]]', '', 'fail'],
])('a pattern knows when nothing can change its answer: %j after %j: %s', (pattern, line, fate) => {
  const machine = fnmatch(pattern)

  expect(machine.fate(placesAfter(machine, line))).toBe(fate)
})

test('of several stars each awaits the byte that follows it', () => {
  const machine = fnmatch('a*b*?*c')

  const awaited = ['', 'a', 'ab', 'abx', 'abxc'].map((line) =>
    machine.awaits(placesAfter(machine, line)),
  )

  expect(awaited).toEqual([undefined, 0x62, undefined, 0x63, undefined])
})

// It was taken to await byte -1.
test('a pattern that has matched awaits nothing', () => {
  const machine = fnmatch('*a*')
  const severalStars = fnmatch('*a*b*')

  const awaited = [machine, severalStars].map((one) => one.awaits(placesAfter(one, 'ab')))

  expect(awaited).toEqual([undefined, undefined])
})

test('a place before a star already passed is forgotten', () => {
  const machine = fnmatch('*aaaa*b')

  const places = placesAfter(machine, 'aaaaaaaa')

  expect(places).toEqual([4])
})
