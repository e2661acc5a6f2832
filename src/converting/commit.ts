// The moment at which the copies in a log's own directory take their originals' places.
//
//   converting-NAME   a copy, whole or not; worth nothing by itself
//   converting        the plan being written
//   converted         the plan: [original, copy] names of copies that are all whole and on disk
//
// Until there is `converted`, the log is as it was. From then on what is left of the copies
// takes its place, now or when somebody comes by next: an original goes only while its copy
// is there. One archive goes before its copy comes, so that a logger that counts them never
// finds one too many. Names are neither a logger's nor a reader's.
//
// Copies whose names lie ahead of their originals' come last first, and first first where they
// lie behind: so none gets the name of an original that is still to go.

import { type ByteString, fromBytes, toBytes } from '../bytes.js'
import { unlessGone } from '../fault/fault.js'
import type { Directory, FileSystem } from '../system/filesystem.js'

/** What the names of copies begin with until they have their own. */
export const STAGED = 'converting-'
/** The plan that copies shall take their places. */
export const COMMITTED = 'converted'
const DRAFT = 'converting'
/** Keeps two conversions in one directory apart. */
export const OWN_LOCK = 'convert.lock'

/** Whether a name is one that a conversion uses in a log's own directory. */
export const isOfConversion = (name: ByteString): boolean =>
  [COMMITTED, DRAFT, OWN_LOCK].includes(name) || name.startsWith(STAGED)

/** The names of an original and of its copy. */
export type Replacement = readonly [from: ByteString, to: ByteString]

/** Whether a directory's copies wait for their places. */
export const isCommitted = (directory: Directory): boolean =>
  directory.stat(COMMITTED)?.kind === 'file'

/** Removes copies that are worth nothing. There must be no plan. */
export const clearStaged = (directory: Directory): void => {
  for (const { name } of directory.list())
    if (name === DRAFT || name.startsWith(STAGED)) unlessGone(() => directory.remove(name))
}

/** Decides that copies, which must be on disk, take the places of originals. */
export const commit = (
  directory: Directory,
  replacements: readonly Replacement[],
  filesystem: FileSystem,
): void => {
  const ahead = replacements.some(([from, to]) => to > from)
  const text = JSON.stringify(ahead ? replacements.toReversed() : replacements)
  const descriptor = directory.open(DRAFT, 'replace', 0o600)
  try {
    const bytes = toBytes(text)
    for (let at = 0; at < bytes.length; )
      at += filesystem.write(descriptor, bytes, at, bytes.length)
    filesystem.sync(descriptor)
  } finally {
    filesystem.close(descriptor)
  }
  // The copies' names are on disk before the plan that counts on them.
  directory.sync()
  directory.rename(DRAFT, COMMITTED)
  directory.sync()
}

/**
 * Puts copies in their places by the plan in the directory. `fresh`: the originals were there
 * a moment ago, so one that is gone has been deleted as the oldest, and its copy goes too.
 */
export const carryOut = (directory: Directory, filesystem: FileSystem, fresh: boolean): void => {
  for (const [from, to] of planIn(directory, filesystem)) {
    const staged = STAGED + to
    if (!directory.stat(staged)) continue
    if (fresh && !directory.stat(from)) {
      directory.remove(staged)
      continue
    }
    if (from !== to) unlessGone(() => directory.remove(from))
    directory.rename(staged, to)
  }
  directory.sync()
  directory.remove(COMMITTED)
  directory.sync()
}

const planIn = (directory: Directory, filesystem: FileSystem): readonly Replacement[] => {
  const size = directory.stat(COMMITTED)?.size ?? 0
  const bytes = Buffer.alloc(size)
  const descriptor = directory.open(COMMITTED, 'read', 0)
  try {
    for (let at = 0; at < size; ) {
      const count = filesystem.read(descriptor, bytes, at, size)
      if (count === 0) break
      at += count
    }
  } finally {
    filesystem.close(descriptor)
  }
  return JSON.parse(fromBytes(bytes))
}
