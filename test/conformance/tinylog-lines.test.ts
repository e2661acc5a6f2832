// What a line is: spec/tinylog.md §2, §13.

import type { ByteString } from '../../src/bytes.js'
import { type SheetScenario, sheet } from './scenario.js'
import { STARTING } from './tinylog-scenario.js'

const logs = (title: string, input: ByteString, current: ByteString): SheetScenario => ({
  title,
  script: ['./main'],
  input,
  stderr: STARTING,
  files: { 'main/current': `0744 ${current}` },
})

const lengths = (
  stamped: boolean,
  ...rows: readonly (readonly [length: number, kept: number])[]
): SheetScenario => ({
  ...logs(
    `${stamped ? '-t, ' : ''}lines of ${rows.map(([length]) => length)} bytes keep ${rows.map(([, kept]) => kept)}`,
    rows.map(([length]) => `${'x'.repeat(length)}\n`).join(''),
    rows.map(([, kept]) => `${stamped ? 'STAMP: ' : ''}${'x'.repeat(kept)}\n`).join(''),
  ),
  script: stamped ? ['-t', './main'] : ['./main'],
})

sheet('tinylog', 'lines', [
  logs(
    'control bytes become ?, empty lines are dropped, the last line is completed',
    'hello\nworld\tx\n\n\x01\x7fz\npartial',
    'hello\nworld\tx\n?\x7fz\npartial\n',
  ),
  logs('CR, NUL and ESC are control bytes', 'a\r\nb\0c\x1bd\x7f\n', 'a?\nb?c?d\x7f\n'),
  logs('a line of one control byte is no empty line', '\t\n\r\n\0\n', '\t\n?\n?\n'),
  logs(
    'every control byte',
    Buffer.from(Array.from({ length: 32 }, (_, k) => k)).toString('latin1'),
    `${'?'.repeat(9)}\t\n${'?'.repeat(21)}\n`,
  ),
  logs('bytes above 127 pass', '\x80\xa0\xc3\xa9\xff\n', '\x80\xa0\xc3\xa9\xff\n'),
  logs('nothing but empty lines is nothing', '\n\n\n', ''),
  logs('nothing is nothing', '', ''),
  lengths(false, [999, 999], [1000, 1000], [1001, 1000], [5000, 1000], [300_000, 1000], [1, 1]),
  lengths(true, [975, 975], [976, 976], [977, 976], [5000, 976], [1, 1]),
  logs('an unfinished long line is cut too', 'y'.repeat(1500), `${'y'.repeat(1000)}\n`),
  {
    ...logs('a line may come in pieces', '', 'abc\ndef\n'),
    steps: (logger) => logger.feed('a', 'b', 'c\n\nd', '\n', 'ef\n'),
    files: { 'main/current': '0744 abc\nd\nef\n' },
  },
])

/** The stamps of `current`, in seconds of the day. */
const stampsIn = (current: ByteString): readonly string[] =>
  current.match(/^\d{8}T\d{6}\.\d{6}(?=: )/gm) ?? []

/** Universal time now, as stamps tell it. */
const now = (): string => new Date().toISOString().replace(/[-:]/g, '').replace('Z', '000')

sheet('tinylog', 'stamps', [
  {
    title: 'a stamp tells when its line was complete',
    script: ['-t', './main'],
    steps: async (logger) => {
      await logger.feed('par')
      const before = now()
      await logger.feed('tial\n')
      const after = now()
      const [stamp = ''] = stampsIn(logger.place.read('main/current'))
      // Ours is read to the nanosecond and cut, this one to the millisecond.
      if (stamp < before || stamp.slice(0, -3) > after.slice(0, -3)) throw new Error(stamp)
    },
    stderr: STARTING,
    files: { 'main/current': '0744 STAMP: partial\n' },
  },
  {
    title: 'a last line without its line feed is stamped at the end of input',
    script: ['-t', './main'],
    steps: async (logger) => {
      await logger.feed('par')
      const before = now()
      await logger.finish()
      const [stamp = ''] = stampsIn(logger.place.read('main/current'))
      if (stamp < before) throw new Error(stamp)
    },
    stderr: STARTING,
    files: { 'main/current': '0744 STAMP: par\n' },
  },
  {
    title: 'what looks like a stamp is stamped all the same',
    script: ['-t', './main'],
    input: '20261120T120143.388647: more\n',
    stderr: STARTING,
    files: { 'main/current': '0744 STAMP: STAMP: more\n' },
  },
])
