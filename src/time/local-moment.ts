// Local dates back to moments: when the clocks of a zone show them.

import { isSurveyed, type Zone } from './zone.js'

/** Local time and UTC differ by less than this. */
const DAY = 86400

/**
 * The POSIX second at which clocks of `zone` show `local`, seconds since 1970 as if its date
 * were universal. Where clocks are set back that is twice: the first one not before `floor`,
 * or else the last. A time they skip is taken as if they had not been set yet.
 */
export const momentShown = (zone: Zone, local: number, floor = -Infinity): number => {
  const offsets = [local - DAY, local + DAY].map((second) => offsetAt(zone, second))
  const [before = 0] = offsets
  const shown = offsets
    .map((offset) => local - offset)
    .filter((second, k) => offsetAt(zone, second) === offsets[k])
    .sort((a, b) => a - b)
  return shown.find((second) => second >= floor) ?? shown.at(-1) ?? local - before
}

/** Local time less UTC, in seconds; 0 where nobody knows. */
export const offsetAt = (zone: Zone, seconds: number): number =>
  (isSurveyed(seconds) && zone.periodAt(seconds).offset) || 0
