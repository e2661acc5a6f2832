// One writer a directory. Two kinds of lock are taken on the file `lock`: flock, which
// multilog, svlogd and cyclog take, and a byte-range lock, which s6-log and tinylog take.
// Neither kind sees the other, so only both keep every member of the family out.
//
// The range lock belongs to the open file, not the process: closing some other
// descriptor of the same file does not drop it, as a classic one would. It is left out on
// network filesystems, where it is the server's business and can hang.

import { type ByteString, toBytes } from '../bytes.js'
import { errnoName } from '../system/errno.js'
import type { Directory, FileSystem } from '../system/filesystem.js'
import type { Native } from '../system/native.js'

/** The two lock calls; 0 or an error number each. */
export type Locks = Pick<Native, 'lockFile' | 'lockRange'>

/** A lock file that is not called `lock`, and what it says while it is held. */
export type LockPlan = {
  readonly file: ByteString
  readonly text: ByteString
  readonly mode: number
}

/**
 * Locks `name` in `directory` for the life of the returned descriptor. Throws the
 * system's error: `EAGAIN` when another writer holds it. `spec/multilog.md §5.1`.
 */
export const lock = (
  directory: Directory,
  name: ByteString,
  filesystem: FileSystem,
  locks: Locks,
  mode = 0o600,
): number => {
  const descriptor = directory.open(name, 'append', mode)
  const busy =
    locks.lockFile(descriptor) ||
    (filesystem.isRemote(descriptor) ? 0 : locks.lockRange(descriptor))
  if (busy === 0) return descriptor
  filesystem.close(descriptor)
  const code = errnoName(busy)
  throw Object.assign(new Error(`lock: ${code}`), { code })
}

/**
 * Writes what the lock file of `plan` is to say; it must be locked. Throws the system's error.
 * Opening it once more does not cost the lock (see above).
 */
export const sign = (
  directory: Directory,
  { file, text, mode }: LockPlan,
  filesystem: FileSystem,
): void => {
  const descriptor = directory.open(file, 'replace', mode)
  try {
    filesystem.setMode(descriptor, mode)
    const bytes = toBytes(text)
    filesystem.write(descriptor, bytes, 0, bytes.length)
  } finally {
    filesystem.close(descriptor)
  }
}
