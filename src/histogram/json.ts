// The numbers of a histogram, as one JSON object.

import { type ByteString, fromText } from '../bytes.js'
import { headOf } from '../reading/heads.js'
import type { LocalTime } from '../time/zone.js'
import type { Histogram } from './histogram.js'

/** `{"by":"lines","per":3600,"logs":[{"name":…,"total":…}],"bars":[{"time":…,"counts":[…]}]}` */
export const histogramJson = (histogram: Histogram, localTime: LocalTime): ByteString => {
  const { measure, per, names, totals, bars, end } = histogram
  const told = timesBy(localTime)
  const logs = names.map((name, k) => ({
    name: Buffer.from(name, 'latin1').toString(),
    total: totals[k],
  }))
  const shown = bars.map(({ start, counts }) => ({ time: told(start), counts }))
  return fromText(`${JSON.stringify({ by: measure, per, logs, bars: shown, end: told(end) })}\n`)
}

/** RFC 3339, local time with its offset. */
const timesBy = (localTime: LocalTime): ((seconds: number) => string) => {
  const head = headOf('iso', localTime)
  const bytes = Buffer.alloc(head.room)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  return (seconds) => {
    const end = head.write(bytes, view, 0, { seconds, nanoseconds: 0, leap: false })
    return bytes.toString('latin1', 0, end).replace('.000000000', '')
  }
}
