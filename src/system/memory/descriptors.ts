// The descriptors of one process on the in-memory disk. A number is never given twice,
// so that one used after its close is always EBADF, and numbers start far above any the
// machine gives, so that one passed to a real call fails there too.

import type { ByteString } from '../../bytes.js'
import type { OpenHow } from '../filesystem.js'
import type { MemoryDisk } from './disk.js'
import type { DirectoryInode, FileInode } from './inode.js'
import type { OpenFile } from './open-file.js'
import { failure, type Place, pathOf } from './path.js'

const FIRST_DESCRIPTOR = 1_000_000

/** What open(2) takes away from the mode of what it creates. */
export const UMASK = 0o022

type Access = { readonly writable: boolean; readonly append: boolean }
type Flags = Access & {
  readonly create: boolean
  readonly truncate: boolean
  readonly exclusive?: true
}

const FLAGS: Record<OpenHow, Flags> = {
  append: { writable: true, append: true, create: true, truncate: false },
  create: { writable: true, append: true, create: true, truncate: false, exclusive: true },
  overwrite: { writable: true, append: false, create: false, truncate: false },
  replace: { writable: true, append: false, create: true, truncate: true },
  read: { writable: false, append: false, create: false, truncate: false },
  'read-create': { writable: false, append: false, create: true, truncate: false },
}

const READING: Access = { writable: false, append: false }

export class MemoryDescriptors {
  readonly #disk: MemoryDisk
  readonly #files: Map<number, OpenFile> = new Map()
  #next = FIRST_DESCRIPTOR

  constructor(disk: MemoryDisk) {
    this.#disk = disk
  }

  /** open(2) of a file found at `place`; `directory` and `name` are for the record. */
  open(place: Place, how: OpenHow, mode: number, directory: ByteString, name: ByteString): number {
    const flags = FLAGS[how]
    if (flags.exclusive && place.inode) throw failure('EEXIST')
    const inode = place.inode ?? this.#missing(place, flags, mode)
    if (inode.kind === 'symlink') throw failure('ELOOP')
    if (inode.kind === 'directory' && (flags.writable || flags.create)) throw failure('EISDIR')
    if (inode.kind === 'file' && flags.truncate) inode.truncate()
    return this.#add(inode, flags, directory, name)
  }

  /** open(2) of a directory. */
  openDirectory(inode: DirectoryInode): number {
    return this.#add(inode, READING, pathOf(inode), '.')
  }

  /** Undefined once it was closed. */
  find(descriptor: number): OpenFile | undefined {
    const file = this.#files.get(descriptor)
    return file !== undefined && this.#disk.open.has(file) ? file : undefined
  }

  /** Throws EBADF once it was closed. */
  get(descriptor: number): OpenFile {
    const file = this.find(descriptor)
    if (file === undefined) throw failure('EBADF')
    return file
  }

  close(descriptor: number): void {
    const file = this.#files.get(descriptor)
    if (file !== undefined) this.#disk.open.delete(file)
    this.#files.delete(descriptor)
  }

  closeAll(): void {
    for (const descriptor of this.#files.keys()) this.close(descriptor)
  }

  #missing(place: Place, flags: Flags, mode: number): FileInode {
    if (!flags.create) throw failure('ENOENT')
    return this.#disk.createFile(place, mode & 0o7777 & ~UMASK)
  }

  #add(
    inode: FileInode | DirectoryInode,
    access: Access,
    directory: ByteString,
    name: ByteString,
  ): number {
    const { writable, append } = access
    const locks = { file: false, range: false }
    const file: OpenFile = { inode, directory, name, writable, append, offset: 0, locks }
    this.#disk.open.add(file)
    this.#files.set(this.#next, file)
    return this.#next++
  }
}
