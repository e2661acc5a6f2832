// Disks that are full, files that cannot grow, and inputs that cannot be read:
// spec/tinylog.md §9, §10, and §14 T6, T13. A pause is 0.555 s.

import { execFileSync } from 'node:child_process'
import { ANY } from './expected.js'
import { type SheetScenario, sheet } from './scenario.js'
import { fatal, records, STARTING, warned } from './tinylog-scenario.js'

/** A file system of 64 KiB on main, with one file of half of it. */
const small: Partial<SheetScenario> = {
  needs: 'mount',
  given: (place) => {
    place.directory('main')
    const options = ['-t', 'tmpfs', '-o', 'size=64k,mode=700', 'none']
    execFileSync('mount', [...options, place.at('main').toString()])
    place.file('main/filler', 'f'.repeat(32_768))
  },
  after: (place) => execFileSync('umount', [place.at('main').toString()]),
}

const FULL = 'warning: tinylog[PID]: pausing on write() error: out of disk space (ENOSPC)\n'

/** Nothing was said but these lines, however often. */
const saysOnly =
  (...lines: readonly string[]): NonNullable<SheetScenario['also']> =>
  ({ stderr }) => {
    const others = stderr.split(/(?<=\n)/).filter((line) => !lines.includes(line))
    if (others.length > 0) throw new Error(others.join(''))
  }

sheet('tinylog', 'full disks', [
  {
    title: 'logging waits for room, and loses nothing; no archive goes for it',
    script: ['./main'],
    ...small,
    steps: async (logger) => {
      await logger.write(records(600))
      await logger.says('pausing on write()')
      logger.place.remove('main/filler')
    },
    stderr: ANY,
    also: saysOnly(STARTING, FULL),
    files: { 'main/current': `0744 ${records(600)}` },
  },
  {
    title: 'TERM is answered, and ends it once there is room',
    script: ['./main'],
    ...small,
    steps: async (logger) => {
      await logger.write(records(600))
      await logger.says('pausing on write()')
      logger.signal('SIGTERM')
      await logger.says('asked to exit, waiting')
      logger.place.remove('main/filler')
      await logger.exit()
    },
    stderr: ANY,
    also: saysOnly(
      STARTING,
      FULL,
      'warning: tinylog[PID]: asked to exit, waiting: pausing on write() error: out of disk space (ENOSPC)\n',
    ),
    left: ANY,
    files: { 'main/current': `0744 ${records(600)}` },
  },
  {
    title: 'a file size limit is a full disk',
    script: ['./main'],
    shell: 'ulimit -f 8; ulimit -c 0',
    steps: async (logger) => {
      await logger.write(records(50))
      await logger.says('pausing on write()')
      logger.kill()
    },
    exit: 'SIGKILL',
    stderr: ANY,
    also: saysOnly(
      STARTING,
      'warning: tinylog[PID]: pausing on write() error: file too big (EFBIG)\n',
    ),
    files: { 'main/current': `0644 ${records(50).slice(0, 4096)}` },
  },
])

sheet('tinylog', 'names that cannot change', [
  {
    title: 'a rotation waits for them, and loses nothing',
    script: ['-s2000', './main'],
    needs: 'attributes',
    steps: async (logger) => {
      const directory = logger.place.at('main').toString()
      await logger.feed(records(19))
      execFileSync('chattr', ['+a', directory])
      try {
        await logger.write(records(6, 100, 19))
        await logger.says('pausing: failure rename() on current')
      } finally {
        execFileSync('chattr', ['-a', directory])
      }
    },
    stderr: ANY,
    also: saysOnly(
      STARTING,
      'warning: tinylog[PID]: pausing: failure rename() on current: permission denied (EPERM)\n',
    ),
    files: { 'main/_1.s': `0644 ${records(19)}`, 'main/current': `0744 ${records(6, 100, 19)}` },
  },
  {
    title: 'an archive that cannot go is warned about, and logging goes on',
    script: ['-k0', '-s2000', './main'],
    needs: 'attributes',
    given: (place) => {
      place.directory('main')
      place.file('main/_20010101T000000.000000.s', 'old\n')
      execFileSync('chattr', ['+i', place.at('main/_20010101T000000.000000.s').toString()])
    },
    after: (place) =>
      execFileSync('chattr', ['-i', place.at('main/_20010101T000000.000000.s').toString()]),
    input: records(25),
    stderr: warned(
      'failure while pruning log directory: unlink() on file _STAMP.s: permission denied (EPERM)',
    ),
    files: { 'main/_1.s': '0644 old\n', 'main/current': `0744 ${records(6, 100, 19)}` },
    names: ['_1.s', 'current'],
  },
  {
    title: 'a current that somebody has taken away is made anew',
    script: ['-s2000', './main'],
    steps: async (logger) => {
      await logger.feed(records(19))
      logger.place.remove('main/current')
      await logger.feed(records(6, 100, 19))
    },
    stderr: warned('failure rename() on current: file does not exist (ENOENT)'),
    names: ['current'],
    files: { 'main/current': `0744 ${records(6, 100, 19)}` },
  },
])

sheet('tinylog', 'standard input', [
  {
    title: 'what cannot be read ends it cleanly',
    shell: 'exec 0<.',
    script: ['./main'],
    exit: '111',
    stderr: fatal('failure read() on standard input: is a directory (EISDIR)'),
    files: { 'main/current': '0744 ' },
  },
  {
    title: 'one that does not block is waited for',
    script: ['./main'],
    nonBlocking: true,
    steps: async (logger) => {
      await logger.until('a start', () => logger.place.has('main/current'))
      await logger.feed('one\n', 'two\n')
    },
    stderr: STARTING,
    files: { 'main/current': '0744 one\ntwo\n' },
  },
  {
    title: 'one that is closed is empty',
    shell: 'exec 0<&-',
    script: ['./main'],
    stderr: STARTING,
    files: { 'main/current': '0744 ' },
  },
  {
    title: 'a file',
    script: ['./main'],
    inputFile: 'one\ntwo',
    stderr: STARTING,
    files: { 'main/current': '0744 one\ntwo\n' },
  },
])
