// tai64nlocal: TAI64N labels at the start of lines as local date and time, from standard
// input to standard output.

import type { ByteString } from '../src/bytes.js'
import { converting } from '../src/filter.js'
import { READ_SIZE } from '../src/input/splitter.js'
import { native } from '../src/system/native.js'
import { Calendar } from '../src/time/calendar.js'
import { LabelConverter } from '../src/time/label-converter.js'
import { filterInput, helpOrVersion } from './world.js'

/** Runs tai64nlocal to its end; words other than --help and --version are ignored. `spec/tai64.md §4`. */
export const run = async (words: readonly ByteString[]): Promise<number> => {
  if (helpOrVersion('tai64nlocal', words)) return 0
  const converter = new LabelConverter(new Calendar(native().localTime), READ_SIZE)
  return filterInput(converting(converter))
}
