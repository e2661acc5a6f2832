// The disk of the in-memory filesystem: the tree of names, the journal that decides
// which names outlive a power loss, and every file that some process holds open.
//
// Entries are changed here and nowhere else. Each change is seen at once and joins the
// journal; what is on the disk is always a prefix of the journal:
//  - syncing a directory puts there everything up to the last change in it;
//  - syncing a file puts there everything up to its creation, and no later name of it:
//    no journalling filesystem promises less, and most give more;
//  - a power loss keeps as many of the remaining changes as the test says.

import type { ByteString } from '../../bytes.js'
import { DirectoryInode, FileInode, type Inode, SymlinkInode } from './inode.js'
import type { OpenFile } from './open-file.js'
import { failure, isWithin, type Place } from './path.js'

/** `changes`: each place with what is there from now on. `created`: the inode they made. */
type Entry = { readonly changes: readonly Place[]; readonly created: Inode | undefined }

export class MemoryDisk {
  readonly root: DirectoryInode
  /** The open files of every process; one that is not here any more is closed. */
  readonly open: Set<OpenFile> = new Set()
  /** Bytes of file content the disk can hold. */
  capacity = Number.POSITIVE_INFINITY
  #numbers = 0
  #journal: Entry[] = []

  constructor() {
    this.root = new DirectoryInode(++this.#numbers, 0o755)
    this.root.links = 1
  }

  createFile(place: Place, mode: number): FileInode {
    return this.#create(place, new FileInode(++this.#numbers, mode))
  }

  createDirectory(place: Place, mode: number): DirectoryInode {
    return this.#create(place, new DirectoryInode(++this.#numbers, mode))
  }

  createSymlink(place: Place, target: ByteString): SymlinkInode {
    return this.#create(place, new SymlinkInode(++this.#numbers, target))
  }

  link(inode: Inode, to: Place): void {
    if (to.inode !== undefined) throw failure('EEXIST')
    if (inode.kind === 'directory') throw failure('EPERM')
    this.#change([{ ...to, inode }])
  }

  rename(from: Place, to: Place): void {
    if (isDots(from.name) || isDots(to.name)) throw failure('EBUSY')
    if (from.inode === undefined) throw failure('ENOENT')
    if (isWithin(to.directory, from.inode)) throw failure('EINVAL')
    if (isWithin(from.directory, to.inode)) throw failure('ENOTEMPTY')
    if (from.inode === to.inode) return
    if (to.inode !== undefined) assertReplaceable(to.inode, from.inode)
    this.#change([
      { ...from, inode: undefined },
      { ...to, inode: from.inode },
    ])
  }

  renameNew(from: Place, to: Place): void {
    if (isDots(from.name)) throw failure('EBUSY')
    if (isDots(to.name)) throw failure('EEXIST')
    if (from.inode === undefined) throw failure('ENOENT')
    if (to.inode !== undefined) throw failure('EEXIST')
    this.rename(from, to)
  }

  remove(place: Place): void {
    if (place.inode === undefined) throw failure('ENOENT')
    if (place.inode.kind === 'directory') throw failure('EISDIR')
    this.#change([{ ...place, inode: undefined }])
  }

  /** fsync(2). */
  sync(inode: Inode): void {
    inode.sync()
    const last =
      inode.kind === 'directory'
        ? this.#journal.findLastIndex((entry) => concerns(entry, inode))
        : this.#journal.findIndex((entry) => entry.created === inode)
    this.#persist(last + 1)
  }

  /** How many changes of entries a power loss may still undo. */
  pending(): number {
    return this.#journal.length
  }

  /** Power loss: of the pending changes the oldest `keep` were on the disk. */
  crash(keep: number): void {
    if (!Number.isInteger(keep) || keep < 0 || keep > this.#journal.length)
      throw new Error(`cannot keep ${keep} of ${this.#journal.length} pending changes`)
    this.#persist(keep)
    this.#journal = []
    this.open.clear()
    revert(this.root, new Set())
    this.root.links = 1
  }

  /** Bytes of content taken, by every file that has a name or is open. */
  used(): number {
    const inodes = new Set<Inode>()
    collect(this.root, inodes)
    for (const { inode } of this.open) inodes.add(inode)
    let sum = 0
    for (const inode of inodes) if (inode.kind === 'file') sum += inode.size
    return sum
  }

  #create<T extends Inode>(place: Place, inode: T): T {
    if (place.inode !== undefined) throw failure('EEXIST')
    this.#change([{ ...place, inode }], inode)
    return inode
  }

  #change(changes: readonly Place[], created?: Inode): void {
    for (const { directory, name, inode } of changes) directory.set(name, inode)
    this.#journal.push({ changes, created })
  }

  #persist(count: number): void {
    for (const { changes } of this.#journal.splice(0, count))
      for (const { directory, name, inode } of changes) directory.persist(name, inode)
  }
}

const isDots = (name: ByteString): boolean => name === '.' || name === '..'

const concerns = (entry: Entry, directory: DirectoryInode): boolean =>
  entry.changes.some((change) => change.directory === directory)

const assertReplaceable = (old: Inode, by: Inode): void => {
  if (by.kind !== 'directory') {
    if (old.kind === 'directory') throw failure('EISDIR')
  } else {
    if (old.kind !== 'directory') throw failure('ENOTDIR')
    if (old.entries.size > 0) throw failure('ENOTEMPTY')
  }
}

const collect = (inode: Inode, into: Set<Inode>): void => {
  into.add(inode)
  if (inode.kind === 'directory') for (const below of inode.entries.values()) collect(below, into)
}

/** Brings `inode` and all below it back to what is on the disk, and counts names anew. */
const revert = (inode: Inode, seen: Set<Inode>): void => {
  if (seen.has(inode)) return
  seen.add(inode)
  inode.revert()
  inode.links = 0
  if (inode.kind !== 'directory') return
  for (const below of inode.entries.values()) {
    revert(below, seen)
    inode.adopt(below)
  }
}
