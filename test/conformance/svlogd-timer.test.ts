// Rotation by time: spec/svlogd.md §8.3. These wait for real seconds, side by side.

import { wakings } from '../helpers/processes.js'
import type { RunningLogger } from '../helpers/run-logger.js'
import { conforms, type Scenario } from './scenario.js'
import { archived, ending, logs, started } from './svlogd-directory.js'

/** `config`, and one line that must be rotated without more input. */
const timed = (title: string, ...config: readonly string[]): Scenario =>
  logs(
    title,
    config,
    {
      steps: async (logger) => {
        await logger.feed('one\n')
        await archived(logger, 1)
      },
    },
    { files: { 'main/@1.s': '0744 one\n', 'main/current': '0744 ' } },
  )

const stays = (title: string, ...config: readonly string[]): Scenario =>
  logs(
    title,
    config,
    {
      steps: async (logger) => {
        await started(logger)
        await elapsed(logger, 1.3)
        await logger.feed('one\n')
      },
    },
    { names: ['current'], files: { 'main/current': '0744 one\n' } },
  )

/** Waits until so many seconds have passed since the call. */
const elapsed = async (logger: RunningLogger, seconds: number): Promise<void> => {
  const end = performance.now() + seconds * 1000
  await logger.until(`${seconds} s`, () => performance.now() >= end)
}

conforms('svlogd', 'time', [
  timed('t1 rotates after a second', 't1'),
  timed('t1d is a second', 't1d'),
  timed('the last t counts', 't0', 't100', 't1'),
  stays('t0 is never', 't0'),
  stays('no digits are never', 't'),
  stays('t1m is no second', 't1m'),
  stays('t1h is no second', 't1h'),
  logs(
    'time rotates again and again',
    ['t1'],
    {
      steps: async (logger) => {
        await logger.feed('one\n')
        await archived(logger, 1)
        await logger.feed('two\n')
        await archived(logger, 2)
      },
    },
    { files: { 'main/@1.s': '0744 one\n', 'main/@2.s': '0744 two\n', 'main/current': '0744 ' } },
  ),
  logs(
    'an empty file is not rotated, and the time begins anew',
    ['t1'],
    {
      steps: async (logger) => {
        await started(logger)
        const before = wakings(logger.pid)
        await logger.until('a passed second', () => wakings(logger.pid) > before)
        await logger.idle()
        await logger.feed('one\n')
        const fed = performance.now()
        await archived(logger, 1)
        if (performance.now() - fed < 300) throw new Error('rotated at once')
      },
    },
    { files: { 'main/@1.s': '0744 one\n', 'main/current': '0744 ' } },
  ),
  logs(
    'ALRM does not put off the time',
    ['t2'],
    {
      steps: async (logger) => {
        await started(logger)
        const start = performance.now()
        await logger.feed('one\n')
        await elapsed(logger, 1)
        await logger.wake('SIGALRM')
        await logger.feed('two\n')
        await logger.until('two', () => ending(logger.place, '.s').length === 2)
        const seconds = (performance.now() - start) / 1000
        if (seconds > 2.8) throw new Error(`after ${seconds} s`)
      },
    },
    { files: { 'main/@1.s': '0744 one\n', 'main/@2.s': '0744 two\n' } },
  ),
  logs(
    'HUP begins the time anew',
    ['t2'],
    {
      steps: async (logger) => {
        await started(logger)
        await logger.feed('one\n')
        await elapsed(logger, 1.2)
        await logger.wake('SIGHUP')
        const start = performance.now()
        await archived(logger, 1)
        const seconds = (performance.now() - start) / 1000
        if (seconds < 1.2) throw new Error(`after ${seconds} s`)
      },
    },
    { files: { 'main/@1.s': '0744 one\n' } },
  ),
])
