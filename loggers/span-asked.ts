// What --since and --until ask for.

import type { ByteString } from '../src/bytes.js'
import type { Span } from '../src/reading/source.js'
import { native } from '../src/system/native.js'
import type { Dialect } from '../src/time/tai64n.js'
import { type LocalTime, Zone } from '../src/time/zone.js'
import { Misuse } from './option-words.js'
import { momentOf } from './time-words.js'

/** The C library's local time. Loaded by the first local date, and by none that is universal. */
export const localTime: LocalTime = (seconds) => native().localTime(seconds)

/** What is asked for between two moments, of logs whose labels count by a rule. */
export const spanOf = ({
  since,
  until,
}: {
  readonly since?: ByteString
  readonly until?: ByteString
}): ((dialect: Dialect) => Span) => {
  if (since === undefined && until === undefined) return () => ({})
  const here = { now: native().wallClock(), zone: new Zone(localTime) }
  const spans = { djb: {}, tai: {} }
  for (const dialect of ['djb', 'tai'] as const) {
    const moment = (words: ByteString): NonNullable<Span['since']> => {
      const found = momentOf(words, { ...here, dialect })
      if (!found) throw new Misuse(`no moment is called ${words}`)
      return found
    }
    spans[dialect] = {
      ...(since !== undefined && { since: moment(since) }),
      ...(until !== undefined && { until: moment(until) }),
    }
  }
  return (dialect) => spans[dialect]
}
