// Two ways to the same date: the table of leap seconds over a zone, and the zone of the
// `right/` kind with the same rules, which has a table of its own from the zone database.

import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { native } from '../../src/system/native.js'
import { countingLeapSeconds } from '../../src/time/leap-seconds.js'
import { INSERTED_SECONDS } from '../../src/time/tai64n.js'
import type { LocalTime } from '../../src/time/zone.js'

const given = process.env.TZ

afterEach(() => {
  if (given === undefined) delete process.env.TZ
  else process.env.TZ = given
})

/** Local time in `zone`, whatever TZ is when it is asked. */
const localTimeIn =
  (zone: string): LocalTime =>
  (seconds) => {
    process.env.TZ = zone
    return native().localTime(seconds)
  }

const moments = fc.oneof(
  fc.integer({ min: 0, max: 2e9 }),
  fc
    .tuple(fc.constantFrom(...INSERTED_SECONDS), fc.integer({ min: -3, max: 3 }))
    .map(([tai, beside]) => tai - 10 + beside),
)

const hasRightZones = localTimeIn('right/UTC')(78796800)?.second === 60

describe.skipIf(!hasRightZones)('zones of the right/ kind', () => {
  // None that has summer time to this day: by a rule of its own, with which the C library
  // changes a `right/` zone as many seconds late as were inserted.
  test.each([
    'UTC',
    'Asia/Kolkata',
    'Asia/Tokyo',
    'Europe/Moscow',
    'America/Sao_Paulo',
    'Pacific/Apia',
    'Africa/Monrovia',
  ])('show what the table makes of %s', (zone) => {
    const counted = countingLeapSeconds(localTimeIn(zone))
    const right = localTimeIn(`right/${zone}`)

    fc.assert(
      fc.property(moments, (seconds) => {
        expect(counted(seconds)).toEqual(right(seconds))
      }),
    )
  })
})
