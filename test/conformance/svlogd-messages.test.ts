// What -v tells: spec/svlogd.md §11. Without it only warnings are told, as everywhere else.

import type { RunningLogger } from '../helpers/run-logger.js'
import { old } from './archives.js'
import { conforms, type Scenario } from './scenario.js'
import { archived, directory, leftover, logs, main } from './svlogd-directory.js'

const info = (...texts: readonly string[]): string =>
  texts.map((text) => `svlogd: info: ${text}\n`).join('')

const told = (
  title: string,
  given: NonNullable<Scenario['given']>,
  steps: (logger: RunningLogger) => Promise<void>,
  ...texts: readonly string[]
): Scenario => ({ title, script: ['-v', './main'], given, steps, stderr: info(...texts) })

const nothing = async (): Promise<void> => {}

const one = async (logger: RunningLogger): Promise<void> => {
  await logger.feed('one\n')
}

const rotation = async (logger: RunningLogger): Promise<void> => {
  await logger.feed('one\n')
  await logger.wake('SIGALRM')
}

const starts: readonly Scenario[] = [
  told('a new file', main(), nothing, 'new: ./main/current', 'close: ./main'),
  told('config', main('pX'), one, 'read: ./main/config', 'new: ./main/current', 'close: ./main'),
  told(
    'an empty config',
    leftover([], { config: ['', 0o644] }),
    one,
    'read: ./main/config',
    'new: ./main/current',
    'close: ./main',
  ),
  told(
    'a file that is continued',
    leftover([], { current: ['old\n', 0o744] }),
    one,
    'append: ./main/current',
    'close: ./main',
  ),
  told(
    'an empty file',
    leftover([], { current: ['', 0o744] }),
    one,
    'append: ./main/current',
    'close: ./main',
  ),
  told(
    'a recovery: the name it gives is not told',
    leftover([], { current: ['old\n', 0o644] }),
    one,
    'new: ./main/current',
    'close: ./main',
  ),
  {
    title: 'two directories',
    script: ['-vv', './a', './b'],
    given: (place) => {
      directory(place, 'a')
      directory(place, 'b', 'pX')
    },
    stderr: info(
      'new: ./a/current',
      'read: ./b/config',
      'new: ./b/current',
      'close: ./a',
      'close: ./b',
    ),
  },
  {
    title: 'a directory that fails',
    script: ['-v', './bad', './main'],
    given: main(),
    input: 'one\n',
    stderr:
      'svlogd: warning: unable to open log directory: ./bad: file does not exist\n' +
      info('new: ./main/current', 'close: ./main'),
  },
]

const signals: readonly Scenario[] = [
  told(
    'TERM',
    main(),
    async (logger) => {
      await one(logger)
      await logger.wake('SIGTERM')
      await logger.exit()
    },
    'new: ./main/current',
    'sigterm received.',
    'close: ./main',
  ),
  told(
    'ALRM',
    main(),
    rotation,
    'new: ./main/current',
    'sigalarm received.',
    'rename: ./main/current @LABEL.s 4',
    'close: ./main',
  ),
  told(
    'HUP',
    main('pX'),
    async (logger) => {
      await one(logger)
      await logger.wake('SIGHUP')
    },
    'read: ./main/config',
    'new: ./main/current',
    'sighangup received.',
    'close: ./main',
    'read: ./main/config',
    'append: ./main/current',
    'close: ./main',
  ),
]

const rotations: readonly Scenario[] = [
  logs(
    'rotations by size',
    ['s5', 'n0'],
    { input: 'a\nbc\n' },
    {
      script: ['-v', '-l4', './main'],
      stderr: info(
        'read: ./main/config',
        'new: ./main/current',
        'rename: ./main/current @LABEL.s 2',
        'rename: ./main/current @LABEL.s 3',
        'close: ./main',
      ),
    },
  ),
  told(
    'an archive that goes',
    leftover(['n1'], { [old(0)]: ['0', 0o744] }),
    rotation,
    'read: ./main/config',
    'new: ./main/current',
    'sigalarm received.',
    'rename: ./main/current @LABEL.s 4',
    'delete: ./main/@LABEL.s',
    'close: ./main',
  ),
  told(
    'an output that goes is not told of',
    leftover([], { [old(0, '.t')]: ['0', 0o744] }),
    rotation,
    'new: ./main/current',
    'sigalarm received.',
    'rename: ./main/current @LABEL.s 4',
    'close: ./main',
  ),
  told(
    'a processor',
    main('!cat'),
    async (logger) => {
      await rotation(logger)
      await archived(logger, 1)
    },
    'read: ./main/config',
    'new: ./main/current',
    'sigalarm received.',
    'rename: ./main/current @LABEL.u 4',
    'processing: ./main/@LABEL.u',
    'sigchild received.',
    'processed: ./main/@LABEL.s',
    'close: ./main',
  ),
]

conforms('svlogd', 'what -v tells of starts', starts)
conforms('svlogd', 'what -v tells of signals', signals)
conforms('svlogd', 'what -v tells of rotations', rotations)
