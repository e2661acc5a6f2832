// Options, usage and which words are directories: spec/svlogd.md §1.

import { ANY } from './expected.js'
import { conforms, type Scenario } from './scenario.js'
import { directory, main } from './svlogd-directory.js'

const USAGE = 'usage: svlogd [-ttv] [-r c] [-R abc] [-l len] [-b buflen] dir ...\n\n'

/** A start that shows how to call it, and takes no input. */
const refused = (title: string, script: readonly string[], text = ''): Scenario => ({
  title,
  script,
  given: main(),
  input: 'unread\n',
  exit: '111',
  stderr: text + USAGE,
  left: 'unread\n',
  files: { 'main/current': undefined, 'main/lock': undefined },
})

const usage: readonly Scenario[] = [
  refused('no arguments', []),
  refused('options without a directory', ['-t', '-v']),
  refused('--help alone', ['--help']),
  refused('-- alone', ['--']),
  refused('an unknown option', ['-x', './main'], 'svlogd: illegal option -- x\n'),
  refused(
    'an unknown option behind a known one',
    ['-tq', './main'],
    'svlogd: illegal option -- q\n',
  ),
  refused('-r without argument', ['-r'], 'svlogd: option requires an argument -- r\n'),
  refused('-l without argument', ['-tl'], 'svlogd: option requires an argument -- l\n'),
  refused('-r with two bytes', ['-r', 'ab', './main']),
  refused('-r with a character of two bytes', ['-r', '\xc3\xa9', './main']),
  refused('-r with an empty argument', ['-r', '', './main']),
  refused('a line length of the default buffer', ['-l', '1024', './main']),
  refused('a buffer of the default line length', ['-b', '1000', './main']),
  refused('a buffer as short as the line', ['-l5', '-b5', './main']),
  {
    ...refused('-V prints which program it is, then usage', ['-V', '-x', './main']),
    deviation: 'svlogd: version',
    stderr: ANY,
    also: ({ stderr }) => {
      if (!/^[^\n]+\nusage: svlogd /.test(stderr)) throw new Error(stderr)
    },
  },
]

/** Words that log one line, and what is logged. */
const accepted = (
  title: string,
  script: readonly string[],
  input: string,
  logged: string,
): Scenario => ({
  title,
  script,
  given: main(),
  input,
  files: { 'main/current': `0744 ${logged}` },
})

const long = 'x'.repeat(1500)

const values: readonly Scenario[] = [
  accepted('-b just above the line length', ['-b', '1001', './main'], 'a\n', 'a\n'),
  accepted('-l and -b together', ['-l', '2000', '-b', '2001', './main'], 'a\n', 'a\n'),
  accepted('a long line without options', ['./main'], `${long}\n`, `${long}\n`),
  accepted('options in one word', ['-ttr:', './main'], 'a\tb\n', 'DATE_TIME a:b\n'),
  accepted('an argument in the same word', ['-l5', '-R', 'ag', './main'], 'abcdefg\n', '_bcdefg\n'),
  accepted('digits and what follows them', ['-l5x', '-Rg', './main'], 'abcdefg\n', 'abcdefg\n'),
  accepted('no digits mean the default', ['-lfoo', '-Rg', './main'], 'abcdefg\n', 'abcdef_\n'),
  accepted('zero means the default', ['-l0', '-b0', '-Rg', './main'], 'abcdefg\n', 'abcdef_\n'),
  accepted('negative means the default', ['-l', '-5', '-Rg', './main'], 'abcdefg\n', 'abcdef_\n'),
  accepted(
    'a line length beyond 64 bits wraps around',
    ['-l18446744073709551621', '-Rg', './main'],
    'abcdefg\n',
    'abcdefg\n',
  ),
  accepted('-t twice apart', ['-t', '-t', './main'], 'a\n', 'DATE_TIME a\n'),
  accepted('four times t is as good as three', ['-tttt', './main'], 'a\n', 'DATETTIME a\n'),
]

/** One line logged in the directory that these words name. */
const named = (title: string, script: readonly string[], name: string): Scenario => ({
  title,
  script,
  given: (place) => directory(place, name),
  input: 'a\n',
  files: { [`${name}/current`]: '0744 a\n', [`${name}/lock`]: '0600 ' },
})

const names: readonly Scenario[] = [
  named('a name without a slash', ['main'], 'main'),
  named('a minus is a directory', ['-'], '-'),
  named('words behind -- are directories', ['--', '-t'], '-t'),
  named('a long option is taken for --', ['--help', 'main'], 'main'),
  named('names are bytes', ["./\xff'\n"], "\xff'\n"),
  {
    title: 'an option behind a directory is a directory',
    script: ['main', '-t'],
    given: (place) => {
      directory(place, 'main')
      directory(place, '-t')
    },
    input: 'a\n',
    files: { 'main/current': '0744 a\n', '-t/current': '0744 a\n' },
  },
  {
    title: 'slashes to spare',
    script: ['.//main//'],
    given: main(),
    input: 'a\n',
    files: { 'main/current': '0744 a\n' },
  },
  {
    title: 'the directory it was started in',
    script: ['.'],
    input: 'a\n',
    files: { current: '0744 a\n', lock: '0600 ' },
  },
]

conforms('svlogd', 'usage', usage)
conforms('svlogd', 'values of options', values)
conforms('svlogd', 'names of directories', names)
