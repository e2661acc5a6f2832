// Words to what they ask for, and the page that tells of them.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FORMS, parse } from '../../../loggers/logrun-convert-options.js'
import { Misuse } from '../../../loggers/option-words.js'

test('what is not asked for stays as it is', () => {
  expect(parse(['a', '--to', 'b'])).toEqual({
    paths: ['a'],
    to: 'b',
    form: 'raw',
    rule: 'auto',
    level: 6,
    current: false,
    remove: false,
    dry: false,
    quiet: false,
  })
})

test.each([
  [['-i', 'a', 'b'], { paths: ['a', 'b'] }],
  [['-zcnqtx', 'a'], { format: 'gzip', current: true, dry: true, quiet: true, to: 'x' }],
  [['-ip', '-oiso', 'a'], { format: 'plain', form: 'iso' }],
  [['-i', '--tai=djb', '--to-tai', 'real', 'a'], { rule: 'djb', laid: 'real' }],
  [['-iz', '-l9', 'a'], { level: 9 }],
  [['--remove', '--to=x', 'a'], { remove: true }],
])('%j', (words, expected) => {
  expect(parse(words)).toMatchObject(expected)
})

test.each([
  [[], 'which logs are to be converted?'],
  [['a'], 'say either --to DIR or --in-place'],
  [['-i', '--to', 'b', 'a'], 'say either --to DIR or --in-place'],
  [['-izp', 'a'], 'say either --gzip or --plain'],
  [['-i', '--remove', 'a'], '--remove is for --to'],
  [['-il0', 'a'], '--level is one of 1 to 9: 0'],
  [['-i', '--to-tai', 'auto', 'a'], '--to-tai is one of djb, real: auto'],
  [['-i', '-ojson', 'a'], '--output is one of raw, tai64n, iso, iso-utc, short, seconds: json'],
])('%j is a misuse', (words, message) => {
  expect(() => parse(words)).toThrow(new Misuse(message))
})

test('the page has a row for every form', () => {
  const page = readFileSync('loggers/logrun-convert.md', 'utf8')

  for (const form of FORMS) expect(page).toContain(`\`${form}\``)
})
