// The in-memory twin of the narrow filesystem, for tests: it does what the real one does
// and can be made to fail, to run full, to lose power and to stop its process anywhere.
//
// Kept exact: results, error codes, links, symbolic links, offsets, creation modes under
// umask 022, descriptors and directories that outlive their names. Not modelled: who may
// do what (make a call fail with EACCES instead), times, the space names take, and a slash
// after a last name that is no directory's.
//
// One instance is one process. Relative paths start at the root. A log directory's two
// locks can be taken too: this has the lock calls of `Native`.

import { constants } from 'node:os'
import { type ByteString, toBytes } from '../bytes.js'
import { codeOf } from '../fault/fault.js'
import type { Directory, FileSystem, OpenHow } from './filesystem.js'
import { type CallName, MemoryCalls } from './memory/calls.js'
import { MemoryDescriptors, UMASK } from './memory/descriptors.js'
import { MemoryDirectory } from './memory/directory.js'
import { MemoryDisk } from './memory/disk.js'
import { statusOf } from './memory/inode.js'
import {
  lockFile,
  type OpenFile,
  readFile,
  type ShortWrites,
  writeFile,
} from './memory/open-file.js'
import { locate } from './memory/path.js'
import { clear, type Snapshot, snapshot } from './memory/snapshot.js'
import type { Native } from './native.js'

export { type Call, type CallName, Stopped } from './memory/calls.js'
export type { Snapshot } from './memory/snapshot.js'

export class MemoryFileSystem implements FileSystem, Pick<Native, 'lockFile' | 'lockRange'> {
  /** What this process called, and what of it shall fail. */
  readonly calls = new MemoryCalls()
  /** How many of `asked` bytes a write takes; clamped to 0 to `asked`. */
  shortWrites: ShortWrites | undefined
  /** What `device` answers of a file, by what it was opened by. */
  deviceOf: (name: ByteString) => number = () => 0
  /** What `isRemote` answers. */
  remote = false
  readonly #disk: MemoryDisk
  readonly #descriptors: MemoryDescriptors

  constructor(disk: MemoryDisk = new MemoryDisk()) {
    this.#disk = disk
    this.#descriptors = new MemoryDescriptors(disk)
  }

  makeDirectory(path: ByteString, mode: number): void {
    this.calls.perform('makeDirectory', '', [path], () =>
      this.#disk.createDirectory(locate(this.#disk.root, path, false), mode & 0o1777 & ~UMASK),
    )
  }

  openDirectory(path: ByteString): Directory {
    const process = { disk: this.#disk, calls: this.calls, descriptors: this.#descriptors }
    return this.calls.perform('openDirectory', '', [path], () => new MemoryDirectory(process, path))
  }

  open(path: ByteString, how: OpenHow, mode: number): number {
    return this.calls.perform('open', '', [path], () =>
      this.#descriptors.open(locate(this.#disk.root, path, how !== 'create'), how, mode, '', path),
    )
  }

  write(
    descriptor: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    position?: number,
  ): number {
    return this.#perform('write', descriptor, (file) =>
      writeFile(this.#disk, file, bytes.subarray(start, end), position, this.shortWrites),
    )
  }

  read(
    descriptor: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    position?: number,
  ): number {
    return this.#perform('read', descriptor, (file) =>
      readFile(file, bytes.subarray(start, end), position),
    )
  }

  rename(from: ByteString, to: ByteString): void {
    this.calls.perform('rename', '', [from, to], () =>
      this.#disk.rename(locate(this.#disk.root, from, false), locate(this.#disk.root, to, false)),
    )
  }

  remove(path: ByteString): void {
    this.calls.perform('remove', '', [path], () =>
      this.#disk.remove(locate(this.#disk.root, path, false)),
    )
  }

  sync(descriptor: number): void {
    this.#perform('sync', descriptor, ({ inode }) => this.#disk.sync(inode))
  }

  setMode(descriptor: number, mode: number): void {
    this.#perform('setMode', descriptor, ({ inode }) => {
      inode.mode = mode & 0o7777
    })
  }

  size(descriptor: number): number {
    return this.#perform('size', descriptor, ({ inode }) => statusOf(inode).size)
  }

  device(descriptor: number): number {
    return this.#perform('device', descriptor, ({ name }) => this.deviceOf(name))
  }

  isRemote(descriptor: number): boolean {
    return this.#perform('isRemote', descriptor, () => this.remote)
  }

  close(descriptor: number): void {
    this.#perform('close', descriptor, () => this.#descriptors.close(descriptor))
  }

  /** As `Native` has it: 0 or the error number. */
  lockFile(descriptor: number): number {
    return this.#lock('lockFile', 'file', descriptor)
  }

  /** As `Native` has it: 0 or the error number. */
  lockRange(descriptor: number): number {
    return this.#lock('lockRange', 'range', descriptor)
  }

  /** Another process on the same disk, with calls, failures and descriptors of its own. */
  anotherProcess(): MemoryFileSystem {
    return new MemoryFileSystem(this.#disk)
  }

  /** The process dies: its descriptors close and its locks are free; nothing is lost. */
  kill(): void {
    this.#descriptors.closeAll()
    this.calls.restart()
  }

  /**
   * Power is lost, for every process on this disk. Files go back to the content and mode
   * of their last sync, directories to what the journal has on the disk (memory/disk.ts)
   * and the oldest `keep` (0 to `pending()`) of the changes that were not yet there.
   */
  crash(keep: number): void {
    this.#disk.crash(keep)
    this.kill()
  }

  /** How many changes of directory entries a power loss may still undo. */
  pending(): number {
    return this.#disk.pending()
  }

  /**
   * Bytes of content the disk holds at most. A write takes what fits, then throws ENOSPC,
   * until files are gone (removed and closed) or this is raised.
   */
  get capacity(): number {
    return this.#disk.capacity
  }

  set capacity(bytes: number) {
    this.#disk.capacity = bytes
  }

  /** Bytes of content on the disk now. */
  get used(): number {
    return this.#disk.used()
  }

  /**
   * Puts a file at `path`, in place of any there was, with exactly this mode; directories
   * on the way are made. No call is recorded or fails. As if another process had made and
   * synced it: it is on the disk, and so are all changes of entries before it.
   */
  plant(path: ByteString, content: Uint8Array | ByteString, mode: number): void {
    const file = this.#disk.createFile(clear(this.#disk, path), mode & 0o7777)
    file.write(typeof content === 'string' ? toBytes(content) : content, 0)
    this.#disk.sync(file)
  }

  /** The same for a symbolic link. */
  plantSymlink(path: ByteString, target: ByteString): void {
    this.#disk.sync(this.#disk.createSymlink(clear(this.#disk, path), target))
  }

  /** Every entry of the directory at `path`, by name, in the order of the names' bytes. */
  snapshot(path: ByteString): Record<ByteString, Snapshot> {
    return snapshot(this.#disk, path)
  }

  #perform<T>(operation: CallName, descriptor: number, action: (file: OpenFile) => T): T {
    const file = this.#descriptors.find(descriptor)
    const name = file === undefined ? `descriptor ${descriptor}` : file.name
    return this.calls.perform(operation, file?.directory ?? '', [name], () =>
      action(this.#descriptors.get(descriptor)),
    )
  }

  #lock(operation: CallName, kind: 'file' | 'range', descriptor: number): number {
    try {
      this.#perform(operation, descriptor, (file) => lockFile(this.#disk, file, kind))
      return 0
    } catch (error) {
      const numbers: Record<string, number> = constants.errno
      const number = numbers[codeOf(error)]
      if (number === undefined) throw error
      return number
    }
  }
}
