// Signals: spec/tinylog.md §8, and §14 T7.

import { loggedOrLeft } from './expected.js'
import { type SheetScenario, sheet } from './scenario.js'
import { records, STARTING } from './tinylog-scenario.js'

const x = (count: number): string => 'x'.repeat(count)

const scenario = (
  title: string,
  steps: NonNullable<SheetScenario['steps']>,
  rest: Partial<SheetScenario>,
): SheetScenario => ({ title, script: ['./main'], steps, stderr: STARTING, ...rest })

sheet('tinylog', 'TERM', [
  scenario(
    'an idle one ends at once, with a clean current',
    async (logger) => {
      await logger.feed('one\n')
      await logger.wake('SIGTERM')
      await logger.exit()
      await logger.write('late\n')
    },
    { files: { 'main/current': '0744 one\n' }, left: 'late\n' },
  ),
  scenario(
    'what comes at the same moment is logged or stays in the pipe',
    async (logger) => {
      await logger.feed('one\n')
      await logger.atOnce(records(9), 'SIGTERM')
      await logger.exit()
    },
    loggedOrLeft('main/current', '0744 one\n', records(9)),
  ),
  scenario(
    'the rest of the line in hand is taken, and what is behind it logged or left',
    async (logger) => {
      await logger.feed(`one\n${x(500)}`)
      await logger.atOnce(`${'y'.repeat(400)}\nnext\n`, 'SIGTERM')
      await logger.exit()
    },
    loggedOrLeft('main/current', `0744 one\n${x(500)}${'y'.repeat(400)}\n`, 'next\n'),
  ),
  scenario(
    'of a line that is too long the rest goes too',
    async (logger) => {
      await logger.feed(x(1500))
      await logger.atOnce(`${x(300)}\nnext\n`, 'SIGTERM')
      await logger.exit()
    },
    loggedOrLeft('main/current', `0744 ${x(1000)}\n`, 'next\n'),
  ),
  scenario(
    'a line that does not end is completed',
    async (logger) => {
      await logger.feed('one\npar')
      logger.signal('SIGTERM')
      await logger.exit()
    },
    { files: { 'main/current': '0744 one\npar\n' } },
  ),
  scenario(
    'with HUP the rotation comes before the line in hand',
    async (logger) => {
      await logger.feed('one\ntwo')
      await logger.wake('SIGHUP')
      logger.signal('SIGTERM')
      await logger.exit()
    },
    { files: { 'main/_1.s': '0644 one\n', 'main/current': '0744 two\n' } },
  ),
  scenario(
    'acts where the parent had it ignored',
    async (logger) => {
      await logger.feed('one\n')
      await logger.wake('SIGTERM')
      await logger.exit()
    },
    { shell: "trap '' TERM HUP", files: { 'main/current': '0744 one\n' } },
  ),
])

sheet(
  'tinylog',
  'signals that are not its own',
  (['SIGINT', 'SIGQUIT', 'SIGALRM', 'SIGUSR1', 'SIGUSR2'] as const).map((name) =>
    scenario(
      `${name} kills, and the next start finds an unclean current`,
      async (logger) => {
        await logger.feed('one\n')
        logger.signal(name)
        await logger.exit()
      },
      {
        shell: 'ulimit -c 0',
        again: [{ script: ['./main'], input: 'two\n' }],
        exit: `${name}, 0`,
        stderr: STARTING + STARTING,
        files: { 'main/_1.u': '0644 one\n', 'main/current': '0744 two\n' },
      },
    ),
  ),
)
