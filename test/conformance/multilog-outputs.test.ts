// Lines on standard error and in status files: spec/multilog.md §4.

import { execFileSync } from 'node:child_process'
import { conforms, type Scenario } from './scenario.js'

const x = (count: number): string => 'x'.repeat(count)

/** A status file's content for a line. */
const status = (line: string): string => line.slice(0, 1000).padEnd(1001, '\n')

const clipped = (window: string): string =>
  window.length <= 200 ? `${window}\n` : `${window.slice(0, 200)}...\n`

conforms(
  'multilog',
  'clipping on standard error',
  [0, 1, 199, 200, 201, 999, 1000, 1001, 1500].map((length) => ({
    title: `e prints a line of ${length} bytes, clipped past 200`,
    script: ['e'],
    input: `${x(length)}\nnext\n`,
    stderr: `${clipped(x(length))}next\n`,
  })),
)

conforms(
  'multilog',
  'clipping with stamps',
  [0, 1, 173, 174, 175, 974, 975, 1500].map((length) => ({
    title: `with t, e prints a line of ${length} bytes, label and blank counted`,
    script: ['t', 'e'],
    input: `${x(length)}\nnext`,
    stderr: `@LABEL ${clipped(x(length + 26)).slice(26)}@LABEL next\n`,
  })),
)

const standardError: readonly Scenario[] = [
  { title: 'e twice prints twice', script: ['e', 'e'], input: 'a\nb\n', stderr: 'a\na\nb\nb\n' },
  { title: 'e passes any byte', script: ['e'], input: '\0\xff\r\x1b\n', stderr: '\0\xff\r\x1b\n' },
  { title: 'e prints a partial last line', script: ['e'], input: 'a\nb', stderr: 'a\nb\n' },
  {
    title: 'e prints a long line as soon as its window is full',
    script: ['e'],
    steps: async (logger) => {
      await logger.feed(x(999))
      if (logger.stderr() !== '') throw new Error('printed before the window was full')
      await logger.feed('x')
      if (logger.stderr() !== clipped(x(1000))) throw new Error('not printed at byte 1000')
    },
    stderr: clipped(x(1000)),
  },
  {
    title: 'what standard error refuses does not matter',
    script: ['e', './main'],
    shell: 'exec 2>/dev/full',
    input: 'a\nb\n',
    files: { 'main/current': '0744 a\nb\n' },
  },
  {
    title: 'standard output stays empty and may be closed',
    script: ['e', './main'],
    shell: 'exec >&-',
    input: 'a\n',
    stderr: 'a\n',
    files: { 'main/current': '0744 a\n' },
  },
]

const files: readonly Scenario[] = [
  ...[0, 1, 999, 1000, 1001, 1500].map((length) => ({
    title: `a status file holds a line of ${length} bytes in 1001`,
    script: ['=status'],
    input: `${x(length)}\n`,
    files: { status: `0600 ${status(x(length))}` },
  })),
  {
    title: 'a short line after one of 1500 bytes leaves nothing of it',
    script: ['=status'],
    input: `${x(1500)}\nshort\n`,
    files: { status: `0600 ${status('short')}` },
  },
  {
    title: 'a status file holds the stamp too',
    script: ['t', '=status'],
    input: `${x(990)}\nabc\n`,
    files: { status: `0600 @LABEL ${status('abc').slice(0, 975)}` },
  },
  {
    title: 'a status file holds the last selected line only',
    script: ['-*', '+yes*', '=status', '+*', '=all'],
    input: 'yes 1\nno\nyes 2\nno\n',
    files: { status: `0600 ${status('yes 2')}`, all: `0600 ${status('no')}` },
  },
  {
    title: 'no selected line, no content',
    script: ['-*', '=status'],
    input: 'no\n',
    files: { status: '0600 ' },
  },
  {
    title: 'mode and content past 1001 bytes of a status file stay',
    script: ['=status'],
    given: (place) => place.file('status', 'o'.repeat(1100), 0o2640),
    input: 'a\n',
    files: { status: `2640 ${status('a')}${'o'.repeat(99)}` },
  },
  {
    title: 'a status file nothing is written to keeps its content',
    script: ['-*', '=status'],
    given: (place) => place.file('status', 'old\n'),
    input: 'a\n',
    files: { status: '0644 old\n' },
  },
  {
    title: 'two status actions may share a file',
    script: ['=status', '-b', '=status'],
    input: 'a\nb\n',
    files: { status: `0600 ${status('b')}` },
  },
  { title: '/dev/null is a status file', script: ['=/dev/null', 'e'], input: 'a\n', stderr: 'a\n' },
  {
    title: 'a status file changes when the window is full, before the line ends',
    script: ['=status'],
    steps: async (logger) => {
      await logger.feed(x(1000))
      if (!logger.place.has('status')) throw new Error('no status file')
      logger.signal('SIGKILL')
      await logger.exit()
    },
    exit: 'SIGKILL',
    files: { status: `0600 ${status(x(1000))}` },
  },
  {
    title: 'a FIFO that nobody reads is fatal',
    script: ['=fifo', './main'],
    given: (place) => execFileSync('mkfifo', [`${place.work}/fifo`]),
    input: 'a\n',
    exit: '111',
    left: 'a\n',
    stderr: 'multilog: fatal: unable to create fifo: device not configured\n',
    files: { main: undefined },
  },
  {
    title: 'a status file that cannot seek warns and pauses',
    script: ['=fifo'],
    given: (place) => execFileSync('mkfifo', [`${place.work}/fifo`]),
    shell: 'exec 8<>fifo',
    steps: async (logger) => {
      await logger.write('a\n')
      await logger.says('pausing')
      logger.signal('SIGKILL')
      await logger.exit()
    },
    pausing: true,
    exit: 'SIGKILL',
    stderr:
      'multilog: warning: unable to move to beginning of fifo, pausing: unseekable descriptor\n',
  },
  {
    title: 'a status file that is full warns and pauses',
    script: ['=/dev/full'],
    steps: async (logger) => {
      await logger.write('a\n')
      await logger.says('pausing')
      logger.signal('SIGKILL')
      await logger.exit()
    },
    pausing: true,
    exit: 'SIGKILL',
    stderr: 'multilog: warning: unable to write /dev/full, pausing: out of disk space\n',
  },
]

conforms('multilog', 'standard error', standardError)
conforms('multilog', 'status files', files)
