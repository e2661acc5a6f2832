// Signals while it waits for input: spec/cyclog.md §7.

import type { RunningLogger } from '../helpers/run-logger.js'
import { FORCED, main, records, rotated, TERMINATED } from './cyclog-scenario.js'
import { loggedOrLeft } from './expected.js'
import { type SheetScenario, sheet } from './scenario.js'

const signalled = (
  title: string,
  steps: (logger: RunningLogger) => Promise<void>,
  rest: Partial<SheetScenario>,
): SheetScenario => ({ title, script: ['./main'], given: main, steps, ...rest })

sheet('cyclog', 'signals', [
  ...(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGPIPE'] as const).map((name) =>
    signalled(
      `${name} ends it, inside a line too, and leaves the rest in the pipe`,
      async (logger) => {
        await logger.feed('one\ntw')
        await logger.wake(name)
        await logger.exit()
        await logger.write('o\nlate\n')
      },
      {
        stderr: TERMINATED,
        left: 'o\nlate\n',
        files: { 'main/current': '0744 @LABEL one\n@LABEL tw' },
      },
    ),
  ),
  signalled(
    'TERM at the same moment as a line: it is logged or left',
    async (logger) => {
      await logger.feed('one\n')
      await logger.atOnce('late\n', 'SIGTERM')
      await logger.exit()
    },
    {
      stderr: TERMINATED,
      ...loggedOrLeft('main/current', '0744 @LABEL one\n', 'late\n', '@LABEL '),
    },
  ),
  signalled(
    'a broken standard error ends it cleanly, as PIPE does',
    async (logger) => {
      await logger.write(records(40))
      await logger.exit()
    },
    {
      script: ['--max-file-size', '4096', './main'],
      // The reading end is closed before the program begins.
      shell: 'mkfifo p; sleep 0 <p & exec 2>p; wait',
      also: ({ files }) => {
        if (!files['main/current']?.startsWith('0744 ')) throw new Error('no clean end')
      },
    },
  ),
  signalled(
    'ALRM rotates inside a line, and the rest of it has no label',
    async (logger) => {
      await logger.feed('par')
      await logger.wake('SIGALRM')
      await logger.feed('tial\nnext\n')
    },
    {
      stderr: FORCED + rotated(),
      files: { 'main/@1.s': '0744 @LABEL par', 'main/current': '0744 tial\n@LABEL next\n' },
    },
  ),
  signalled(
    'ALRM rotates every directory',
    async (logger) => {
      await logger.feed('one\n')
      await logger.wake('SIGALRM')
    },
    {
      script: ['./main', './other'],
      given: (place) => {
        main(place)
        place.directory('other')
      },
      stderr: FORCED + rotated() + rotated(1, './other'),
      files: {
        'main/@1.s': '0744 @LABEL one\n',
        'main/current': '0744 ',
        'other/@1.s': '0744 @LABEL one\n',
        'other/current': '0744 ',
      },
    },
  ),
  signalled(
    'ALRM with nothing in current rotates nothing',
    async (logger) => {
      await logger.feed('one\n')
      for (let k = 0; k < 3; k++) await logger.wake('SIGALRM')
    },
    {
      stderr: FORCED + rotated() + FORCED + FORCED,
      names: ['@1.s', 'current'],
    },
  ),
  signalled(
    'TSTP stops it until CONT',
    async (logger) => {
      await logger.feed('one\n')
      logger.signal('SIGTSTP')
      await logger.stopped()
      await logger.write('two\n')
      logger.signal('SIGCONT')
      await logger.says('Continued.')
      await logger.idle()
    },
    {
      stderr: 'cyclog: INFO: Paused.\ncyclog: INFO: Continued.\n',
      files: { 'main/current': '0744 @LABEL one\n@LABEL two\n' },
    },
  ),
])
