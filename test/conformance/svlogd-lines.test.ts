// Lines, their head and tail, ends of input, replacement: spec/svlogd.md §4.

import { constants, readFileSync } from 'node:fs'
import { conforms, type Scenario } from './scenario.js'
import { logsAs, main, started } from './svlogd-directory.js'

const x = (count: number): string => 'x'.repeat(count)

const every = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join('')
const odd = every.replace('\n', '')
const printable = odd.replaceAll(/[^ -~]/g, '.')

const lines: readonly Scenario[] = [
  logsAs('no input', [], '', ''),
  logsAs('empty lines are logged', [], '\n\na\n\n', '\n\na\n\n'),
  logsAs('every byte but the line feed is as good as another', [], `${odd}\n`, `${odd}\n`),
  logsAs('a line of 100000 bytes is logged whole', [], `${x(100_000)}\n`, `${x(100_000)}\n`),
  ...[998, 999, 1000, 1001, 1023, 1024, 1025].map((length) =>
    logsAs(
      `${length} bytes, then another line`,
      [],
      `${x(length)}\nnext\n`,
      `${x(length)}\nnext\n`,
    ),
  ),
  logsAs('lines that come in pieces', [], '', 'onetwo\nthree\n', {
    steps: (logger) => logger.feed('o', 'ne', 'two\nth', 'ree\n'),
  }),
  logsAs('a line is visible when its end was read, not before', [], '', 'one\ntwo\n', {
    steps: async (logger) => {
      await logger.feed('one\ntw')
      if (logger.place.read('main/current') !== 'one\n') throw new Error('not line by line')
      await logger.feed('o\n')
      if (logger.place.read('main/current') !== 'one\ntwo\n') throw new Error('not at once')
    },
  }),
  logsAs('input from a file', [], '', `${x(2000)}\n`.repeat(100), {
    inputFile: `${x(2000)}\n`.repeat(100),
  }),
  logsAs('a buffer of six bytes', ['-l5', '-b6'], 'abcd\nabcdef\n\n', 'abcd\nabcdef\n\n'),
]

const aboutInput = (pid: number): string => readFileSync(`/proc/${pid}/fdinfo/0`, 'latin1')

const ends: readonly Scenario[] = [
  logsAs('a last line without line feed', [], 'one\ntwo', 'one\ntwo\n', {
    deviation: 'svlogd: unfinished line',
    theirs: { files: { 'main/current': '0744 one\n' } },
  }),
  logsAs('one byte and no line feed', [], 'a', 'a\n', {
    deviation: 'svlogd: unfinished line',
    theirs: { files: { 'main/current': '0744 ' } },
  }),
  logsAs('a last line one byte short of the line length', ['-l5'], 'abcd', 'abcd\n', {
    deviation: 'svlogd: unfinished line',
    theirs: { files: { 'main/current': '0744 ' } },
  }),
  logsAs('a last line of the line length gets its end', ['-l5'], 'abcde', 'abcde\n'),
  logsAs('a long last line gets its end', [], `one\n${x(3000)}`, `one\n${x(3000)}\n`),
  logsAs(
    'a stamp for a last line without line feed',
    ['-t'],
    'one\ntwo',
    '@LABEL one\n@LABEL two\n',
    {
      deviation: 'svlogd: unfinished line',
      theirs: { files: { 'main/current': '0744 @LABEL one\n' } },
    },
  ),
  logsAs('a directory as standard input', [], '', '', {
    shell: 'exec </',
    stderr: 'svlogd: warning: unable to read standard input: is a directory\n',
  }),
  logsAs('a closed standard input', [], '', '', {
    shell: 'exec <&-',
    deviation: 'svlogd: closed input',
    theirs: { stderr: 'svlogd: warning: unable to read standard input: is a directory\n' },
  }),
  logsAs('standard input is not made non-blocking for others', [], '', '', {
    deviation: 'svlogd: shared input',
    steps: async (logger) => {
      await started(logger)
      const [flags = ''] = /(?<=flags:\s+)\d+/.exec(aboutInput(logger.pid)) ?? []
      const nonBlocking = Number.parseInt(flags, 8) & constants.O_NONBLOCK
      logger.place.file('mode', nonBlocking ? 'non-blocking' : 'blocking')
    },
    files: { mode: '0644 blocking' },
    theirs: { files: { mode: '0644 non-blocking' } },
  }),
  logsAs('input that is non-blocking is waited for', [], '', 'one\ntwo\n', {
    nonBlocking: true,
    steps: (logger) => logger.feed('one\n', 'two\n'),
  }),
]

const replacement: readonly Scenario[] = [
  logsAs('-r replaces what cannot be printed', ['-r', '.'], `${odd}\n`, `${printable}\n`),
  logsAs('-r with a space', ['-r', ' '], 'a\tb\n', 'a b\n'),
  logsAs('-R replaces its bytes too, by _', ['-R', 'ab'], 'aXb\tc\n', '_X__c\n'),
  logsAs('-R with -r before it', ['-r:', '-Rfb'], 'foo\nbar\nbaz\n', ':oo\n:ar\n:az\n'),
  logsAs('-R with -r behind it', ['-Rfb', '-r:'], 'foo\nbar\nbaz\n', ':oo\n:ar\n:az\n'),
  logsAs('the last -R counts alone', ['-Ra', '-Rb'], 'ab\n', 'a_\n'),
  logsAs('an empty -R replaces what cannot be printed', ['-R', ''], 'a\x01b\n', 'a_b\n'),
  logsAs('-R with bytes from 128', ['-R', '\xff'], 'a\xe9b\xff\n', 'a_b_\n'),
  logsAs('one for each byte of a character', ['-r?'], '\xc3\xa9\n', '??\n'),
  logsAs('the tail of a long line stays as it is', ['-r_', '-l5'], 'a\tb\tcd\te\n', 'a_b_cd\te\n'),
  {
    title: 'patterns and standard error see the line after replacement',
    script: ['-r_', './main'],
    given: main('-*', '+a_b', 'e*'),
    input: 'a\tb\nab\n',
    files: { 'main/current': '0744 a_b\n' },
    stderr: 'a_b\nab\n',
  },
]

conforms('svlogd', 'lines', lines)
conforms('svlogd', 'ends of input', ends)
conforms('svlogd', 'replacement', replacement)
