// An open directory of the in-memory filesystem. It holds the inode, not the path, so
// names go on being resolved in it whatever it is called by now.

import type { ByteString } from '../../bytes.js'
import { codeOf } from '../../fault/fault.js'
import type { Directory, FileStatus, OpenHow } from '../filesystem.js'
import type { CallName, MemoryCalls } from './calls.js'
import type { MemoryDescriptors } from './descriptors.js'
import type { MemoryDisk } from './disk.js'
import { type DirectoryInode, statusOf } from './inode.js'
import { directoryAt, failure, locate, type Place, pathOf } from './path.js'

/** One process's part: the disk and its calls and descriptors. */
export type MemoryProcess = {
  readonly disk: MemoryDisk
  readonly calls: MemoryCalls
  readonly descriptors: MemoryDescriptors
}

export class MemoryDirectory implements Directory {
  readonly #process: MemoryProcess
  readonly #descriptor: number
  readonly #inode: DirectoryInode

  constructor(process: MemoryProcess, path: ByteString) {
    this.#process = process
    this.#inode = directoryAt(locate(process.disk.root, path, true))
    this.#descriptor = process.descriptors.openDirectory(this.#inode)
  }

  /** Where it is now. */
  get path(): ByteString {
    return pathOf(this.#inode)
  }

  open(name: ByteString, how: OpenHow, mode: number): number {
    return this.#perform('open', [name], () =>
      this.#process.descriptors.open(this.#at(name), how, mode, this.path, name),
    )
  }

  stat(name: ByteString): FileStatus | undefined {
    return this.#perform('stat', [name], () => {
      try {
        const { inode } = this.#at(name)
        return inode && statusOf(inode)
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return undefined
        throw error
      }
    })
  }

  setMode(name: ByteString, mode: number): void {
    this.#perform('setMode', [name], () => {
      const { inode } = this.#at(name, true)
      if (inode === undefined || inode.kind === 'symlink') throw failure('ENOENT')
      inode.mode = mode & 0o7777
    })
  }

  rename(from: ByteString, to: ByteString): void {
    this.#perform('rename', [from, to], () =>
      this.#process.disk.rename(this.#at(from), this.#at(to)),
    )
  }

  renameNew(from: ByteString, to: ByteString): void {
    this.#perform('renameNew', [from, to], () =>
      this.#process.disk.renameNew(this.#at(from), this.#at(to)),
    )
  }

  link(from: ByteString, to: ByteString): void {
    this.#perform('link', [from, to], () => {
      const { inode } = this.#at(from)
      if (inode === undefined) throw failure('ENOENT')
      this.#process.disk.link(inode, this.#at(to))
    })
  }

  remove(name: ByteString): void {
    this.#perform('remove', [name], () => this.#process.disk.remove(this.#at(name)))
  }

  list(): { name: ByteString; directory: boolean }[] {
    return this.#perform('list', [], () =>
      [...this.#inode.entries].map(([name, { kind }]) => ({
        name,
        directory: kind === 'directory',
      })),
    )
  }

  sync(): void {
    this.#perform('syncDirectory', [], () => this.#process.disk.sync(this.#inode))
  }

  close(): void {
    this.#perform('closeDirectory', [], () => this.#process.descriptors.close(this.#descriptor))
  }

  #at(name: ByteString, follow = false): Place {
    return locate(this.#inode, `./${name}`, follow)
  }

  #perform<T>(operation: CallName, names: readonly ByteString[], action: () => T): T {
    return this.#process.calls.perform(operation, this.path, names, () => {
      this.#process.descriptors.get(this.#descriptor)
      return action()
    })
  }
}
