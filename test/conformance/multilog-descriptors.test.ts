// Descriptors and signals a logger is started with: spec/multilog.md §2.9, §4.1, §8, §10.

import type { RunningLogger } from '../helpers/run-logger.js'
import { conforms, type Scenario } from './scenario.js'

const full = `${'x'.repeat(4095)}\n`
const start = (logger: RunningLogger): Promise<void> =>
  logger.until('a start', () => logger.place.has('main/current'))

const listed =
  'for n in 0 1 2 3 4 5 6 7 8 9; do [ -e /proc/$$/fd/$n ] && echo $n $(readlink /proc/$$/fd/$n); done; :'

const broken = 'mkfifo p; exec 9<>p; exec 2>p; exec 9<&-'

const scenarios: readonly Scenario[] = [
  {
    title: 'closed standard input is the end of input',
    script: ['./main'],
    shell: 'exec 0<&-',
    files: { 'main/current': '0744 ' },
  },
  {
    title: 'closed standard error swallows messages',
    script: ['./no/main'],
    shell: 'exec 2>&-',
    exit: '111',
  },
  {
    title: 'all three closed',
    script: ['./main'],
    shell: 'exec 0<&- 1>&- 2>&-',
    files: { 'main/current': '0744 ' },
  },
  {
    title: '/dev/null as standard input',
    script: ['./main'],
    shell: 'exec 0</dev/null',
    files: { 'main/current': '0744 ' },
  },
  {
    title: 'with outputs closed, e goes nowhere',
    script: ['=status', 'e'],
    shell: 'exec 1>&- 2>&-',
    input: 'a\nb\n',
    deviation: 'closed outputs',
    files: { status: `0600 ${'b'.padEnd(1001, '\n')}` },
    theirs: {
      also: ({ files }) => {
        if (files.status === `0600 ${'b'.padEnd(1001, '\n')}`) throw new Error('intact')
      },
    },
  },
  ...[
    ['standard input that can only be written', 'exec 0>/dev/null', 'file descriptor not open'],
    ['a directory as standard input', 'exec 0<.', 'is a directory'],
  ].map(
    ([title = '', shell = '', reason = '']): Scenario => ({
      title: `${title} is an error`,
      script: ['./main'],
      shell,
      deviation: 'read errors',
      exit: '111',
      stderr: `multilog: fatal: unable to read standard input: ${reason}\n`,
      files: { 'main/current': '0744 ' },
      theirs: { files: { 'main/current': '0744 ' } },
    }),
  ),
  {
    title: 'non-blocking standard input is waited for',
    script: ['./main'],
    nonBlocking: true,
    steps: async (logger) => {
      await start(logger)
      await logger.settled()
      await logger.write('one\n')
      await logger.settled()
    },
    deviation: 'non-blocking input',
    files: { 'main/current': '0744 one\n' },
    theirs: { left: 'one\n', files: { 'main/current': '0744 ' } },
  },
  {
    title: 'a broken pipe on standard error does not end it',
    script: ['e', './main'],
    shell: broken,
    input: 'a\nb\n',
    deviation: 'SIGPIPE',
    files: { 'main/current': '0744 a\nb\n' },
    theirs: { exit: 'SIGPIPE', files: { 'main/current': '0644 ' } },
  },
  {
    title: 'a broken pipe on standard error, SIGPIPE ignored by the parent',
    script: ['e', './main'],
    shell: `${broken}; trap '' PIPE`,
    input: 'a\nb\n',
    files: { 'main/current': '0744 a\nb\n' },
  },
  {
    title: 'SIGPIPE from outside does nothing',
    script: ['./main'],
    steps: async (logger) => {
      await logger.feed('one\n')
      logger.signal('SIGPIPE')
      await logger.settled()
    },
    deviation: 'SIGPIPE',
    files: { 'main/current': '0744 one\n' },
    theirs: { exit: 'SIGPIPE', files: { 'main/current': '0644 one\n' } },
  },
  {
    title: 'a file size limit pauses',
    script: ['./main'],
    shell: 'ulimit -f 8',
    steps: async (logger) => {
      await logger.write(`${'y'.repeat(5000)}\n`)
      await logger.until('the limit', () => logger.ended || logger.stderr() !== '').catch(() => {})
      logger.kill()
    },
    pausing: true,
    deviation: 'SIGXFSZ',
    exit: 'SIGKILL',
    stderr: 'multilog: warning: unable to write to ./main/current, pausing: file too big\n',
    files: { 'main/current': `0644 ${'y'.repeat(4096)}` },
    theirs: { exit: 'SIGXFSZ', files: { 'main/current': `0644 ${'y'.repeat(4096)}` } },
  },
  {
    title: 'a file size limit pauses where the parent ignores XFSZ',
    script: ['./main'],
    shell: "ulimit -f 8; trap '' XFSZ",
    steps: async (logger) => {
      await logger.write(`${'y'.repeat(5000)}\n`)
      await logger.says('pausing')
      logger.kill()
    },
    pausing: true,
    exit: 'SIGKILL',
    stderr: 'multilog: warning: unable to write to ./main/current, pausing: file too big\n',
    files: { 'main/current': `0644 ${'y'.repeat(4096)}` },
  },
  {
    title: 'HUP ignored by the parent ends ours all the same',
    script: ['./main'],
    shell: "trap '' HUP",
    steps: async (logger) => {
      await logger.feed('one\n')
      logger.signal('SIGHUP')
      await logger.settled()
    },
    deviation: 'ignored signals',
    exit: 'SIGHUP',
    files: { 'main/current': '0644 one\n' },
    theirs: { files: { 'main/current': '0744 one\n' } },
  },
  {
    title: 'descriptors the parent left open do not reach the processor',
    script: ['s4096', `!${listed}`, './main'],
    shell: 'exec 3</dev/null 6</dev/zero 9</dev/full',
    input: full,
    deviation: 'leaked descriptors',
    also: ({ files }) => {
      if (/ \/dev\//.test(files['main/@1.s'] ?? '')) throw new Error(files['main/@1.s'])
    },
    theirs: {
      also: ({ files }) => {
        if (!/^3 \/dev\/null$/m.test(files['main/@1.s'] ?? '')) throw new Error(files['main/@1.s'])
      },
    },
  },
]

conforms('multilog', 'descriptors', scenarios)
