// The volume of logs over time, as bars: which there are, and how much of each log is in them.
// How they look is told elsewhere.

import type { ByteString } from '../bytes.js'
import type { Opening, OpeningWorld } from '../reading/read.js'
import { openSources } from '../reading/read.js'
import { tell } from '../reading/timeline.js'
import { Zone } from '../time/zone.js'
import { fittingLength, Periods } from './periods.js'
import { type Measure, Volume } from './volume.js'

/** What is to be counted, and into which bars. */
export type HistogramPlan = Opening & {
  readonly measure: Measure
  /** Seconds of a bar; the shortest of which `most` are enough where nothing is said. */
  readonly per?: number
  readonly most: number
}

/** What bars there are. */
export type Histogram = {
  readonly measure: Measure
  /** Seconds of a bar, by the clock on the wall. */
  readonly per: number
  readonly names: readonly ByteString[]
  /** What was counted of each log. */
  readonly totals: readonly number[]
  readonly bars: readonly Bar[]
  /** The second behind the last bar. */
  readonly end: number
}

/** One bar: the POSIX second it begins at, and the count of each log. */
export type Bar = { readonly start: number; readonly counts: readonly number[] }

/** What was counted of all logs. */
export const sumOf = ({ counts }: Bar): number => counts.reduce((sum, count) => sum + count, 0)

/** No picture has more bars, and no memory. */
const MOST_BARS = 100_000

/** More bars than there can be were asked for. */
export class TooManyBars extends Error {}

/** Counts; undefined where there is nothing. Throws `TooManyBars`. */
export const histogramOf = async (
  plan: HistogramPlan,
  world: OpeningWorld,
): Promise<Histogram | undefined> => {
  const volumes = await volumesOf(plan, world)
  const range = rangeOf(plan, volumes)
  if (!range) return undefined
  const zone = new Zone(world.localTime)
  const least = Math.max(...volumes.map(({ width }) => width))
  const per = plan.per ?? fittingLength(range, plan.most, zone, least)
  const periods = new Periods(per, zone, range.from)
  const count = periods.count(range.from, range.to)
  if (count > MOST_BARS) throw new TooManyBars(`${count} bars`)
  const first = periods.numberOf(range.from)
  const bars = Array.from({ length: count }, (_, k) => ({
    start: periods.startOf(first + k),
    counts: volumes.map(() => 0),
  }))
  for (const [log, { counts, width }] of volumes.entries())
    for (const [number, amount] of counts) {
      const bar = bars[periods.numberOf(number * width) - first]
      if (bar) bar.counts[log] = (bar.counts[log] ?? 0) + amount
    }
  const names = plan.logs.map(({ name }) => name)
  const totals = volumes.map(({ total }) => total)
  return { measure: plan.measure, per, names, totals, bars, end: periods.startOf(first + count) }
}

/** One log after the other: their lines need no order among each other. */
const volumesOf = async (plan: HistogramPlan, world: OpeningWorld): Promise<readonly Volume[]> => {
  const volumes: Volume[] = []
  for (const source of await openSources(plan, world)) {
    const volume = new Volume(plan.measure, plan)
    await tell([source], volume.take)
    source.stream.close()
    volume.finish()
    volumes.push(volume)
  }
  return volumes
}

/** From where to where there are bars: as asked for, or from the first line to the last. */
const rangeOf = (
  { span }: HistogramPlan,
  volumes: readonly Volume[],
): { readonly from: number; readonly to: number } | undefined => {
  let from = Number.POSITIVE_INFINITY
  let to = Number.NEGATIVE_INFINITY
  for (const { counts, width } of volumes)
    for (const number of counts.keys()) {
      from = Math.min(from, number * width)
      to = Math.max(to, number * width)
    }
  if (from > to) return undefined
  const { since, until } = span('djb')
  return { from: Math.min(since?.seconds ?? from, from), to: Math.max(until?.seconds ?? to, to) }
}
