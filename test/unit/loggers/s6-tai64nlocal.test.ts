// The words of a command line to options, and the page that tells of them.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { options, parse } from '../../../loggers/s6-tai64nlocal.js'

test.each([
  [[], []],
  [['-g'], ['g']],
  [['-gg', '-g'], ['g']],
  [['-g', 'word', '-x'], ['g']],
  [['word', '-g'], []],
  [['', '-g'], []],
  [['-', '-g'], []],
  [['--', '-g'], []],
])('%j give the options %j', (words, letters) => {
  expect([...(parse(words) ?? [])]).toEqual(letters)
})

test.each([[['-x']], [['-gx']], [['-g-']], [['---']], [['-g', '-\n']], [['-g', '--gmt']]])(
  '%j are misuse',
  (words) => {
    expect(parse(words)).toBeUndefined()
  },
)

test('the page has a row for every option, and no other', () => {
  const page = readFileSync('loggers/s6-tai64nlocal.md', 'utf8')
  const rows = [...page.matchAll(/^\| `-(.)` +\|/gm)].map(([, letter]) => letter)

  expect(rows).toEqual(Object.keys(options))
})
