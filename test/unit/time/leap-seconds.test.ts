import { expect, test } from 'vitest'
import { countingLeapSeconds } from '../../../src/time/leap-seconds.js'
import { INSERTED_SECONDS } from '../../../src/time/tai64n.js'
import { universalTime } from '../../../src/time/universal-time.js'
import type { LocalTime } from '../../../src/time/zone.js'

const utc = countingLeapSeconds(universalTime)

const time = (localTime: LocalTime, seconds: number | bigint): string => {
  const { year, month, day, hour, minute, second } = localTime(seconds) ?? expect.fail()
  return [year, month, day, hour, minute, second].join(' ')
}

test('the last inserted second is a :60, between the one before and the one after', () => {
  const inserted = 0x586846a4 - 10

  expect(time(utc, inserted - 1)).toBe('2016 12 31 23 59 59')
  expect(time(utc, inserted)).toBe('2016 12 31 23 59 60')
  expect(time(utc, inserted + 1)).toBe('2017 1 1 0 0 0')
})

test('there is one for every row of the table', () => {
  const seconds = INSERTED_SECONDS.map((tai) => utc(tai - 10)?.second)

  expect(seconds).toEqual(INSERTED_SECONDS.map(() => 60))
})

test('before the first, seconds are those of a POSIX clock', () => {
  expect(time(utc, -1)).toBe('1969 12 31 23 59 59')
  expect(time(utc, 0)).toBe('1970 1 1 0 0 0')
  expect(time(utc, -(2n ** 53n))).toBe(time(universalTime, -(2n ** 53n)))
})

test('after the last there are 27, however late', () => {
  expect(time(utc, 2n ** 53n)).toBe(time(universalTime, 2n ** 53n - 27n))
  expect(time(utc, 4_000_000_000)).toBe(time(universalTime, 4_000_000_000 - 27))
})

test('where the offset is no whole minute the inserted second is the one after, not a :60', () => {
  const odd = countingLeapSeconds((seconds) => universalTime(Number(seconds) + 15))

  expect(time(odd, 0x586846a4 - 10)).toBe('2017 1 1 0 0 15')
  expect(time(odd, 0x586846a4 - 9)).toBe('2017 1 1 0 0 15')
})

test('a zone that counts them already is taken as it is', () => {
  expect(countingLeapSeconds(utc)).toBe(utc)
})

test('what has no local time has none', () => {
  expect(utc(2n ** 62n)).toBeUndefined()
})
