// While a processor runs: spec/s6-log.md §7.6.

import type { RunningLogger } from '../helpers/run-logger.js'
import { full, programs, run, scenario } from './s6-processors.js'
import { conforms, type Scenario } from './scenario.js'

const go = (logger: RunningLogger): Promise<void> =>
  logger.until('a running processor', () => logger.place.has('running'))

const meanwhile: readonly Scenario[] = [
  scenario(
    'lines wait in memory until it has ended',
    `?${programs}/waits`,
    { 'main/@1.s': `0744 ${full}`, 'main/current': `0744 ${'held\n'.repeat(100)}` },
    {
      steps: async (logger) => {
        await logger.feed(full)
        await go(logger)
        await logger.feed('held\n'.repeat(100))
        if (logger.place.size('main/current') !== 0) throw new Error('written early')
        logger.place.file('go')
      },
    },
  ),
  scenario(
    'any number of lines is read meanwhile',
    `?${programs}/waits`,
    { 'main/@1.s': `0744 ${full}` },
    {
      script: ['-d3', 's4096', 'n1000', `?${programs}/waits`, './main'],
      steps: async (logger) => {
        await logger.feed(full)
        await go(logger)
        await logger.feed(`${'y'.repeat(99)}\n`.repeat(1000))
        logger.place.file('go')
      },
      compare: 'joined',
      text: full + `${'y'.repeat(99)}\n`.repeat(1000),
    },
  ),
  scenario(
    'with -b nothing is read meanwhile',
    `?${programs}/waits`,
    { 'main/@1.s': `0744 ${full}`, 'main/current': '0744 next\n' },
    {
      script: ['-bd3', 's4096', `?${programs}/waits`, './main'],
      steps: async (logger) => {
        await logger.feed(full)
        await go(logger)
        await logger.until('a waiting logger', () => logger.sleeps())
        await logger.write('next\n')
        if (logger.waiting() !== 5) throw new Error('read')
        logger.place.file('go')
      },
    },
  ),
  scenario(
    'other directories go on',
    `?${programs}/waits`,
    { 'main/@1.s': `0744 ${full}`, 'main/current': '0744 next\n' },
    {
      script: ['-d3', '1', './other', 's4096', `?${programs}/waits`, './main'],
      steps: async (logger) => {
        await logger.feed(full)
        await go(logger)
        await logger.feed('next\n')
        await logger.until(
          'the other directory',
          () => logger.place.size('other/current') === full.length + 5,
        )
        if (logger.stdout() !== `${full}next\n`) throw new Error(logger.stdout())
        logger.place.file('go')
      },
      stdout: `${full}next\n`,
    },
  ),
  scenario(
    'the end of input waits for it',
    `?${programs}/waits`,
    { 'main/@1.s': `0744 ${full}`, 'main/current': '0744 ' },
    {
      steps: async (logger) => {
        await logger.write(full)
        logger.end()
        await go(logger)
        logger.place.file('go')
      },
    },
  ),
  scenario(
    'TERM waits for it',
    `?${programs}/waits`,
    { 'main/@1.s': `0744 ${full}`, 'main/current': '0744 held\n' },
    {
      steps: async (logger) => {
        await logger.feed(full)
        await go(logger)
        await logger.feed('held\n')
        await logger.wake('SIGTERM')
        await logger.write('late\n')
        logger.place.file('go')
      },
      left: 'late\n',
    },
  ),
  scenario(
    'TERM waits for it, and with -b what was there before it stays in the pipe',
    `?${programs}/waits`,
    { 'main/@1.s': `0744 ${full}`, 'main/current': '0744 ' },
    {
      script: ['-bd3', 's4096', `?${programs}/waits`, './main'],
      steps: async (logger) => {
        await logger.feed(full)
        await go(logger)
        await logger.write('late\nlater')
        await logger.until('a waiting logger', () => logger.sleeps())
        await logger.wake('SIGTERM')
        logger.place.file('go')
      },
      left: 'late\nlater',
    },
  ),
  scenario(
    'TERM waits for it, and with -b no more than the rest of a line is read then',
    `?${programs}/waits`,
    { 'main/@1.s': `0744 ${full}`, 'main/current': '0744 two\n' },
    {
      script: ['-bd3', 's4096', `?${programs}/waits`, './main'],
      ours: { script: ['-t0', '-bd3', 's4096', `?${programs}/waits`, './main'] },
      steps: async (logger) => {
        await logger.feed(`${full}tw`)
        await go(logger)
        await logger.write('o\nlate\n')
        await logger.until('a waiting logger', () => logger.sleeps())
        await logger.wake('SIGTERM')
        logger.place.file('go')
      },
      left: 'late\n',
    },
  ),
  scenario(
    'ALRM meanwhile starts no other rotation',
    `?${programs}/waits`,
    { 'main/@1.s': `0744 ${full}`, 'main/@2.s': undefined, 'main/current': '0744 held\n' },
    {
      steps: async (logger) => {
        await logger.feed(full)
        await go(logger)
        await logger.feed('held\n')
        await logger.wake('SIGALRM')
        logger.place.file('go')
      },
    },
  ),
  scenario(
    'a logger killed meanwhile: everything is there after the next start',
    `?${programs}/waits`,
    undefined,
    {
      steps: async (logger) => {
        await logger.feed(full)
        await go(logger)
        await logger.feed('held\n')
        logger.kill()
      },
      again: [{ ...run('?cat', 'more\n') }],
      deviation: 's6-log: crash during processing',
      exit: 'SIGKILL, 0',
      files: { 'main/@1.u': `0744 ${full}`, 'main/@2.u': '0644 ', 'main/current': '0744 more\n' },
      theirs: {
        exit: 'SIGKILL, 111',
        stderr: 's6-log: fatal: unable to finish current .u for logdir ./main: File exists\n',
        left: 'more\n',
      },
    },
  ),
]

conforms('s6-log', 'while a processor runs', meanwhile)
