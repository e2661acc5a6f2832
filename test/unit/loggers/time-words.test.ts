// Moments as somebody types them.

import { expect, test } from 'vitest'
import { momentOf } from '../../../loggers/time-words.js'
import { universalTime } from '../../../src/time/universal-time.js'
import { Zone } from '../../../src/time/zone.js'

/** Five and a half hours ahead. */
const zone = new Zone((seconds) => universalTime(BigInt(seconds) + 19800n))
const now = { seconds: 1600000000, nanoseconds: 5 } // 2020-09-13 17:56:40 there
const there = (text: string): number => Date.parse(`${text}+05:30`) / 1000

test.each<[string, number, number?]>([
  ['now', 1600000000, 5],
  ['today', there('2020-09-13T00:00')],
  ['yesterday', there('2020-09-12T00:00')],
  ['tomorrow', there('2020-09-14T00:00')],
  ['-2h', 1600000000 - 7200, 5],
  ['+1d', 1600000000 + 86400, 5],
  ['-1h30m', 1600000000 - 5400, 5],
  ['5 min ago', 1600000000 - 300, 5],
  ['2 weeks 3 days ago', 1600000000 - 17 * 86400, 5],
  ['-90s', 1600000000 - 90, 5],
  ['2020-09-01', there('2020-09-01T00:00')],
  ['2020-09-01 10:00', there('2020-09-01T10:00')],
  ['2020-09-01 10:00:07.25', there('2020-09-01T10:00:07'), 250000000],
  ['2020-09-01T10:00', there('2020-09-01T10:00')],
  ['2020-09-01T10:00:00Z', Date.UTC(2020, 8, 1, 10) / 1000],
  ['2020-09-01T10:00:00-02:00', Date.UTC(2020, 8, 1, 12) / 1000],
  ['2020-09-01_10:00:00.12345', Date.UTC(2020, 8, 1, 10) / 1000, 123450000],
  ['20200901T100000.123456:', Date.UTC(2020, 8, 1, 10) / 1000, 123456000],
  ['20200901T100000.123456', Date.UTC(2020, 8, 1, 10) / 1000, 123456000],
  ['10:00', there('2020-09-13T10:00')],
  ['10:00:30', there('2020-09-13T10:00:30')],
  ['@400000005f5e100a075bcbf4', 1600000000, 123456500],
  ['@1600000000.5', 1600000000, 500000000],
])('%s', (words, seconds, nanoseconds = 0) => {
  expect(momentOf(words, { now, zone, dialect: 'djb' })).toEqual({ seconds, nanoseconds })
})

test('a label counts as its log does', () => {
  const words = '@400000005f5e1025075bcbf4'

  expect(momentOf(words, { now, zone, dialect: 'tai' })?.seconds).toBe(1600000000)
})

test.each([
  '',
  'soon',
  '2h',
  '-2',
  '-2y',
  '+',
  '2020-13-01',
  '2020-02-30',
  '25:00',
  '10:60',
  '@',
  '@4000x',
  '-2h ago',
  '5 secfoo ago',
])('%j is none', (words) => {
  expect(momentOf(words, { now, zone, dialect: 'djb' })).toBeUndefined()
})
