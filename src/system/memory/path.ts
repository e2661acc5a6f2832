// Path resolution of the in-memory filesystem, as Linux does it: from a directory, name
// by name, through symbolic links.

import { type ByteString, toBytes } from '../../bytes.js'
import type { DirectoryInode, Inode } from './inode.js'

/**
 * The end of a path: the name, the directory it is in, and what is there. The name is
 * looked up when `inode` is asked for, so that of two bad names the system's first choice
 * is the one complained about.
 */
export type Place = {
  readonly directory: DirectoryInode
  readonly name: ByteString
  readonly inode: Inode | undefined
}

/** NAME_MAX of Linux filesystems, in bytes. */
const LONGEST_NAME = 255
/** Linux gives up on a path after so many symbolic links. */
const MOST_SYMLINKS = 40

/** An error as the system's calls throw them: `code` is the errno name. */
export const failure = (code: string): Error => Object.assign(new Error(code), { code })

/**
 * Walks `path` from `base`. A link in the last name is followed only with `follow`, or
 * when a slash comes after it. Throws ENOENT, ENOTDIR, ELOOP or ENAMETOOLONG; a missing
 * last name is no error.
 */
export const locate = (
  base: DirectoryInode,
  path: ByteString,
  follow: boolean,
  depth = 0,
): Place => {
  if (toBytes(path).length === 0) throw failure('ENOENT')
  const start = path.startsWith('/') ? rootOf(base) : base
  let place: Place = { directory: start, name: '.', inode: start }
  for (const name of path.split('/')) {
    if (name === '') continue
    const directory = directoryAt(followed(place, depth))
    place = new Named(directory, name)
  }
  if (!path.endsWith('/')) return follow ? followed(place, depth) : place
  place = followed(place, depth)
  if (place.inode !== undefined) directoryAt(place)
  return place
}

/** The directory a place is. Throws ENOENT or ENOTDIR. */
export const directoryAt = ({ inode }: Place): DirectoryInode => {
  if (inode === undefined) throw failure('ENOENT')
  if (inode.kind !== 'directory') throw failure('ENOTDIR')
  return inode
}

/** Where `directory` is now. */
export const pathOf = (directory: DirectoryInode): ByteString => {
  const { parent } = directory
  if (parent === directory) return '/'
  const above = parent.parent === parent ? '/' : `${pathOf(parent)}/`
  for (const [name, inode] of parent.entries) if (inode === directory) return above + name
  return `${above}(deleted)`
}

/** Whether `directory` is `ancestor` or below it. */
export const isWithin = (directory: DirectoryInode, ancestor: Inode | undefined): boolean =>
  directory === ancestor || (directory.parent !== directory && isWithin(directory.parent, ancestor))

const rootOf = (directory: DirectoryInode): DirectoryInode =>
  directory.parent === directory ? directory : rootOf(directory.parent)

class Named implements Place {
  readonly directory: DirectoryInode
  readonly name: ByteString

  constructor(directory: DirectoryInode, name: ByteString) {
    this.directory = directory
    this.name = name
  }

  get inode(): Inode | undefined {
    const { directory, name } = this
    if (name === '.') return directory
    if (name === '..') return directory.parent
    // A directory that lost its own name holds nothing and takes nothing any more.
    if (directory.links === 0) throw failure('ENOENT')
    if (name.length > LONGEST_NAME) throw failure('ENAMETOOLONG')
    return directory.entries.get(name)
  }
}

const followed = (place: Place, depth: number): Place => {
  if (place.inode?.kind !== 'symlink') return place
  if (depth === MOST_SYMLINKS) throw failure('ELOOP')
  return locate(place.directory, place.inode.target, true, depth + 1)
}
