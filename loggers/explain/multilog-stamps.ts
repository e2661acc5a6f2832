// The stamps of multilog in words. `spec/multilog.md §1`.

import type { ByteString } from '../../src/bytes.js'
import type { Stamp } from '../../src/plan.js'
import type { Meaning } from '../multilog.js'
import { onlyIn, restIgnored } from './multilog-settings.js'
import type { Beginning } from './patterns.js'

const STAMPS: Partial<Record<Stamp, { means: ByteString; like: ByteString; of?: ByteString }>> = {
  tai64n: {
    means: 'a TAI64N label (@ and 24 digits: the moment the line began)',
    like: '@4000000069153eca075bcbf4 ',
  },
  accustamp: {
    means: 'seconds since 1970 with six digits behind the point',
    like: '1763000000.123456 ',
    of: 'daemontools-encore',
  },
  local: {
    means: 'local date and time with nine digits of the second',
    like: '2025-11-13 02:13:20.123456789 ',
    of: "sagredo's multilog",
  },
  'local-milliseconds': {
    means: 'local date and time with three digits of the second',
    like: '2025-11-13 02:13:20.123 ',
    of: "sagredo's multilog",
  },
}

/** What a stamp's word means, then what is to be warned of. */
export const stampText = (word: ByteString, stamp: Stamp): ByteString[] => {
  const { means = '', like = '', of } = STAMPS[stamp] ?? {}
  return [
    `puts ${means} and a blank before every line; patterns, e and = see these ${like.length} bytes too`,
    ...restIgnored(word),
    ...onlyIn(of),
  ]
}

/** How lines begin, where a script's first word asks for a stamp. */
export const beginningBy = (word: ByteString, meaning: Meaning): Beginning | undefined =>
  meaning.is === 'stamp'
    ? { like: STAMPS[meaning.stamp]?.like ?? '', word: word.charAt(0) }
    : undefined
