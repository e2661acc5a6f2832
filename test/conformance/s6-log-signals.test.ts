// TERM and HUP: spec/s6-log.md §9.2.

import type { RunningLogger } from '../helpers/run-logger.js'
import { until } from '../helpers/waiting.js'
import { ANY } from './expected.js'
import { conforms, type Scenario } from './scenario.js'

const TOO_LONG = 's6-log: warning: input line too long, stopping before the end\n'

// How long the rest of a line is waited for: the original for ever, ours for 2 s, which a
// busy machine may take between two steps.
const patient = (script: readonly string[]): Pick<Scenario, 'script' | 'ours'> => ({
  script,
  ours: { script: ['-t0', ...script] },
})

const ends = (
  title: string,
  steps: (logger: RunningLogger) => Promise<void>,
  stdout: string,
  rest: Partial<Scenario> = {},
): Scenario => ({
  title,
  ...patient(['1', './main']),
  steps,
  stdout,
  files: { 'main/current': `0744 ${stdout}` },
  ...rest,
})

const both: readonly Scenario[] = (['SIGTERM', 'SIGHUP'] as const).flatMap((signal) => [
  ends(
    `${signal} ends an idle logger`,
    async (logger) => {
      await logger.feed('one\n')
      logger.signal(signal)
      await logger.exit()
    },
    'one\n',
  ),
  ends(
    `${signal}: what comes afterwards stays in the pipe`,
    async (logger) => {
      await logger.feed('one\n')
      logger.signal(signal)
      await logger.exit()
      await logger.write('late\nlater')
    },
    'one\n',
    { left: 'late\nlater' },
  ),
  ends(
    `${signal} inside a line: the rest of it is read, and no byte more`,
    async (logger) => {
      await logger.feed('one\ntw')
      await logger.wake(signal)
      await logger.write('o\nlate\n')
    },
    'one\ntwo\n',
    { left: 'late\n' },
  ),
  ends(
    `${signal} inside a line, its rest in pieces`,
    async (logger) => {
      await logger.feed('tw')
      await logger.wake(signal)
      await logger.feed('o', ' and')
      await logger.write(' more\nlate\n')
    },
    'two and more\n',
    { left: 'late\n' },
  ),
  ends(
    `${signal} inside a line that ends with the input`,
    async (logger) => {
      await logger.feed('one\ntw')
      await logger.wake(signal)
      await logger.write('o')
    },
    'one\ntwo\n',
  ),
])

const limits: readonly Scenario[] = [
  {
    title: 'TERM inside a line that grows to the limit',
    ...patient(['-l48', '1']),
    steps: async (logger) => {
      await logger.feed('x'.repeat(40))
      await logger.wake('SIGTERM')
      await logger.write(`${'y'.repeat(20)}\n`)
    },
    deviation: 's6-log: limit of the last line',
    stderr: TOO_LONG,
    stdout: `${'x'.repeat(40)}${'y'.repeat(8)}\n`,
    left: `${'y'.repeat(12)}\n`,
    theirs: {
      stderr: TOO_LONG,
      stdout: `${'x'.repeat(40)}${'y'.repeat(9)}\n`,
      left: `${'y'.repeat(11)}\n`,
    },
  },
  {
    title: 'TERM inside a line: NUL ends it',
    ...patient(['1']),
    steps: async (logger) => {
      await logger.feed('tw')
      await logger.wake('SIGTERM')
      await logger.write('o\0late\nlater\n')
    },
    deviation: 's6-log: NUL in the last line',
    stdout: 'two\n',
    left: 'late\nlater\n',
    theirs: { stdout: 'two\0late\n', left: 'later\n' },
  },
  {
    title: 'TERM inside a line that never ends',
    script: ['1'],
    ours: {
      steps: async (logger) => {
        await logger.feed('one\ntw')
        logger.signal('SIGTERM')
        await logger.exit()
      },
    },
    steps: async (logger) => {
      await logger.feed('one\ntw')
      await logger.wake('SIGTERM')
      await until('an exit', () => logger.ended, 5).catch(() => logger.kill())
    },
    deviation: 's6-log: wait for the last line',
    stdout: 'one\ntw\n',
    theirs: { exit: 'SIGKILL', stdout: 'one\n' },
  },
  {
    title: 'TERM inside a line that never ends, -t200',
    script: ['-t200', '1'],
    input: 'one\ntw',
    ours: {
      steps: async (logger) => {
        await logger.feed('one\ntw')
        logger.signal('SIGTERM')
        await logger.exit()
      },
    },
    deviation: 's6-log: options of the newest',
    stdout: 'one\ntw\n',
    theirs: { exit: '100', stderr: ANY, left: 'one\ntw' },
  },
]

const protectedFromTerm: readonly Scenario[] = [
  ends(
    'with -p TERM is ignored',
    async (logger) => {
      await logger.feed('one\n')
      logger.signal('SIGTERM')
      await logger.feed('two\n')
    },
    'one\ntwo\n',
    patient(['-p', '1', './main']),
  ),
  ends(
    'with -p HUP is not',
    async (logger) => {
      await logger.feed('one\ntw')
      logger.signal('SIGTERM')
      await logger.settled()
      await logger.wake('SIGHUP')
      await logger.write('o\nlate\n')
    },
    'one\ntwo\n',
    { ...patient(['-p', '1', './main']), left: 'late\n' },
  ),
]

conforms('s6-log', 'TERM and HUP', [...both, ...protectedFromTerm])
conforms('s6-log', 'lines that do not end', limits)
