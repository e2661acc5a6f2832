// What stands where a logger expects a file of its own.

import type { ByteString } from '../bytes.js'
import { namedBy } from '../reading/log-files.js'
import { isComplete } from './next-start.js'
import type { Entry } from './world.js'

/** The names loggers make files by, but for archives. */
export const OWN: readonly ByteString[] = [
  ...['current', 'previous', 'processed', 'state', 'newstate', 'lock'],
  ...['tinylog.pid', 'zipped'],
]

/** Why no logger can start beside this entry; undefined where it can. */
export const startsNot = (entry: Entry): string | undefined => {
  const { name, kind } = entry
  if (kind === 'file' || (name !== 'current' && !isLock(name))) return undefined
  const follows = kind === 'symbolic link'
  if (name === 'current' && !follows && kind !== 'directory' && !isComplete(entry)) return undefined
  return follows
    ? 'some loggers refuse it, others write to what it leads to'
    : 'no logger can start'
}

const isLock = (name: ByteString): boolean => name === 'lock' || name === 'tinylog.pid'

/** What becomes of an entry that is no file; undefined where one is expected to be none. */
export const fateOf = (entry: Entry): string | undefined => {
  const { name, kind } = entry
  const archive = namedBy(name) !== undefined
  if (kind === 'file' || !(OWN.includes(name) || archive)) return undefined
  if (archive && kind === 'directory')
    return 'the originals count it, and stop where they would delete it'
  if (archive) return 'it is counted and deleted like an archive'
  const why = startsNot(entry)
  if (why) return why
  return name === 'current' ? 'the next start makes an archive of it' : 'no logger makes one'
}
