// How `config` is read: spec/svlogd.md §3. What its directives do is in the other files.

import { conforms, type Scenario } from './scenario.js'
import { directory, logs, main } from './svlogd-directory.js'

const line = `${'x'.repeat(99)}\n`

/** Lines of 100 bytes under this config, and the sizes of what they leave. */
const sized = (config: string, lines: number, ...sizes: readonly number[]): Scenario => ({
  title: `${JSON.stringify(config)} with ${lines} lines`,
  script: ['-l10', './main'],
  given: main(config, 'n0'),
  input: line.repeat(lines),
  sizes,
})

const numbers: readonly Scenario[] = [
  sized('s250', 6, 250, 250, 100),
  sized('s1k', 12, 1024, 176),
  sized('s1kb', 12, 1024, 176),
  sized('s0', 20, 2000),
  sized('s', 20, 2000),
  sized('sfoo', 20, 2000),
  sized('s-5', 20, 2000),
  sized('s 50', 20, 2000),
  sized('s250x', 6, 250, 250, 100),
  sized('s1m', 20, 2000),
  sized('s18446744073709551866', 6, 250, 250, 100),
  sized('s00250', 6, 250, 250, 100),
  {
    title: 'K is no suffix: a file of one byte',
    script: ['-l10', './main'],
    given: main('s1K', 'n0'),
    input: 'ab\n',
    sizes: [1, 1, 1],
  },
  {
    title: 'without config a file has a million bytes',
    script: ['./main'],
    given: main(),
    input: 'x'.repeat(9).concat('\n').repeat(100_100),
    sizes: [999_000, 2000],
  },
]

const text = (title: string, content: string, input: string, logged: string): Scenario => ({
  title,
  script: ['./main'],
  given: (place) => {
    directory(place, 'main')
    place.file('main/config', content)
  },
  input,
  files: { 'main/current': `0744 ${logged}` },
})

const reading: readonly Scenario[] = [
  text('an empty config', '', 'a\n', 'a\n'),
  text('empty lines mean nothing', '\n\n-a\n\n', 'a\nb\n', 'b\n'),
  text('comments mean nothing', '#-b\n-a\n#\n', 'a\nb\n', 'b\n'),
  text('unknown letters mean nothing', 'xfoo\nS100\nT\n?\n\xff\n-a\n', 'a\nb\n', 'b\n'),
  text('a blank before a directive makes it unknown', ' -b\n\t-b\n-a\n', 'a\nb\n', 'b\n'),
  text('a comment behind a value belongs to it', 'pX # y\n', 'a\n', 'X # ya\n'),
  text('blanks behind a value belong to it', 'pX  \n-a \n', 'a\na \n', 'X  a\n'),
  text('a carriage return belongs to the value', '-a\r\npX\r\n', 'a\na\r\n', 'X\ra\n'),
  text('a blank behind the letter belongs to the value', 'p X\n', 'a\n', ' Xa\n'),
  text('a last line without line feed counts', 'pX\n-a', 'a\nb\n', 'Xb\n'),
  text('unless it is one byte long', 'pX\n-', '\na\n', 'X\nXa\n'),
  text('an only line of one byte without line feed', '-', '\na\n', '\na\n'),
  text('with its line feed one byte counts', 'pX\n-\n', '\na\n', 'Xa\n'),
  text('the last prefix counts', 'pX\npY\n', 'a\n', 'Ya\n'),
  text('a bare p clears nothing', 'pX\np\n', 'a\n', 'Xa\n'),
  text('a prefix is bytes', 'p\xe9\xff*\x01\n', 'a\n', '\xe9\xff*\x01a\n'),
  text('a config of 4000 rules', `${'-x\n'.repeat(4000)}-a\n`, 'a\nb\n', 'b\n'),
  text('directives out of order', '-a\nn5\npX\ns5000\n+b\nN2\n', 'a\nb\n', 'Xb\n'),
  {
    title: 'the last size counts',
    script: ['-l10', './main'],
    given: main('s100', 's1000', 's250', 'n0'),
    input: line.repeat(6),
    sizes: [250, 250, 100],
  },
  {
    title: 'a config that is a directory is warned about, and defaults are used',
    script: ['./main'],
    given: (place) => {
      directory(place, 'main')
      place.directory('main/config')
    },
    input: 'a\n',
    stderr: 'svlogd: warning: unable to read config: ./main: is a directory\n',
    files: { 'main/current': '0744 a\n' },
  },
  {
    title: 'an empty config that is no file',
    script: ['./main'],
    given: main(),
    shell: 'ln -s /dev/null main/config',
    input: 'a\n',
    files: { 'main/current': '0744 a\n' },
  },
  {
    title: 'nothing carries over from one directory to the next',
    script: ['-l10', './a', './main'],
    given: (place) => {
      directory(place, 'a', 's100', 'pX', '-b', 'e*', '!false')
      directory(place, 'main')
    },
    input: 'b\n',
    stderr: 'Xb\n',
    files: { 'a/current': '0744 ', 'main/current': '0744 b\n' },
  },
  logs(
    'config is not looked at again while it runs',
    ['pX'],
    {
      steps: async (logger) => {
        await logger.feed('one\n')
        logger.place.file('main/config', 'pY\n')
        await logger.wake('SIGALRM')
        await logger.feed('two\n')
      },
    },
    { files: { 'main/@1.s': '0744 Xone\n', 'main/current': '0744 Xtwo\n' } },
  ),
]

conforms('svlogd', 'numbers in config', numbers)
conforms('svlogd', 'reading config', reading)
