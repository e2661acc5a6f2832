// HUP: directories that come and go, and where the original is wrong: spec/svlogd.md §2, §9
// and D5, D6, D11.

import { renameSync } from 'node:fs'
import type { Place } from '../helpers/places.js'
import type { RunningLogger } from '../helpers/run-logger.js'
import { conforms, type Scenario } from './scenario.js'
import { directory, ending, logs, main, processing } from './svlogd-directory.js'
import { changed, rewritten } from './svlogd-hup.js'

const differing: readonly Scenario[] = [
  changed('standard error of the last line is forgotten', ['e*'], rewritten('pY'), {
    deviation: 'svlogd: standard error after HUP',
    stderr: 'one\n',
    theirs: { stderr: 'one\nYtwo\n' },
  }),
  changed(
    'a config that was removed stays in force',
    ['pX'],
    (place) => place.remove('main/config'),
    {
      deviation: 'svlogd: lost config',
      stderr: 'svlogd: warning: unable to read config: ./main: file does not exist\n',
      files: { 'main/current': '0744 Xone\nXtwo\n' },
      theirs: { files: { 'main/current': '0744 Xone\ntwo\n' } },
    },
  ),
  changed(
    'a config that cannot be read any more stays in force',
    ['n9', 'pX'],
    (place) => {
      place.remove('main/config')
      place.directory('main/config')
    },
    {
      deviation: 'svlogd: lost config',
      stderr: 'svlogd: warning: unable to read config: ./main: is a directory\n',
      files: { 'main/current': '0744 Xone\nXtwo\n' },
      theirs: {
        stderr: 'svlogd: warning: unable to read config: ./main: is a directory\n',
        files: { 'main/current': '0744 Xone\ntwo\n' },
      },
    },
  ),
  logs(
    'the rest of a long line that was deselected stays so',
    ['-x*'],
    {
      steps: async (logger) => {
        await logger.feed('x'.repeat(1500))
        await logger.wake('SIGHUP')
        await logger.feed('y\nnext\n')
      },
    },
    {
      deviation: 'svlogd: deselected tails',
      files: { 'main/current': '0744 next\n' },
      theirs: { files: { 'main/current': '0744 y\nnext\n' } },
    },
  ),
  logs(
    'a processor that runs is waited for',
    ['!$PROGRAMS/waits'],
    {
      steps: async (logger) => {
        await logger.feed('one\n')
        await logger.wake('SIGALRM')
        await processing(logger)
        await logger.wake('SIGHUP')
        await logger.feed('two\n')
        const [u = ''] = ending(logger.place, '.u')
        logger.place.file('go')
        const output = (): string => `main/${u.replace('.u', '.s')}`
        await logger.until(
          'a processed file, or one forgotten',
          () => logger.place.has(output()) || logger.place.size(output().replace('.s', '.t')) === 4,
        )
      },
    },
    {
      deviation: 'svlogd: HUP while processing',
      names: ['@1.s', 'current'],
      files: { 'main/@1.s': '0744 one\n', 'main/current': '0744 two\n' },
      theirs: { names: ['@1.t', '@2.u', 'current', 'newstate'] },
    },
  ),
]

/** A logger with the directory `late` beside main. */
const two = (
  title: string,
  given: (place: Place) => void,
  change: (place: Place) => void,
  rest: Partial<Scenario>,
): Scenario => ({ ...changed(title, [], change, rest), script: ['./main', './late'], given })

const MISSING = 'svlogd: warning: unable to open log directory: ./late: file does not exist\n'

const directories: readonly Scenario[] = [
  two('a directory that was made meanwhile', main(), (place) => directory(place, 'late', 'pL '), {
    stderr: MISSING,
    files: { 'main/current': '0744 one\ntwo\n', 'late/current': '0744 L two\n' },
  }),
  two('a directory that is still missing', main(), () => {}, {
    stderr: MISSING.repeat(2),
    files: { 'main/current': '0744 one\ntwo\n' },
  }),
  two(
    'a directory that is there no more',
    (place) => {
      directory(place, 'main')
      directory(place, 'late')
    },
    (place) => renameSync(place.at('late'), place.at('gone')),
    {
      stderr: MISSING,
      files: { 'main/current': '0744 one\ntwo\n', 'gone/current': '0744 one\n' },
    },
  ),
  {
    title: 'no directory is left',
    script: ['./main'],
    given: main(),
    steps: async (logger: RunningLogger) => {
      await logger.feed('one\n')
      renameSync(logger.place.at('main'), logger.place.at('gone'))
      logger.signal('SIGHUP')
      await logger.exit()
      await logger.write('two\n')
    },
    exit: '111',
    stderr:
      'svlogd: warning: unable to open log directory: ./main: file does not exist\n' +
      'svlogd: fatal: no functional log directories.\n',
    left: 'two\n',
    files: { 'gone/current': '0744 one\n' },
  },
]

conforms('svlogd', 'HUP, where the original is wrong', differing)
conforms('svlogd', 'HUP and directories', directories)
