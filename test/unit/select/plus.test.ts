import { describe, expect, test } from 'vitest'
import { toBytes } from '../../../src/bytes.js'
import { plusPattern } from '../../../src/select/plus.js'

const matches = (pattern: string, text: string): boolean => {
  const machine = plusPattern(toBytes(pattern))
  let places = machine.start
  for (const byte of toBytes(text)) places = machine.step(places, byte)
  return machine.accepts(places)
}

const MATCHING = [
  ['foo', 'foo'],
  ['', ''],
  ['*', 'anything'],
  ['*', ''],
  ['foo*', 'foo'],
  ['*foo', 'xxfoo'],
  ['*err*', 'no error'],
  ['*err*', 'an error'],
  ['a*c', 'abbc'],
  ['a*cd', 'abcd'],
  ['*a*b*', 'xxaxxbxx'],
  ['*: *: pid *', 'tcpsvd: info: pid 1977 from x'],
  ['*: ', 'a: '],
  ['.*', '.abc'],
  ['+a', 'aaaa'],
  ['+ab', 'aaab'],
  ['+a+b', 'aabb'],
  ['a+b', 'ab'],
  ['a+bc', 'abbbc'],
  ['x+ y', 'x    y'],
  ['**', 'a*'],
  ['***', 'x*'],
  ['**b', 'a*b'],
  ['**b', 'a*xb'],
  ['*++', 'a+++'],
  ['*++b', 'a++b'],
  ['++', '+++'],
  ['+*', '***'],
  ['+**', '**x'],
  ['a+*b', 'a***b'],
  ['\\*', '\\abc'],
  ['?', '?'],
] as const

const FAILING = [
  ['foo', 'foobar'],
  ['foo', 'fo'],
  ['', 'x'],
  ['foo*', 'xfoo'],
  ['*foo', 'ffoo'],
  ['*foo', 'a f foo'],
  ['*err*', 'even error'],
  ['*a', 'banana'],
  ['*na', 'banana'],
  ['*x', 'axx'],
  ['a*c', 'abcc'],
  ['a*cd', 'accd'],
  ['*a*b*', 'xxbxxaxx'],
  ['*: *: pid *', '2005-12-18_09:13:50.9 tcpsvd: info: pid 1977'],
  ['*pid*', '2005 tcpsvd: info: pid 1977'],
  ['*: ', 'a: b'],
  [' foo', 'foo'],
  ['foo ', 'foo'],
  ['FOO', 'foo'],
  ['[ab]', 'a'],
  ['+a', ''],
  ['+a', 'aab'],
  ['+aab', 'aab'],
  ['a+b', 'a'],
  ['a+b', 'a+b'],
  ['x+ y', 'xy'],
  ['**', 'abc'],
  ['*+ax', 'z+aax'],
  ['++', '+a'],
  ['+*', 'a'],
  ['\\*', '*'],
  ['?', 'a'],
  ['*+a', '+'],
] as const

describe('a pattern of svlogd', () => {
  test.each(MATCHING)('%j matches %j', (pattern, text) => {
    expect(matches(pattern, text)).toBe(true)
  })

  test.each(FAILING)('%j does not match %j', (pattern, text) => {
    expect(matches(pattern, text)).toBe(false)
  })

  test.each([
    ['+ab', 'aaa'],
    ['+aa', 'aaa'],
    ['+abcd', 'aaa'],
    ['a+bc', 'abbb'],
    ['a+b+c', 'abb'],
  ])(
    '%j does not match %j, where a run meets the end of the text and more is asked for',
    (pattern, text) => {
      expect(matches(pattern, text)).toBe(false)
    },
  )

  test('matches where a run meets the end of the text and a star that takes the rest', () => {
    expect(matches('+a*', 'aaa')).toBe(true)
  })

  test.each([
    ['*+', 'a+', true],
    ['foo+', 'foo+', true],
    ['foo+', 'foo', false],
    ['+', '+', true],
    ['+', '', false],
    ['+++', '++++', false],
  ])('%j takes a plus at its end literally: %j gives %j', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected)
  })

  test('takes bytes above 127 and NUL as they are', () => {
    expect(matches('+\xe9\0*', '\xe9\xe9\0\xff')).toBe(true)
    expect(matches('+\xe9', '\xe8')).toBe(false)
  })

  test('waits at a star for the byte that follows it', () => {
    const machine = plusPattern(toBytes('a*b'))

    const places = machine.step(machine.start, 0x61)

    expect(machine.awaits(machine.start)).toBeUndefined()
    expect(machine.awaits(places)).toBe(0x62)
  })

  test('is settled as soon as a last star is reached, or nothing fits any more', () => {
    const machine = plusPattern(toBytes('+a*'))

    expect(machine.fate(machine.start)).toBe('open')
    expect(machine.fate(machine.step(machine.start, 0x61))).toBe('match')
    expect(machine.fate(machine.step(machine.start, 0x62))).toBe('fail')
  })
})
