// Bars as a picture: one SVG file with all it needs, and no script. It has a title and a
// description, and each bar says what it is; colours follow what the reader's machine prefers,
// light or dark.

import type { ByteString } from '../bytes.js'
import { visible } from '../fault/visible.js'
import type { LocalTime } from '../time/zone.js'
import { Zone } from '../time/zone.js'
import { type Bar, type Histogram, sumOf } from './histogram.js'
import { fittingLength, Periods } from './periods.js'
import { amountText, momentAt, momentText, titleText } from './words.js'

const WIDTH = 960
const HEIGHT = 360
/** Where bars are: from here on, and how far. */
const LEFT = 72
const TOP = 56
const ROOM = { width: WIDTH - LEFT - 24, height: HEIGHT - TOP - 56 }
const LEGEND = 20
const DAY = 86400

/** Pairs for light grounds and for dark ones, told apart by who sees few colours too. */
const COLOURS = [
  ['#0072b2', '#56b4e9'],
  ['#d55e00', '#e69f00'],
  ['#00785a', '#2fc79a'],
  ['#a64d79', '#e09fc2'],
  ['#806600', '#f0e442'],
  ['#555555', '#b0b0b0'],
] as const

const fills = (ground: 0 | 1): string =>
  COLOURS.map((shades, k) => `.c${k}{fill:${shades[ground]}}`).join('')
const STYLE = `text{font:12px sans-serif;fill:#222}.title{font-size:16px}.ground{fill:#fff}
.grid{stroke:#ccc}.axis{stroke:#222}${fills(0)}
@media(prefers-color-scheme:dark){text{fill:#ddd}.ground{fill:#1b1b1b}.grid{stroke:#444}.axis{stroke:#ddd}${fills(1)}}`

/** The picture, as text. */
export const histogramSvg = (histogram: Histogram, localTime: LocalTime): string => {
  const { bars, names, end, per } = histogram
  const most = Math.max(...bars.map(sumOf))
  const top = roundUp(most)
  const height = HEIGHT + (names.length > 1 ? LEGEND * Math.ceil(names.length / LEGENDS) : 0)
  const from = momentText(bars[0]?.start ?? 0, localTime, per)
  const to = momentText(end, localTime, per)
  const title = titleText(histogram)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title description">
<title id="title">${escaped(title)}</title>
<desc id="description">${escaped(`${described(histogram)} From ${from} to ${to}; ${amountText(most, histogram.measure)} at most.`)}</desc>
<style>${STYLE}</style>
<rect class="ground" width="${WIDTH}" height="${height}"/>
<text class="title" x="${LEFT}" y="24">${escaped(title)}</text>
<text x="${LEFT}" y="42">${escaped(`${from} to ${to}`)}</text>
${levels(top, histogram).join('\n')}
${bars.map((bar, k) => drawn(bar, k, top, histogram, localTime)).join('\n')}
<line class="axis" x1="${LEFT}" y1="${TOP + ROOM.height}" x2="${LEFT + ROOM.width}" y2="${TOP + ROOM.height}"/>
${ticks(histogram, localTime).join('\n')}
${names.length > 1 ? legend(histogram).join('\n') : ''}
</svg>
`
}

const described = ({ names, totals, measure }: Histogram): string => {
  const logs = names.map((name, k) => shareText(name, totals[k] ?? 0, measure))
  return `How much was logged over time, as bars: ${logs.join(', ')}.`
}

/** 1, 2 or 5 times a power of ten, `amount` or more; whole. */
const roundUp = (amount: number): number => {
  const power = 10 ** Math.floor(Math.log10(Math.max(amount, 1)))
  const found = [1, 2, 5, 10].find((step) => step * power >= amount)
  return (found ?? 10) * power
}

const place = (number: number): string => String(Math.round(number * 100) / 100)

const levels = (top: number, { measure }: Histogram): readonly string[] => {
  const step = top >= 5 ? (String(top).startsWith('2') ? 4 : 5) : top
  return Array.from({ length: step + 1 }, (_, k) => {
    const y = place(TOP + ROOM.height * (1 - k / step))
    const line = `<line class="grid" x1="${LEFT}" y1="${y}" x2="${LEFT + ROOM.width}" y2="${y}"/>`
    const amount = escaped(amountText((top * k) / step, measure))
    return `${line}<text x="${LEFT - 8}" y="${y}" dy="4" text-anchor="end">${amount}</text>`
  })
}

const drawn = (
  bar: Bar,
  k: number,
  top: number,
  { bars, measure, names, per }: Histogram,
  localTime: LocalTime,
): string => {
  const width = ROOM.width / bars.length
  const gap = width > 4 ? 1 : 0
  let base = TOP + ROOM.height
  const parts = bar.counts.map((count, log) => {
    const height = (ROOM.height * count) / top
    base -= height
    const [x, y] = [place(LEFT + k * width), place(base)]
    if (count === 0) return ''
    return `<rect class="c${log % COLOURS.length}" x="${x}" y="${y}" width="${place(width - gap)}" height="${place(height)}"/>`
  })
  const told = names.map((name, log) => shareText(name, bar.counts[log] ?? 0, measure))
  const text = names.length > 1 ? told.join(', ') : amountText(sumOf(bar), measure)
  const moment = momentText(bar.start, localTime, per)
  return `<g><title>${escaped(`${moment}: ${text}`)}</title>${parts.join('')}</g>`
}

/** Round moments under the axis; the date where it is another one than before. */
const ticks = ({ bars, end, per }: Histogram, localTime: LocalTime): readonly string[] => {
  const [first] = bars
  if (!first) return []
  const zone = new Zone(localTime)
  const range = { from: first.start, to: end }
  const length = Math.max(per, fittingLength(range, TICKS, zone))
  const periods = new Periods(length, zone, first.start)
  const marks: string[] = []
  let last = ''
  for (let number = periods.numberOf(first.start); ; number++) {
    const start = periods.startOf(number)
    if (start >= end) return marks
    if (start < first.start) continue
    const { date, clock } = momentAt(start, localTime, per)
    const x = place(LEFT + (ROOM.width * placeAmong(start, bars, end)) / bars.length)
    const lines = periods.length >= DAY ? [date] : [clock, ...(date === last ? [] : [date])]
    last = date
    const text = lines.map(
      (line, k) => `<tspan x="${x}" dy="${k === 0 ? 18 : 16}">${escaped(line)}</tspan>`,
    )
    const bottom = TOP + ROOM.height
    marks.push(
      `<line class="axis" x1="${x}" y1="${bottom}" x2="${x}" y2="${bottom + 5}"/><text y="${bottom}" text-anchor="middle">${text.join('')}</text>`,
    )
  }
}

/** How many bars there are before a second, and which part of the one it is in. */
const placeAmong = (second: number, bars: Histogram['bars'], end: number): number => {
  const k = bars.findLastIndex(({ start }) => start <= second)
  const from = bars[k]?.start ?? second
  const to = bars[k + 1]?.start ?? end
  return k + (to > from ? (second - from) / (to - from) : 0)
}

const TICKS = 10

/** Logs in a row of the legend. */
const LEGENDS = 4

const legend = ({ names, totals, measure }: Histogram): readonly string[] =>
  names.map((name, k) => {
    const x = LEFT + (k % LEGENDS) * (ROOM.width / LEGENDS)
    const y = HEIGHT + LEGEND * Math.floor(k / LEGENDS)
    const text = shareText(name, totals[k] ?? 0, measure)
    return `<rect class="c${k % COLOURS.length}" x="${x}" y="${y - 11}" width="12" height="12"/><text x="${x + 18}" y="${y}">${escaped(text)}</text>`
  })

/** A log and how much of it there is; a byte of its name that is of no character is U+FFFD. */
const shareText = (name: ByteString, amount: number, measure: Histogram['measure']): string =>
  `${Buffer.from(visible(name), 'latin1').toString()} ${amountText(amount, measure)}`

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

const escaped = (text: string): string =>
  text.replace(/[&<>"\ufffe\uffff]/g, (found) => ENTITIES[found] ?? '\ufffd')
