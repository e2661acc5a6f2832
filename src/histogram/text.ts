// Bars for a terminal, a line each:
//
//   2026-11-20 10:00 ██████▌ 1234
//              11:00 ▏ 2
//
// Of several logs a bar has a part each, told apart by colours, or by what parts are made of
// where there are none. Blocks are eighths of a column wide where the terminal has them.

import { type ByteString, fromText } from '../bytes.js'
import { visible } from '../fault/visible.js'
import type { LocalTime } from '../time/zone.js'
import { type Histogram, sumOf } from './histogram.js'
import { amountText, momentAt, titleText } from './words.js'

/** What the terminal can show. */
export type TextStyle = {
  /** Columns. */
  readonly width: number
  readonly coloured: boolean
  /** Characters beyond ASCII are shown, in UTF-8. */
  readonly blocks: boolean
}

const EIGHTHS = Array.from(' ▏▎▍▌▋▊▉█', fromText)
const FULL = fromText('█')
const COLOURS = [6, 3, 5, 4, 1, 2]
const SHADES = Array.from('█▒░▓', fromText)
const SIGNS = Array.from('#=+-o*%x')
const PLAIN = '\x1b[0m'
const DAY = 86400

/** No bar is narrower than this, whatever the terminal. */
const NARROWEST = 8

/** The lines of a picture, as bytes, each with its line feed. */
export const histogramText = (
  histogram: Histogram,
  localTime: LocalTime,
  style: TextStyle,
): ByteString => {
  const { bars, measure, names } = histogram
  const sums = bars.map(sumOf)
  const amounts = sums.map((sum) => amountText(sum, measure))
  const labels = labelsOf(histogram, localTime)
  const beside = (labels[0]?.length ?? 0) + Math.max(...amounts.map(({ length }) => length)) + 2
  const columns = Math.max(NARROWEST, style.width - 1 - beside)
  const most = Math.max(...sums)
  const draw = drawing(names.length, style)
  const lines = bars.map(({ counts }, k) => {
    const bar = sums[k] === 0 ? '' : `${draw(counts, most, columns)} `
    return `${labels[k]} ${bar}${amounts[k]}\n`
  })
  const legend = names.length > 1 ? [`${legendOf(histogram, style)}\n`] : []
  return [`${titleText(histogram)}\n`, ...legend, ...lines].join('')
}

/** A date where it is new, and the time of day; all of one width. */
const labelsOf = ({ bars, per }: Histogram, localTime: LocalTime): readonly string[] => {
  let last = ''
  const labels = bars.map(({ start }) => {
    const { date, weekday, clock } = momentAt(start, localTime, per)
    const fresh = date !== last
    last = date
    if (per >= DAY) return `${date} ${weekday}`
    return `${fresh ? date : ' '.repeat(date.length)} ${clock}`
  })
  const width = Math.max(...labels.map(({ length }) => length))
  return labels.map((label) => label.padEnd(width))
}

const legendOf = ({ names, totals, measure }: Histogram, style: TextStyle): ByteString =>
  names
    .map((name, k) => {
      const sign = style.coloured
        ? `${colour(k)}${style.blocks ? FULL : SIGNS[0]}${PLAIN}`
        : glyph(k, style)
      return `${sign} ${visible(name)} ${amountText(totals[k] ?? 0, measure)}`
    })
    .join('  ')

const colour = (log: number): string => `\x1b[3${COLOURS[log % COLOURS.length]}m`
const ground = (log: number): string => `\x1b[4${COLOURS[log % COLOURS.length]}m`

/** What a log's part is made of where it has no colour. */
const glyph = (log: number, { blocks }: TextStyle): ByteString => {
  const glyphs = blocks ? SHADES : SIGNS
  return glyphs[log % glyphs.length] as string
}

type Draw = (counts: readonly number[], most: number, columns: number) => ByteString

/** How bars of so many logs are drawn. */
const drawing = (logs: number, style: TextStyle): Draw => {
  const eighths = style.blocks && (logs === 1 || style.coloured)
  return (counts, most, columns) => {
    const steps = eighths ? 8 : 1
    const ends = endsOf(counts, (columns * steps) / most)
    if (eighths) return blocksOf(ends, style.coloured)
    return ends
      .map((end, k) => {
        const part = (style.coloured ? (SIGNS[0] as string) : glyph(k, style)).repeat(
          end - (ends[k - 1] ?? 0),
        )
        return style.coloured && part !== '' ? `${colour(k)}${part}${PLAIN}` : part
      })
      .join('')
  }
}

/** Where each log's part ends; what is not nothing is one step long at least. */
const endsOf = (counts: readonly number[], scale: number): readonly number[] => {
  let sum = 0
  const ends = counts.map((count) => {
    sum += count
    return Math.round(sum * scale)
  })
  const first = counts.findIndex((count) => count > 0)
  return (ends.at(-1) ?? 0) > 0 ? ends : ends.map((end, k) => (k >= first ? Math.max(end, 1) : end))
}

/** Parts that end at these eighths of a column: where two meet, one is the other's ground. */
const blocksOf = (ends: readonly number[], coloured: boolean): ByteString => {
  const total = ends.at(-1) ?? 0
  let text = ''
  let last = ''
  for (let at = 0; at < total; at += 8) {
    const log = ends.findIndex((end) => end > at)
    const end = Math.min((ends[log] as number) - at, 8)
    const next = ends.findIndex((each) => each > at + end)
    const behind = end < 8 && next >= 0 ? ground(next) : ''
    const look = `${colour(log)}${behind}`
    if (coloured && look !== last) text += `${PLAIN}${look}`
    last = look
    text += EIGHTHS[end]
  }
  return coloured ? `${text.slice(PLAIN.length)}${PLAIN}` : text
}
