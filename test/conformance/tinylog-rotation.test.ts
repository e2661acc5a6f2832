// When a file ends and what becomes of it: spec/tinylog.md §5, §6, §11, §13.

import { type SheetScenario, sheet } from './scenario.js'
import { records, STARTING } from './tinylog-scenario.js'

const record = (size: number): string => `${'r'.repeat(size - 1)}\n`

const sized = (
  title: string,
  input: string,
  sizes: readonly number[],
  script: readonly string[] = ['-s2000', './main'],
): SheetScenario => ({ title, script, input, stderr: STARTING, sizes, text: input })

sheet('tinylog', 'sizes', [
  sized('100-byte records end files at 1900', records(40), [1900, 1900, 200]),
  sized('-s 100 is -s 2000', records(40), [1900, 1900, 200], ['-s', '100', './main']),
  sized('1000 + 999 + 11', record(1000) + record(999) + record(11), [1999, 11]),
  sized('1000 + 1000 + 11', record(1000) + record(1000) + record(11), [1000, 1011]),
  sized('the default is 100000', records(2001), [99_900, 99_900, 300], ['./main']),
  {
    // 62 bytes each with the stamp, which is shown as 7 of its 24.
    ...sized('stamps count', '', [32 * 45, 8 * 45]),
    script: ['-t', '-s2000', './main'],
    input: records(40, 38),
    text: records(40, 38).replace(/^(?=.)/gm, 'STAMP: '),
  },
  {
    title: 'modes',
    script: ['-s2000', './main'],
    input: records(25),
    stderr: STARTING,
    files: {
      main: '0700 directory',
      'main/_1.s': `0644 ${records(19)}`,
      'main/current': `0744 ${records(6, 100, 19)}`,
    },
    names: ['_1.s', 'current'],
  },
  {
    title: 'files have their modes whatever the umask',
    shell: 'umask 077',
    script: ['-s2000', './main'],
    input: records(25),
    stderr: STARTING,
    files: { 'main/_1.s': `0644 ${records(19)}` },
    also: ({ files }) => {
      if (!files['main/tinylog.pid']?.startsWith('0644 ')) throw new Error('tinylog.pid')
    },
  },
  {
    title: 'a file in use has mode 644, and the lock the process number',
    script: ['./main'],
    steps: async (logger) => {
      await logger.until('a directory', () => logger.place.has('main/current'))
      await logger.feed('one\n')
      const pid = logger.place.read('main/tinylog.pid')
      if (pid !== `${logger.pid}\n`) throw new Error(pid)
      logger.kill()
      await logger.exit()
    },
    exit: 'SIGKILL',
    stderr: STARTING,
    files: { 'main/current': '0644 one\n' },
  },
  {
    title: 'a resumed file that is too large ends with the first line',
    script: ['-s2000', './main'],
    given: (place) => {
      place.directory('main')
      place.file('main/current', records(30), 0o744)
    },
    input: 'one\n',
    stderr: STARTING,
    files: { 'main/_1.s': `0644 ${records(30)}`, 'main/current': '0744 one\n' },
  },
])

sheet('tinylog', 'HUP', [
  {
    title: 'the line that follows begins a new file',
    script: ['./main'],
    steps: async (logger) => {
      await logger.feed('a\n')
      await logger.wake('SIGHUP')
      if (logger.place.names('main').length !== 2) throw new Error('rotated without a line')
      await logger.feed('b\n')
    },
    stderr: STARTING,
    files: { 'main/_1.s': '0644 a\n', 'main/current': '0744 b\n' },
  },
  {
    title: 'with no further line nothing happens',
    script: ['./main'],
    steps: async (logger) => {
      await logger.feed('a\n')
      await logger.wake('SIGHUP')
    },
    stderr: STARTING,
    names: ['current'],
    files: { 'main/current': '0744 a\n' },
  },
  {
    title: 'on an empty file it is forgotten',
    script: ['./main'],
    steps: async (logger) => {
      await logger.feed('\n')
      await logger.wake('SIGHUP')
      await logger.feed('a\n', 'b\n')
    },
    stderr: STARTING,
    names: ['current'],
    files: { 'main/current': '0744 a\nb\n' },
  },
  {
    title: 'a line in hand goes to the new file whole',
    script: ['./main'],
    steps: async (logger) => {
      await logger.feed('a\nbe')
      await logger.wake('SIGHUP')
      await logger.feed('gun\nc\n')
    },
    stderr: STARTING,
    files: { 'main/_1.s': '0644 a\n', 'main/current': '0744 begun\nc\n' },
  },
])

sheet('tinylog', 'age', [
  sized('-m 0: every record is a file', 'a\nb\nc\n', [2, 2, 2], ['-m0', './main']),
  sized('without -m there is no age', records(3), [300], ['-s', '2000', './main']),
  {
    title: 'the first record after the age is alone in its file, and the clock starts with it',
    script: ['-m1', './main'],
    steps: async (logger) => {
      await logger.feed('x\n')
      const began = performance.now()
      await logger.until('a second and more', () => performance.now() > began + 1100)
      // Idle files do not end by age.
      if (logger.place.names('main').length !== 2) throw new Error('rotated without a line')
      await logger.feed('a\nb\nc\n')
    },
    stderr: STARTING,
    files: { 'main/_1.s': '0644 x\n', 'main/current': '0744 a\nb\nc\n' },
  },
  {
    title: 'an empty file is no reason to start the clock anew',
    script: ['-m1', './main'],
    steps: async (logger) => {
      await logger.until('a directory', () => logger.place.has('main/current'))
      const began = performance.now()
      await logger.until('a second and more', () => performance.now() > began + 1100)
      await logger.feed('a\nb\nc\n')
    },
    stderr: STARTING,
    files: { 'main/_1.s': '0644 a\n', 'main/current': '0744 b\nc\n' },
  },
])
