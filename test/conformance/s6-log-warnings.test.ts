// What goes wrong while running, what is said of it, and that nothing is lost:
// spec/s6-log.md §11.

import { execFileSync } from 'node:child_process'
import type { Place } from '../helpers/places.js'
import type { RunningLogger } from '../helpers/run-logger.js'
import { conforms, type Scenario } from './scenario.js'

const full = `${'x'.repeat(4095)}\n`

const attribute = (place: Place, change: string, name: string): void => {
  execFileSync('chattr', [change, place.at(name).toString()])
}

/** A directory whose names cannot change (+i) or not go away (+a), until it may. */
const fixed = (change: '+i' | '+a', names: readonly string[] = []): Partial<Scenario> => ({
  needs: 'attributes',
  given: (place) => {
    place.directory('main')
    for (const name of ['lock', 'state', ...names]) place.file(`main/${name}`, 'old\n')
    place.file('main/current', 'old\n', 0o744)
    attribute(place, change, 'main')
  },
  after: (place) => attribute(place, change.replace('+', '-'), 'main'),
})

const freed =
  (change: '-i' | '-a', input = full) =>
  async (logger: RunningLogger): Promise<void> => {
    await logger.write(input)
    await logger.says('warning')
    attribute(logger.place, change, 'main')
  }

const RENAME =
  's6-log: warning: unable to rename ./main/current to ./main/previous: Operation not permitted\n'

const rotations: readonly Scenario[] = [
  {
    title: 'names that cannot change stop a rotation, until they can',
    script: ['s4096', 'r100', './main'],
    ...fixed('+i'),
    steps: freed('-i'),
    pausing: true,
    stderr: RENAME,
    files: { 'main/@1.s': `0744 old\n${full}`, 'main/current': '0744 ' },
  },
  {
    title: 'names that cannot go stop a rotation, until they can',
    script: ['s4096', 'r100', './main'],
    ...fixed('+a'),
    steps: freed('-a'),
    pausing: true,
    stderr: RENAME,
    files: { 'main/@1.s': `0744 old\n${full}`, 'main/current': '0744 ' },
  },
  {
    title: 'lines wait in memory meanwhile, in order',
    script: ['s4096', 'r100', './main'],
    ...fixed('+i'),
    steps: async (logger) => {
      await logger.feed(full)
      await logger.says('warning')
      await logger.feed('one\n', 'two\n')
      attribute(logger.place, '-i', 'main')
    },
    pausing: true,
    stderr: RENAME,
    files: { 'main/@1.s': `0744 old\n${full}`, 'main/current': '0744 one\ntwo\n' },
  },
  {
    title: '-q says nothing of it',
    script: ['-q', 's4096', 'r200', './main'],
    ...fixed('+i'),
    steps: async (logger) => {
      await logger.write(full)
      await logger.until('a write', () => logger.place.size('main/current') === full.length + 4)
      await logger.idle()
      attribute(logger.place, '-i', 'main')
    },
    files: { 'main/@1.s': `0744 old\n${full}`, 'main/current': '0744 ' },
  },
  {
    title: 'names that cannot go stop no start of a clean directory',
    script: ['./main'],
    ...fixed('+a'),
    input: 'one\n',
    files: { 'main/current': '0744 old\none\n' },
  },
  {
    title: 'names that cannot change end a recovery',
    script: ['./main'],
    ...fixed('+i'),
    given: (place) => {
      place.directory('main')
      place.file('main/lock')
      place.file('main/current', 'old\n')
      attribute(place, '+i', 'main')
    },
    input: 'unread\n',
    exit: '111',
    left: 'unread\n',
    stderr:
      's6-log: fatal: unable to finish current .u for logdir ./main: Operation not permitted\n',
  },
]

/** A small file system on main with most of its room taken. */
const small: Partial<Scenario> = {
  needs: 'mount',
  given: (place) => {
    place.directory('main')
    const main = place.at('main').toString()
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=700', 'none', main])
    place.file('main/filler', 'f'.repeat(40_960))
  },
  after: (place) => execFileSync('umount', [place.at('main').toString()]),
}

const FULL = 's6-log: warning: unable to write to ./main/current: No space left on device\n'
const many = Array.from({ length: 2000 }, (_, k) => `${String(k).padStart(15, '0')}\n`).join('')

const disk: readonly Scenario[] = [
  {
    title: 'a full disk keeps what fitted, and the log is whole once there is room again',
    script: ['r100', './main'],
    ...small,
    steps: async (logger) => {
      await logger.write(many)
      await logger.says('No space')
      logger.place.remove('main/filler')
    },
    pausing: true,
    stderr: FULL,
    files: { 'main/current': `0744 ${many}` },
  },
  {
    title: 'lines wait in memory meanwhile, in order',
    script: ['r100', './main'],
    ...small,
    steps: async (logger) => {
      await logger.write(many)
      await logger.says('No space')
      await logger.feed('one\n', 'two\n')
      logger.place.remove('main/filler')
    },
    pausing: true,
    stderr: FULL,
    files: { 'main/current': `0744 ${many}one\ntwo\n` },
  },
  {
    title: 'other directories and standard output go on',
    script: ['r100', './main', './other', '1'],
    ...small,
    steps: async (logger) => {
      await logger.write(many)
      await logger.says('No space')
      await logger.feed('last\n')
      await logger.until(
        'all lines elsewhere',
        () =>
          logger.place.size('other/current') === many.length + 5 &&
          logger.stdout().length === many.length + 5,
      )
      logger.place.remove('main/filler')
    },
    pausing: true,
    stderr: FULL,
    stdout: `${many}last\n`,
    files: { 'main/current': `0744 ${many}last\n`, 'other/current': `0744 ${many}last\n` },
  },
  {
    title: 'TERM waits until there is room',
    script: ['r100', './main'],
    ...small,
    steps: async (logger) => {
      await logger.write(many)
      await logger.says('No space')
      await logger.settled()
      logger.signal('SIGTERM')
      await logger.settled()
      await logger.write('late\n')
      logger.place.remove('main/filler')
    },
    pausing: true,
    stderr: FULL,
    left: 'late\n',
    files: { 'main/current': `0744 ${many}` },
  },
  {
    title: 'a full disk is no obstacle to a start',
    script: ['r100', './main'],
    ...small,
    given: (place) => {
      small.given?.(place)
      place.file('main/more', 'm'.repeat(24_576))
    },
    steps: async (logger) => {
      await logger.write('one\n')
      await logger.says('No space')
      logger.place.remove('main/filler')
    },
    pausing: true,
    stderr: FULL,
    files: { 'main/current': '0744 one\n' },
  },
]

conforms('s6-log', 'rotations that fail', rotations)
conforms('s6-log', 'full disks', disk)
