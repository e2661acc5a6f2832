// Looking at the in-memory disk, and putting things there, from outside of every process:
// nothing here is a call, so nothing here is recorded or fails by plan.

import { type ByteString, toBytes } from '../../bytes.js'
import type { FileStatus } from '../filesystem.js'
import type { MemoryDisk } from './disk.js'
import { type Inode, statusOf } from './inode.js'
import { directoryAt, locate, type Place } from './path.js'

/** One entry of a directory. A symbolic link's content is its target. */
export type Snapshot = FileStatus & { readonly content: Buffer }

/** Every entry of the directory at `path`, by name, in the order of the names' bytes. */
export const snapshot = (disk: MemoryDisk, path: ByteString): Record<ByteString, Snapshot> => {
  const { entries } = directoryAt(locate(disk.root, path, true))
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(
    sorted.map(([name, inode]) => [name, { ...statusOf(inode), content: contentOf(inode) }]),
  )
}

/** The place of `path` with nothing there any more, and all directories above it. */
export const clear = (disk: MemoryDisk, path: ByteString): Place => {
  for (let end = path.indexOf('/', 1); end > 0; end = path.indexOf('/', end + 1)) {
    const above = locate(disk.root, path.slice(0, end), true)
    if (above.inode === undefined) disk.createDirectory(above, 0o755)
  }
  const place = locate(disk.root, path, false)
  if (place.inode === undefined) return place
  disk.remove(place)
  return { ...place, inode: undefined }
}

const contentOf = (inode: Inode): Buffer => {
  if (inode.kind === 'directory') return Buffer.alloc(0)
  return inode.kind === 'file' ? inode.content() : toBytes(inode.target)
}
