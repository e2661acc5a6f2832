// ALRM, and signals without a meaning: spec/s6-log.md §9.1.

import type { RunningLogger } from '../helpers/run-logger.js'
import { conforms, type Scenario } from './scenario.js'

const rotations: readonly Scenario[] = [
  {
    title: 'ALRM rotates every directory',
    script: ['./main', 'pB', './other', '1'],
    steps: async (logger) => {
      await logger.feed('one\n')
      await logger.wake('SIGALRM')
      await logger.feed('two\n')
    },
    stdout: 'B one\nB two\n',
    files: {
      'main/@1.s': '0744 one\n',
      'main/current': '0744 two\n',
      'other/@1.s': '0744 B one\n',
      'other/current': '0744 B two\n',
    },
  },
  {
    title: 'ALRM twice',
    script: ['./main'],
    steps: async (logger) => {
      await logger.feed('one\n')
      await logger.wake('SIGALRM')
      await logger.feed('two\n')
      await logger.wake('SIGALRM')
    },
    files: {
      'main/@1.s': '0744 one\n',
      'main/@2.s': '0744 two\n',
      'main/current': '0744 ',
    },
  },
  {
    title: 'ALRM with nothing in current makes no archive',
    script: ['./main'],
    steps: async (logger) => {
      await logger.until('a start', () => logger.place.has('main/current'))
      await logger.idle()
      await logger.wake('SIGALRM')
      await logger.feed('one\n')
    },
    names: ['current'],
    files: { 'main/current': '0744 one\n' },
  },
  {
    title: 'ALRM does not touch a line in hand',
    script: ['./main'],
    steps: async (logger) => {
      await logger.feed('one\ntw')
      await logger.wake('SIGALRM')
      await logger.feed('o\n')
    },
    files: { 'main/@1.s': '0744 one\n', 'main/current': '0744 two\n' },
  },
  {
    title: 'ALRM rotates what an earlier run left',
    script: ['./main'],
    input: 'one\n',
    again: [
      {
        script: ['./main'],
        steps: async (logger) => {
          await logger.until('a start', () => logger.place.has('main/current'))
          await logger.feed('two\n')
          await logger.wake('SIGALRM')
        },
      },
    ],
    files: { 'main/@1.s': '0744 one\ntwo\n', 'main/current': '0744 ' },
  },
  {
    title: 'ALRM without any directory is ignored',
    script: ['1'],
    steps: async (logger) => {
      await logger.feed('one\n')
      await logger.wake('SIGALRM')
      await logger.feed('two\n')
    },
    stdout: 'one\ntwo\n',
  },
]

const harmless: readonly Scenario[] = (['SIGPIPE', 'SIGCHLD', 'SIGCONT'] as const).map(
  (signal) => ({
    title: `${signal} does nothing`,
    script: ['./main'],
    steps: async (logger: RunningLogger) => {
      await logger.feed('one\n')
      logger.signal(signal)
      await logger.feed('two\n')
    },
    files: { 'main/current': '0744 one\ntwo\n' },
  }),
)

const deadly: readonly Scenario[] = (
  ['SIGINT', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGKILL'] as const
).map((signal) => ({
  title: `${signal} kills, and current stays unclean`,
  script: ['./main'],
  shell: 'ulimit -c 0',
  steps: async (logger: RunningLogger) => {
    await logger.feed('one\n')
    logger.signal(signal)
    await logger.exit()
  },
  exit: signal,
  files: { 'main/current': '0644 one\n' },
}))

conforms('s6-log', 'ALRM', rotations)
conforms('s6-log', 'other signals', [...harmless, ...deadly])
