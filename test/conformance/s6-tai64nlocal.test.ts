// s6-tai64nlocal beside the original: every row of spec/tai64.md §8 and §2.4, and random
// labels. Not covered: years from 2147483648 on but for the one case in which it dies.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { INSERTED_SECONDS } from '../../src/time/tai64n.js'
import { type FilterRun, ours, shows, theirs } from './filter-run.js'

const LABEL = '@4000000037c219bf2ef02e94'
const DATE = '1999-08-24 04:03:43.787492500'

type Row = readonly [zone: string, option: string, input: string, output: string]

const rows: readonly Row[] = [
  ['UTC', '', `${LABEL} mark\n`, `${DATE} mark\n`],
  ['US/Pacific', '', `${LABEL} mark\n`, '1999-08-23 21:03:43.787492500 mark\n'],
  ['US/Pacific', '-g', `${LABEL} mark\n`, `${DATE} mark\n`],
  ['right/US/Pacific', '', `${LABEL} mark\n`, '1999-08-23 21:03:43.787492500 mark\n'],
  ['right/US/Pacific', '-g', `${LABEL} mark\n`, `${DATE} mark\n`],
  ['XYZ-5:30', '', `${LABEL} mark\n`, '1999-08-24 09:33:43.787492500 mark\n'],
  ['Nonexistent/Zone', '', `${LABEL} mark\n`, `${DATE} mark\n`],
  ['', '', `${LABEL} mark\n`, `${DATE} mark\n`],
  ['UTC', '', '@4000000037C219BF2EF02E94 upper\n', `${DATE} upper\n`],
  ['UTC', '', `${LABEL}0 25\n`, `${DATE}0 25\n`],
  ['UTC', '', `${LABEL}${LABEL} twice\n`, `${DATE}${LABEL} twice\n`],
  ['UTC', '', '@4000000037c219bf2ef02e9 23\n', '@4000000037c219bf2ef02e9 23\n'],
  ['UTC', '', `@4000000037c219bf2ef02e9\n${LABEL}\n`, `@4000000037c219bf2ef02e9\n${DATE}\n`],
  ['UTC', '', '@4000000037c219bf2ef02e9g x\n', '@4000000037c219bf2ef02e9g x\n'],
  ['UTC', '', '@40000000g7c219bf2ef02e94 x\n', '@40000000g7c219bf2ef02e94 x\n'],
  ['UTC', '', LABEL, LABEL],
  ['UTC', '', `one\n${LABEL}`, `one\n${LABEL}`],
  ['UTC', '', `${LABEL}\n`, `${DATE}\n`],
  ['UTC', '', `${LABEL}x`, `${DATE}x`],
  ['UTC', '', `${LABEL}\0`, `${DATE}\0`],
  ['UTC', '', `${LABEL} no newline`, `${DATE} no newline`],
  ['UTC', '', '@foo\n', '@foo\n'],
  ['UTC', '', '@', '@'],
  ['UTC', '', '@\n', '@\n'],
  ['UTC', '', `@${LABEL} x\n`, `@${LABEL} x\n`],
  ['UTC', '', ` ${LABEL} x\n`, ` ${LABEL} x\n`],
  ['UTC', '', '@400000000000000a00000000 x\n', '1970-01-01 00:00:00.000000000 x\n'],
  ['UTC', '', '@400000000000000900000000 x\n', '@400000000000000900000000 x\n'],
  ['UTC', '-g', '@400000000000000900000000 x\n', '@400000000000000900000000 x\n'],
  ['Asia/Tokyo', '', '@400000000000000900000000 x\n', '@400000000000000900000000 x\n'],
  ['UTC', '', '@3fffffffffffffff00000000 x\n', '@3fffffffffffffff00000000 x\n'],
  ['UTC', '', '@000000000000000000000000 x\n', '@000000000000000000000000 x\n'],
  ['UTC', '', '@7fffffffffffffff00000000 x\n', '@7fffffffffffffff00000000 x\n'],
  ['UTC', '-g', '@7fffffffffffffff00000000 x\n', '@7fffffffffffffff00000000 x\n'],
  ['UTC', '', '@800000000000000000000000 x\n', '@800000000000000000000000 x\n'],
  ['UTC', '', '@ffffffffffffffff00000000 x\n', '@ffffffffffffffff00000000 x\n'],
  ['UTC', '', '@400000ffffffffff00000000 x\n', '36812-02-20 00:35:38.000000000 x\n'],
  ['UTC', '-g', '@400000ffffffffff00000000 x\n', '36812-02-20 00:35:38.000000000 x\n'],
  ['UTC', '', '@400000000000000affffffff x\n', '1970-01-01 00:00:00.429496729 x\n'],
  ['UTC', '', '@400000000000000a3b9aca00 x\n', '1970-01-01 00:00:00.100000000 x\n'],
  ['UTC', '', '@400000000000000a3b9acb00 x\n', '1970-01-01 00:00:00.100000025 x\n'],
  ['UTC', '', '@400000000000000a3b9ac9ff x\n', '1970-01-01 00:00:00.999999999 x\n'],
  ['UTC', '', '@400000000000000a3b9ac9f  x\n', '@400000000000000a3b9ac9f  x\n'],
  ['UTC', '', '@40000000586846a300000000 x\n', '2016-12-31 23:59:59.000000000 x\n'],
  ['UTC', '', '@40000000586846a500000000 x\n', '2017-01-01 00:00:00.000000000 x\n'],
  ['America/New_York', '', '@40000000586846a400000000 x\n', '2016-12-31 18:59:60.000000000 x\n'],
  ['America/New_York', '-g', '@40000000586846a400000000 x\n', '2016-12-31 23:59:60.000000000 x\n'],
  ['Asia/Kolkata', '', '@40000000586846a400000000 x\n', '2017-01-01 05:29:60.000000000 x\n'],
  ['right/Asia/Kolkata', '', '@40000000586846a400000000 x\n', '2017-01-01 05:29:60.000000000 x\n'],
  // Half an hour and a quarter of a minute: the inserted second is no :60, and seen twice.
  ['XYZ-5:30:15', '', '@40000000586846a400000000 x\n', '2017-01-01 05:30:15.000000000 x\n'],
  ['XYZ-5:30:15', '', '@40000000586846a500000000 x\n', '2017-01-01 05:30:15.000000000 x\n'],
]

const inZone = (zone: string, option: string, input: string): FilterRun => ({
  shell: `export TZ='${zone}'`,
  script: option === '' ? [] : [option],
  input,
})

describe.concurrent('s6-tai64nlocal converts as the original does', () => {
  test.for(rows)('TZ=%s %s %j', async ([zone, option, input, output], context) => {
    const run = inZone(zone, option, input)

    expect(await ours('s6-tai64nlocal', run)).toEqual(shows(output))
    expect(await theirs('s6-tai64nlocal', run, context)).toEqual(shows(output))
  })

  test.for(['UTC', 'right/UTC', 'Etc/GMT+5'])(
    'each inserted second as a :60, and the ones beside it, in %s',
    async (zone, context) => {
      const label = (tai: number): string => `@40000000${tai.toString(16).padStart(8, '0')}`
      const seconds = INSERTED_SECONDS.flatMap((at) => [at - 1, at, at + 1])
      const run = inZone(zone, '', seconds.map((at) => `${label(at)}00000000 x\n`).join(''))

      const own = await ours('s6-tai64nlocal', run)

      const minutes = own.stdout.split('\n').map((line) => line.slice(14, 19))
      expect(minutes).toEqual([...INSERTED_SECONDS.flatMap(() => ['59:59', '59:60', '00:00']), ''])
      expect(await theirs('s6-tai64nlocal', run, context)).toEqual(own)
    },
  )
})

const YEAR_2147483647 = 67767976233446400n

const moments = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 2 ** 31 }).map(BigInt) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...INSERTED_SECONDS), fc.integer({ min: -4000, max: 4000 }))
      .map(([at, beside]) => BigInt(at + beside)),
  },
  { weight: 1, arbitrary: fc.integer({ min: -20, max: 20 }).map(BigInt) },
  { weight: 1, arbitrary: fc.bigInt({ min: -(2n ** 62n), max: YEAR_2147483647 }) },
)

const label = fc
  .tuple(moments, fc.oneof(fc.integer({ min: 0, max: 999999999 }), fc.nat(0xffffffff)))
  .map(
    ([moment, nanoseconds]) =>
      `@${(moment + 2n ** 62n).toString(16).padStart(16, '0')}${nanoseconds.toString(16).padStart(8, '0')}`,
  )

const line = fc
  .tuple(label, fc.constantFrom('', '', '', ' ', 'g', '@', '\0', '\n'), fc.nat(25))
  .map(([whole, patch, at]) =>
    patch === '' ? whole : whole.slice(0, at) + patch + whole.slice(at + 1),
  )

const text = fc
  .tuple(
    fc.array(fc.tuple(line, fc.constantFrom('\n', '\n', ' x\n', 'a\n', '\xff\n')), {
      minLength: 200,
      maxLength: 400,
      size: 'max',
    }),
    line,
  )
  .map(([lines, last]) => lines.map((parts) => parts.join('')).join('') + last)

describe.concurrent('s6-tai64nlocal makes of random labels what the original does', () => {
  test.for([
    ['UTC', ''],
    ['Europe/Berlin', ''],
    ['Europe/Berlin', '-g'],
    ['America/New_York', ''],
    ['right/America/New_York', ''],
    ['right/Europe/London', '-g'],
    ['Australia/Lord_Howe', ''],
    ['Africa/Monrovia', ''],
    ['Pacific/Apia', ''],
    ['EST5EDT,M3.2.0,M11.1.0', ''],
    ['XYZ-5:30:15', ''],
  ] as const)('in %s %s', async ([zone, option], context) => {
    for (const input of fc.sample(text, 3)) {
      const run = inZone(zone, option, input)

      const own = await ours('s6-tai64nlocal', run)

      expect(await theirs('s6-tai64nlocal', run, context)).toEqual(own)
    }
  })
})

describe.concurrent('s6-tai64nlocal copies what is no label, byte by byte', () => {
  const bytes = String.fromCharCode(...Array(256).keys())

  test.for([
    ['every byte', bytes],
    ['every byte at the start of a line', bytes.replaceAll(/[^\n]/gs, '$&x\n')],
    ['empty lines', '\n\n\nx\n\n'],
    ['a long line', `${'x'.repeat(300_000)}\ny`],
    ['many lines', Array.from({ length: 30_000 }, (_, k) => `${k}\n`).join('')],
  ] as const)('%s', async ([, input], context) => {
    const run = inZone('UTC', '', input)

    expect(await ours('s6-tai64nlocal', run)).toEqual(shows(input))
    expect(await theirs('s6-tai64nlocal', run, context)).toEqual(shows(input))
  })
})

describe.concurrent('s6-tai64nlocal differs from the original on purpose', () => {
  test('an unfinished line is shown as it comes, where the original waits', async (context) => {
    const seen: string[] = []
    const run: FilterRun = {
      ...inZone('UTC', '', ''),
      steps: async (filter) => {
        for (const piece of [LABEL.slice(0, 9), LABEL.slice(9), ' un', 'finished\n']) {
          await filter.feed(piece)
          seen.push(filter.stdout())
        }
      },
    }
    const whole = `${DATE} unfinished\n`

    expect(await ours('s6-tai64nlocal', run)).toEqual(shows(whole))
    expect(seen.splice(0)).toEqual(['', '', `${DATE} un`, whole])
    expect(await theirs('s6-tai64nlocal', run, context)).toEqual(shows(whole))
    expect(seen).toEqual(['', '', '', whole])
  })

  test('years from 2147483648 on are shown, where the original dies', async (context) => {
    const run = inZone('UTC', '', '@40f0c2ab7c54a9a400000000 x\n')

    const original = await theirs('s6-tai64nlocal', run, context)

    const shown = shows('2147485547-12-31 23:59:59.000000000 x\n')
    expect(await ours('s6-tai64nlocal', run)).toEqual(shown)
    expect(await ours('s6-tai64nlocal', { ...run, script: ['-g'] })).toEqual(shown)
    expect(original.exit).toBe('SIGABRT')
  })
})
