// The narrow filesystem on the real one.
//
// Node cannot open a name relative to a directory's descriptor, but Linux resolves
// /proc/self/fd/N/name that way. So a log directory that is renamed while we run goes on
// being the one we write, as it does for programs that change into it. Where /proc is
// missing the absolute path serves.

import fs from 'node:fs'
import os from 'node:os'
import { resolve } from 'node:path'
import { type ByteString, fromBytes, toBytes } from '../bytes.js'
import { codeOf } from '../fault/fault.js'
import { systemError } from './errno.js'
import type { Directory, FileStatus, FileSystem, OpenHow } from './filesystem.js'
import type { NameCalls } from './name-calls.js'
import type { Native } from './native.js'

const { O_RDONLY, O_WRONLY, O_CREAT, O_EXCL, O_TRUNC, O_APPEND } = fs.constants
const { O_NONBLOCK, O_NOFOLLOW, O_DIRECTORY } = fs.constants
const { EINTR, ENOSYS } = os.constants.errno

// Non-blocking: opening a FIFO with no reader must fail instead of waiting for ever.
const FLAGS: Record<OpenHow, number> = {
  append: O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK,
  create: O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_NONBLOCK,
  overwrite: O_WRONLY | O_NONBLOCK,
  replace: O_WRONLY | O_CREAT | O_TRUNC | O_NONBLOCK,
  read: O_RDONLY | O_NONBLOCK,
  'read-create': O_RDONLY | O_CREAT | O_NONBLOCK,
}

// statfs(2) types whose locks are a server's business: NFS, CIFS, SMB2, FUSE.
const REMOTE = new Set([0x6969, 0xff534d42, 0xfe534d42, 0x65735546])

const statusOf = (stat: fs.Stats): FileStatus => ({
  kind: kindOf(stat),
  mode: stat.mode & 0o7777,
  size: stat.size,
  inode: stat.ino,
  links: stat.nlink,
})

const kindOf = (stat: fs.Stats): FileStatus['kind'] => {
  if (stat.isFile()) return 'file'
  if (stat.isDirectory()) return 'directory'
  return stat.isSymbolicLink() ? 'symlink' : 'other'
}

const PRINTABLE = /^[ -~]*$/

const entriesOf = (
  entries: readonly fs.Dirent<string | Buffer>[],
): { name: ByteString; directory: boolean }[] =>
  entries.map((entry) => ({
    name: typeof entry.name === 'string' ? entry.name : fromBytes(entry.name),
    directory: entry.isDirectory(),
  }))

class RealDirectory implements Directory {
  readonly path: ByteString
  protected readonly descriptor: number

  constructor(path: ByteString) {
    this.descriptor = fs.openSync(toBytes(path), O_RDONLY | O_NONBLOCK | O_DIRECTORY)
    const byDescriptor = `/proc/self/fd/${this.descriptor}`
    this.path = fs.existsSync(byDescriptor) ? byDescriptor : resolve(path)
  }

  // A string is passed on faster than a buffer is made, and is the same bytes.
  #at(name: ByteString): fs.PathLike {
    const path = `${this.path}/${name}`
    return PRINTABLE.test(path) ? path : toBytes(path)
  }

  open(name: ByteString, how: OpenHow, mode: number): number {
    return fs.openSync(this.#at(name), FLAGS[how] | O_NOFOLLOW, mode)
  }

  stat(name: ByteString): FileStatus | undefined {
    const stat = fs.lstatSync(this.#at(name), { throwIfNoEntry: false })
    return stat && statusOf(stat)
  }

  setMode(name: ByteString, mode: number): void {
    fs.chmodSync(this.#at(name), mode)
  }

  rename(from: ByteString, to: ByteString): void {
    fs.renameSync(this.#at(from), this.#at(to))
  }

  // Node has no name for it.
  renameNew(_from: ByteString, _to: ByteString): void {
    throw systemError('renameat2', ENOSYS)
  }

  link(from: ByteString, to: ByteString): void {
    fs.linkSync(this.#at(from), this.#at(to))
  }

  remove(name: ByteString): void {
    fs.unlinkSync(this.#at(name))
  }

  list(): { name: ByteString; directory: boolean }[] {
    const path = this.#at('.')
    try {
      // Twice as fast as names that are buffers.
      return entriesOf(fs.readdirSync(path, { encoding: 'latin1', withFileTypes: true }))
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error
      // A disk that does not tell what an entry is was asked by a name in other bytes.
      const entries = fs.readdirSync(path, { encoding: 'buffer', withFileTypes: true })
      return entriesOf(entries as unknown as fs.Dirent<Buffer>[])
    }
  }

  sync(): void {
    fs.fsyncSync(this.descriptor)
  }

  close(): void {
    fs.closeSync(this.descriptor)
  }
}

/** The machine's own filesystem, through `node:fs`. */
export const realFileSystem: FileSystem = {
  makeDirectory: (path, mode) => fs.mkdirSync(toBytes(path), { mode }),
  openDirectory: (path) => new RealDirectory(path),
  open: (path, how, mode) => fs.openSync(toBytes(path), FLAGS[how], mode),
  write: (descriptor, bytes, start, end, position) =>
    fs.writeSync(descriptor, bytes, start, end - start, position ?? null),
  read: (descriptor, bytes, start, end, position) =>
    fs.readSync(descriptor, bytes, start, end - start, position ?? null),
  remove: (path) => fs.unlinkSync(toBytes(path)),
  rename: (from, to) => fs.renameSync(toBytes(from), toBytes(to)),
  sync: (descriptor) => fs.fsyncSync(descriptor),
  setMode: (descriptor, mode) => fs.fchmodSync(descriptor, mode),
  size: (descriptor) => fs.fstatSync(descriptor).size,
  device: (descriptor) => fs.fstatSync(descriptor).dev,
  isRemote: (descriptor) => {
    try {
      return REMOTE.has(fs.statfsSync(`/proc/self/fd/${descriptor}`).type >>> 0)
    } catch (error) {
      codeOf(error)
      return false
    }
  },
  close: (descriptor) => fs.closeSync(descriptor),
}

/** The calls of the C library that are put in place of Node's. */
type Calls = NameCalls & Pick<Native, 'write'>

class DirectDirectory extends RealDirectory {
  readonly #calls: NameCalls

  constructor(path: ByteString, calls: NameCalls) {
    super(path)
    this.#calls = calls
  }

  override rename(from: ByteString, to: ByteString): void {
    succeed('rename', this.#calls.renameAt(this.descriptor, from, to))
  }

  override renameNew(from: ByteString, to: ByteString): void {
    succeed('renameat2', this.#calls.renameNewAt(this.descriptor, from, to))
  }

  override link(from: ByteString, to: ByteString): void {
    succeed('link', this.#calls.linkAt(this.descriptor, from, to))
  }

  override remove(name: ByteString): void {
    succeed('unlink', this.#calls.unlinkAt(this.descriptor, name))
  }

  override sync(): void {
    succeed('fsync', this.#calls.sync(this.descriptor))
  }
}

const succeed = (call: string, result: number): void => {
  if (result < 0) throw systemError(call, -result)
}

/**
 * The same for whoever has the C library's calls loaded anyway, with less cost where one is
 * made for every line or in every rotation.
 */
export const directFileSystem = (calls: Calls): FileSystem => ({
  ...realFileSystem,
  openDirectory: (path) => new DirectDirectory(path, calls),
  write: (descriptor, bytes, start, end, position) => {
    if (position !== undefined) return realFileSystem.write(descriptor, bytes, start, end, position)
    let taken: number
    do taken = calls.write(descriptor, bytes, start, end)
    while (taken === -EINTR)
    if (taken < 0) throw systemError('write', -taken)
    return taken
  },
  sync: (descriptor) => succeed('fsync', calls.sync(descriptor)),
  setMode: (descriptor, mode) => succeed('fchmod', calls.setMode(descriptor, mode)),
})
