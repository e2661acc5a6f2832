// Options, refusals and exit codes: spec/tinylog.md §1.

import { readFileSync } from 'node:fs'
import { type ByteString, fromText } from '../../src/bytes.js'
import { ANY } from './expected.js'
import { type SheetScenario, sheet } from './scenario.js'
import { STARTING } from './tinylog-scenario.js'

const USAGE = 'usage: tinylog [-hV] [-k numkeep] [-m maxagesecs] [-r] [-s logsize] [-t] [-z] dir\n'

const refused = (script: readonly ByteString[], text: string): SheetScenario => ({
  title: `${script.join(' ') || 'no word'}: ${text}`,
  script,
  input: 'unread\n',
  exit: '100',
  stderr: `error: tinylog[PID]: usage error: ${text}\n${USAGE}`,
  left: 'unread\n',
})

const logs = (
  script: readonly ByteString[],
  input: ByteString,
  current: ByteString,
): SheetScenario => ({
  title: script.join(' '),
  script,
  input,
  stderr: STARTING,
  files: { 'main/current': `0744 ${current}` },
})

const asked = (script: readonly ByteString[], stderr: string): SheetScenario => ({
  title: script.join(' '),
  script,
  input: 'unread\n',
  stderr,
  left: 'unread\n',
  files: { main: undefined },
})

sheet('tinylog', 'refusals', [
  refused(['-x', './main'], 'invalid option -x'),
  refused(['-tx', './main'], 'invalid option -x'),
  refused(['-k'], 'missing argument for option -k'),
  refused(['-k', 'x', './main'], 'numeric argument required for option -k'),
  refused(['-tk2s3000', './main'], 'numeric argument required for option -k'),
  refused(['-s', '4294967296', './main'], 'numeric argument required for option -s'),
  refused(['-m', '-1', './main'], 'numeric argument required for option -m'),
  refused([], 'missing log directory argument'),
  refused(['-t', '--'], 'missing log directory argument'),
  { ...refused(['-?'], 'the usage alone'), stderr: USAGE },
])

sheet('tinylog', 'questions', [
  asked(['-h', './main'], USAGE),
  asked(['-th', '-x'], USAGE),
  {
    ...asked(['-V', './main'], ''),
    stderr: ANY,
    also: ({ stderr }) => {
      if (!/^tinylog: version: logrun \d\S*\n$/.test(stderr)) throw new Error(stderr)
    },
  },
])

sheet('tinylog', 'questions of the family', [
  {
    title: '--help shows the page',
    script: ['--help'],
    stdout: fromText(readFileSync('loggers/tinylog.md', 'utf8')),
  },
  {
    title: '--version',
    script: ['--version', '-x'],
    stdout: ANY,
    also: ({ stdout }) => {
      if (!/^logrun \d\S*\n$/.test(stdout)) throw new Error(stdout)
    },
  },
])

sheet('tinylog', 'words', [
  logs(['-k2', '-s3000', '--', './main'], 'one\n', 'one\n'),
  logs(['./main', '-t', './other'], 'one\n', 'one\n'),
  logs(['-k', '', '-s', '', './main'], 'one\n', 'one\n'),
  logs(['-s9999999999', './main'], 'one\n', 'one\n'),
  logs(['-tk4294967295', './main'], 'one\n', 'STAMP: one\n'),
  {
    title: 'a dash alone is a directory',
    script: ['-', './main'],
    input: 'one\n',
    stderr: 'tinylog[PID]: starting for logging in - ...\n',
    files: { '-/current': '0744 one\n', main: undefined },
  },
])
