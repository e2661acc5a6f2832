// Bars as a terminal has them: byte for byte, and never wider.

import { expect, test } from 'vitest'
import type { Histogram } from '../../../src/histogram/histogram.js'
import { histogramJson } from '../../../src/histogram/json.js'
import { histogramText, type TextStyle } from '../../../src/histogram/text.js'
import { amountText, lengthText } from '../../../src/histogram/words.js'
import { universalTime } from '../../../src/time/universal-time.js'

const START = 1599955200

const of = (counts: number[][], wishes: Partial<Histogram> = {}): Histogram => {
  const per = wishes.per ?? 3600
  const logs = counts[0]?.length ?? 1
  return {
    measure: 'lines',
    per,
    names: ['smtpd', 'imapd', 'popd'].slice(0, logs),
    totals: Array.from({ length: logs }, (_, k) =>
      counts.reduce((sum, each) => sum + (each[k] ?? 0), 0),
    ),
    bars: counts.map((each, k) => ({ start: START + 79200 + k * per, counts: each })),
    end: START + 79200 + counts.length * per,
    ...wishes,
  }
}

const text = (histogram: Histogram, style: Partial<TextStyle> = {}): string =>
  Buffer.from(
    histogramText(histogram, universalTime, { width: 40, coloured: false, blocks: true, ...style }),
    'latin1',
  ).toString()

test('a bar ends at an eighth of a column, and the date stands where it is new', () => {
  expect(text(of([[159], [1], [0], [80]]))).toBe(`240 lines, per hour
2020-09-13 22:00 ██████████████████ 159
           23:00 ▏ 1
2020-09-14 00:00 0
           01:00 █████████ 80
`)
})

test('in ASCII it ends at a column', () => {
  expect(text(of([[159], [1], [0], [80]]), { blocks: false })).toBe(`240 lines, per hour
2020-09-13 22:00 ################## 159
           23:00 # 1
2020-09-14 00:00 0
           01:00 ######### 80
`)
})

test('parts of several logs differ in what they are made of', () => {
  const counts = [
    [90, 60, 30],
    [0, 0, 1],
    [0, 20, 0],
  ]

  expect(text(of(counts))).toBe(`201 lines, per hour
█ smtpd 90  ▒ imapd 80  ░ popd 31
2020-09-13 22:00 █████████▒▒▒▒▒▒░░░ 180
           23:00 ░ 1
2020-09-14 00:00 ▒▒ 20
`)
  expect(text(of(counts), { blocks: false })).toContain('\n# smtpd 90  = imapd 80  + popd 31\n')
  expect(text(of(counts), { blocks: false })).toContain(' #########======+++ 180\n')
})

test('or in colours, and where two meet in a column both are in it', () => {
  expect(
    text(
      of([
        [50, 100],
        [16, 0],
      ]),
      { coloured: true },
    ),
  ).toBe(
    [
      '166 lines, per hour',
      '\x1b[36m█\x1b[0m smtpd 66  \x1b[33m█\x1b[0m imapd 100',
      '2020-09-13 22:00 \x1b[36m██████\x1b[0m\x1b[33m████████████\x1b[0m 150',
      '           23:00 \x1b[36m█▉\x1b[0m 16',
      '',
    ].join('\n'),
  )
  expect(text(of([[60, 100]]), { coloured: true })).toContain(
    '\x1b[36m██████\x1b[0m\x1b[36m\x1b[43m▊\x1b[0m\x1b[33m███████████\x1b[0m 160\n',
  )
  expect(text(of([[5, 1]]), { coloured: true, blocks: false })).toContain(
    ` \x1b[36m${'#'.repeat(17)}\x1b[0m\x1b[33m${'#'.repeat(3)}\x1b[0m 6\n`,
  )
})

/** Without control sequences. */
const uncoloured = (line: string): string =>
  line
    .split('\x1b')
    .map((part, k) => (k === 0 ? part : part.replace(/^\[\d+m/, '')))
    .join('')

test('no line is wider than the terminal', () => {
  for (const width of [40, 41, 80, 200])
    for (const coloured of [false, true])
      for (const blocks of [false, true])
        for (const line of text(
          of([
            [7, 3000],
            [2, 1],
            [0, 0],
          ]),
          { width, coloured, blocks },
        )
          .split('\n')
          .slice(2))
          expect(Array.from(uncoloured(line)).length).toBeLessThan(width)
})

test('days tell their weekdays, and seconds are told where bars are short', () => {
  expect(text(of([[1], [2]], { per: 86400 }))).toContain('\n2020-09-13 Sun ')
  expect(text(of([[1], [2]], { per: 15 }))).toContain('\n           22:00:15 ')
})

test('a name commands no terminal', () => {
  expect(text(of([[1, 2]], { names: ['a\x1b[2J', 'b'] }))).toContain('a\\x1b[2J 1  ')
})

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.00 kB'],
  [12345, '12.3 kB'],
  [123456789, '123 MB'],
  [9.99e15, '9.99 PB'],
])('%d bytes: %s', (amount, expected) => {
  expect(amountText(amount, 'bytes')).toBe(expected)
})

test.each([
  [1, 'second'],
  [90, '90 seconds'],
  [600, '10 minutes'],
  [3600, 'hour'],
  [129600, '36 hours'],
  [604800, 'week'],
])('%d: per %s', (seconds, expected) => {
  expect(lengthText(seconds)).toBe(expected)
})

test('as JSON', () => {
  expect(
    JSON.parse(
      histogramJson(
        of([
          [1, 2],
          [3, 4],
        ]),
        (s) => universalTime(Number(s) + 3600),
      ),
    ),
  ).toEqual({
    by: 'lines',
    per: 3600,
    logs: [
      { name: 'smtpd', total: 4 },
      { name: 'imapd', total: 6 },
    ],
    bars: [
      { time: '2020-09-13T23:00:00+01:00', counts: [1, 2] },
      { time: '2020-09-14T00:00:00+01:00', counts: [3, 4] },
    ],
    end: '2020-09-14T01:00:00+01:00',
  })
})
