// What a line is: spec/s6-log.md §5.

import type { ByteString } from '../../src/bytes.js'
import { conforms, type Scenario } from './scenario.js'

const split = (
  options: readonly ByteString[],
  length: number,
  pieces: readonly number[],
): Scenario => ({
  title: `${options.join(' ') || 'no option'}, a line of ${length}: ${pieces.join(' ')}`,
  script: [...options, '1'],
  input: `${'x'.repeat(length)}\n`,
  stdout: pieces.map((piece) => `${'x'.repeat(piece)}\n`).join(''),
})

const lengths: readonly Scenario[] = [
  split(['-l48'], 47, [47]),
  split(['-l48'], 48, [48]),
  split(['-l48'], 49, [48, 1]),
  split(['-l48'], 96, [48, 48]),
  split(['-l48'], 97, [48, 48, 1]),
  split([], 8191, [8191]),
  split([], 8192, [8192]),
  split([], 8193, [8192, 1]),
  split([], 20_000, [8192, 8192, 3616]),
  split(['-l1'], 100, [48, 48, 4]),
  split(['-l47'], 49, [48, 1]),
  split(['-l49'], 100, [49, 49, 2]),
  split(['-l0'], 20_000, [20_000]),
  split(['-l0'], 300_000, [300_000]),
  split(['-l4294967295'], 20_000, [20_000]),
  split(['-l12000'], 20_000, [12_000, 8000]),
]

const prints = (
  title: string,
  input: ByteString,
  stdout: ByteString,
  script: readonly ByteString[] = ['1'],
): Scenario => ({ title, input, stdout, script })

const ends: readonly Scenario[] = [
  prints('NUL ends a line', 'a\0b\n', 'a\nb\n'),
  prints('every NUL is a line', '\0\0a\0', '\n\na\n'),
  prints('NUL and line feed are two ends', 'a\0\nb\n', 'a\n\nb\n'),
  prints('empty lines are lines', '\n\n', '\n\n'),
  prints('empty lines are lines with a prefix', '\n\0', 'A \nA \n', ['pA', '1']),
  prints('a carriage return is kept', 'a\r\n\r\n', 'a\r\n\r\n'),
  prints('bytes are bytes', '\xff\x80\x01\x7f\n', '\xff\x80\x01\x7f\n'),
  prints('nothing is nothing', '', ''),
  prints('a pattern sees the line between NULs', 'xa\0a\0', 'a\n', ['-', '+^a$', '1']),
  prints(
    'pieces have stamps of their own',
    `${'x'.repeat(50)}\n`,
    `@LABEL ${'x'.repeat(48)}\n@LABEL xx\n`,
    ['-l48', 't', '1'],
  ),
  prints(
    'neither stamp nor prefix counts towards -l',
    `${'x'.repeat(48)}\n`,
    `@LABEL long ${'x'.repeat(48)}\n`,
    ['-l48', 'plong', 't', '1'],
  ),
]

const pieces: readonly Scenario[] = [
  {
    title: 'a line may come in pieces',
    script: ['1'],
    steps: (logger) => logger.feed('a', 'b', 'c\nd', '\n', 'e\0', 'f\n'),
    stdout: 'abc\nd\ne\nf\n',
  },
  {
    title: 'an unfinished line is not shown',
    script: ['1'],
    steps: async (logger) => {
      await logger.feed('one\ntwo')
      if (logger.stdout() !== 'one\n') throw new Error(logger.stdout())
      await logger.feed('\n')
    },
    stdout: 'one\ntwo\n',
  },
  {
    title: 'a line at its limit waits for one byte more',
    script: ['-l48', '1'],
    steps: async (logger) => {
      await logger.feed('x'.repeat(48))
      if (logger.stdout() !== '') throw new Error(logger.stdout())
      await logger.feed('y')
      if (logger.stdout() !== `${'x'.repeat(48)}\n`) throw new Error(logger.stdout())
      await logger.feed('\n')
    },
    stdout: `${'x'.repeat(48)}\ny\n`,
  },
  {
    title: 'a line of 20000 may come in pieces',
    script: ['1'],
    steps: (logger) => logger.feed('x'.repeat(8192), 'y', 'z'.repeat(11_807), '\n'),
    stdout: `${'x'.repeat(8192)}\ny${'z'.repeat(8191)}\n${'z'.repeat(3616)}\n`,
  },
]

const unfinished = (title: string, rest: Partial<Scenario>): Scenario => ({
  title,
  script: ['./main'],
  deviation: 's6-log: text without an end',
  ...rest,
})

const last: readonly Scenario[] = [
  unfinished('unterminated text is logged', {
    input: 'one\ntwo',
    files: { 'main/current': '0744 one\ntwo\n' },
    theirs: { files: { 'main/current': '0744 one\n' } },
  }),
  unfinished('unterminated text of a file is logged', {
    inputFile: 'one\ntwo',
    files: { 'main/current': '0744 one\ntwo\n' },
    theirs: { files: { 'main/current': '0744 one\n' } },
  }),
  unfinished('unterminated text is selected and stamped like any line', {
    script: ['-', '+^w', 't', 'pA', '1'],
    input: 'two\nwo',
    stdout: '@LABEL A wo\n',
    theirs: {},
  }),
  unfinished('unterminated text behind pieces is logged', {
    script: ['-l48', '1'],
    input: 'x'.repeat(50),
    stdout: `${'x'.repeat(48)}\nxx\n`,
    theirs: { stdout: `${'x'.repeat(48)}\n` },
  }),
  unfinished('unterminated text of exactly the limit is logged', {
    script: ['-l48', '1'],
    input: 'x'.repeat(48),
    stdout: `${'x'.repeat(48)}\n`,
    theirs: {},
  }),
]

conforms('s6-log', 'the limit of lines', lengths)
conforms('s6-log', 'ends of lines', ends)
conforms('s6-log', 'lines in pieces', pieces)
conforms('s6-log', 'the end of input', last)
