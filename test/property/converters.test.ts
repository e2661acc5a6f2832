// Three pairs of filters, one notion of time: a moment stamped by the one and shown by the
// other is the same date, in whatever zone, however the stamped text is cut into reads.

import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import type { Stamp } from '../../src/plan.js'
import { native } from '../../src/system/native.js'
import { Calendar } from '../../src/time/calendar.js'
import { stampFormat } from '../../src/time/formats.js'
import { LabelConverter, type LabelPolicy } from '../../src/time/label-converter.js'
import { countingLeapSeconds } from '../../src/time/leap-seconds.js'
import type { LocalTime } from '../../src/time/zone.js'

const given = process.env.TZ

afterEach(() => {
  if (given === undefined) delete process.env.TZ
  else process.env.TZ = given
})

type Moment = readonly [seconds: number, nanoseconds: number]

const { localTime } = native()

const stamped = (stamp: Stamp, moments: readonly Moment[]): Buffer => {
  const format = stampFormat(stamp, localTime)
  const lines = moments.map(([seconds, nanoseconds]) => {
    const line = Buffer.alloc(format.width + 'x\n'.length, 'x\n'.padStart(format.width + 2))
    format.write(line, new DataView(line.buffer, line.byteOffset), 0, seconds, nanoseconds)
    return line
  })
  return Buffer.concat(lines)
}

const shown = (
  text: Buffer,
  cut: number,
  time: LocalTime,
  policy?: LabelPolicy | 'seconds',
  fast = false,
): string => {
  const converter = new LabelConverter(new Calendar(time), text.length + 1, policy)
  const feed = (piece: Buffer): string => {
    converter.bytes.set(piece, converter.readAt)
    const count = converter.convert(piece.length)
    return converter.output.toString('latin1', 0, count)
  }
  let all = feed(text.subarray(0, cut))
  if (fast) converter.speedUp()
  all += feed(text.subarray(cut))
  const count = converter.finish()
  return all + converter.output.toString('latin1', 0, count)
}

const S6: LabelPolicy = { least: 26, earliest: 0, excess: 'nine digits' }

/** To microseconds, which is all that accustamp has. */
const micro = (text: string): string => text.replace(/(\.\d{6})\d{3} /g, '$1 ')

test('accustamp and tailocal, tai64n and tai64nlocal, and those of s6 agree', () => {
  const moment = fc.tuple(
    fc.oneof(
      fc.integer({ min: 1_000_000_000, max: 4_000_000_000 }),
      // Around an inserted second, and around changes of offset.
      fc.constantFrom(1483228799, 1483228800, 1603587599, 1603587600, 1585443599, 1585443600),
    ),
    fc.nat(999_999_999),
  )
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'XYZ-5:30', 'America/St_Johns')
  fc.assert(
    fc.property(fc.array(moment), fc.nat(200), zones, (moments, at, zone) => {
      process.env.TZ = zone
      const show = (stamp: Stamp, time: LocalTime, policy?: LabelPolicy | 'seconds'): string => {
        const text = stamped(stamp, moments)
        const plain = shown(text, Math.min(at, text.length), time, policy)
        expect(shown(text, Math.min(at, text.length), time, policy, true)).toBe(plain)
        return plain
      }

      const djb = show('tai64n', localTime)
      const s6 = show('tai64n-tai', countingLeapSeconds(localTime), S6)
      const early = show('accustamp', localTime, 'seconds')

      expect(s6).toBe(djb)
      expect(early).toBe(micro(djb))
      expect(djb.split('\n').length).toBe(moments.length + 1)
    }),
  )
})
