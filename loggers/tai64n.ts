// tai64n: a TAI64N stamp before every line, from standard input to standard output.

import type { ByteString } from '../src/bytes.js'
import { stamping } from '../src/filter.js'
import { Splitter } from '../src/input/splitter.js'
import { native } from '../src/system/native.js'
import { systemClock } from '../src/time/clock.js'
import { stampFormat } from '../src/time/formats.js'
import { filterInput, helpOrVersion } from './world.js'

/** Runs tai64n to its end; words other than --help and --version are ignored. `spec/tai64.md §3`. */
export const run = async (words: readonly ByteString[]): Promise<number> => {
  if (helpOrVersion('tai64n', words)) return 0
  const stamp = { format: stampFormat('tai64n', native().localTime), clock: systemClock }
  // No window: an unfinished line is passed on as it comes, and gets no line feed.
  const splitter = new Splitter({ window: 0, completeLastLine: false }, stamp)
  return filterInput(stamping(splitter))
}
