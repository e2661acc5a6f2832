// Words to what they ask for.

import { expect, test } from 'vitest'
import { parse } from '../../../loggers/logrun-histogram-options.js'
import { Misuse } from '../../../loggers/option-words.js'

test('without words, lines are counted and shown as it fits', () => {
  expect(parse([])).toEqual({
    paths: [],
    services: [],
    measure: 'lines',
    json: false,
    ascii: false,
    quiet: false,
    rule: 'auto',
    colour: 'auto',
  })
})

test.each([
  [['-p', '15s'], { per: 15 }],
  [['--per=10m'], { per: 600 }],
  [['-p2h'], { per: 7200 }],
  [['-p1d'], { per: 86400 }],
  [['-p4w'], { per: 2419200 }],
  [
    ['-jaq', '-bbytes', 'a'],
    { json: true, ascii: true, quiet: true, measure: 'bytes', paths: ['a'] },
  ],
  [['--svg', 'x.svg', '-g', 'x', '-ua'], { svg: 'x.svg', pattern: 'x', services: ['a'] }],
])('%j', (words, expected) => {
  expect(parse(words)).toMatchObject(expected)
})

test.each([
  [['-p', '0s'], '--per needs a length of time, as 10m or 1d: 0s'],
  [['-p', '10'], '--per needs a length of time, as 10m or 1d: 10'],
  [['-b', 'words'], '--by is one of lines, bytes: words'],
  [['-j', '--svg', 'x'], 'say either --svg FILE or --json'],
])('%j is a misuse', (words, message) => {
  expect(() => parse(words)).toThrow(new Misuse(message))
})
