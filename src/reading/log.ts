// A log to be read: its files in order, told from a directory or from single files.
//
// A directory is looked at while somebody rotates in it. What is about to get an archive's
// name is opened at once, so that it is read whatever it is called by then; and the look is
// taken again until nothing has moved between its beginning and its end. Archives are
// opened when their turn comes: there may be thousands.

import { type ByteString, baseName } from '../bytes.js'
import { codeOf, ignoring } from '../fault/fault.js'
import { compareInstants } from '../time/clock.js'
import type { Files } from './files.js'
import { type LogFile, logFilesAmong, namedBy } from './log-files.js'

/** A file of a log, and where it is. */
export type PlacedFile = LogFile & {
  readonly path: ByteString
  /** Open already; whoever reads it closes it. */
  readonly descriptor?: number
  /** It is read as far as this, in bytes as they were logged. */
  readonly end?: number
}

/** Files whose lines follow each other. */
export type Log = {
  /** What its lines are said to come from. */
  readonly name: ByteString
  readonly path: ByteString
  readonly files: readonly PlacedFile[]
}

/** A look that finds something moving is taken so often at most; then it is as good as any. */
const LOOKS = 100

/**
 * The log in a directory; undefined where there is none, or no directory. Throws the
 * system's error where it cannot be looked at.
 */
export const logIn = (directory: ByteString, name: ByteString, files: Files): Log | undefined => {
  for (let looks = 1; ; looks++) {
    const before = look(directory, files)
    const placed = before.found.map((file) => place(file, directory, files))
    const log = { name, path: directory, files: placed }
    if (looks >= LOOKS || !hasMoved(before, placed, directory, files))
      return placed.length > 0 ? log : undefined
    closeLog(log, files)
  }
}

/** What one look at a directory has found, and all names that were there. */
type Look = { readonly found: readonly LogFile[]; readonly names: ByteString }

const look = (directory: ByteString, files: Files): Look => {
  const entries = files.list(directory)
  const found = logFilesAmong(entries, (name) => files.stateOf(`${directory}/${name}`))
  const names = entries.map(({ name }) => name)
  return { found, names: names.toSorted().join('/') }
}

const place = (file: LogFile, directory: ByteString, files: Files): PlacedFile => {
  const placed = { ...file, path: `${directory}/${file.name}` }
  // What has gone since, the next look shows.
  return file.role === 'archive' ? placed : (opened(placed, files) ?? placed)
}

/**
 * A file, open; as it is where it cannot be read, which is for its reader to say. Undefined where
 * its name has gone.
 */
export const opened = (file: PlacedFile, files: Files): PlacedFile | undefined => {
  if (file.descriptor !== undefined) return file
  try {
    return { ...file, descriptor: files.open(file.path) }
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? undefined : file
  }
}

// All names are compared: `processed` that has gone when it is asked about is in no log, and the
// name of the archive made of it may not be there yet.
const hasMoved = (
  before: Look,
  placed: readonly PlacedFile[],
  directory: ByteString,
  files: Files,
): boolean => {
  const after = look(directory, files)
  const order = ({ found }: Look): string => found.map(({ name }) => name).join('/')
  if (after.names !== before.names || order(after) !== order(before)) return true
  return placed.some(
    ({ path, descriptor }) =>
      descriptor !== undefined &&
      files.state(descriptor).identity !== files.stateOf(path)?.identity,
  )
}

/** An archive by the name it has now, compressed or processed since; undefined if there is none. */
export const renamed = (file: PlacedFile, files: Files): PlacedFile | undefined => {
  const { name, path, named } = file
  const slash = path.lastIndexOf('/')
  const directory = slash < 0 ? '.' : path.slice(0, slash) || '/'
  if (!named || !files.stateOf(directory)) return undefined
  const now = look(directory, files).found.find(
    (other) => other.named && compareInstants(other.named.instant, named.instant) === 0,
  )
  // A `.u` may have the label of another archive, but none is made of one.
  if (!now || now.name === name || (now.name.endsWith('.u') && !name.startsWith(now.name)))
    return undefined
  return { ...file, name: now.name, path: `${path.slice(0, slash + 1)}${now.name}` }
}

/** A log of one file, whatever it is called. */
export const logOf = (path: ByteString, name: ByteString): Log => {
  const file = baseName(path)
  const named = namedBy(file)
  const role = named ? 'archive' : 'current'
  return { name, path, files: [{ name: file, path, role, ...(named && { named }) }] }
}

/** Whether a log is one file, wherever that is. */
export const isSingle = ({ path, files }: Log): boolean =>
  files.length === 1 && files[0]?.path === path

/** The directory that has a log's names. */
export const directoryOf = (log: Log): ByteString => {
  if (!isSingle(log)) return log.path
  const end = log.path.lastIndexOf('/')
  return end < 0 ? '.' : log.path.slice(0, Math.max(1, end))
}

/** A log as it is now; undefined where there is none any more, or it cannot be looked at. */
export const logAgain = (log: Log, files: Files): Log | undefined => {
  if (isSingle(log)) return logOf(log.path, log.name)
  return ignoring(() => logIn(log.path, log.name, files))
}

/** Closes what nobody has read. */
export const closeLog = (log: Log, files: Files): void => {
  for (const { descriptor } of log.files) if (descriptor !== undefined) files.close(descriptor)
}
