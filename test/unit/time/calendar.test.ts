// Vectors from spec/tai64.md §7, and zones as the C library knows them.

import { afterEach, describe, expect, test } from 'vitest'
import { native } from '../../../src/system/native.js'
import { Calendar } from '../../../src/time/calendar.js'
import type { LocalTime } from '../../../src/time/zone.js'

const given = process.env.TZ

afterEach(() => {
  if (given === undefined) delete process.env.TZ
  else process.env.TZ = given
})

const shown = (calendar: Calendar, seconds: number | bigint): string | undefined => {
  const length = calendar.show(seconds)
  return length === 0 ? undefined : calendar.text.toString('latin1', 0, length)
}

const calendarIn = (zone: string, localTime: LocalTime = native().localTime): Calendar => {
  process.env.TZ = zone
  return new Calendar(localTime)
}

describe('a second in a zone', () => {
  test.each([
    ['UTC', 935467445, '1999-08-24 04:04:05.'],
    ['US/Pacific', 935467445, '1999-08-23 21:04:05.'],
    ['right/US/Pacific', 935467445, '1999-08-23 21:03:43.'],
    ['right/UTC', 935467445, '1999-08-24 04:03:43.'],
    ['PST8PDT', 935467445, '1999-08-23 21:04:05.'],
    ['Asia/Kolkata', 935467445, '1999-08-24 09:34:05.'],
    ['XYZ-5:30', 935467445, '1999-08-24 09:34:05.'],
    ['Nonexistent/Zone', 935467445, '1999-08-24 04:04:05.'],
    ['', 935467445, '1999-08-24 04:04:05.'],
    ['UTC', -11, '1969-12-31 23:59:49.'],
    ['UTC', 2 ** 31 - 1, '2038-01-19 03:14:07.'],
    ['UTC', 2 ** 31, '2038-01-19 03:14:08.'],
    ['UTC', 2 ** 40 - 11, '36812-02-20 00:36:05.'],
    ['UTC', -(2 ** 36) - 10, '18446744073709551408-05-13 16:27:34.'],
    ['UTC', -62135596801, '0-12-31 23:59:59.'],
    ['UTC', -30610224001, '999-12-31 23:59:59.'],
    ['right/UTC', 0x586846a3 - 10, '2016-12-31 23:59:59.'],
    ['right/UTC', 0x586846a4 - 10, '2016-12-31 23:59:60.'],
    ['right/UTC', 0x586846a5 - 10, '2017-01-01 00:00:00.'],
    ['right/Asia/Kolkata', 0x586846a4 - 10, '2017-01-01 05:29:60.'],
    ['Europe/Berlin', 1606461088, '2020-11-27 08:11:28.'],
    ['Europe/Berlin', 1594518176, '2020-07-12 03:42:56.'],
    ['America/New_York', 946684808, '1999-12-31 19:00:08.'],
    ['Pacific/Kiritimati', 0, '1969-12-31 13:20:00.'],
    ['Asia/Tokyo', 1710286264, '2024-03-13 08:31:04.'],
    // A local mean time with seconds, and the summer of half an hour.
    ['Africa/Monrovia', 0, '1969-12-31 23:15:30.'],
    ['Australia/Lord_Howe', 1712415599, '2024-04-07 01:59:59.'],
    ['Australia/Lord_Howe', 1712415600, '2024-04-07 01:30:00.'],
  ])('%s, %d is %s', (zone, seconds, text) => {
    expect(shown(calendarIn(zone), seconds)).toBe(text)
  })

  test('a year beyond 32 bits has no date, a year just below has one', () => {
    const calendar = calendarIn('UTC')

    expect(shown(calendar, 2n ** 62n)).toBeUndefined()
    expect(shown(calendar, -(2n ** 62n))).toBeUndefined()
    expect(shown(calendar, 67768036191676799n)).toBe('2147485547-12-31 23:59:59.')
  })
})

describe('seconds one after the other', () => {
  const around = (middle: number): number[] =>
    Array.from({ length: 400 }, (_, k) => middle - 200 + k)

  test.each([
    ['UTC', 951782400],
    ['Europe/Berlin', 1603587600],
    ['Europe/Berlin', 1585443600],
    ['right/Europe/London', 1483228826],
    ['right/America/Sao_Paulo', 1435708825],
    ['Pacific/Apia', 1325239200],
    ['Africa/Monrovia', 63593070],
    // Four days: no zone takes a change back sooner.
    ['Africa/Freetown', -957652800],
    ['Africa/Freetown', -957308400],
    ['UTC', -(2 ** 31)],
    ['UTC', 2 ** 32],
  ])('%s, around %d, are each as the C library tells them', (zone, middle) => {
    const calendar = calendarIn(zone)
    const alone = around(middle).map((seconds) => {
      const fields = native().localTime(seconds)
      const two = (n = 0): string => String(n).padStart(2, '0')
      const date = `${fields?.year}-${two(fields?.month)}-${two(fields?.day)}`
      return `${date} ${two(fields?.hour)}:${two(fields?.minute)}:${two(fields?.second)}.`
    })

    const forwards = around(middle).map((seconds) => shown(calendar, seconds))
    const backwards = around(middle)
      .toReversed()
      .map((seconds) => shown(calendar, seconds))

    expect(forwards).toEqual(alone)
    expect(backwards).toEqual(alone.toReversed())
  })

  test('a long year leaves nothing behind in the next', () => {
    const calendar = calendarIn('UTC')

    expect(shown(calendar, 0)).toBe('1970-01-01 00:00:00.')
    expect(shown(calendar, -(2 ** 36) - 10)).toBe('18446744073709551408-05-13 16:27:34.')
    expect(shown(calendar, 0)).toBe('1970-01-01 00:00:00.')
  })
})

describe('a date written in place', () => {
  test('has no point, and its end is told', () => {
    const bytes = Buffer.from('.'.repeat(24))

    const end = calendarIn('UTC').write(bytes, 2, 0)

    expect(end).toBe(21)
    expect(bytes.toString()).toBe('..1970-01-01 00:00:00...')
  })

  test('writes nothing where there is no date', () => {
    const bytes = Buffer.from('.'.repeat(24))

    expect(calendarIn('UTC').write(bytes, 2, 2n ** 62n)).toBe(-1)
    expect(bytes.toString()).toBe('.'.repeat(24))
  })
})
