// Archives named by date: `_YYYYMMDDThhmmss.uuuuuu`, universal time to the microsecond, then
// `.s` or `.u`, and `.Z` where compressed. `spec/tinylog.md §3`.
//
// The original counts and deletes whatever begins like this; here a name must be one in
// full (DEVIATIONS.md).

import type { ByteString } from '../bytes.js'
import { type Instant, later } from '../time/clock.js'

const ARCHIVE = /^_\d{8}T\d{6}\.\d{6}\.[su](\.Z)?$/
const PARTS = /^_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)\.(\d{6})$/

/** Bytes of the part that tells the time. */
export const DATE_LENGTH = '_YYYYMMDDThhmmss.uuuuuu'.length

/** Whether this is the name of a dated archive. */
export const isDated = (name: ByteString): boolean => ARCHIVE.test(name)

/** `now` as names tell it. */
export const dateOf = ({ seconds, nanoseconds }: Instant): ByteString => {
  const text = new Date(seconds * 1000).toISOString().slice(0, 'YYYY-MM-DDThh:mm:ss'.length)
  const microseconds = Math.floor(nanoseconds / 1000)
  return `_${text.replace(/[-:]/g, '')}.${String(microseconds).padStart(6, '0')}`
}

/** The instant of a name's first DATE_LENGTH bytes; undefined where they are no date. */
export const instantOf = (name: ByteString): Instant | undefined => {
  const parts = PARTS.exec(name.slice(0, DATE_LENGTH))
  if (!parts) return undefined
  const [year = 0, month = 0, ...rest] = parts.slice(1).map(Number)
  const [day = 0, hour = 0, minute = 0, second = 0, microseconds = 0] = rest
  const seconds = Date.UTC(year, month - 1, day, hour, minute, second) / 1000
  return { seconds, nanoseconds: microseconds * 1000 }
}

/** The date one microsecond later; `date` is valid but for digits that name no day or hour. */
export const followingDate = (date: ByteString): ByteString =>
  dateOf(later(instantOf(date) ?? { seconds: 0, nanoseconds: 0 }, 1000))
