// Scripts as words: what a shell or execline would run.

import { describe, expect, test } from 'vitest'
import { commandsIn } from '../../../src/reading/shell-words.js'

const words = (text: string): string[][] =>
  commandsIn(text).map((command) => command.map((word) => word.text))

describe('a shell', () => {
  test.each<[string, string[][]]>([
    ['a b  c\n', [['a', 'b', 'c']]],
    ['a; b && c | d & e', [['a'], ['b'], ['c'], ['d'], ['e']]],
    [`a '-*' "+* x: *" b\\ c ''`, [['a', '-*', '+* x: *', 'b c', '']]],
    [`a "x\\"y\\$z\\n" 'it'\\''s'`, [['a', 'x"y$z\\n', "it's"]]],
    ['exec a \\\n  b', [['exec', 'a', 'b']]],
    ['#!/bin/sh\n# a\nb # c\nd#e', [['b'], ['d#e']]],
    ['a 2>&1 >/dev/null </dev/zero b', [['a', 'b']]],
    ['exec 2>&1\na', [['exec'], ['a']]],
    ['a x2>f', [['a', 'x2']]],
    [
      'D=./main N="n 5"\na $D "$N" $\x7bD}/x $N',
      [
        ['D=./main', 'N=n 5'],
        ['a', './main', 'n 5', './main/x', 'n', '5'],
      ],
    ],
    [
      'export D=x; a $D',
      [
        ['export', 'D=x'],
        ['a', 'x'],
      ],
    ],
    ["a 'open", [['a', 'open']]],
    ['a "open', [['a', 'open']]],
    ['', []],
  ])('%j', (text, expected) => {
    expect(words(text)).toEqual(expected)
  })

  test.each([
    ['a $X', ['$X']],
    ['a "b$\x7bX:-5}"', ['$\x7bX:-5}']],
    ['a $(b c) d', ['$(b c)']],
    ['a `b c`', ['`b c`']],
    ['X=$(y); a $X', ['$X']],
    ['a "$@" $1', ['$@', '$1']],
    [`a '$X' \\$X`, []],
  ])('tells what it cannot know: %j', (text, unknown) => {
    expect(
      commandsIn(text)
        .at(-1)
        ?.flatMap((word) => word.unknown),
    ).toEqual(unknown)
  })

  test.each([
    ['a -*', true],
    ['a b?', true],
    ['X="*"; a $X', true],
    ["a '-*'", false],
    ['a "-*"', false],
    ['a \\*', false],
  ])('a pattern of file names: %j %j', (text, glob) => {
    expect(
      commandsIn(text)
        .at(-1)
        ?.some((word) => word.glob),
    ).toBe(glob)
  })
})

test.each<[string, string[]]>([
  ['a\nb "c d" {\n e }', ['a', 'b', 'c d', '{', 'e', '}']],
  [`a # b\n'c' "d\\"e\\n" f\\ g 2>x`, ['a', "'c'", 'd"e\n', 'f g', '2>x']],
])('execline: %j', (text, expected) => {
  expect(words(`#!/bin/execlineb -P\n${text}`)).toEqual([expected])
})
