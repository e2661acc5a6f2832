// Lines, long lines and stamps: spec/multilog.md §2. Input comes through a pipe, all at
// once unless said otherwise.

import { conforms } from './scenario.js'

const x = (count: number): string => 'x'.repeat(count)

const plain: readonly (readonly [title: string, input: string, logged: string])[] = [
  ['empty input gives an empty current', '', ''],
  ['a lone line feed is an empty line', '\n', '\n'],
  ['empty lines stay', '\n\n\na\n\n', '\n\n\na\n\n'],
  ['a partial last line gets its line feed', 'one\ntwo', 'one\ntwo\n'],
  ['a line ending that is there is not doubled', 'one\ntwo\n', 'one\ntwo\n'],
  ['carriage returns are bytes', 'one\r\ntwo\r', 'one\r\ntwo\r\n'],
  ['NUL and 8-bit bytes pass', '\0\x80\xff\0\n\0', '\0\x80\xff\0\n\0\n'],
  [
    'every byte passes',
    String.fromCharCode(...Array(256).keys()),
    `${String.fromCharCode(...Array(256).keys())}\n`,
  ],
  ...[199, 511, 512, 513, 999, 1000, 1001, 1023, 1024, 1025, 2000, 5000, 70_000].flatMap(
    (length): (readonly [string, string, string])[] => [
      [`a line of ${length} bytes`, `${x(length)}\n`, `${x(length)}\n`],
      [`a last line of ${length} bytes without end`, `a\n${x(length)}`, `a\n${x(length)}\n`],
    ],
  ),
  ['a line of 1000 bytes is followed by no empty one', `${x(1000)}\n\nb\n`, `${x(1000)}\n\nb\n`],
]

const label = '@LABEL '

const stamped: readonly (readonly [title: string, input: string, logged: string])[] = [
  ['an empty line becomes label and blank', '\n\n', `${label}\n${label}\n`],
  ['empty input gets no label', '', ''],
  ['a partial last line is stamped', 'a\nb', `${label}a\n${label}b\n`],
  ['a line of digits and @', '@400000000000000000000001 x\n', `${label}@LABEL x\n`],
  ...[973, 974, 975, 999, 1000, 1001, 5000].map((length): readonly [string, string, string] => [
    `a line of ${length} bytes`,
    `${x(length)}\n${x(length)}`,
    `${label}${x(length)}\n${label}${x(length)}\n`,
  ]),
]

conforms(
  'multilog',
  'lines',
  plain.map(([title, input, logged]) => ({
    title,
    script: ['./main'],
    input,
    names: ['current'],
    files: { 'main/current': `0744 ${logged}` },
  })),
)

conforms(
  'multilog',
  'stamped lines',
  stamped.map(([title, input, logged]) => ({
    title: `with t: ${title}`,
    script: ['t', './main'],
    input,
    files: { 'main/current': `0744 ${logged}` },
  })),
)

conforms('multilog', 'standard input', [
  {
    title: 'a file is read to its end',
    script: ['./main'],
    inputFile: `${'0123456789\n'.repeat(5000)}rest`,
    text: `${'0123456789\n'.repeat(5000)}rest\n`,
  },
  {
    title: 'an empty file is empty input',
    script: ['./main'],
    inputFile: '',
    files: { 'main/current': '0744 ' },
  },
  {
    title: 'a line comes in many pieces',
    script: ['./main', 'e'],
    steps: (logger) => logger.feed('a', 'b', 'c\nd', '', 'e', '\n', '\n', 'f'),
    stderr: 'abc\nde\n\nf\n',
    files: { 'main/current': '0744 abc\nde\n\nf\n' },
  },
  {
    title: 'a stamp is of the moment a line begins, and comes once',
    script: ['t', './main'],
    steps: (logger) => logger.feed('a', 'b\n', x(990), x(990), '\nc'),
    files: { 'main/current': `0744 ${label}ab\n${label}${x(1980)}\n${label}c\n` },
  },
])
