// Stretches of local time, where clocks are set too.

import { expect, test } from 'vitest'
import { fittingLength, Periods } from '../../../src/histogram/periods.js'
import { universalTime } from '../../../src/time/universal-time.js'
import { Zone } from '../../../src/time/zone.js'

const HOUR = 3600
const DAY = 86400

/** Two hours ahead of UTC until 2020-10-25 01:00 UTC, then one. */
const SET_BACK = 1603587600
const zone = new Zone((seconds) =>
  universalTime(Number(seconds) + (Number(seconds) < SET_BACK ? 2 * HOUR : HOUR)),
)
const kolkata = new Zone((seconds) => universalTime(Number(seconds) + 5.5 * HOUR))

const starts = (periods: Periods, from: number, count: number): number[] => {
  const first = periods.numberOf(from)
  return Array.from({ length: count }, (_, k) => periods.startOf(first + k) - from)
}

test('hours begin at full hours of local time', () => {
  // 2020-09-13 17:56:40
  const periods = new Periods(HOUR, kolkata, 1600000000)

  expect(periods.startOf(periods.numberOf(1600000000))).toBe(1600000000 - 56 * 60 - 40)
})

test('an hour that clocks show twice is two hours', () => {
  const periods = new Periods(HOUR, zone, SET_BACK - DAY)

  expect(starts(periods, SET_BACK - HOUR, 3)).toEqual([0, HOUR, 2 * HOUR])
})

test('a day on which clocks are set back has 25 hours', () => {
  const midnight = SET_BACK - 3 * HOUR
  const periods = new Periods(DAY, zone, midnight)

  expect(starts(periods, midnight, 3)).toEqual([0, 25 * HOUR, 49 * HOUR])
  expect(periods.numberOf(midnight + 25 * HOUR - 1)).toBe(periods.numberOf(midnight))
})

test('weeks begin on Mondays', () => {
  const periods = new Periods(7 * DAY, kolkata, 1600000000)

  // 2020-09-07
  expect(periods.startOf(periods.numberOf(1600000000))).toBe(1599436800 - 5.5 * HOUR)
})

test.each([
  [0, 24, 1],
  [23, 24, 1],
  [24, 24, 5],
  [HOUR, 24, 300],
  [DAY - 1, 24, HOUR],
  [365 * DAY, 24, 4 * 7 * DAY],
  [1e13, 24, 1040 * 7 * DAY],
])('%d seconds in %d bars: %d', (length, most, expected) => {
  const range = { from: 1599955200 - 5.5 * HOUR, to: 1599955200 - 5.5 * HOUR + length }

  expect(fittingLength(range, most, kolkata)).toBe(expected)
})

test('what was counted is not cut', () => {
  expect(fittingLength({ from: 0, to: 100 }, 1000, kolkata, 60)).toBe(60)
})
