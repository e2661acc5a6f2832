// By which rule a log's labels count: djb's, always ten seconds ahead of UTC, or TAI as it is,
// 37 s ahead since 2017. Nothing in a label tells; but a file was changed last when its last
// line was written, so read by the right rule its last stamp is about that time. Read by djb's
// rule, labels of true TAI are 27 s in the future.
//
// Where there are no stamps to be read, the label in an archive's name does as well, being of
// the moment after. A file that was copied or touched tells nothing.

import type { Instant } from '../time/clock.js'
import { type Dialect, toTai } from '../time/tai64n.js'
import type { Zone } from '../time/zone.js'
import type { Files } from './files.js'
import type { Log, PlacedFile } from './log.js'
import { stateNow } from './looks.js'
import { Seeker } from './seek.js'

/** How many files are asked, from the newest on. */
const WITNESSES = 5

/** A line is written so many seconds after it was stamped at most, to be believed. */
const DELAY = 5

/**
 * The dialect of a log's labels, from its last stamps and names and when they were written;
 * undefined where nobody can tell.
 */
export const dialectOf = (log: Log, zone: Zone, files: Files): Dialect | undefined => {
  const seeker = new Seeker(log, { dialect: 'djb', zone }, { files })
  const witnesses = log.files.slice(-WITNESSES).reverse()
  return (
    firstOf(witnesses, (file) => ruleBeside(seeker.lastStamp(file), file, files)) ??
    firstOf(witnesses, (file) => ruleBeside(labelOf(file), file, files))
  )
}

const firstOf = <T, U>(all: readonly T[], ask: (one: T) => U | undefined): U | undefined => {
  for (const one of all) {
    const answer = ask(one)
    if (answer !== undefined) return answer
  }
  return undefined
}

/** The label in an archive's name, by djb's rule. */
export const labelOf = ({ named }: PlacedFile): Instant | undefined =>
  named?.by === 'label' ? named.instant : undefined

/**
 * What a moment, read by djb's rule, says beside the time at which its file was changed last;
 * nothing where there is none, or that is another time.
 */
export const ruleBeside = (
  moment: Instant | undefined,
  file: PlacedFile,
  files: Files,
): Dialect | undefined => {
  const modified = moment && stateNow(file, files)?.modified
  if (!moment || modified === undefined) return undefined
  const ahead = moment.seconds - modified
  const leaps = toTai(Math.floor(modified), 'tai') - toTai(Math.floor(modified), 'djb')
  if (Math.abs(ahead) <= DELAY) return 'djb'
  return Math.abs(ahead - leaps) <= DELAY ? 'tai' : undefined
}
