// Dates as ctime(3) writes them.

import { afterEach, expect, test } from 'vitest'
import { native } from '../../../src/system/native.js'
import { ctimeFormat } from '../../../src/time/ctime.js'
import { universalTime } from '../../../src/time/universal-time.js'
import type { LocalTime } from '../../../src/time/zone.js'

const given = process.env.TZ

afterEach(() => {
  if (given === undefined) delete process.env.TZ
  else process.env.TZ = given
})

const writer = (localTime: LocalTime) => {
  const format = ctimeFormat(localTime)
  return (seconds: number): string => {
    const bytes = Buffer.alloc(format.width + 2, '|')
    format.write(bytes, new DataView(bytes.buffer, bytes.byteOffset), 1, seconds, 123456789)
    return bytes.toString('latin1')
  }
}

test.each([
  [533240568, 'Mon Nov 24 18:22:48 1986'],
  [533154168, 'Sun Nov 23 18:22:48 1986'],
  [0, 'Thu Jan  1 00:00:00 1970'],
  [951782399, 'Mon Feb 28 23:59:59 2000'],
  [951782400, 'Tue Feb 29 00:00:00 2000'],
  [1600000000, 'Sun Sep 13 12:26:40 2020'],
  [1601510400, 'Thu Oct  1 00:00:00 2020'],
  [4102444799, 'Thu Dec 31 23:59:59 2099'],
])('second %i is %s', (seconds, text) => {
  expect(writer(universalTime)(seconds)).toBe(`|${text} |`)
})

test('the date is that of the zone, on both sides of a change of offset', () => {
  process.env.TZ = 'Europe/Berlin'
  const write = writer(native().localTime)

  expect(write(1603587599)).toBe('|Sun Oct 25 02:59:59 2020 |')
  expect(write(1603587600)).toBe('|Sun Oct 25 02:00:00 2020 |')
  expect(write(1603670400)).toBe('|Mon Oct 26 01:00:00 2020 |')
})

test('a second without a local time keeps the stamp before', () => {
  const write = writer((seconds) => (seconds > 2 ** 40 ? undefined : universalTime(seconds)))

  expect([write(8), write(2 ** 41)]).toEqual(Array(2).fill('|Thu Jan  1 00:00:08 1970 |'))
})
