// Names of archives: which entries of a log directory are ours to count, in what order
// they were finished, and which to prune. Nothing here touches the disk.
//
// An archive is `@`, a TAI64N label in lowercase, then nothing or a dot and any suffix
// (`.s`, `.u`, `.s.gz`). The originals count every name of 25 bytes or more that begins
// with `@` and delete the smallest; a name that is no valid label is somebody else's file
// here, never counted and never deleted (DEVIATIONS.md).

import type { ByteString } from '../bytes.js'
import type { Instant } from '../time/clock.js'
import { type Dialect, isLabel, LABEL_LENGTH, labelOf } from '../time/tai64n.js'
import { DATE_LENGTH, dateOf, followingDate, isDated } from './dated.js'

/** What tells the time in an archive's name: a label (`@...`), or a date (`dated.ts`). */
export type ArchiveNames = 'label' | 'date'

/** How archives get their names; labels by djb's rule where nothing is said. */
export type Naming = { readonly names?: ArchiveNames; readonly labels?: Dialect }

/** The archives among a directory's entries, oldest first. `spec/multilog.md §5.1`. */
export const archivesAmong = (
  entries: readonly { readonly name: ByteString; readonly directory: boolean }[],
  names: ArchiveNames = 'label',
): ByteString[] =>
  entries
    .filter(({ name, directory }) => !directory && (names === 'date' ? isDated : isLabelled)(name))
    .map(({ name }) => name)
    .sort()

const isLabelled = (name: ByteString): boolean =>
  name.startsWith('@') &&
  (name.length === LABEL_LENGTH || name[LABEL_LENGTH] === '.') &&
  isLabel(name.slice(0, LABEL_LENGTH))

/**
 * The name for a file finished at `now`. It sorts after every archive there is, so that a
 * clock set back never makes the newest file look like the oldest.
 */
export const archiveName = (
  archives: readonly ByteString[],
  now: Instant,
  code: ByteString,
  { names, labels = 'djb' }: Naming = {},
): ByteString => {
  const dated = names === 'date'
  const time = dated ? dateOf(now) : labelOf(now, labels)
  const newest = archives.at(-1)?.slice(0, dated ? DATE_LENGTH : LABEL_LENGTH) ?? ''
  const later = dated ? followingDate : following
  return `${time > newest ? time : later(newest)}.${code}`
}

/** The label 1 ns later. */
const following = (label: ByteString): ByteString => {
  const nanoseconds = Number.parseInt(label.slice(NANOSECONDS), 16) + 1
  const carry = nanoseconds === 1e9
  const seconds = BigInt(`0x${label.slice(1, NANOSECONDS)}`) + (carry ? 1n : 0n)
  return `@${hex(seconds, 16)}${hex(carry ? 0 : nanoseconds, 8)}`
}

/** Where they begin in a label. */
const NANOSECONDS = 17

const hex = (number: number | bigint, digits: number): ByteString =>
  number.toString(16).padStart(digits, '0')

/** Which archives must go so that fewer than `files` remain. `spec/multilog.md §5.2`. */
export const pruned = (archives: readonly ByteString[], files: number): readonly ByteString[] =>
  archives.slice(0, Math.max(0, archives.length - (files - 1)))

/** How many of the first sizes must go for the rest to sum up to `total` at most. */
export const excess = (sizes: readonly number[], total: number): number => {
  let sum = sizes.reduce((all, size) => all + size, 0)
  let count = 0
  for (const size of sizes) {
    if (sum <= total) break
    sum -= size
    count++
  }
  return count
}
