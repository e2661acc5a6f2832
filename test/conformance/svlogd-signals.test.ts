// ALRM and others while the logger waits for input: spec/svlogd.md §8.4 and §9.

import type { RunningLogger } from '../helpers/run-logger.js'
import { conforms, type Scenario } from './scenario.js'
import { directory, logs, started } from './svlogd-directory.js'

const x = (count: number): string => 'x'.repeat(count)

const scenario = (
  title: string,
  steps: (logger: RunningLogger) => Promise<void>,
  rest: Partial<Scenario>,
): Scenario => logs(title, [], { steps }, rest)

const alrm: readonly Scenario[] = [
  scenario(
    'ALRM before any input rotates nothing',
    async (logger) => {
      await started(logger)
      await logger.wake('SIGALRM')
      await logger.feed('one\n')
    },
    { names: ['current'], files: { 'main/current': '0744 one\n' } },
  ),
  scenario(
    'ALRM rotates what is there, and reading goes on',
    async (logger) => {
      await logger.feed('one\n')
      await logger.wake('SIGALRM')
      await logger.feed('two\n')
      await logger.wake('SIGALRM')
      await logger.wake('SIGALRM')
      await logger.feed('three\n')
    },
    {
      names: ['@1.s', '@2.s', 'current'],
      files: {
        'main/@1.s': '0744 one\n',
        'main/@2.s': '0744 two\n',
        'main/current': '0744 three\n',
      },
    },
  ),
  scenario(
    'ALRM rotates a continued file without new input',
    async (logger) => {
      // current is there before.
      await logger.until('a start', () => logger.place.has('main/lock'))
      await logger.idle()
      await logger.wake('SIGALRM')
    },
    {
      given: (place) => {
        directory(place, 'main')
        place.file('main/current', 'old\n', 0o744)
      },
      names: ['@1.s', 'current'],
      files: { 'main/@1.s': '0744 old\n', 'main/current': '0744 ' },
    },
  ),
  scenario(
    'ALRM inside a short line leaves the line whole',
    async (logger) => {
      await logger.feed('one\npar')
      await logger.wake('SIGALRM')
      await logger.feed('tial\n')
    },
    { files: { 'main/@1.s': '0744 one\n', 'main/current': '0744 partial\n' } },
  ),
  scenario(
    'ALRM inside a long line rotates the part already written',
    async (logger) => {
      await logger.feed(x(1500))
      await logger.wake('SIGALRM')
      await logger.feed('y\n')
    },
    { files: { 'main/@1.s': `0744 ${x(1500)}`, 'main/current': '0744 y\n' } },
  ),
  scenario(
    'ALRM rotates every directory that has something',
    async (logger) => {
      await logger.feed('one\n')
      await logger.wake('SIGALRM')
    },
    {
      script: ['./main', './empty', './other'],
      given: (place) => {
        directory(place, 'main')
        directory(place, 'empty', '-*')
        directory(place, 'other')
      },
      files: {
        'main/@1.s': '0744 one\n',
        'empty/@1.s': undefined,
        'empty/current': '0744 ',
        'other/@1.s': '0744 one\n',
      },
    },
  ),
  scenario(
    'ALRM and TERM that come together: rotated, then ended',
    async (logger) => {
      await logger.feed('one\n')
      await logger.atOnce('', 'SIGALRM', 'SIGTERM')
      await logger.exit()
    },
    {
      // Ours has threads: which of them wakes up first, and with which signal, is chance.
      compare: 'joined',
      text: 'one\n',
      theirs: { files: { 'main/@1.s': '0744 one\n', 'main/current': '0744 ' } },
    },
  ),
]

const deadly = (['SIGINT', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const).map((name) =>
  scenario(
    `${name} ends it by default and leaves current unclean`,
    async (logger) => {
      await logger.feed('one\n')
      logger.signal(name)
      await logger.exit()
    },
    { exit: name, names: ['current'], files: { 'main/current': '0644 one\n' } },
  ),
)

const harmless = (['SIGCHLD', 'SIGCONT', 'SIGWINCH'] as const).map((name) =>
  scenario(
    `${name} does nothing`,
    async (logger) => {
      await logger.feed('one\n')
      logger.signal(name)
      await logger.feed('two\n')
    },
    { files: { 'main/current': '0744 one\ntwo\n' } },
  ),
)

conforms('svlogd', 'ALRM', alrm)
conforms('svlogd', 'other signals', [...deadly, ...harmless])
