// s6-tai64n: a label of true TAI before every line, from standard input to standard output.

import type { ByteString } from '../src/bytes.js'
import { filterSentences, systemReasons } from '../src/fault/system-messages.js'
import { stamping } from '../src/filter.js'
import type { LinePolicy } from '../src/input/line-policy.js'
import { Splitter } from '../src/input/splitter.js'
import type { Stamp } from '../src/plan.js'
import { native } from '../src/system/native.js'
import { systemClock } from '../src/time/clock.js'
import { stampFormat } from '../src/time/formats.js'
import { filterInput, helpOrVersion } from './world.js'

/** `spec/tai64.md §2.2`. */
const STAMP: Stamp = 'tai64n-tai'

/**
 * A line is kept back until it is complete, for its label says when that was; the original
 * keeps any line, ours this much of one. `spec/tai64.md §5`.
 */
const LINES: LinePolicy = { window: 1 << 20, completeLastLine: true, stamped: 'complete' }

const voice = { name: 's6-tai64n', sentences: filterSentences, reasons: systemReasons }

/** Runs s6-tai64n to its end; words other than --help and --version are ignored. `spec/s6-log.md §12`. */
export const run = async (words: readonly ByteString[]): Promise<number> => {
  if (helpOrVersion('s6-tai64n', words)) return 0
  const format = stampFormat(STAMP, native().localTime)
  return filterInput(stamping(new Splitter(LINES, { format, clock: systemClock })), voice)
}
