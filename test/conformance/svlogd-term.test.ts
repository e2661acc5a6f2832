// TERM while the logger waits for input: spec/svlogd.md §9.

import type { RunningLogger } from '../helpers/run-logger.js'
import { ANY } from './expected.js'
import { conforms, type Scenario } from './scenario.js'
import { logs, started } from './svlogd-directory.js'

const x = (count: number): string => 'x'.repeat(count)

const scenario = (
  title: string,
  steps: (logger: RunningLogger) => Promise<void>,
  rest: Partial<Scenario>,
): Scenario => logs(title, [], { steps }, rest)

const term: readonly Scenario[] = [
  scenario(
    'TERM before any input ends it at once',
    async (logger) => {
      await started(logger)
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
    {
      deviation: 'svlogd: lines lost by TERM',
      files: { 'main/current': '0744 one\npartial\n' },
      left: 'next\nmore',
      theirs: { files: { 'main/current': '0744 one\n' }, left: 'next\nmore' },
    },
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
    {
      deviation: 'svlogd: lines lost by TERM',
      files: { 'main/current': '0744 abcd\n' },
      left: '\n',
      theirs: { files: { 'main/current': '0744 ' }, left: '\n' },
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
    {
      deviation: 'svlogd: lines lost by TERM',
      files: { 'main/current': '0744 one\npart\n' },
      theirs: { files: { 'main/current': '0744 one\n' } },
    },
  ),
  scenario(
    'TERM inside a long line finishes it',
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
    'TERM inside a long line, then the end of input',
    async (logger) => {
      await logger.feed(x(1500))
      await logger.wake('SIGTERM')
      logger.end()
      await logger.exit()
    },
    { files: { 'main/current': `0744 ${x(1500)}\n` } },
  ),
  scenario(
    'TERM with input waiting: what was taken is logged, the rest stays',
    async (logger) => {
      await logger.feed('one\n')
      await logger.atOnce('two\nthree\n', 'SIGTERM')
      await logger.exit()
    },
    {
      deviation: 'svlogd: lines lost by TERM',
      // Which of the two is noticed first is chance.
      left: ANY,
      also: ({ files, left }) => {
        const logged = files['main/current']?.slice('0744 '.length)
        if (`${logged}${left}` !== 'one\ntwo\nthree\n') throw new Error(`${logged}, ${left}`)
      },
      theirs: { files: { 'main/current': '0744 one\ntwo\n' } },
    },
  ),
  scenario(
    'TERM again and again is as good as once',
    async (logger) => {
      await logger.feed(x(1200))
      for (let k = 0; k < 3; k++) await logger.wake('SIGTERM')
      await logger.write('y\nnext\n')
      await logger.exit()
    },
    { files: { 'main/current': `0744 ${x(1200)}y\n` }, left: 'next\n' },
  ),
  scenario(
    'TERM acts where the parent had it ignored',
    async (logger) => {
      await logger.feed('one\n')
      await logger.wake('SIGTERM')
      await logger.exit()
    },
    { shell: "trap '' TERM ALRM HUP", files: { 'main/current': '0744 one\n' } },
  ),
]

conforms('svlogd', 'TERM', term)
