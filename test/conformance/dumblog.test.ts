// dumblog by its sheet, spec/dumblog.md §2 to §8. There is no original to be had: what is
// marked there as inferred or chosen is shown to be kept here, and nothing more.

import { renameSync } from 'node:fs'
import { expect } from 'vitest'
import type { RunningLogger } from '../helpers/run-logger.js'
import { ANY, loggedOrLeft } from './expected.js'
import { type SheetScenario, sheet } from './scenario.js'

const USAGE = 'usage: dumblog [-c] FILE\n'
const CTIME = '[A-Z][a-z]{2} [A-Z][a-z]{2} [ 1-3][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2} [0-9]{4}'

const START = Date.now()

const script = ['f'] as const

const moved = (logger: RunningLogger, from: string, to: string): void =>
  renameSync(logger.place.at(from), logger.place.at(to))

const misuse = (title: string, words: readonly string[]): SheetScenario => ({
  title,
  script: words,
  input: 'a\n',
  exit: '100',
  stderr: USAGE,
  left: 'a\n',
  also: ({ files }) => expect(files).toEqual({}),
})

const asked = (title: string, words: readonly string[], answer: RegExp): SheetScenario => ({
  title,
  script: words,
  stdout: ANY,
  also: ({ stdout, files }) => {
    expect(stdout).toMatch(answer)
    expect(files).toEqual({})
  },
})

const commandLine: readonly SheetScenario[] = [
  misuse('without a file it says its usage', []),
  misuse('so it does with two', ['f', 'g']),
  misuse('an option behind the file is a second one', ['f', '-c']),
  misuse('an unknown option is refused', ['-x', 'f']),
  misuse('also behind a known one', ['-cx', 'f']),
  asked('-V prints the version and touches nothing', ['-V', 'f'], /^dumblog \d+\.\d+\.\d+\n$/),
  asked('-? prints the usage and touches nothing', ['-?', 'f'], /^usage: dumblog/),
  asked('--help prints the page', ['--help'], /^# dumblog\n/),
  asked('--version prints the version of the package', ['--version'], /^logrun \d/),
  { title: '-- ends options', script: ['--', '-c'], input: 'a\n', files: { '-c': '0644 a\n' } },
  { title: 'a lone dash is a file', script: ['-'], input: 'a\n', files: { '-': '0644 a\n' } },
]

const stamped = (text: RegExp): Pick<SheetScenario, 'also'> => ({
  also: ({ files }) => expect(files.f?.slice('0644 '.length)).toMatch(text),
})

const everyByte = String.fromCharCode(...Array(256).keys())

const lines: readonly SheetScenario[] = [
  {
    title: 'lines are copied, and added to by the next run',
    script,
    input: 'a\nb\n',
    again: [{ script, input: 'c\n' }],
    files: { f: '0644 a\nb\nc\n' },
  },
  {
    title: 'every byte is copied, and nothing is added to an unfinished last line',
    script,
    input: `${everyByte}\n\n${everyByte}`,
    files: { f: `0644 ${everyByte}\n\n${everyByte}` },
  },
  {
    title: 'no line is too long',
    script,
    input: `${'x'.repeat(700_000)}\ny`,
    files: { f: `0644 ${'x'.repeat(700_000)}\ny` },
  },
  { title: 'no input leaves an empty file', script, input: '', files: { f: '0644 ' } },
  {
    title: 'what comes is written before more is waited for, an unfinished line too',
    script,
    steps: async (logger) => {
      await logger.feed('un')
      expect(logger.place.read('f')).toBe('un')
      await logger.feed('finished\nnext')
      expect(logger.place.read('f')).toBe('unfinished\nnext')
    },
  },
  {
    title: '-c puts a stamp before every line, empty ones and the last one too',
    script: ['-c', 'f'],
    input: 'a\n\nb',
    ...stamped(new RegExp(`^${CTIME} a\n${CTIME} \n${CTIME} b$`)),
  },
  {
    title: 'a stamp is of the local time',
    script: ['-c', 'f'],
    shell: 'export TZ=XYZ-5:30 LC_ALL=de_DE.UTF-8',
    input: 'a\n',
    also: ({ files }) => {
      const text = files.f?.slice('0644 '.length, -' a\n'.length)
      const shown = Date.parse(`${text} GMT+0530`)
      expect(shown).toBeGreaterThan(START - 2000)
      expect(shown).toBeLessThan(Date.now() + 2000)
    },
  },
]

const file: readonly SheetScenario[] = [
  { title: 'its mode is what the mask leaves', script, shell: 'umask 027', files: { f: '0640 ' } },
  {
    title: 'one that exists keeps its mode and its content',
    script,
    given: (place) => place.file('f', 'old\n', 0o600),
    input: 'new\n',
    files: { f: '0600 old\nnew\n' },
  },
  {
    title: 'standard output may be it, where that is a file',
    script: ['/dev/stdout'],
    shell: 'exec >g',
    input: 'a\n',
    files: { g: '0644 a\n' },
  },
  {
    title: 'so may a pipe',
    script: ['pipe'],
    shell: 'mkfifo pipe; cat pipe >copy & exec 4>pipe',
    input: 'x\n'.repeat(100_000),
    also: ({ files }) => expect(files.pipe).toMatch(/ special$/),
    steps: async (logger) => {
      await logger.write('x\n'.repeat(100_000))
      await logger.until('a copy', () => logger.place.size('copy') === 200_000)
    },
  },
  ...(
    [
      ['a directory', 'mkdir f', 'Is a directory'],
      ['one in no directory', 'ln -s nowhere/f f', 'No such file or directory'],
      ['a pipe that nobody reads', 'mkfifo f', 'No such device or address'],
    ] as const
  ).map(
    ([title, shell, reason]): SheetScenario => ({
      title: `${title} is fatal, before anything is read`,
      script,
      shell,
      input: 'a\n',
      exit: '111',
      stderr: `dumblog: fatal: unable to open f: ${reason}\n`,
      left: 'a\n',
    }),
  ),
]

const signals: readonly SheetScenario[] = [
  {
    title: 'HUP after a rename: the old file has all before, the new one what comes after',
    script,
    steps: async (logger) => {
      await logger.feed('a\n', 'b\n')
      moved(logger, 'f', 'g')
      await logger.feed('c\n')
      await logger.wake('SIGHUP')
      await logger.feed('d\n')
    },
    files: { g: '0644 a\nb\nc\n', f: '0644 d\n' },
  },
  {
    title: 'HUP without a rename goes on with the same file',
    script,
    steps: async (logger) => {
      await logger.feed('a\n')
      await logger.wake('SIGHUP')
      await logger.feed('b\n')
    },
    files: { f: '0644 a\nb\n' },
  },
  {
    title: 'HUP inside a line: its rest goes to the new file, without a stamp',
    script: ['-c', 'f'],
    steps: async (logger) => {
      await logger.feed('be')
      moved(logger, 'f', 'g')
      await logger.wake('SIGHUP')
      await logger.feed('gun\nnext\n')
    },
    also: ({ files }) => {
      expect(files.g).toMatch(new RegExp(`^0644 ${CTIME} be$`))
      expect(files.f).toMatch(new RegExp(`^0644 gun\n${CTIME} next\n$`))
    },
  },
  {
    title: 'HUP while the file cannot be opened asks for it until it can',
    script: ['d/f'],
    given: (place) => place.directory('d'),
    steps: async (logger) => {
      await logger.feed('a\n')
      moved(logger, 'd', 'e')
      logger.signal('SIGHUP')
      await logger.says('pausing')
      await logger.write('b\n')
      moved(logger, 'e', 'd')
      await logger.until('the rest', () => logger.place.read('d/f') === 'a\nb\n')
    },
    stderr: ANY,
    files: { 'd/f': '0644 a\nb\n' },
    also: ({ stderr }) =>
      expect(stderr).toMatch(
        /^(dumblog: warning: unable to open d\/f, pausing: No such file or directory\n)+$/,
      ),
  },
  {
    title: 'TERM meanwhile ends it: what was read is in the old file',
    script: ['d/f'],
    given: (place) => place.directory('d'),
    steps: async (logger) => {
      await logger.feed('a\n')
      moved(logger, 'd', 'e')
      logger.signal('SIGHUP')
      await logger.says('pausing')
      await logger.write('b\n')
      logger.signal('SIGTERM')
      await logger.exit()
    },
    stderr: ANY,
    left: 'b\n',
    files: { 'e/f': '0644 a\n', 'd/f': undefined },
  },
  {
    title: 'TERM ends it, and leaves what comes afterwards',
    script,
    steps: async (logger) => {
      await logger.feed('a\n')
      await logger.wake('SIGTERM')
      await logger.exit()
      await logger.write('b\n')
    },
    left: 'b\n',
    files: { f: '0644 a\n' },
  },
  {
    title: 'TERM at the same moment as a line: it is logged or left',
    script,
    steps: async (logger) => {
      await logger.feed('a\n')
      await logger.atOnce('b\n', 'SIGTERM')
      await logger.exit()
    },
    ...loggedOrLeft('f', '0644 a\n', 'b\n'),
  },
  {
    title: 'TERM inside a line does not wait for its end',
    script,
    steps: async (logger) => {
      await logger.feed('a\nb')
      logger.signal('SIGTERM')
      await logger.exit()
      await logger.write('c\n')
    },
    left: 'c\n',
    files: { f: '0644 a\nb' },
  },
  {
    // Two threads may take the two signals. Where TERM wins, HUP comes too late; that it goes
    // first where both are known is shown in test/unit/sinks/plain-file.test.ts.
    title: 'HUP and TERM together: nothing goes elsewhere than before',
    script,
    steps: async (logger) => {
      await logger.feed('a\n')
      moved(logger, 'f', 'g')
      await logger.atOnce('', 'SIGTERM', 'SIGHUP')
      await logger.exit()
    },
    files: { g: '0644 a\n' },
    also: ({ files }) => expect(['0644 ', undefined]).toContain(files.f),
  },
  ...(['SIGINT', 'SIGQUIT', 'SIGALRM', 'SIGUSR1', 'SIGUSR2'] as const).map(
    (name): SheetScenario => ({
      title: `${name} kills it, with everything read written`,
      script,
      shell: 'ulimit -c 0',
      steps: async (logger) => {
        await logger.feed('a\n')
        logger.signal(name)
        await logger.exit()
      },
      exit: name,
      files: { f: '0644 a\n' },
    }),
  ),
]

const PAUSING = 'dumblog: warning: unable to write /dev/full, pausing: No space left on device\n'

const errors: readonly SheetScenario[] = [
  {
    title: 'a full disk pauses it; TERM is answered, and nothing given up',
    script: ['/dev/full'],
    steps: async (logger) => {
      await logger.write('a\n')
      await logger.says(PAUSING, 2)
      logger.signal('SIGTERM')
      await logger.says('dumblog: warning: asked to exit, waiting: unable to write /dev/full: No')
      await logger.says(PAUSING, logger.stderr().split(PAUSING).length + 1)
      logger.kill()
      await logger.exit()
    },
    exit: 'SIGKILL',
    stderr: ANY,
  },
  {
    title: 'a read error is fatal',
    script,
    shell: 'exec </',
    exit: '111',
    stderr: 'dumblog: fatal: unable to read standard input: Is a directory\n',
    files: { f: '0644 ' },
  },
]

sheet('dumblog', 'command line', commandLine)
sheet('dumblog', 'lines', lines)
sheet('dumblog', 'its file', file)
sheet('dumblog', 'signals', signals)
sheet('dumblog', 'errors', errors)
