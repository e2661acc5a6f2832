// Words to what they ask for, and the page that tells of them.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FORMS, parse } from '../../../loggers/logrun-cat-options.js'
import { Misuse } from '../../../loggers/option-words.js'

test('without words, all is shown as it is most often read', () => {
  expect(parse([])).toEqual({
    paths: [],
    services: [],
    form: 'short',
    rule: 'auto',
    colour: 'auto',
    reverse: false,
    showCursor: false,
    nul: false,
    quiet: false,
    paged: true,
  })
})

test.each([
  [['a', '-r', 'b'], { paths: ['a', 'b'], reverse: true }],
  [['-r', '--', '-r', '--'], { paths: ['-r', '--'], reverse: true }],
  [['-'], { paths: ['-'] }],
  [['-n5'], { last: 5 }],
  [['-n', '+5'], { first: 5 }],
  [['--no-pager'], { paged: false }],
  [['-r0qn', '5'], { last: 5, reverse: true, nul: true, quiet: true }],
  [['--lines=5', '--lines', '6'], { last: 6 }],
  [['-S', '-2h', '--until', 'now'], { since: '-2h', until: 'now' }],
  [['-u', 'a', '-ub'], { services: ['a', 'b'] }],
  [['--after-cursor=x', '-n+5'], { after: 'x', first: 5 }],
  [['--cursor-file=x', '--show-cursor', '-n5'], { cursorFile: 'x', showCursor: true, last: 5 }],
  [['-g', '-x'], { pattern: '-x' }],
  [['-ojson', '--tai=real', '--color', 'never'], { form: 'json', rule: 'real', colour: 'never' }],
])('%j', (words, expected) => {
  expect(parse(words)).toMatchObject(expected)
})

test.each([
  [['-x'], 'no option is called -x'],
  [['--xyz'], 'no option is called --xyz'],
  [['--reverse=yes'], '--reverse takes no value'],
  [['-n'], '-n needs a value'],
  [['-n', '-5'], '-n needs a number of lines: -5'],
  [['-o', 'pretty'], '--output is one of short, iso, iso-utc, tai64n, raw, json, delta: pretty'],
  [['-r', '--cursor-file', 'x'], '--cursor-file and --reverse exclude each other'],
  [['--show-cursor', '-r'], '--show-cursor and --reverse exclude each other'],
  [['--after-cursor=x', '-r'], '--after-cursor and --reverse exclude each other'],
  [['--after-cursor=x', '--cursor-file=x'], '--after-cursor and --cursor-file exclude each other'],
  [['--after-cursor=x', '-S', 'now'], '--after-cursor and --since exclude each other'],
  [['--after-cursor=x', '-n5'], '--after-cursor and --lines exclude each other'],
  [['--tai', 'x'], '--tai is one of djb, real, auto: x'],
])('%j is a misuse', (words, message) => {
  expect(() => parse(words)).toThrow(new Misuse(message))
})

test('the page has a row for every form', () => {
  const page = readFileSync('loggers/logrun-cat.md', 'utf8')

  for (const form of FORMS) expect(page).toMatch(new RegExp(`^\\| \`${form}\` \\|`, 'm'))
})
