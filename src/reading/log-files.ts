// What a log directory holds, whoever wrote it: which entries are of the log, and in what
// order their lines were written. The disk is touched only through what is handed in.
//
//   @LABEL, @LABEL.CODE…      archives of multilog, svlogd, s6-log, cyclog; CODE is `s`, `u`,
//                             or anything, `.gz` and the like behind it
//   _DATE.CODE…               archives of tinylog
//   @SECONDS                  files of the cyclog of daemontools 0.53, named for their beginning
//   previous, processed       what a rotation was about to make an archive of
//   current                   the file being written
//
// Not of the log: @LABEL.t (a processor's unfinished output), state, newstate, lock, config,
// zipped, tinylog.pid, status files, and whatever else has no such name.
//
// The same lines may be there twice; then one file of them counts:
//  - an archive that is being compressed, or was when somebody was killed: the plain one;
//  - a `.u` that svlogd has processed but not removed yet: the `.s` of the same label. Such
//    a `.u` has its owner-execute bit set; one that s6-log makes of `current`, at times with
//    the label of another archive, has not;
//  - `previous` beside a complete `processed`, as at every start (rotation/recover.ts); a
//    `processed` that is not complete is worth nothing;
//  - `previous`, `processed` or `current` with the second name of an archive already.

import type { ByteString } from '../bytes.js'
import { DATE_LENGTH, instantOf } from '../rotation/dated.js'
import type { Instant } from '../time/clock.js'
import { type Dialect, isLabel, LABEL_LENGTH, parseLabel, reread } from '../time/tai64n.js'
import type { FileState } from './files.js'

/** One file of a log. */
export type LogFile = {
  readonly name: ByteString
  readonly role: 'archive' | 'leftover' | 'current'
  /** What its name tells; nothing where it is no archive. */
  readonly named?: Named
}

/** The moment in an archive's name: the end of the file, but with `began` the beginning. */
export type Named = {
  /** Labels are read by djb's rule here. */
  readonly by: 'label' | 'date' | 'seconds'
  readonly instant: Instant
}

/** The moment of a name whose log's labels count by `dialect`. */
export const momentIn = ({ by, instant }: Named, dialect: Dialect): Instant =>
  by === 'label' ? reread(instant, dialect) : instant

/** An entry of a directory. */
type Entry = { readonly name: ByteString; readonly directory: boolean }

const OWNER_EXECUTE = 0o100
const SECONDS = /^@\d{1,14}$/
/** What compressors put behind a name. */
const COMPRESSED = /\.(gz|Z|z|bz2|xz|zst|lz4|lzo|lzma)$/

/**
 * The files of a log among a directory's entries, in the order they were written. `stateOf`
 * tells of an entry, and is asked only where names do not decide. `spec/multilog.md §5`,
 * `spec/svlogd.md §7`, `spec/s6-log.md §7`, `spec/cyclog.md §3`, `spec/tinylog.md §3`.
 */
export const logFilesAmong = (
  entries: readonly Entry[],
  stateOf: (name: ByteString) => FileState | undefined,
): LogFile[] => {
  const names = new Set(entries.filter(({ directory }) => !directory).map(({ name }) => name))
  const archives = [...names].flatMap(archiveOf).sort(byTime)
  const kept = archives.filter(({ name }) => !isTwin(name, names, stateOf))
  const unfinished = unfinishedAmong(names, stateOf)
  const identities = new Set<string>()
  if (unfinished.length > 0)
    for (const { name } of kept.slice(-NEIGHBOURS)) identities.add(stateOf(name)?.identity ?? '')
  const fresh = unfinished.filter(({ name }) => !identities.has(stateOf(name)?.identity ?? name))
  return [...kept, ...fresh]
}

/** A second name is made a moment before the first goes, so only the newest archives have one. */
const NEIGHBOURS = 4

/** The archive an entry is by its name; none or one. */
const archiveOf = (name: ByteString): LogFile[] => {
  const named = namedBy(name)
  return named && !name.endsWith('.t') ? [{ name, role: 'archive', named }] : []
}

/** What the name of an archive tells; undefined where it is none's. */
export const namedBy = (name: ByteString): Named | undefined => {
  const by = name[0] === '@' ? (SECONDS.test(name) ? 'seconds' : 'label') : 'date'
  if (by === 'seconds') return { by, instant: { seconds: Number(name.slice(1)), nanoseconds: 0 } }
  const length = by === 'label' ? LABEL_LENGTH : DATE_LENGTH
  if (name.length > length && name[length] !== '.') return undefined
  const time = name.slice(0, length)
  if (by === 'label' && !isLabel(time)) return undefined
  const instant = by === 'label' ? parseLabel(time) : instantOf(time)
  return instant && { by, instant }
}

const byTime = (a: LogFile, b: LogFile): number => {
  const [one, two] = [a.named?.instant, b.named?.instant]
  if (!one || !two) return 0
  const order = one.seconds - two.seconds || one.nanoseconds - two.nanoseconds
  return order || (a.name < b.name ? -1 : 1)
}

/** A name without what a compressor has put behind it. */
export const plainName = (name: ByteString): ByteString => name.replace(COMPRESSED, '')

/** Whether another name has the same lines. */
const isTwin = (
  name: ByteString,
  names: ReadonlySet<ByteString>,
  stateOf: (name: ByteString) => FileState | undefined,
): boolean => {
  const plain = plainName(name)
  if (plain !== name && names.has(plain)) return true
  if (!plain.endsWith('.u')) return false
  const processed = `${plain.slice(0, -1)}s`
  if (!names.has(processed) && !names.has(`${processed}.gz`)) return false
  return isComplete(stateOf(name))
}

/** Whether a file's writer was there to its end, and says so. */
export const isComplete = (state: FileState | undefined): boolean =>
  state !== undefined && (state.mode & OWNER_EXECUTE) !== 0

/** The files without an archive's name, in the order of their lines. */
const unfinishedAmong = (
  names: ReadonlySet<ByteString>,
  stateOf: (name: ByteString) => FileState | undefined,
): LogFile[] => {
  // Where it has gone since, what is made of it now would be missed; so it counts as if there.
  const isWhole = (state: FileState | undefined): boolean => !state || isComplete(state)
  const processed = names.has('processed') && isWhole(stateOf('processed'))
  const leftover = processed ? 'processed' : 'previous'
  return [
    ...(names.has(leftover) ? [{ name: leftover, role: 'leftover' } as const] : []),
    ...(names.has('current') ? [{ name: 'current', role: 'current' } as const] : []),
  ]
}
