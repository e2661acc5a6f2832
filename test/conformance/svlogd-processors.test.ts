// Processors that succeed: spec/svlogd.md §8.5. The programs are fixtures/programs.

import { waitsForChild } from '../helpers/processes.js'
import { conforms, type Scenario } from './scenario.js'
import { archived, directory, ending, logs, processing, started } from './svlogd-directory.js'
import { once, programs, scenario } from './svlogd-processors.js'

const output: readonly Scenario[] = [
  scenario('a copy', 'cat', { 'main/@1.s': '0744 one\n', 'main/current': '0744 ' }),
  scenario('something else', 'tr a-z A-Z', { 'main/@1.s': '0744 ONE\n' }),
  scenario('a processor that reads nothing', `${programs}/never-reads`, {
    'main/@1.s': '0744 instead\n',
  }),
  scenario('no output is a file of no bytes', 'cat >/dev/null', { 'main/@1.s': '0744 ' }),
  scenario('a command with 8-bit bytes', "printf '\\351\xff\x81\xe9'", {
    'main/@1.s': '0744 \xe9\xff\x81\xe9',
  }),
  scenario('a command of two, and blanks around it', '  cat && echo two ', {
    'main/@1.s': '0744 one\ntwo\n',
  }),
  scenario('standard error is the one of the logger', 'echo said >&2; cat', undefined, {
    stderr: 'said\n',
    names: ['@1.s', 'current'],
  }),
  logs(
    'the last command counts, and a bare ! clears nothing',
    ['!false', '!tr a-z A-Z', '!'],
    { steps: once },
    { files: { 'main/@1.s': '0744 ONE\n' } },
  ),
  logs(
    'a rotation by size is processed too',
    ['!tr a-z A-Z', 's6'],
    {
      steps: async (logger) => {
        await logger.feed('one\n')
        await archived(logger, 1)
        await logger.feed('two\n')
        await archived(logger, 2)
      },
    },
    {
      script: ['-l4', './main'],
      files: { 'main/@1.s': '0744 ONE\n', 'main/@2.s': '0744 TWO\n', 'main/current': '0744 ' },
    },
  ),
  logs(
    'lines are logged while it runs',
    [`!${programs}/waits`],
    {
      steps: async (logger) => {
        await logger.feed('one\n')
        await logger.wake('SIGALRM')
        await processing(logger)
        await logger.feed('two\n')
        if (logger.place.read('main/current') !== 'two\n') throw new Error('blocked')
        logger.place.file('go')
        await archived(logger, 1)
      },
    },
    { files: { 'main/@1.s': '0744 one\n', 'main/current': '0744 two\n' } },
  ),
  logs(
    'the end of input waits for it',
    [`!${programs}/waits`],
    {
      steps: async (logger) => {
        await logger.feed('one\n')
        await logger.wake('SIGALRM')
        await processing(logger)
        logger.end()
        if (ending(logger.place, '.u').length !== 1) throw new Error('not waiting')
        logger.place.file('go')
        await logger.exit()
      },
    },
    { names: ['@1.s', 'current'], files: { 'main/@1.s': '0744 one\n', 'main/current': '0744 ' } },
  ),
  logs(
    'TERM waits for it',
    [`!${programs}/waits`],
    {
      steps: async (logger) => {
        await logger.feed('one\n')
        await logger.wake('SIGALRM')
        await processing(logger)
        await logger.feed('two\n')
        logger.signal('SIGTERM')
        logger.place.file('go')
        await logger.exit()
      },
    },
    {
      names: ['@1.s', 'current'],
      files: { 'main/@1.s': '0744 one\n', 'main/current': '0744 two\n' },
    },
  ),
  logs(
    'a second rotation is processed after the first',
    [`!${programs}/waits`],
    {
      steps: async (logger) => {
        await logger.feed('one\n')
        await logger.wake('SIGALRM')
        await processing(logger)
        await logger.feed('two\n')
        logger.signal('SIGALRM')
        // The original waits for the processor first, and reads nothing until then.
        await logger.until(
          'a second rotation, or one put off',
          () => ending(logger.place, '.u').length === 2 || waitsForChild(logger.pid),
        )
        logger.place.file('go')
        await archived(logger, 2)
        await logger.feed('three\n')
      },
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
  {
    title: 'each directory has its own',
    script: ['./main', './other', './plain'],
    given: (place) => {
      directory(place, 'main', '!echo one')
      directory(place, 'other', '!echo two')
      directory(place, 'plain')
    },
    steps: once,
    files: {
      'main/@1.s': '0744 one\n',
      'other/@1.s': '0744 two\n',
      'plain/@1.s': '0744 one\n',
      'plain/state': undefined,
    },
  },
  logs(
    'without a line there is nothing to process',
    ['!cat'],
    {
      steps: async (logger) => {
        await started(logger)
        await logger.wake('SIGALRM')
      },
    },
    { names: ['current'], files: { 'main/state': undefined } },
  ),
]

conforms('svlogd', 'what processors write', output)
