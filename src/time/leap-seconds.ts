// Local time of a clock that counts leap seconds, in any kind of zone.
//
// A zone of the `right/` kind takes such seconds (TAI less 10) as they are, and shows an
// inserted one as :60. To any other zone the table of `tai64n.ts` adds the same; so the rest
// of the house needs to know neither the table nor the kind of zone.

import { fromTai, INSERTED_SECONDS } from './tai64n.js'
import type { LocalTime } from './zone.js'

/** TAI - UTC at the start of 1970, and what a clock that counts them all differs by for ever. */
const FIXED = 10

/** The end of June 1972 on a POSIX clock; the first inserted second on one that counts. */
const FIRST_INSERTED = 78796800

/** Whether local time is that of a `right/` zone. `spec/tai64.md §5`. */
const countsAlready = (localTime: LocalTime): boolean => localTime(FIRST_INSERTED)?.second === 60

/** Local time of seconds that count the inserted ones, from that of POSIX seconds. */
export const countingLeapSeconds = (localTime: LocalTime): LocalTime => {
  if (countsAlready(localTime)) return localTime
  return (counted) => {
    const { seconds, leap } = posixOf(counted)
    const fields = localTime(seconds)
    // In a zone whose offset is no whole minute the inserted second is not a :60, but still
    // the one after.
    return fields && leap ? { ...fields, second: fields.second + 1 } : fields
  }
}

// A bigint is too far away from any inserted second to be one.
const posixOf = (
  counted: number | bigint,
): { readonly seconds: number | bigint; readonly leap: boolean } => {
  if (typeof counted === 'number') return fromTai(counted + FIXED, 'tai')
  const passed = counted < 0n ? 0 : INSERTED_SECONDS.length
  return { seconds: counted - BigInt(passed), leap: false }
}
