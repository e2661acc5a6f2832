// What an open(2) on the in-memory disk gives, and what a process does to it.

import type { ByteString } from '../../bytes.js'
import type { MemoryDisk } from './disk.js'
import type { DirectoryInode, FileInode } from './inode.js'
import { failure } from './path.js'

export type OpenFile = {
  readonly inode: FileInode | DirectoryInode
  /** What it was opened by. */
  readonly directory: ByteString
  readonly name: ByteString
  readonly writable: boolean
  readonly append: boolean
  offset: number
  /** Whether it holds the flock(2), and the byte-range lock owned by an open file. */
  readonly locks: { file: boolean; range: boolean }
}

/** How many of the `asked` bytes a write takes. */
export type ShortWrites = (asked: number) => number

/**
 * write(2), or pwrite(2) where there is a position; to an appending file both append.
 * Takes what fits on the disk, and throws ENOSPC when nothing does.
 */
export const writeFile = (
  disk: MemoryDisk,
  file: OpenFile,
  bytes: Uint8Array,
  position: number | undefined,
  short: ShortWrites | undefined,
): number => {
  const { inode } = file
  if (!file.writable || inode.kind !== 'file') throw failure('EBADF')
  const at = file.append ? inode.size : (position ?? file.offset)
  const asked = bytes.length
  const wanted =
    short === undefined ? asked : Math.max(0, Math.min(Math.trunc(short(asked)), asked))
  // Bytes written over old ones cost nothing; those of a gap cost as much as any.
  const room = disk.capacity === Number.POSITIVE_INFINITY ? wanted : roomFrom(disk, inode, at)
  if (wanted > 0 && room <= 0) throw failure('ENOSPC')
  const taken = Math.min(wanted, room)
  inode.write(bytes.subarray(0, taken), at)
  if (position === undefined) file.offset = at + taken
  return taken
}

/**
 * read(2), or pread(2) where there is a position. What is open to be written is open for
 * nothing else.
 */
export const readFile = (
  file: OpenFile,
  bytes: Uint8Array,
  position: number | undefined,
): number => {
  const { inode } = file
  // Node does not ask the system for nothing.
  if (bytes.length === 0) return 0
  if (file.writable) throw failure('EBADF')
  if (inode.kind !== 'file') throw failure('EISDIR')
  const count = inode.read(bytes, position ?? file.offset)
  if (position === undefined) file.offset += count
  return count
}

const roomFrom = (disk: MemoryDisk, inode: FileInode, at: number): number =>
  inode.size + Math.max(0, disk.capacity - disk.used()) - at

/** Takes a lock of one kind; the kinds know nothing of each other. EAGAIN where it is held. */
export const lockFile = (disk: MemoryDisk, file: OpenFile, kind: 'file' | 'range'): void => {
  if (kind === 'range' && !file.writable) throw failure('EBADF')
  for (const other of disk.open)
    if (other !== file && other.inode === file.inode && other.locks[kind]) throw failure('EAGAIN')
  file.locks[kind] = true
}
