// ALRM and the others while the logger waits for input: spec/multilog.md §8.

import type { RunningLogger } from '../helpers/run-logger.js'
import { conforms, type Scenario } from './scenario.js'

const x = (count: number): string => 'x'.repeat(count)

const scenario = (
  title: string,
  steps: (logger: RunningLogger) => Promise<void>,
  rest: Partial<Scenario>,
): Scenario => ({ title, script: ['./main'], steps, ...rest })

const alrm: readonly Scenario[] = [
  scenario(
    'ALRM before any input rotates nothing',
    async (logger) => {
      await logger.until('a start', () => logger.place.has('main/current'))
      await logger.idle()
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
    'ALRM rotates a resumed file without new input',
    async (logger) => {
      await logger.until('a start', () => logger.place.has('main/lock'))
      await logger.idle()
      await logger.wake('SIGALRM')
    },
    {
      given: (place) => {
        place.directory('main')
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
      script: ['./main', '-*', './empty', '+*', './other'],
      files: {
        'main/@1.s': '0744 one\n',
        'empty/@1.s': undefined,
        'empty/current': '0744 ',
        'other/@1.s': '0744 one\n',
      },
    },
  ),
  scenario(
    'ALRM after TERM inside a line still rotates',
    async (logger) => {
      await logger.feed(x(1200))
      await logger.wake('SIGTERM')
      await logger.wake('SIGALRM')
      await logger.write('y\nnext\n')
      await logger.exit()
    },
    { files: { 'main/@1.s': `0744 ${x(1200)}`, 'main/current': '0744 y\n' }, left: 'next\n' },
  ),
  scenario(
    'ALRM then TERM inside a line',
    async (logger) => {
      await logger.feed('one\npar')
      await logger.wake('SIGALRM')
      await logger.wake('SIGTERM')
      await logger.write('tial\nnext\n')
      await logger.exit()
    },
    { files: { 'main/@1.s': '0744 one\n', 'main/current': '0744 partial\n' }, left: 'next\n' },
  ),
]

const deadly = (['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const).map((name) =>
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

conforms('multilog', 'ALRM', alrm)
conforms('multilog', 'other signals', [...deadly, ...harmless])
