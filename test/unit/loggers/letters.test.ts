// Options of one letter at the head of a command line.

import { expect, test } from 'vitest'
import { Letters } from '../../../loggers/letters.js'

/** What is made of the words where `n` has a value, and where they end. */
const read = (
  words: readonly string[],
  closing?: RegExp,
): readonly [given: readonly string[], rest: readonly string[]] => {
  const letters = new Letters(words, closing)
  const given: string[] = []
  for (const letter of letters) given.push(letter === 'n' ? `n=${letters.value()}` : letter)
  return [given, letters.rest]
}

test.each<[string, readonly string[], readonly string[], readonly string[]]>([
  ['none', [], [], []],
  ['a word for each', ['-a', '-b', 'dir'], ['a', 'b'], ['dir']],
  ['one word for all', ['-ab', 'dir'], ['a', 'b'], ['dir']],
  ['the same twice', ['-aa', '-a'], ['a', 'a', 'a'], []],
  ['a value in the word', ['-n5', 'dir'], ['n=5'], ['dir']],
  ['a value in the next word', ['-n', '5', 'dir'], ['n=5'], ['dir']],
  ['a value behind letters', ['-abn5', '-an', '6', '-b'], ['a', 'b', 'n=5', 'a', 'n=6', 'b'], []],
  ['a value like an option', ['-n', '-a', 'dir'], ['n=-a'], ['dir']],
  ['a value like the end of options', ['-n', '--', '-a'], ['n=--', 'a'], []],
  ['an empty value', ['-n', '', 'dir'], ['n='], ['dir']],
  ['a value that is missing', ['-an'], ['a', 'n=undefined'], []],
  ['options behind a word', ['-a', 'dir', '-b'], ['a'], ['dir', '-b']],
  ['an empty word', ['-a', '', '-b'], ['a'], ['', '-b']],
  ['a lone dash', ['-a', '-', '-b'], ['a'], ['-', '-b']],
  ['two dashes', ['-a', '--', '-b'], ['a'], ['-b']],
  ['two dashes twice', ['--', '--'], [], ['--']],
  ['two dashes and more', ['--a', 'dir'], ['-', 'a'], ['dir']],
  ['two dashes behind words', ['dir', '--'], [], ['dir', '--']],
  ['bytes that are no letters', ['-\n\xff'], ['\n', '\xff'], []],
])('%s', (_, words, given, rest) => {
  expect(read(words)).toEqual([given, rest])
})

test('another word may end them', () => {
  expect(read(['-a', '--more', '-b'], /^--/)).toEqual([['a'], ['-b']])
})
