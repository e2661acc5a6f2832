// TERM while the logger waits for input: spec/multilog.md §8.

import type { RunningLogger } from '../helpers/run-logger.js'
import { conforms, type Scenario } from './scenario.js'

const x = (count: number): string => 'x'.repeat(count)

const scenario = (
  title: string,
  steps: (logger: RunningLogger) => Promise<void>,
  rest: Partial<Scenario>,
): Scenario => ({ title, script: ['./main'], steps, ...rest })

const term: readonly Scenario[] = [
  scenario(
    'TERM before any input ends it at once',
    async (logger) => {
      await logger.until('a start', () => logger.place.has('main/current'))
      await logger.idle()
      await logger.wake('SIGTERM')
      await logger.exit()
    },
    { names: ['current'], files: { 'main/current': '0744 ' } },
  ),
  scenario(
    'TERM behind a complete line ends it at once',
    async (logger) => {
      await logger.feed('one\n', 'two\n')
      await logger.wake('SIGTERM')
      await logger.exit()
      await logger.write('late\n')
    },
    { files: { 'main/current': '0744 one\ntwo\n' }, left: 'late\n' },
  ),
  scenario(
    'TERM inside a line finishes that line and leaves the next in the pipe',
    async (logger) => {
      await logger.feed('one\npar')
      await logger.wake('SIGTERM')
      await logger.write('tial\nnext\nmore')
      await logger.exit()
    },
    { files: { 'main/current': '0744 one\npartial\n' }, left: 'next\nmore' },
  ),
  scenario(
    'after TERM a line may still come in pieces',
    async (logger) => {
      await logger.feed('a')
      await logger.wake('SIGTERM')
      await logger.feed('b', 'c', 'd')
      await logger.write('\n\n')
      await logger.exit()
    },
    { files: { 'main/current': '0744 abcd\n' }, left: '\n' },
  ),
  scenario(
    'TERM inside a line that its window does not hold',
    async (logger) => {
      await logger.feed(x(1500))
      await logger.wake('SIGTERM')
      await logger.feed('y')
      await logger.write(`${x(2000)}\nnext\n`)
      await logger.exit()
    },
    { files: { 'main/current': `0744 ${x(1500)}y${x(2000)}\n` }, left: 'next\n' },
  ),
  scenario(
    'TERM just before the window is full',
    async (logger) => {
      await logger.feed(x(999))
      await logger.wake('SIGTERM')
      await logger.feed('y', 'z')
      await logger.write('\nnext\n')
      await logger.exit()
    },
    {
      script: ['-*', `+${x(999)}y`, './main'],
      files: { 'main/current': `0744 ${x(999)}yz\n` },
      left: 'next\n',
    },
  ),
  scenario(
    'TERM inside a line, then the end of input',
    async (logger) => {
      await logger.feed('one\npart')
      await logger.wake('SIGTERM')
      logger.end()
      await logger.exit()
    },
    { files: { 'main/current': '0744 one\npart\n' } },
  ),
  scenario(
    'TERM again and again is as good as once',
    async (logger) => {
      await logger.feed('par')
      for (let k = 0; k < 3; k++) await logger.wake('SIGTERM')
      await logger.feed('ti')
      await logger.wake('SIGTERM')
      await logger.write('al\nnext\n')
      await logger.exit()
    },
    { files: { 'main/current': '0744 partial\n' }, left: 'next\n' },
  ),
  scenario(
    'TERM without directories',
    async (logger) => {
      await logger.feed('one\n')
      await logger.wake('SIGTERM')
      await logger.exit()
    },
    { script: ['e'], stderr: 'one\n' },
  ),
  scenario(
    'TERM acts where the parent had it ignored',
    async (logger) => {
      await logger.feed('one\n')
      await logger.wake('SIGTERM')
      await logger.exit()
    },
    { shell: "trap '' TERM ALRM", files: { 'main/current': '0744 one\n' } },
  ),
]

conforms('multilog', 'TERM', term)
