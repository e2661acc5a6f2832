// What the in-memory disk is made of. Each inode knows two states of itself: the live
// one that every process sees, and the one a power loss goes back to.

import type { ByteString } from '../../bytes.js'
import type { FileStatus } from '../filesystem.js'

export type Inode = FileInode | DirectoryInode | SymlinkInode

/** What stat(2) says of it, on a filesystem where directories count links but take no space. */
export const statusOf = (inode: Inode): FileStatus => ({
  kind: inode.kind,
  mode: inode.mode,
  size: sizeOf(inode),
  inode: inode.number,
  links: linksOf(inode),
})

/** A directory's own name, its `.` and the `..` of each directory in it. */
const linksOf = (inode: Inode): number => {
  if (inode.kind !== 'directory' || inode.links === 0) return inode.links
  const below = [...inode.entries.values()].filter(({ kind }) => kind === 'directory')
  return 2 + below.length
}

const sizeOf = (inode: Inode): number => {
  if (inode.kind === 'directory') return 0
  return inode.kind === 'file' ? inode.size : inode.target.length
}

/** A regular file. Its buffer is zero past `size`, so that a gap reads as zeros. */
export class FileInode {
  readonly kind = 'file'
  readonly number: number
  mode: number
  /** How many names it has. */
  links = 0
  size = 0
  #bytes = new Uint8Array(0)
  #synced: { readonly bytes: Uint8Array; readonly mode: number }

  constructor(number: number, mode: number) {
    this.number = number
    this.mode = mode
    this.#synced = { bytes: this.#bytes, mode }
  }

  /** A copy of what it holds. */
  content(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.size))
  }

  /** Puts what is there from `at` on into `bytes`; gives how many bytes that were. */
  read(bytes: Uint8Array, at: number): number {
    const found = this.#bytes.subarray(at, Math.min(at + bytes.length, this.size))
    bytes.set(found)
    return found.length
  }

  write(bytes: Uint8Array, at: number): void {
    if (bytes.length === 0) return
    const end = at + bytes.length
    if (end > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(end, 2 * this.#bytes.length))
      grown.set(this.#bytes)
      this.#bytes = grown
    }
    this.#bytes.set(bytes, at)
    this.size = Math.max(this.size, end)
  }

  truncate(): void {
    this.#bytes = new Uint8Array(0)
    this.size = 0
  }

  sync(): void {
    this.#synced = { bytes: this.content(), mode: this.mode }
  }

  revert(): void {
    this.#bytes = Uint8Array.from(this.#synced.bytes)
    this.size = this.#bytes.length
    this.mode = this.#synced.mode
  }
}

export class DirectoryInode {
  readonly kind = 'directory'
  readonly number: number
  mode: number
  /** 1 while it has a name, 0 once another directory was renamed over it. */
  links = 0
  /** Itself for the root. */
  parent: DirectoryInode = this
  #entries: Map<ByteString, Inode> = new Map()
  #syncedMode: number
  readonly #syncedEntries: Map<ByteString, Inode> = new Map()

  constructor(number: number, mode: number) {
    this.number = number
    this.mode = mode
    this.#syncedMode = mode
  }

  get entries(): ReadonlyMap<ByteString, Inode> {
    return this.#entries
  }

  /** Makes `name` mean `inode`, or nothing. */
  set(name: ByteString, inode: Inode | undefined): void {
    const before = this.#entries.get(name)
    if (before !== undefined) before.links--
    if (inode === undefined) this.#entries.delete(name)
    else {
      this.#entries.set(name, inode)
      this.adopt(inode)
    }
  }

  /** Counts one more name here for `inode`. */
  adopt(inode: Inode): void {
    inode.links++
    if (inode.kind === 'directory') inode.parent = this
  }

  /** Makes a power loss find `name` so. */
  persist(name: ByteString, inode: Inode | undefined): void {
    if (inode === undefined) this.#syncedEntries.delete(name)
    else this.#syncedEntries.set(name, inode)
  }

  /** Its entries are synced by the disk, which alone knows their order. */
  sync(): void {
    this.#syncedMode = this.mode
  }

  revert(): void {
    this.#entries = new Map(this.#syncedEntries)
    this.mode = this.#syncedMode
  }
}

/** A symbolic link: nothing about it changes but its names. */
export class SymlinkInode {
  readonly kind = 'symlink'
  readonly mode = 0o777
  readonly number: number
  readonly target: ByteString
  links = 0

  constructor(number: number, target: ByteString) {
    this.number = number
    this.target = target
  }

  sync(): void {}

  revert(): void {}
}
