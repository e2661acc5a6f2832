// The time of a line by its own stamp, in every form loggers lay.

import { expect, test } from 'vitest'
import { STAMP_ROOM, Stamps } from '../../../src/reading/stamps.js'
import type { Dialect } from '../../../src/time/tai64n.js'
import { universalTime } from '../../../src/time/universal-time.js'
import { Zone } from '../../../src/time/zone.js'

/** Two hours ahead of UTC until 2020-10-25 01:00 UTC, then one. */
const zone = new Zone((seconds) =>
  universalTime(Number(seconds) + (Number(seconds) < 1603587600 ? 7200 : 3600)),
)

const read = (line: string, dialect: Dialect = 'djb'): [number, number?, number?, boolean?] => {
  const bytes = Buffer.alloc(line.length + STAMP_ROOM, '\n')
  bytes.write(line, 'latin1')
  const stamps = new Stamps(bytes, dialect, zone)
  const length = stamps.read(0)
  return length === 0 ? [0] : [length, stamps.seconds, stamps.nanoseconds, stamps.leap]
}

test.each<[string, [number, number?, number?, boolean?]]>([
  ['@400000005f5e100a075bcbf4 x', [25, 1600000000, 123456500, false]],
  ['@400000005f5e100a075bcbf4', [25, 1600000000, 123456500, false]],
  ['@400000005F5E100A075BCBF4 x', [25, 1600000000, 123456500, false]],
  ['2020-09-13_12:26:40.12345 x', [25, 1600000000, 123450000, false]],
  ['2020-09-13T12:26:40.12345 x', [25, 1600000000, 123450000, false]],
  ['2020-09-13T12:26:40.123456500Z x', [30, 1600000000, 123456500, false]],
  ['2020-09-13T17:56:40.123456500+05:30 x', [35, 1600000000, 123456500, false]],
  ['2020-09-13T09:26:40.123-03:00 x', [29, 1600000000, 123000000, false]],
  ['2017-01-01T05:29:60.500000000+05:30 x', [35, 1483228799, 500000000, true]],
  ['2020-09-13 14:26:40.123456500  x', [30, 1600000000, 123456500, false]],
  ['2020-09-13 14:26:40.123456500 x', [29, 1600000000, 123456500, false]],
  ['2020-09-13 14:26:40.123  x', [23, 1600000000, 123000000, false]],
  ['2020-09-13 14:26:40.123 x', [23, 1600000000, 123000000, false]],
  ['20200913T122640.123456: x', [23, 1600000000, 123456000, false]],
  ['1600000000.123456 x', [17, 1600000000, 123456000, false]],
  ['2016-12-31_23:59:60.50000 x', [25, 1483228799, 500000000, true]],
])('%s', (line, expected) => {
  expect(read(line)).toEqual(expected)
})

test.each([
  '',
  'text',
  '@',
  '@4000000',
  '@400000005f5e100a075bcbf',
  '@400000005f5e100a3b9aca00 x',
  '@c00000005f5e100a075bcbf4 x',
  '2020-09-13_12:26:40.12345',
  '2020-09-13T12:26:40.12345Zx',
  '2020-09-13T12:26:40.12345+05:3 x',
  '2020-09-13T12:26:40.12345+05.30 x',
  '2020-09-13T12:26:40.12345+05:30x',
  '2020-09-13_12:26:40.12345Z x',
  '2020-09-13 12:26:40.12345Z x',
  '2020-09-13 12:26:40 x',
  '2020-13-13_12:26:40.12345 x',
  '2020-09-13_25:26:40.12345 x',
  '2020-09-13_12:26:61.12345 x',
  '2020-09-13x12:26:40.12345 x',
  '20200913T122640.123456 x',
  '20200913T122640.12345a: x',
  '160000000.123456 x',
  '1600000000.12345 x',
  '1234567890',
])('%j has none', (line) => {
  expect(read(line)).toEqual([0])
})

test('labels of true TAI are taken back by the table, an inserted second being marked', () => {
  expect(read('@400000005f5e1025075bcbf4 x', 'tai')).toEqual([25, 1600000000, 123456500, false])
  expect(read('@40000000586846a400000000 x', 'tai')).toEqual([25, 1483228799, 0, true])
})

test('what has no stamp leaves what was told before', () => {
  const text = '2020-09-13_12:26:40.12345 x\n2020-09-13_12:26:41.9999 \n2020-09-13_12:26:59.77x\n'
  const bytes = Buffer.alloc(text.length + STAMP_ROOM, '\n')
  bytes.write(text)
  const stamps = new Stamps(bytes, 'djb', zone)

  expect(stamps.read(0)).toBe(25)
  expect(stamps.read(text.lastIndexOf('2020'))).toBe(0)
  expect([stamps.seconds, stamps.nanoseconds]).toEqual([1600000000, 123450000])
})

test('a local hour that comes twice is first the earlier, then, going on, the later', () => {
  const lines = ['02:30', '02:59', '02:10', '02:59', '03:00']
  const text = lines.map((time) => `2020-10-25 ${time}:00.000000000  x\n`).join('')
  const bytes = Buffer.alloc(text.length + STAMP_ROOM, '\n')
  bytes.write(text)
  const stamps = new Stamps(bytes, 'djb', zone)

  const told = lines.map((_, k) => {
    stamps.read((k * text.length) / lines.length)
    return (stamps.seconds - 1603584000) / 60
  })

  expect(told).toEqual([30, 59, 70, 119, 120])
})
