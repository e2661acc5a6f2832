// tai64nlocal beside the original: every row of spec/tai64.md §7, and the ends of §4.
// Not covered: the order of reads and writes, and what a crash loses of lines before it.

import { describe, expect, test } from 'vitest'
import { filterEnds } from './filter-ends.js'
import { type FilterRun, ours, shows, theirs } from './filter-run.js'

const LABEL = '@4000000037c219bf2ef02e94'
const DATE = '1999-08-24 04:04:05.787492500'

type Row = readonly [row: number, zone: string, input: string, output: string]

const same: readonly Row[] = [
  [1, 'UTC', `${LABEL} mark\n`, `${DATE} mark\n`],
  [2, 'US/Pacific', `${LABEL} mark\n`, '1999-08-23 21:04:05.787492500 mark\n'],
  [3, 'right/US/Pacific', `${LABEL} mark\n`, '1999-08-23 21:03:43.787492500 mark\n'],
  [4, 'right/UTC', `${LABEL} mark\n`, '1999-08-24 04:03:43.787492500 mark\n'],
  [5, 'PST8PDT', `${LABEL} mark\n`, '1999-08-23 21:04:05.787492500 mark\n'],
  [6, 'Asia/Kolkata', `${LABEL} mark\n`, '1999-08-24 09:34:05.787492500 mark\n'],
  [7, 'XYZ-5:30', `${LABEL} mark\n`, '1999-08-24 09:34:05.787492500 mark\n'],
  [8, 'Nonexistent/Zone', `${LABEL} mark\n`, `${DATE} mark\n`],
  [8, '', `${LABEL} mark\n`, `${DATE} mark\n`],
  [9, 'UTC', `${LABEL}\n`, `${DATE}\n`],
  [11, 'UTC', `${LABEL} no newline`, `${DATE} no newline`],
  [12, 'UTC', `${LABEL}x\n`, `${DATE}x\n`],
  [13, 'UTC', `${LABEL}Abc\n`, `${DATE}Abc\n`],
  [26, 'UTC', `x${LABEL} x\n`, `x${LABEL} x\n`],
  [27, 'UTC', ` ${LABEL} x\n`, ` ${LABEL} x\n`],
  [28, 'UTC', 'plain', 'plain'],
  [29, 'UTC', '@400000000000000a00000000 x\n', '1970-01-01 00:00:00.000000000 x\n'],
  [30, 'UTC', '@400000000000000000000000 x\n', '1969-12-31 23:59:50.000000000 x\n'],
  [31, 'UTC', '@3fffffffffffffff00000000 x\n', '1969-12-31 23:59:49.000000000 x\n'],
  [32, 'UTC', '@40000000000000003b9ac9ff x\n', '1969-12-31 23:59:50.999999999 x\n'],
  [35, 'UTC', '@400000008000000900000000 x\n', '2038-01-19 03:14:07.000000000 x\n'],
  [36, 'UTC', '@400000008000000a00000000 x\n', '2038-01-19 03:14:08.000000000 x\n'],
  [37, 'UTC', '@400000ffffffffff00000000 x\n', '36812-02-20 00:36:05.000000000 x\n'],
  [38, 'UTC', '@3ffffff00000000000000000 x\n', '18446744073709551408-05-13 16:27:34.000000000 x\n'],
  [39, 'UTC', '@40000000586846a400000000 x\n', '2017-01-01 00:00:26.000000000 x\n'],
  [40, 'right/UTC', '@40000000586846a300000000 x\n', '2016-12-31 23:59:59.000000000 x\n'],
  [41, 'right/UTC', '@40000000586846a400000000 x\n', '2016-12-31 23:59:60.000000000 x\n'],
  [42, 'right/UTC', '@40000000586846a500000000 x\n', '2017-01-01 00:00:00.000000000 x\n'],
  [
    43,
    'Europe/Berlin',
    '@400000005fc0a6aa1dcd6500 winter\n',
    '2020-11-27 08:11:28.500000000 winter\n',
  ],
  [
    44,
    'Europe/Berlin',
    '@400000005f0a6aaa1dcd6500 summer\n',
    '2020-07-12 03:42:56.500000000 summer\n',
  ],
  [
    45,
    'UTC',
    '@400000005f5e100a075bcbf4@400000005f5e100a075bcbf4 twice\n',
    '2020-09-13 12:26:40.123456500@400000005f5e100a075bcbf4 twice\n',
  ],
  [
    46,
    'UTC',
    '@400000003b4a39c23294b13c fatal: out of memory\n',
    '2001-07-09 23:09:44.848605500 fatal: out of memory\n',
  ],
  [47, 'America/New_York', '@40000000386d439200000001 x\n', '1999-12-31 19:00:08.000000001 x\n'],
  [48, 'Pacific/Kiritimati', '@400000000000000a000001f4 x\n', '1969-12-31 13:20:00.000000500 x\n'],
  [49, 'Asia/Tokyo', '@4000000065f0e5c2075bcd15 x\n', '2024-03-13 08:31:04.123456789 x\n'],
]

const inZone = (zone: string, input: string): FilterRun => ({
  shell: `export TZ='${zone}'`,
  input,
})

describe.concurrent('tai64nlocal converts as the original does', () => {
  test.for(same)('row %i: TZ=%s, %j', async ([, zone, input, output], context) => {
    expect(await ours('tai64nlocal', inZone(zone, input))).toEqual(shows(output))
    expect(await theirs('tai64nlocal', inZone(zone, input), context)).toEqual(shows(output))
  })
})

type Difference = readonly [row: number, input: string, ours: string, theirs: string | 'SIGSEGV']

const unchanged = (row: number, input: string, theirs = 'SIGSEGV'): Difference => [
  row,
  input,
  input,
  theirs,
]

const differences: Readonly<Record<string, readonly Difference[]>> = {
  'a malformed label is left as it is, where the original dies': [
    unchanged(19, '@4000000037c219bf 16 digits\n'),
    unchanged(20, '@4000000037c219bf2ef02e9 23 digits\n'),
    unchanged(21, '@\n'),
    unchanged(23, '@foo\n'),
    unchanged(24, '@ foo\n'),
    unchanged(25, `@${LABEL} x\n`),
    unchanged(0, `good\n@\n`),
  ],
  'a label out of range is left as it is, where the original dies': [
    unchanged(0, '@800000000000000000000000 x\n'),
    unchanged(0, '@7fffffffffffffff00000000 x\n'),
    unchanged(0, '@000000000000000000000000 x\n'),
  ],
  'uppercase digits are digits, where the original dies': [
    [18, '@4000000037C219BF2EF02E94 upper\n', `${DATE} upper\n`, 'SIGSEGV'],
  ],
  'a label is 24 digits whatever follows, where the original takes all there are': [
    [14, `${LABEL}abc hex follows\n`, `${DATE}abc hex follows\n`, 'SIGSEGV'],
    [15, `${LABEL}0 25 digits\n`, `${DATE}0 25 digits\n`, 'SIGSEGV'],
    unchanged(17, '@ffffffff4000000037c219bf2ef02e94 32 digits\n', `${DATE} 32 digits\n`),
    [
      16,
      '@004000000037c219bf2ef02e94 26 digits\n',
      // 2^62 + 10 s before 1970 and more: out of range.
      '@004000000037c219bf2ef02e94 26 digits\n',
      `${DATE} 26 digits\n`,
    ],
  ],
  'more than 999999999 nanoseconds are no label, where the original prints ten digits': [
    unchanged(33, '@40000000000000003b9aca00 x\n', '1969-12-31 23:59:50.1000000000 x\n'),
    unchanged(34, '@4000000000000009ffffffff x\n', '1969-12-31 23:59:59.4294967295 x\n'),
  ],
  'a label at the very end of input is not swallowed': [
    [10, LABEL, DATE, ''],
    unchanged(22, '@', ''),
    unchanged(0, LABEL.slice(0, 20), ''),
    [0, `one\n${LABEL}`, `one\n${DATE}`, 'one\n'],
  ],
}

const death = shows('', 'SIGSEGV')

describe.concurrent('tai64nlocal differs from the original on purpose', () => {
  test.for(Object.entries(differences))('%s', async ([, rows], context) => {
    for (const [row, input, own, original] of rows) {
      const run = inZone('UTC', input)
      const expected = original === 'SIGSEGV' ? death : shows(original)

      expect({ row, ...(await ours('tai64nlocal', run)) }).toEqual({ row, ...shows(own) })
      expect({ row, ...(await theirs('tai64nlocal', run, context)) }).toEqual({ row, ...expected })
    }
  })
})

describe.concurrent('tai64nlocal copies what is no label, byte by byte', () => {
  const bytes = String.fromCharCode(...Array(256).keys())

  test.for([
    ['every byte', bytes],
    ['every byte at the start of a line', bytes.replace('@', '').replaceAll(/[^\n]/gs, '$&x\n')],
    ['empty lines', '\n\n\nx\n\n'],
    ['a long line', `${'x'.repeat(300_000)}\ny`],
    ['many lines', Array.from({ length: 30_000 }, (_, k) => `${k}\n`).join('')],
  ] as const)('%s', async ([, input], context) => {
    const run = inZone('UTC', input)

    expect(await ours('tai64nlocal', run)).toEqual(shows(input))
    expect(await theirs('tai64nlocal', run, context)).toEqual(shows(input))
  })
})

describe.concurrent('tai64nlocal shows what it has before it waits for more', () => {
  const seen: readonly string[] = ['', `${DATE} un`, `${DATE} unfinished\n`]
  const run: FilterRun = {
    ...inZone('UTC', ''),
    steps: async (filter) => {
      for (const [k, piece] of [
        LABEL.slice(0, 9),
        `${LABEL.slice(9)} un`,
        'finished\n',
      ].entries()) {
        await filter.feed(piece)
        expect(filter.stdout()).toBe(seen[k])
      }
    },
  }

  test('a label when it is whole, and the rest as it comes', async (context) => {
    expect(await ours('tai64nlocal', run)).toEqual(shows(seen[2] ?? ''))
    expect(await theirs('tai64nlocal', run, context)).toEqual(shows(seen[2] ?? ''))
  })
})

filterEnds({
  tool: 'tai64nlocal',
  line: `${LABEL} x\n`,
  shown: `${DATE} x\n`,
  fold: (seen) => seen,
})
