// accustamp and tailocal by their sheet, spec/cyclog.md §11. There is no original to be had:
// ours run alone.

import { expect } from 'vitest'
import { ANY } from './expected.js'
import { type SheetScenario, sheet } from './scenario.js'

const shape = (text: RegExp): Pick<SheetScenario, 'stdout' | 'also'> => ({
  stdout: ANY,
  also: ({ stdout }) => expect(stdout).toMatch(text),
})

// A FIFO whose reader is gone.
const CLOSED_PIPE = 'mkfifo pipe; exec 3<>pipe; exec >pipe 3<&-'

/** The same of both: how they begin and end. */
const ends = (tool: string, line: string, seen: RegExp): readonly SheetScenario[] => [
  { title: 'empty input gives no output', script: [], input: '' },
  { title: 'arguments are ignored', script: ['-x', 'foo', ''], input: line, ...shape(seen) },
  { title: '--help prints the page', script: ['--help'], ...shape(new RegExp(`^# ${tool}\n`)) },
  {
    title: 'a read error is said and ends it as the end of input does',
    script: [],
    shell: 'exec </',
    stderr: `${tool}: warning: unable to read from stdin: Is a directory\n`,
  },
  {
    title: 'a write error is fatal',
    script: [],
    shell: 'exec >/dev/full',
    input: line,
    exit: '111',
    stderr: `${tool}: fatal: unable to write to stdout: No space left on device\n`,
  },
  {
    title: 'a closed pipe ends it by signal',
    script: [],
    shell: CLOSED_PIPE,
    input: line,
    exit: 'SIGPIPE',
  },
  {
    title: 'an input that is non-blocking is waited for',
    script: [],
    nonBlocking: true,
    steps: (filter) => filter.feed(line, line),
    ...shape(new RegExp(`${seen.source.slice(0, -1)}${seen.source.slice(1)}`)),
  },
]

const STAMP = '\\d{10}\\.\\d{6} '

sheet('accustamp', 'a stamp and a blank before each line', [
  {
    title: 'of any bytes; empty lines too; nothing is added to the last one',
    script: [],
    input: 'one\n\n\0\xff\nend',
    ...shape(new RegExp(`^${STAMP}one\n${STAMP}\n${STAMP}\0\xff\n${STAMP}end$`)),
  },
  {
    title: 'an unfinished line is shown, its stamp first',
    script: [],
    steps: async (filter) => {
      await filter.feed('un')
      expect(filter.stdout()).toMatch(new RegExp(`^${STAMP}un$`))
      await filter.feed('finished\nnext')
    },
    ...shape(new RegExp(`^${STAMP}unfinished\n${STAMP}next$`)),
  },
  {
    title: 'stamps are in order, each at the first byte of its line',
    script: [],
    steps: (filter) => filter.feed('a\nb\n', 'c', '\nd\n'),
    stdout: ANY,
    also: ({ stdout }) => {
      const stamps = String(stdout).match(/^\d{10}\.\d{6}/gm) ?? []
      expect(stamps).toHaveLength(4)
      expect(stamps.toSorted()).toEqual(stamps)
    },
  },
  ...ends('accustamp', 'x\n', new RegExp(`^${STAMP}x\n$`)),
])

const zone = (TZ: string, input: string, stdout: string): SheetScenario => ({
  title: `TZ=${TZ} shows ${JSON.stringify(input)} as ${JSON.stringify(stdout)}`,
  script: [],
  shell: `export TZ=${TZ}`,
  input,
  stdout,
})

sheet('tailocal', 'leading digits become local date and time', [
  zone('UTC', '869197736.542713 one\n', '1997-07-18 03:48:56.542713 one\n'),
  zone('US/Pacific', '869197736.542713 one\n', '1997-07-17 20:48:56.542713 one\n'),
  zone('XYZ-5:30', '869197736 one\n', '1997-07-18 09:18:56 one\n'),
  zone('UTC', 'plain line\n', '1970-01-01 00:00:00plain line\n'),
  zone('UTC', '\n\0\xff', '1970-01-01 00:00:00\n1970-01-01 00:00:00\0\xff'),
  zone('UTC', '1600000000', '2020-09-13 12:26:40'),
  {
    title: 'an unfinished line is shown as soon as its digits end',
    script: [],
    steps: async (filter) => {
      await filter.feed('16000')
      expect(filter.stdout()).toBe('')
      await filter.feed('00000.1')
      expect(filter.stdout()).toBe('2020-09-13 12:26:40.1')
    },
    stdout: '2020-09-13 12:26:40.1',
  },
  ...ends('tailocal', '0 x\n', /^1970-01-01 00:00:00 x\n$/),
])
