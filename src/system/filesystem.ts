// The narrow filesystem: every call the stages make on disk, and no other. Rotation,
// recovery and the sinks take it as an argument; the in-memory twin for tests is
// memory-filesystem.ts. Each call either succeeds or throws an error whose `code` is the
// errno name. Names and paths are byte strings.

import type { ByteString } from '../bytes.js'

/** What stat(2) tells that we use. */
export type FileStatus = {
  readonly kind: 'file' | 'directory' | 'symlink' | 'other'
  /** Permission bits, 0 to 0o7777. */
  readonly mode: number
  /** Bytes. */
  readonly size: number
  readonly inode: number
  /** Hard links. */
  readonly links: number
}

/** How a file is opened. None of these truncates or reads unless it says so. */
export type OpenHow =
  | 'append' // write at the end, create
  | 'create' // write at the end, must not exist
  | 'overwrite' // write from the start, no truncation, must exist
  | 'replace' // write, create, truncate
  | 'read'
  | 'read-create' // read, create empty when missing

/** An open directory. Names are resolved in it even after it was renamed or replaced. */
export type Directory = {
  /** A path by which another process can make this directory its own. */
  readonly path: ByteString
  open(name: ByteString, how: OpenHow, mode: number): number
  /** Follows no symbolic link; undefined when there is no such entry. */
  stat(name: ByteString): FileStatus | undefined
  setMode(name: ByteString, mode: number): void
  rename(from: ByteString, to: ByteString): void
  /** The same, but never replaces: EEXIST. EINVAL or ENOSYS where that cannot be had. */
  renameNew(from: ByteString, to: ByteString): void
  /** A second name for the file `from`. Never replaces: EEXIST. */
  link(from: ByteString, to: ByteString): void
  remove(name: ByteString): void
  /** Every entry but `.` and `..`, in no order; `directory` tells entries that are one. */
  list(): { readonly name: ByteString; readonly directory: boolean }[]
  /** Makes all names created, renamed or removed so far survive a power loss. */
  sync(): void
  close(): void
}

export type FileSystem = {
  /** mkdir(2), one level. */
  makeDirectory(path: ByteString, mode: number): void
  openDirectory(path: ByteString): Directory
  open(path: ByteString, how: OpenHow, mode: number): number
  /** write(2) of bytes[start..end), at `position` where given; returns how many were taken. */
  write(
    descriptor: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    position?: number,
  ): number
  /** read(2) into bytes[start..end), from `position` where given; returns how many came, 0 at the end. */
  read(descriptor: number, bytes: Uint8Array, start: number, end: number, position?: number): number
  rename(from: ByteString, to: ByteString): void
  remove(path: ByteString): void
  sync(descriptor: number): void
  setMode(descriptor: number, mode: number): void
  /** Bytes. */
  size(descriptor: number): number
  /** The same number for all files of one file system. */
  device(descriptor: number): number
  /** True where byte-range locks are a server's business and may hang or fail: NFS, CIFS, FUSE. */
  isRemote(descriptor: number): boolean
  close(descriptor: number): void
}
