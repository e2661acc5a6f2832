// What a logger says when it has to wait, spec/multilog.md §9.3, and TERM meanwhile. A
// pause is 5 s on both sides: most of these end at the first warning.
//
// Not provoked: `unable to switch to`, `write ... to disk`, `set mode of`, `fork`.

import { execFileSync } from 'node:child_process'
import type { Place } from '../helpers/places.js'
import type { RunningLogger } from '../helpers/run-logger.js'
import { conforms, type Scenario } from './scenario.js'

const full = `${'x'.repeat(4095)}\n`

const warned = async (logger: RunningLogger): Promise<void> => {
  await logger.write(full)
  await logger.says('pausing')
  logger.kill()
}

const attribute = (place: Place, change: string, name: string): void => {
  execFileSync('chattr', [change, place.at(name).toString()])
}

/** A directory whose names cannot change (+i) or not go away (+a). */
const fixed = (change: '+i' | '+a', current: number): Partial<Scenario> => ({
  needs: 'attributes',
  given: (place) => {
    place.directory('main')
    place.file('main/lock')
    place.file('main/state')
    place.file('main/current', 'old\n', current)
    attribute(place, change, 'main')
  },
  after: (place) => attribute(place, change.replace('+', '-'), 'main'),
})

const paused = (title: string, text: string, rest: Partial<Scenario>): Scenario => ({
  title,
  script: ['s4096', './main'],
  steps: warned,
  pausing: true,
  exit: 'SIGKILL',
  stderr: `multilog: warning: ${text}\n`,
  ...rest,
})

const warnings: readonly Scenario[] = [
  paused(
    'names that cannot change stop a rotation',
    'unable to rename current to previous in directory ./main, pausing: permission denied',
    fixed('+i', 0o744),
  ),
  paused(
    'names that cannot change stop a recovery',
    'unable to link to ./main/@LABEL.u, pausing: permission denied',
    { ...fixed('+i', 0o644), left: full },
  ),
  paused(
    'names that cannot go stop a recovery, the archive made',
    'unable to remove ./main/current, pausing: permission denied',
    { ...fixed('+a', 0o644), left: full, files: { 'main/@1.u': '0644 old\n' } },
  ),
  {
    title: 'a current that is a directory',
    script: ['./main'],
    given: (place) => place.directory('main/current', 0o600),
    steps: warned,
    pausing: true,
    deviation: 'hard links',
    exit: 'SIGKILL',
    left: full,
    stderr: 'multilog: warning: unable to link to ./main/@LABEL.u, pausing: permission denied\n',
    theirs: {
      exit: 'SIGKILL',
      left: full,
      stderr: 'multilog: warning: unable to remove ./main/current, pausing: is a directory\n',
    },
  },
  {
    title: 'a status file that can only be appended to',
    script: ['=status'],
    needs: 'attributes',
    given: (place) => {
      place.file('status')
      attribute(place, '+a', 'status')
    },
    after: (place) => attribute(place, '-a', 'status'),
    exit: '111',
    stderr: 'multilog: fatal: unable to write status: permission denied\n',
  },
]

/** A small file system on main with most of its room taken. */
const small: Partial<Scenario> = {
  needs: 'mount',
  given: (place) => {
    place.directory('main')
    execFileSync('mount', [
      '-t',
      'tmpfs',
      '-o',
      'size=64k,mode=700',
      'none',
      place.at('main').toString(),
    ])
    place.file('main/filler', 'f'.repeat(40_960))
  },
  after: (place) => execFileSync('umount', [place.at('main').toString()]),
}

const disk: readonly Scenario[] = [
  {
    title: 'a full disk keeps what fitted, and the log is whole once there is room again',
    script: ['./main'],
    ...small,
    steps: async (logger) => {
      await logger.write('0123456789abcde\n'.repeat(2000))
      await logger.says('pausing')
      if (logger.place.size('main/current') !== 24_576) throw new Error('not filled')
      logger.place.remove('main/filler')
    },
    pausing: true,
    stderr: 'multilog: warning: unable to write to ./main/current, pausing: out of disk space\n',
    files: { 'main/current': `0744 ${'0123456789abcde\n'.repeat(2000)}` },
  },
]

const failed = 'multilog: warning: processor failed in ./main, pausing\n'
const asked = 'multilog: warning: asked to exit, waiting: processor failed in ./main\n'

const term: readonly Scenario[] = [
  {
    title: 'TERM during a pause: what was read is logged, once the obstacle is gone',
    script: ['s4096', '![ -e ../go ] && cat', './main'],
    steps: async (logger) => {
      await logger.write(full)
      await logger.says('pausing')
      logger.place.file('go')
      logger.signal('SIGTERM')
      await logger.until('the end of the pause', () => !logger.place.has('main/newstate'))
      await logger.settled()
      await logger.write('late\n')
    },
    pausing: true,
    deviation: 'signals while busy',
    stderr: failed + asked,
    left: 'late\n',
    files: { 'main/@1.s': `0744 ${full}`, 'main/current': '0744 ' },
    theirs: {
      stderr: failed,
      files: { 'main/@1.s': `0744 ${full}`, 'main/current': '0744 late\n' },
    },
  },
  {
    title: 'ALRM during a pause does not end it',
    script: ['s4096', '![ -e ../go ] && cat', './main'],
    steps: async (logger) => {
      await logger.write(full)
      await logger.says('pausing')
      logger.signal('SIGALRM')
      logger.place.file('go')
      await logger.until('the end of the pause', () => !logger.place.has('main/newstate'))
    },
    pausing: true,
    stderr: failed,
    files: { 'main/@1.s': `0744 ${full}`, 'main/@2.s': undefined, 'main/current': '0744 ' },
  },
]

conforms('multilog', 'warnings', warnings)
conforms('multilog', 'full disks', disk)
conforms('multilog', 'signals during a pause', term)
