import { expect, test } from 'vitest'
import { isSurveyed, type LocalTime, Zone } from '../../../src/time/zone.js'
import { fieldsOf } from '../../helpers/calendar-fields.js'

const HOUR = 3600
/** 2020-10-25 01:00 UTC: an hour less in Berlin. */
const AUTUMN = 1603587600

const counted = (localTime: LocalTime) => {
  const counter = {
    conversions: 0,
    localTime: (seconds: number | bigint) => {
      counter.conversions++
      return localTime(seconds)
    },
  }
  return counter
}

const autumn: LocalTime = (seconds) =>
  fieldsOf(Number(seconds) + (seconds < AUTUMN ? 2 * HOUR : HOUR))

test('a change is found to the second, whichever side is asked first', () => {
  for (const first of [AUTUMN - 100_000, AUTUMN - 1, AUTUMN, AUTUMN + 100_000]) {
    const zone = new Zone(autumn)
    zone.periodAt(first)

    expect(zone.periodAt(AUTUMN - 1)).toMatchObject({ to: AUTUMN, offset: 2 * HOUR })
    expect(zone.periodAt(AUTUMN)).toMatchObject({ from: AUTUMN, offset: HOUR })
  }
})

test('a fortnight of seconds takes no more conversions than its steps and one search', () => {
  const watched = counted(autumn)
  const zone = new Zone(watched.localTime)

  for (let seconds = AUTUMN - 600_000; seconds < AUTUMN + 600_000; seconds += 60)
    zone.periodAt(seconds)

  expect(watched.conversions).toBeLessThan(200)
})

test('a jump back to known time takes no conversion', () => {
  const watched = counted(autumn)
  const zone = new Zone(watched.localTime)
  zone.periodAt(AUTUMN)
  zone.periodAt(0)
  const before = watched.conversions

  for (let k = 0; k < 100; k++) zone.periodAt(k % 2 === 0 ? AUTUMN : 0)

  expect(watched.conversions).toBe(before)
})

test('an inserted second is the last of its period', () => {
  const inserted = 1483228826
  const zone = new Zone((seconds) => {
    const utc = Number(seconds)
    if (utc === inserted) return fieldsOf(utc - 27, 1)
    return fieldsOf(utc - (utc < inserted ? 26 : 27))
  })

  expect(zone.periodAt(inserted)).toMatchObject({
    to: inserted + 1,
    offset: -26,
    inserted: true,
  })
  expect(zone.periodAt(inserted + 1)).toMatchObject({ offset: -27, inserted: false })
})

test('time that cannot be told is a period without an offset', () => {
  const zone = new Zone((seconds) => (seconds < AUTUMN ? undefined : fieldsOf(Number(seconds))))

  expect(zone.periodAt(AUTUMN - 1)).toMatchObject({ to: AUTUMN, offset: Number.NaN })
  expect(zone.periodAt(AUTUMN).offset).toBe(0)
})

test('only 1901 to 2106 is surveyed', () => {
  expect([-(2 ** 31), 0, 2 ** 32 - 1].every(isSurveyed)).toBe(true)
  expect([-(2 ** 31) - 1, 2 ** 32, 0n, 2n ** 60n].some(isSurveyed)).toBe(false)
})
