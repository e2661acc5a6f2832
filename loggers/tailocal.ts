// tailocal: seconds at the start of lines as local date and time, from standard input to
// standard output.

import type { ByteString } from '../src/bytes.js'
import { filterSentences, systemReasons } from '../src/fault/system-messages.js'
import { converting } from '../src/filter.js'
import { READ_SIZE } from '../src/input/splitter.js'
import { native } from '../src/system/native.js'
import { Calendar } from '../src/time/calendar.js'
import { LabelConverter } from '../src/time/label-converter.js'
import { filterInput, helpOrVersion } from './world.js'

const voice = { name: 'tailocal', sentences: filterSentences, reasons: systemReasons }

/** Runs tailocal to its end; words other than --help and --version are ignored. `spec/cyclog.md §11`. */
export const run = async (words: readonly ByteString[]): Promise<number> => {
  if (helpOrVersion('tailocal', words)) return 0
  const converter = new LabelConverter(new Calendar(native().localTime), READ_SIZE, 'seconds')
  return filterInput(converting(converter), voice, 'end')
}
