// Disks that are full and names that cannot change: spec/svlogd.md §8.4, §10. A pause is
// 3 s on both sides; scenarios that end at the first one are killed.

import { execFileSync } from 'node:child_process'
import type { Place } from '../helpers/places.js'
import { old } from './archives.js'
import { conforms, type Scenario } from './scenario.js'
import { directory } from './svlogd-directory.js'

const line = '0123456789abcde\n'
const FULL = 'svlogd: pausing: unable to write to current: ./main: out of disk space\n'

/** A file system of 64 KiB on main, with config and some files of 16 KiB. */
const small = (config: readonly string[], ...names: readonly string[]): Partial<Scenario> => ({
  needs: 'mount',
  given: (place) => {
    place.directory('main')
    const options = ['-t', 'tmpfs', '-o', 'size=64k,mode=700', 'none']
    execFileSync('mount', [...options, place.at('main').toString()])
    directory(place, 'main', ...config)
    for (const name of names) place.file(`main/${name}`, `${name[22]}`.repeat(16_384))
  },
  after: (place) => execFileSync('umount', [place.at('main').toString()]),
})

const disk: readonly Scenario[] = [
  {
    title: 'a full disk stops the log, which is whole once there is room again',
    script: ['./main'],
    ...small(['s0'], 'filler-with-a-long-name-0', 'another-with-a-long-name'),
    steps: async (logger) => {
      await logger.write(line.repeat(2000))
      await logger.says('pausing')
      logger.place.remove('main/filler-with-a-long-name-0')
    },
    pausing: true,
    stderr: FULL,
    files: { 'main/current': `0744 ${line.repeat(2000)}` },
  },
  {
    title: 'N below n: the oldest goes, and nothing pauses',
    script: ['./main'],
    ...small(['s0', 'n5', 'N1'], old(1), old(2), old(3)),
    input: line.repeat(2000),
    stderr: 'svlogd: warning: out of disk space, delete: ./main/@LABEL.s\n'.repeat(2),
    files: { 'main/current': `0744 ${line.repeat(2000)}`, 'main/@2.s': undefined },
  },
  {
    title: 'N0 deletes every old file',
    script: ['./main'],
    ...small(['s0', 'n5', 'N0'], old(1), old(2), old(3)),
    input: line.repeat(3000),
    stderr: 'svlogd: warning: out of disk space, delete: ./main/@LABEL.s\n'.repeat(3),
    files: { 'main/current': `0744 ${line.repeat(3000)}`, 'main/@1.s': undefined },
  },
  ...(
    [
      ['with the defaults', []],
      ['with N equal to n', ['n5', 'N5']],
      ['with n0', ['n0', 'N1']],
      ['with n5 alone', ['n5']],
    ] as const
  ).map(
    ([when, config]): Scenario => ({
      title: `${when} nothing goes`,
      script: ['./main'],
      ...small(['s0', ...config], old(1), old(2), old(3)),
      steps: async (logger) => {
        // What the old files and a page of config leave.
        await logger.feed(line.repeat(768))
        await logger.write(line)
        await logger.says('pausing')
        logger.kill()
      },
      exit: 'SIGKILL',
      pausing: true,
      stderr: FULL,
      names: ['@1.s', '@2.s', '@3.s', 'current'],
    }),
  ),
]

const FIXED = 'svlogd: pausing: unable to rename current: ./main: permission denied\n'

const attribute = (place: Place, change: string, name: string): void => {
  execFileSync('chattr', [change, place.at(name).toString()])
}

const fixed: readonly Scenario[] = [
  {
    title: 'names that cannot change stop a rotation',
    script: ['./main'],
    needs: 'attributes',
    given: (place) => {
      directory(place, 'main')
      place.file('main/lock')
      place.file('main/current', '', 0o744)
      attribute(place, '+i', 'main')
    },
    after: (place) => attribute(place, '-i', 'main'),
    steps: async (logger) => {
      await logger.feed('one\n')
      logger.signal('SIGALRM')
      await logger.says('pausing')
      logger.kill()
    },
    exit: 'SIGKILL',
    pausing: true,
    stderr: FIXED,
  },
  {
    title: 'and the log goes on once they can',
    script: ['./main'],
    needs: 'attributes',
    given: (place) => {
      directory(place, 'main')
      place.file('main/lock')
      place.file('main/current', '', 0o744)
      attribute(place, '+i', 'main')
    },
    steps: async (logger) => {
      await logger.feed('one\n')
      logger.signal('SIGALRM')
      await logger.says('pausing')
      attribute(logger.place, '-i', 'main')
      await logger.write('two\n')
    },
    pausing: true,
    stderr: FIXED,
    files: { 'main/@1.s': '0744 one\n', 'main/current': '0744 two\n' },
  },
]

conforms('svlogd', 'full disks', disk)
conforms('svlogd', 'names that cannot change', fixed)
