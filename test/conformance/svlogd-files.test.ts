// Names and modes, and what others may do to them meanwhile: spec/svlogd.md §7.1 to §7.3.

import { renameSync } from 'node:fs'
import type { RunningLogger } from '../helpers/run-logger.js'
import { conforms, type Scenario } from './scenario.js'
import { archived, logs, main } from './svlogd-directory.js'

const killed = async (logger: RunningLogger): Promise<void> => {
  await logger.feed('one\n')
  logger.kill()
}

const names: readonly Scenario[] = [
  {
    title: 'lock is private and empty, and there is nothing else',
    script: ['./main'],
    given: main(),
    input: 'one\n',
    files: { main: '0700 directory', 'main/lock': '0600 ', 'main/state': undefined },
    names: ['current'],
  },
  {
    title: 'current has its mode whatever the umask',
    script: ['./main'],
    given: main(),
    shell: 'umask 077',
    steps: async (logger) => {
      await logger.feed('one\n')
      await logger.wake('SIGALRM')
      await logger.feed('two\n')
    },
    files: { 'main/@1.s': '0744 one\n', 'main/current': '0744 two\n', 'main/lock': '0600 ' },
  },
  {
    title: 'current is 0644 while it is written',
    script: ['./main'],
    given: main(),
    steps: killed,
    exit: 'SIGKILL',
    files: { 'main/current': '0644 one\n' },
  },
  {
    title: 'and 0744 again after a clean end',
    script: ['./main'],
    given: main(),
    steps: killed,
    exit: 'SIGKILL, 0',
    again: [{ script: ['./main'], input: 'two\n' }],
    files: { 'main/@1.u': '0644 one\n', 'main/current': '0744 two\n' },
  },
  {
    title: 'one run after the other continues the file',
    script: ['./main'],
    given: main(),
    input: 'one\n',
    again: [
      { script: ['./main'], input: 'two\n' },
      { script: ['./main'], input: 'three\n' },
    ],
    names: ['current'],
    files: { 'main/current': '0744 one\ntwo\nthree\n' },
  },
  {
    title: 'the files of a processor have the mode of the umask',
    script: ['./main'],
    given: main('!cat; echo s >&5'),
    shell: 'umask 027',
    steps: async (logger) => {
      await logger.feed('one\n')
      await logger.wake('SIGALRM')
      await archived(logger, 1)
    },
    files: { 'main/@1.s': '0744 one\n', 'main/state': '0640 s\n' },
  },
]

const PAUSING = 'svlogd: pausing: unable to rename current: ./main: file does not exist\n'

const identity: readonly Scenario[] = [
  logs(
    'a directory that is renamed is still written',
    [],
    {
      steps: async (logger) => {
        await logger.feed('one\n')
        renameSync(logger.place.at('main'), logger.place.at('moved'))
        await logger.feed('two\n')
        await logger.wake('SIGALRM')
        await logger.feed('three\n')
      },
    },
    {
      files: { 'moved/@1.s': '0744 one\ntwo\n', 'moved/current': '0744 three\n', main: undefined },
    },
  ),
  logs(
    'a current that was taken away is made again',
    [],
    {
      steps: async (logger) => {
        await logger.feed('one\n')
        logger.place.remove('main/current')
        await logger.feed('two\n')
        logger.signal('SIGALRM')
        await logger.until(
          'a rotation or a pause',
          () => logger.place.has('main/current') || logger.stderr().includes('pausing'),
        )
        if (logger.stderr().includes('pausing')) return logger.kill()
        await logger.feed('three\n')
      },
    },
    {
      deviation: 'svlogd: removed current',
      pausing: true,
      stderr: 'svlogd: warning: unable to rename current: ./main: file does not exist\n',
      names: ['current'],
      files: { 'main/current': '0744 three\n' },
      theirs: {
        exit: 'SIGKILL',
        stderr: PAUSING,
        names: [],
      },
    },
  ),
]

conforms('svlogd', 'names and modes', names)
conforms('svlogd', 'identity', identity)
