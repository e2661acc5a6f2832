// What kills have cost, in figures: for each kill, those included that cost nothing.

import type { Toll } from './killing.js'
import { beginsLine, linesIn } from './stream.js'

/** The middle, the 99th of a hundred, and the worst. */
export type Spread = { readonly median: number; readonly most: number; readonly worst: number }

export type Figures = {
  readonly lost: Spread
  readonly doubled: Spread
  /** Lines of which a byte is missing, all kills together. */
  readonly linesLost: number
  readonly linesDoubled: number
  /** Kills that left a line cut, or begun in its midst. */
  readonly torn: number
}

/** `values` and so many zeros that there are `count`. */
const spread = (values: readonly number[], count: number): Spread => {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (part: number): number =>
    sorted[Math.ceil(part * count) - 1 - (count - sorted.length)] ?? 0
  return { median: at(0.5), most: at(0.99), worst: at(1) }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0)

export const figures = ({ kills, gaps }: Toll): Figures => {
  const lost = gaps.filter(({ end, start }) => start > end)
  const doubled = gaps.filter(({ end, start }) => start < end)
  return {
    lost: spread(
      lost.map(({ end, start }) => start - end),
      kills,
    ),
    doubled: spread(
      doubled.map(({ end, start }) => end - start),
      kills,
    ),
    linesLost: sum(lost.map(({ end, start }) => linesIn(end, start))),
    linesDoubled: sum(doubled.map(({ end, start }) => linesIn(start, end))),
    torn: gaps.filter(({ end, start }) => !beginsLine(end) || !beginsLine(start)).length,
  }
}
