// s6-tai64nlocal: labels of true TAI at the start of lines as date and time, from standard
// input to standard output.

import type { ByteString } from '../src/bytes.js'
import { filterSentences, systemReasons } from '../src/fault/system-messages.js'
import { converting } from '../src/filter.js'
import { READ_SIZE } from '../src/input/splitter.js'
import { native } from '../src/system/native.js'
import { Calendar } from '../src/time/calendar.js'
import { LabelConverter, type LabelPolicy } from '../src/time/label-converter.js'
import { countingLeapSeconds } from '../src/time/leap-seconds.js'
import { LABEL_LENGTH } from '../src/time/tai64n.js'
import { universalTime } from '../src/time/universal-time.js'
import { Letters } from './letters.js'
import { filterInput, helpOrVersion, MISUSE, say } from './world.js'

/** By the letters after a dash. `spec/s6-log.md §12`. */
export const options: Readonly<Record<string, string>> = {
  g: 'show universal time instead of local time',
}

/** A bare label that ends the input, and labels before 1970, are left alone. `spec/tai64.md §5`. */
const LABELS: LabelPolicy = { least: LABEL_LENGTH + 1, earliest: 0, excess: 'nine digits' }

const USAGE = 's6-tai64nlocal: usage: s6-tai64nlocal [ -g ]\n'

const voice = { name: 's6-tai64nlocal', sentences: filterSentences, reasons: systemReasons }

/** The letters of options: up to the first word that is none, or to `--`. Undefined is misuse. */
export const parse = (words: readonly ByteString[]): ReadonlySet<string> | undefined => {
  const letters = [...new Letters(words)]
  return letters.every((letter) => Object.hasOwn(options, letter)) ? new Set(letters) : undefined
}

/** Runs s6-tai64nlocal to its end; gives its exit code. `spec/s6-log.md §12`. */
export const run = async (words: readonly ByteString[]): Promise<number> => {
  if (helpOrVersion('s6-tai64nlocal', words)) return 0
  const letters = parse(words)
  if (!letters) {
    say(Buffer.from(USAGE))
    return MISUSE
  }
  const localTime = letters.has('g') ? universalTime : native().localTime
  const calendar = new Calendar(countingLeapSeconds(localTime))
  return filterInput(converting(new LabelConverter(calendar, READ_SIZE, LABELS)), voice)
}
