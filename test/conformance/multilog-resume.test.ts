// A second start in the same directory: spec/multilog.md §5.3 and §6.

import { conforms, type Scenario } from './scenario.js'

const line = (length: number): string => `${'x'.repeat(length - 1)}\n`

const scenarios: readonly Scenario[] = [
  {
    title: 'a clean restart goes on in current',
    script: ['./main'],
    input: 'one\n',
    again: [{ script: ['./main'], input: 'two\n' }],
    names: ['current'],
    files: { 'main/current': '0744 one\ntwo\n' },
  },
  {
    title: 'a clean restart counts what is in current',
    script: ['s4096', './main'],
    input: line(2000),
    again: [{ script: ['s4096', './main'], input: line(96) + line(10) }],
    compare: 'joined',
    sizes: [2096, 10],
    theirs: { sizes: [2106, 0] },
  },
  {
    title: 'a current above a smaller size is rotated at the first write',
    script: ['./main'],
    input: line(6001),
    again: [{ script: ['s4096', './main'], input: 'x\n' }],
    sizes: [6001, 2],
  },
  {
    title: 'a current above a smaller size stays while there is nothing to write',
    script: ['./main'],
    input: line(6001),
    again: [{ script: ['s4096', './main'] }],
    sizes: [6001],
  },
  {
    title: 'a current within the last 2000 bytes of a smaller size takes one more line',
    script: ['./main'],
    input: line(4000),
    again: [{ script: ['s4096', './main'], input: line(50) }],
    sizes: [4050, 0],
  },
  {
    title: 'a current within the last 2000 bytes is filled to the size by a long line',
    script: ['./main'],
    input: line(4000),
    again: [{ script: ['s4096', './main'], input: line(100) }],
    sizes: [4096, 4],
  },
  {
    title: 'a line that is unfinished in current goes on as if it were whole',
    script: ['./main'],
    given: (place) => {
      place.directory('main')
      place.file('main/current', 'unfinished', 0o744)
    },
    input: 'one\n',
    files: { 'main/current': '0744 unfinishedone\n' },
  },
  {
    title: 'a logger killed while idle loses nothing, and its file becomes a .u',
    script: ['./main'],
    steps: async (logger) => {
      await logger.feed('one\ntwo\n')
      logger.signal('SIGKILL')
      await logger.exit()
    },
    again: [{ script: ['./main'], input: 'three\n' }],
    exit: 'SIGKILL, 0',
    names: ['@1.u', 'current'],
    files: { 'main/@1.u': '0644 one\ntwo\n', 'main/current': '0744 three\n' },
  },
  {
    title: 'a logger killed before it wrote leaves an empty .u',
    script: ['./main'],
    steps: async (logger) => {
      await logger.feed('')
      await logger.until('the directory', () => logger.place.has('main/current'))
      await logger.feed('part')
      logger.signal('SIGKILL')
      await logger.exit()
    },
    again: [{ script: ['./main'] }],
    exit: 'SIGKILL, 0',
    names: ['@1.u', 'current'],
    files: { 'main/@1.u': '0644 ' },
  },
  {
    title: 'a start that fails at a later directory leaves the earlier ones unclean',
    script: ['./main', './missing/directory'],
    given: (place) => {
      place.directory('main')
      place.file('main/current', 'before\n', 0o744)
    },
    exit: '111, 0',
    again: [{ script: ['./main'] }],
    stderr: 'multilog: fatal: unable to open directory ./missing/directory: file does not exist\n',
    names: ['@1.u', 'current'],
    files: { 'main/@1.u': '0644 before\n', 'main/current': '0744 ' },
  },
]

conforms('multilog', 'second starts', scenarios)
