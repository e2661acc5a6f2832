// The picture: what it is made of, and that it needs nothing else.

import { expect, test } from 'vitest'
import type { Histogram } from '../../../src/histogram/histogram.js'
import { histogramSvg } from '../../../src/histogram/svg.js'
import { universalTime } from '../../../src/time/universal-time.js'

const START = 1599955200

const of = (counts: number[][], wishes: Partial<Histogram> = {}): Histogram => ({
  measure: 'lines',
  per: 3600,
  names: ['a<b>&"\x1b\xff\xef\xbf\xbf', 'imapd'].slice(0, counts[0]?.length),
  totals: [1, 2],
  bars: counts.map((each, k) => ({ start: START + k * 3600, counts: each })),
  end: START + counts.length * 3600,
  ...wishes,
})

const svg = (histogram: Histogram): string => histogramSvg(histogram, universalTime)

/** Every tag is closed, in order; throws where one is not. */
const tags = (text: string): number => {
  const open: string[] = []
  let count = 0
  for (const [, closing, name = '', own] of text.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g)) {
    count++
    if (closing && open.pop() !== name) throw new Error(`${name} is closed in ${open.join(' ')}`)
    if (!closing && !own) open.push(name)
  }
  if (open.length > 0) throw new Error(`${open.join(' ')} is left open`)
  return count
}

test('it is well formed, whatever a name is, and has no script', () => {
  const text = svg(
    of([
      [3, 4],
      [0, 0],
      [1, 0],
    ]),
  )

  expect(tags(text)).toBeGreaterThan(20)
  expect(text).toContain('a&lt;b&gt;&amp;&quot;\\x1b\ufffd\ufffd')
  expect(text).not.toMatch(/<script|href|url\(|[\ufffe\uffff]/)
  expect(text).not.toContain('\x1b')
  expect(text.replace('http://www.w3.org/2000/svg', '')).not.toContain('http')
})

test('it says what it shows, and so does each bar', () => {
  const text = svg(of([[3], [4]]))

  expect(text).toMatch(/role="img" aria-labelledby="title description"/)
  expect(text).toMatch(
    /<title id="title">1 line, per hour<\/title>|<title id="title">3 lines, per hour<\/title>/,
  )
  expect(text).toMatch(
    /<desc id="description">.*From 2020-09-13 00:00 to 2020-09-13 02:00; 4 at most\.<\/desc>/,
  )
  expect(text).toContain('<title>2020-09-13 01:00: 4</title><rect class="c0" ')
  expect(text).toContain('@media(prefers-color-scheme:dark)')
})

test('bars are in proportion, one log upon the other', () => {
  const heights = [
    ...svg(
      of([
        [250, 250],
        [0, 500],
      ]),
    ).matchAll(
      /<rect class="c(\d)" x="([\d.]+)" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"\/>(?!<text)/g,
    ),
  ]

  expect(heights.map(([, log, , , height]) => [log, height])).toEqual([
    ['0', '124'],
    ['1', '124'],
    ['1', '248'],
  ])
  expect(heights.map(([, , x, y]) => [x, y])).toEqual([
    ['72', '180'],
    ['72', '56'],
    ['504', '56'],
  ])
})

test('ticks are at round times, with the date where it is new', () => {
  const counts = Array.from({ length: 48 }, () => [1])
  const texts = [
    ...svg(of(counts)).matchAll(
      /<tspan x="([\d.]+)" dy="18">([^<]*)<\/tspan>(?:<tspan[^>]*>([^<]*))?/g,
    ),
  ]

  expect(texts.map(([, , clock, date]) => [clock, date])).toEqual([
    ['00:00', '2020-09-13'],
    ['06:00', undefined],
    ['12:00', undefined],
    ['18:00', undefined],
    ['00:00', '2020-09-14'],
    ['06:00', undefined],
    ['12:00', undefined],
    ['18:00', undefined],
  ])
  expect(texts.slice(0, 2).map(([, x]) => x)).toEqual(['72', '180'])
})
