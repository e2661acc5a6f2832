// Laws of labels: they sort as time and round-trip; and what tai64nlocal makes of them is
// what a plain replacement, label by label, makes of them, however the input is cut.

import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { native } from '../../src/system/native.js'
import { Calendar } from '../../src/time/calendar.js'
import { compareInstants } from '../../src/time/clock.js'
import { LabelConverter } from '../../src/time/label-converter.js'
import { fromTai, labelOf, parseLabel, toTai } from '../../src/time/tai64n.js'
import type { LocalTime } from '../../src/time/zone.js'
import { fieldsOf } from '../helpers/calendar-fields.js'

const given = process.env.TZ

afterEach(() => {
  if (given === undefined) delete process.env.TZ
  else process.env.TZ = given
})

const seconds = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 4e9 }) },
  { weight: 1, arbitrary: fc.integer({ min: -(2 ** 51), max: 2 ** 51 }) },
)

const instants = fc.record({ seconds, nanoseconds: fc.integer({ min: 0, max: 999999999 }) })

describe('labels', () => {
  test('round-trip', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        expect(parseLabel(labelOf(instant))).toEqual(instant)
      }),
    )
  })

  test('sort as the moments they stand for', () => {
    const near = instants.chain((one) =>
      fc.tuple(
        fc.constant(one),
        fc.oneof(
          instants,
          instants.map(({ nanoseconds }) => ({ ...one, nanoseconds })),
          fc.integer({ min: -9, max: 9 }).map((k) => ({ ...one, seconds: one.seconds + k })),
        ),
      ),
    )
    fc.assert(
      fc.property(near, ([one, other]) => {
        const [a, b] = [labelOf(one), labelOf(other)]

        expect(a < b ? -1 : a > b ? 1 : 0).toBe(Math.sign(compareInstants(one, other)))
      }),
    )
  })

  test('of either dialect give back their POSIX second, and never as a leap second', () => {
    fc.assert(
      fc.property(seconds, fc.constantFrom('djb', 'tai'), (posix, dialect) => {
        expect(fromTai(toTai(posix, dialect), dialect)).toEqual({ seconds: posix, leap: false })
      }),
    )
  })
})

// Text in which labels are, nearly are, and are not. `moments` draws their seconds.
const texts = (moments: fc.Arbitrary<bigint>): fc.Arbitrary<string> => {
  const digits = fc
    .tuple(moments, fc.oneof(fc.integer({ min: 0, max: 999999999 }), fc.nat(0xffffffff)))
    .map(
      ([moment, nanoseconds]) =>
        BigInt.asUintN(64, moment + 2n ** 62n + 10n)
          .toString(16)
          .padStart(16, '0') + nanoseconds.toString(16).padStart(8, '0'),
    )
  const label = digits.chain((all) =>
    fc.constantFrom(`@${all}`, `@${all}`, `@${all}`, `@${all.toUpperCase()}`),
  )
  const damaged = fc
    .tuple(label, fc.nat(24), fc.constantFrom('', '\n', 'g', '@', '0', '\x8a', '\0'))
    .map(([whole, at, patch]) => whole.slice(0, at) + patch + whole.slice(at + 1))
  const filling = fc.string({
    unit: fc.oneof(
      fc.constantFrom('\n', '\n', '@', ' ', 'a', '\x0b'),
      fc.nat(255).map((byte) => String.fromCharCode(byte)),
    ),
    maxLength: 40,
  })
  const start = fc.tuple(fc.constantFrom('\n', '\n', '\n', ''), fc.oneof(label, label, damaged))
  return fc
    .array(fc.oneof(filling, ...[0, 1].map(() => start.map((two) => two.join('')))), {
      maxLength: 30,
    })
    .map((parts) => parts.join(''))
}

/** `fast`: with the kernel at work behind the first piece. */
const converted = (
  text: string,
  localTime: LocalTime,
  cuts: readonly number[],
  fast = false,
): string => {
  const converter = new LabelConverter(new Calendar(localTime), text.length)
  const edges = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length]
  edges.sort((a, b) => a - b)
  let all = ''
  for (let k = 1; k < edges.length; k++) {
    const piece = text.slice(edges[k - 1], edges[k])
    converter.bytes.write(piece, converter.readAt, 'latin1')
    const count = converter.convert(piece.length)
    all += converter.output.toString('latin1', 0, count)
    if (fast) converter.speedUp()
  }
  const count = converter.finish()
  return all + converter.output.toString('latin1', 0, count)
}

const naive = (text: string, localTime: LocalTime): string =>
  text.replace(/(?<![^\n])@([0-9a-f]{16})([0-9a-f]{8})/gi, (label, upper, lower) => {
    const counted = BigInt(`0x${upper}`)
    const nanoseconds = Number.parseInt(lower, 16)
    // No label, and more seconds than the C library could be asked about.
    if (counted >= 2n ** 63n) return label
    const fields = localTime(counted - 2n ** 62n - 10n)
    if (nanoseconds > 999999999 || fields === undefined) return label
    const { year, month, day, hour, minute, second } = fields
    const [mm, dd, HH, MM, SS] = [month, day, hour, minute, second].map((each) =>
      String(each).padStart(2, '0'),
    )
    const yyyy = BigInt.asUintN(64, BigInt(year))
    return `${yyyy}-${mm}-${dd} ${HH}:${MM}:${SS}.${String(nanoseconds).padStart(9, '0')}`
  })

// A zone made up: changes of its offset, at least a day apart, some of them inserted
// seconds (the second before the change is a :60, the offset then falls by one).
type Change = { readonly at: number; readonly by: number; readonly inserted: boolean }

const zones: fc.Arbitrary<readonly Change[]> = fc
  .array(
    fc.record({
      after: fc.integer({ min: 86400, max: 86400 * 300 }),
      by: fc.oneof(
        fc.constantFrom(3600, -3600, 1800, -86400),
        fc.integer({ min: -9999, max: 9999 }),
      ),
      inserted: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((steps) => {
    let at = 1.5e9
    let offset = 0
    return steps.map(({ after, by, inserted }) => {
      at += after
      // 23:59:60 has to come where a minute would begin.
      if (inserted) at += 1 + 60 - ((at + offset) % 60)
      const change = { at, by: inserted ? -1 : by, inserted }
      offset += change.by
      return change
    })
  })

const localTimeOf =
  (changes: readonly Change[]): LocalTime =>
  (moment) => {
    const utc = Number(moment)
    const passed = changes.filter(({ at }) => at <= utc)
    const offset = passed.reduce((sum, { by }) => sum + by, 0)
    const extra = changes.some(({ at, inserted }) => inserted && at - 1 === utc) ? 1 : 0
    return fieldsOf(utc + offset - extra, extra)
  }

const near = (middle: number): fc.Arbitrary<bigint> =>
  fc
    .oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -90, max: 90 }))
    .map((k) => BigInt(middle + k))

const anywhere = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 2e9 }).map(BigInt) },
  { weight: 2, arbitrary: fc.integer({ min: -(2 ** 33), max: 2 ** 33 }).map(BigInt) },
  { weight: 1, arbitrary: fc.bigInt({ min: -(2n ** 62n) - 10n, max: 2n ** 63n }) },
  { weight: 1, arbitrary: fc.bigInt({ min: -67768040609740800n, max: 67768036191676799n }) },
)

const cutting = fc.array(fc.nat(), { maxLength: 20 })

describe('labels converted to local dates', () => {
  test('do not depend on how the input is cut', () => {
    fc.assert(
      fc.property(texts(anywhere), cutting, fc.boolean(), (text, cuts, fast) => {
        const localTime = localTimeOf([])

        expect(converted(text, localTime, cuts, fast)).toBe(converted(text, localTime, []))
      }),
    )
  })

  test('do not depend on it even when every byte comes alone', () => {
    fc.assert(
      fc.property(texts(anywhere), (text) => {
        const localTime = localTimeOf([])
        const everywhere = Array.from(text, (_, k) => k)

        expect(converted(text, localTime, everywhere)).toBe(naive(text, localTime))
      }),
    )
  })

  test('are those of a plain replacement in a zone with changes and leap seconds', () => {
    const cases = zones.chain((changes) => {
      const moments = fc.oneof(...changes.map(({ at }) => near(at)), anywhere)
      return fc.tuple(fc.constant(changes), texts(moments), cutting)
    })
    fc.assert(
      fc.property(cases, fc.boolean(), ([changes, text, cuts], fast) => {
        const localTime = localTimeOf(changes)

        expect(converted(text, localTime, cuts, fast)).toBe(naive(text, localTime))
      }),
    )
  })

  // Seconds around changes of these zones' offsets, and the last leap seconds.
  const interesting = [
    1603587600, 1585443600, 1604210400, 1712415600, 1325239200, 1483228826, 1435708825, 63593070,
    -1633273200,
  ]

  test.each([
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Africa/Monrovia',
    'Africa/Casablanca',
    'Africa/Freetown',
    'EST5EDT,M3.2.0,M11.1.0',
    'XYZ-5:30',
    'right/UTC',
    'right/Europe/London',
    'right/Asia/Kolkata',
    'Nowhere/None',
  ])('are those of a plain replacement by the C library in %s', (zone) => {
    process.env.TZ = zone
    const { localTime } = native()
    const moments = fc.oneof(...interesting.map(near), anywhere)

    fc.assert(
      fc.property(texts(moments), cutting, fc.boolean(), (text, cuts, fast) => {
        expect(converted(text, localTime, cuts, fast)).toBe(naive(text, localTime))
      }),
    )
  })
})
