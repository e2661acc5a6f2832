// accustamp: seconds and microseconds before every line, from standard input to standard
// output.

import type { ByteString } from '../src/bytes.js'
import { filterSentences, systemReasons } from '../src/fault/system-messages.js'
import { stamping } from '../src/filter.js'
import { Splitter } from '../src/input/splitter.js'
import { native } from '../src/system/native.js'
import { systemClock } from '../src/time/clock.js'
import { stampFormat } from '../src/time/formats.js'
import { filterInput, helpOrVersion } from './world.js'

const voice = { name: 'accustamp', sentences: filterSentences, reasons: systemReasons }

/** Runs accustamp to its end; words other than --help and --version are ignored. `spec/cyclog.md §11`. */
export const run = async (words: readonly ByteString[]): Promise<number> => {
  if (helpOrVersion('accustamp', words)) return 0
  const stamp = { format: stampFormat('accustamp', native().localTime), clock: systemClock }
  // No window: an unfinished line is passed on as it comes, and gets no line feed.
  const splitter = new Splitter({ window: 0, completeLastLine: false }, stamp)
  return filterInput(stamping(splitter), voice, 'end')
}
