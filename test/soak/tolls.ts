// What kills have cost, in figures: for each kill, those included that cost nothing.

import { cost } from './follower.js'
import type { Toll } from './killing.js'
import { linesIn } from './stream.js'

/** The middle, the 99th of a hundred, and the worst. */
export type Spread = { readonly median: number; readonly most: number; readonly worst: number }

export type Figures = {
  readonly lost: Spread
  readonly doubled: Spread
  /** Lines of which a byte is missing, all kills together. */
  readonly linesLost: number
  readonly linesDoubled: number
}

/** `values` and so many zeros that there are `count`. */
const spread = (values: readonly number[], count: number): Spread => {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (part: number): number =>
    sorted[Math.ceil(part * count) - 1 - (count - sorted.length)] ?? 0
  return { median: at(0.5), most: at(0.99), worst: at(1) }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0)

/** A gap that took several kills is shared out among them. */
export const figures = ({ kills, gaps }: Toll): Figures => {
  const costs = gaps.flatMap((gap) =>
    Array<number>(gap.kills).fill(Math.round(cost(gap) / gap.kills)),
  )
  const lost = gaps.filter((gap) => cost(gap) > 0)
  const doubled = gaps.filter((gap) => cost(gap) < 0)
  return {
    lost: spread(
      costs.filter((bytes) => bytes > 0),
      kills,
    ),
    doubled: spread(
      costs.filter((bytes) => bytes < 0).map((bytes) => -bytes),
      kills,
    ),
    linesLost: sum(lost.map(({ end, start }) => linesIn(end, start))),
    linesDoubled: sum(doubled.map(({ end, start }) => linesIn(start, end))),
  }
}
