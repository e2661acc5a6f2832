import { expect, test } from 'vitest'
import { type ByteString, toBytes } from '../../../src/bytes.js'
import { erePattern, InvalidExpression, UnsupportedExpression } from '../../../src/select/ere.js'
import { matches, placesAfter } from '../../helpers/patterns.js'

const ere = (pattern: ByteString) => erePattern(toBytes(pattern))

// What the GNU C library (2.36) says, REG_EXTENDED | REG_NOSUB | REG_NEWLINE, "C" locale.
test.each([
  ['', '', true],
  ['', 'x', true],
  ['ap', 'apple', true],
  ['ap', 'bat', false],
  ['^ap', 'apple', true],
  ['^ap', 'map', false],
  ['t$', 'bat', true],
  ['t$', 'bats', false],
  ['^$', '', true],
  ['^$', 'a', false],
  ['^(ap|b)', 'bat', true],
  ['ap|bat', 'a bat', true],
  ['APPLE', 'apple', false],
  ['.{4}', 'apple', true],
  ['.{4}', 'bat', false],
  ['^[[:alpha:]]{3}$', 'bat', true],
  ['^[[:alpha:]]{3}$', 'apple', false],
  ['a*', '', true],
  ['^\\.', '.x', true],
  ['^\\.', 'x.', false],
  ['bat*', 'ba', true],
  ['bat*', 'b', false],
  ['^caf.$', 'caf\xc3\xa9', false],
  ['^caf..$', 'caf\xc3\xa9', true],
  ['[\xc3\xa9]', '\xc3\x88', true],
  ['a\\tb', 'a\tb', false],
  ['a\\tb', 'atb', true],
  ['\\w+\\s\\d', 'a 1', false],
  ['\\w+\\s\\d', 'a d', true],
  ['\\W\\S', 'a\xe9', false],
  ['\\W\\S', ' \xe9', true],
  ['\\bbat\\b', 'a bat x', true],
  ['\\bbat\\b', 'bath', false],
  ['\\<at', 'bat', false],
  ['ba\\>', 'ba-t', true],
  ['a\\Bb', 'ab', true],
  ['a\\B', 'a', false],
  ['^\\B$', '', true],
  ["\\`a\\'", 'a', true],
  ["\\`a\\'", 'aa', false],
  ['a^b|c$d', 'a^b', false],
  ['a\\^b', 'a^b', true],
  ['a|', 'b', true],
  ['^(a|)$', '', true],
  ['^()*b', 'b', true],
  [')', 'a)', true],
  ['a}', 'a}', true],
  ['a]', 'a]', true],
  ['\\{', '{', true],
  ['^a{2,3}$', 'a', false],
  ['^a{2,3}$', 'aaa', true],
  ['^a{2,3}$', 'aaaa', false],
  ['^a{,2}$', 'aaa', false],
  ['^a{2,}$', 'aaaaa', true],
  ['^a{,}$', 'aaaaa', true],
  ['^a{0}b', 'ab', false],
  ['^a{1\\,2}$', 'aa', true],
  ['^(ab?){2}+$', 'abb', false],
  ['^a**$', 'aaa', true],
  ['[]a]', ']', true],
  ['[^]a]', ']', false],
  ['[a-]', '-', true],
  ['[+--]', ',', true],
  ['[\\n]', '\\', true],
  ['[!a]', 'a', true],
  ['[[.-.]a]', '-', true],
  ['[[=a=]]', 'a', true],
  ['[a-[.c.]]', 'b', true],
  ['[[:digit:]_]', '_', true],
  ['[\x80-\xff]', '\xe9', true],
])('%j on %j: %j', (pattern, line, expected) => {
  const machine = ere(pattern)

  expect(matches(machine, line)).toBe(expected)
})

test.each([
  '*',
  '+a',
  'a|?',
  '(*a)',
  '^*',
  'a$+',
  '\\b?',
  '{1}',
  'a{',
  'a{}',
  'a{x}',
  'a{2,1}',
  'a{32768}',
  '(',
  '(a',
  '\\',
  'a\\1',
  '(\\1)',
  '(a)|\\1',
  '[',
  '[]',
  '[a',
  '[b-a]',
  '[a-c-e]',
  '[[:no:]]',
  '[[:zero:]]',
  '[[:[:alpha:]]',
  '[[:alpha:]-z]',
  '[a-[:alpha:]]',
  '[[.ab.]]',
  '[[==]]',
  '(a)\\1(',
])('%j is invalid', (pattern) => {
  expect(() => ere(pattern)).toThrow(InvalidExpression)
})

test('a back-reference to a group is refused by name', () => {
  expect(() => ere('(.)x\\1')).toThrow(UnsupportedExpression)
  expect(() => ere('(.)x\\1')).toThrow('back-references are not supported')
})

test.each([
  ['counts in counts', '((a{1000}){1000}){1000}'],
  ['counts of what may be nothing', '(a?|){32767}'],
  ['groups in groups', `${'('.repeat(5000)}a${')'.repeat(5000)}`],
  ['stars of stars', `a${'*'.repeat(100_000)}`],
])('an expression too large is refused before it takes memory: %s', (_, pattern) => {
  expect(() => ere(pattern)).toThrow(UnsupportedExpression)
})

test('a count of nothing is nothing, however high', () => {
  expect(matches(ere('^((){32767}){32767}$'), '')).toBe(true)
})

test.each([
  ['^(\\<a)+$', 'aa', false],
  ['^(\\<a){2}$', 'aa', false],
  ['^(a|^b)+$', 'ab', false],
  ['^(\\<a-)+$', 'a-a-', true],
])('an assertion holds at every turn of a repetition: %j on %j: %j', (pattern, line, expected) => {
  expect(matches(ere(pattern), line)).toBe(expected)
})

test('a match is settled where it ends, whatever follows', () => {
  const machine = ere('ab')

  expect(machine.fate(placesAfter(machine, 'xa'))).toBe('open')
  expect(machine.fate(placesAfter(machine, 'xab'))).toBe('match')
  expect(machine.fate(placesAfter(machine, 'xabx'))).toBe('match')
})

test('an anchored expression fails at the first byte that does not fit', () => {
  const machine = ere('^ab')

  expect(machine.fate(placesAfter(machine, 'a'))).toBe('open')
  expect(machine.fate(placesAfter(machine, 'ax'))).toBe('fail')
})

test('behind several loops over anything one byte is awaited, and earlier places forgotten', () => {
  const machine = ere('a.*b.*c')

  expect(machine.awaits(machine.start)).toBe(0x61)
  expect(machine.awaits(placesAfter(machine, 'xa'))).toBe(0x62)
  expect(placesAfter(machine, 'abab')).toEqual(placesAfter(machine, 'ab'))
})

test('a line costs no more however many ways it can be read', () => {
  const machine = ere('^(a*)*(a|aa)+(a?){500}$')

  expect(matches(machine, `${'a'.repeat(2000)}b`)).toBe(false)
})
