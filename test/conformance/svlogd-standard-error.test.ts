// Lines that are printed: spec/svlogd.md §4.2.

import { conforms, type Scenario } from './scenario.js'
import { directory, logs } from './svlogd-directory.js'

const x = (count: number): string => 'x'.repeat(count)

const printed: readonly Scenario[] = [
  logs('a short line', ['e*'], { input: 'one\n' }, { stderr: 'one\n' }),
  logs(
    'a closed standard error is no obstacle',
    ['e*'],
    { input: 'one\n' },
    { shell: 'exec 2>&-', files: { 'main/current': '0744 one\n' } },
  ),
  logs(
    'a closed standard output is none either',
    ['e*'],
    { input: 'one\n' },
    { shell: 'exec >&-', stderr: 'one\n', files: { 'main/current': '0744 one\n' } },
  ),
  logs(
    'a broken standard error ends nothing',
    ['e*'],
    { input: 'one\ntwo\n' },
    {
      shell: 'mkfifo pipe; exec 3<>pipe; exec 2>pipe 3<&-',
      deviation: 'svlogd: broken standard error',
      files: { 'main/current': '0744 one\ntwo\n' },
      theirs: { exit: 'SIGPIPE' },
    },
  ),
  logs('an empty line', ['e*'], { input: '\n' }, { stderr: '\n' }),
  logs(
    'a line of the line length is marked though all of it is there',
    ['e*'],
    { input: 'abcd\nabcde\nabcdef\n' },
    {
      script: ['-l5', './main'],
      stderr: 'abcd\nabcde...\nabcde...\n',
      files: { 'main/current': '0744 abcd\nabcde\nabcdef\n' },
    },
  ),
  logs(
    'a long line is cut at 1000 bytes',
    ['e*'],
    { input: `${x(3000)}\n` },
    { stderr: `${x(1000)}...\n` },
  ),
  logs(
    'stamp and prefix stand before it',
    ['e*', 'p> '],
    { input: 'one\n\n' },
    {
      script: ['-tt', './main'],
      stderr: 'DATE_TIME > one\nDATE_TIME > \n',
      files: { 'main/current': '0744 DATE_TIME > one\nDATE_TIME > \n' },
    },
  ),
  logs(
    'E takes back what e said',
    ['e*', 'Ea*', 'eab'],
    { input: 'a\nab\nabc\nb\n' },
    { stderr: 'ab\nb\n' },
  ),
  {
    title: 'two directories print twice',
    script: ['./a', './b'],
    given: (place) => {
      directory(place, 'a', 'e*', 'pA ')
      directory(place, 'b', 'e*', 'pB ')
    },
    input: 'one\ntwo\n',
    stderr: 'A one\nB one\nA two\nB two\n',
  },
]

conforms('svlogd', 'standard error', printed)
