// Lines sent by UDP, received by a real socket: spec/svlogd.md §3 and §6.

import { conforms, type Scenario } from './scenario.js'
import { logs } from './svlogd-directory.js'
import { received, sent } from './svlogd-receiver.js'

const x = (count: number): string => 'x'.repeat(count)

const lines: readonly Scenario[] = [
  sent('u sends and logs', ['uADDRESS'], 'one\ntwo\n', ['one\n', 'two\n'], 'one\ntwo\n'),
  sent('U sends and does not log', ['UADDRESS'], 'one\ntwo\n', ['one\n', 'two\n'], ''),
  sent('an empty line is a line feed', ['uADDRESS'], '\na\n', ['\n', 'a\n'], '\na\n'),
  sent('any byte', ['uADDRESS'], '\xff\0\xe9\r\n', ['\xff\0\xe9\r\n'], '\xff\0\xe9\r\n'),
  sent('a prefix', ['uADDRESS', 'phost: '], 'a\n', ['host: a\n'], 'host: a\n'),
  sent('a stamp', ['uADDRESS', 'pP '], 'a\n', ['@LABEL P a\n'], '@LABEL P a\n', {
    script: ['-t', './main'],
  }),
  sent('a date', ['UADDRESS'], 'a\n', ['DATE_TIME a\n'], '', { script: ['-tt', './main'] }),
  sent(
    'a line of the line length and more is cut and marked',
    ['uADDRESS'],
    'abcd\nabcde\nabcdef\n',
    ['abcd\n', 'abcde...\n', 'abcde...\n'],
    'abcd\nabcde\nabcdef\n',
    { script: ['-l5', './main'] },
  ),
  sent('a long line', ['UADDRESS'], `${x(3000)}\n`, [`${x(1000)}...\n`], ''),
  sent('replaced bytes', ['uADDRESS'], 'a\tb\n', ['a.b\n'], 'a.b\n', { script: ['-r.', './main'] }),
  sent(
    'selected lines alone',
    ['uADDRESS', '-*', '+b*'],
    'a\nb\nc\nbc\n',
    ['b\n', 'bc\n'],
    'b\nbc\n',
  ),
  sent('standard error is no matter of it', ['UADDRESS', '-*', '+b', 'ea'], 'a\nb\n', ['b\n'], '', {
    stderr: 'a\n',
  }),
  sent(
    'a long last line without line feed',
    ['uADDRESS'],
    x(1500),
    [`${x(1000)}...\n`],
    `${x(1500)}\n`,
    {
      steps: async (logger) => {
        await logger.feed(x(1500))
        await logger.finish()
        await received(logger, `${x(1000)}...\n`)
      },
    },
  ),
  sent(
    'a last line without line feed',
    ['uADDRESS'],
    'one\npart',
    ['one\n', 'part\n'],
    'one\npart\n',
    {
      deviation: 'svlogd: unfinished line',
      steps: async (logger) => {
        await logger.feed('one\npart')
        await logger.finish()
        // As many as were logged, on either side.
        await received(logger, ...(logger.place.read('main/current').match(/.+\n/g) ?? []))
      },
      theirs: { files: { received: '0644 > one\n', 'main/current': '0744 one\n' } },
    },
  ),
  sent(
    'size and rotation go on',
    ['uADDRESS', 's5', 'n0'],
    'a\nb\nc\n',
    ['a\n', 'b\n', 'c\n'],
    '',
    {
      script: ['-l4', './main'],
      files: { 'main/@1.s': '0744 a\n', 'main/@2.s': '0744 b\n', 'main/@3.s': '0744 c\n' },
    },
  ),
  sent('HUP takes the address away', ['UADDRESS'], 'one\n', ['one\n'], 'two\n', {
    steps: async (logger) => {
      await logger.feed('one\n')
      await received(logger, 'one\n')
      logger.place.file('main/config', '')
      await logger.wake('SIGHUP')
      await logger.feed('two\n')
    },
  }),
  logs(
    'nobody listens: nothing is noticed',
    ['u127.0.0.1:9'],
    { input: 'a\nb\n' },
    {
      files: { 'main/current': '0744 a\nb\n' },
    },
  ),
]

conforms('svlogd', 'lines by UDP', lines)
