// The file `current` while it is open: its descriptor, and how much is in it.

import os from 'node:os'
import type { ByteString } from '../bytes.js'
import { codeOf, type Fault } from '../fault/fault.js'
import { systemError } from '../system/errno.js'
import type { Directory, FileSystem } from '../system/filesystem.js'

const LINE_FEED = 0x0a
const { EINTR } = os.constants.errno

/** One directory's `current`. Calls throw the system's errors, but for `write`. */
export class CurrentFile {
  readonly #path: ByteString
  readonly #filesystem: FileSystem
  descriptor = -1
  /** Bytes: what was there when it was opened, and what was written since; -1 before that. */
  size = -1
  #ended = true

  /** `path`: the directory's, for faults. */
  constructor(path: ByteString, filesystem: FileSystem) {
    this.#path = path
    this.#filesystem = filesystem
  }

  /** Whether it ended a line when it was last looked at; true before that. */
  get ended(): boolean {
    return this.#ended
  }

  /** Opens it to append, makes it if need be. */
  open(directory: Directory): void {
    this.descriptor = directory.open('current', 'append', 0o600)
    this.size = this.#filesystem.size(this.descriptor)
  }

  /** The same; where it is made, nothing more is asked. */
  create(directory: Directory): void {
    try {
      this.descriptor = directory.open('current', 'create', 0o600)
      this.size = 0
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
      this.open(directory)
    }
  }

  /** Looks at the last byte. */
  lookAtEnd(directory: Directory): void {
    this.#ended = true
    if (this.size === 0) return
    const last = Buffer.alloc(1)
    const descriptor = directory.open('current', 'read', 0)
    try {
      this.#filesystem.read(descriptor, last, 0, 1, this.size - 1)
    } finally {
      this.#filesystem.close(descriptor)
    }
    this.#ended = last[0] === LINE_FEED
  }

  /** Appends bytes[start..end); returns how many were taken, or the fault. */
  write(bytes: Uint8Array, start: number, end: number): number | Fault {
    try {
      const taken = this.#filesystem.write(this.descriptor, bytes, start, end)
      this.size += taken
      return taken
    } catch (error) {
      return this.#fault(codeOf(error))
    }
  }

  /** What a write that ended with this error number has come to; undefined: it may go on. */
  refusal(errno: number): Fault | undefined {
    return errno === 0 || errno === EINTR
      ? undefined
      : this.#fault(codeOf(systemError('write', errno)))
  }

  #fault(code: string): Fault {
    return { operation: 'write', directory: this.#path, file: 'current', code }
  }

  /** Whether the file behind `descriptor` is on the same file system. */
  sharesDisk(descriptor: number): boolean {
    try {
      const filesystem = this.#filesystem
      return filesystem.device(descriptor) === filesystem.device(this.descriptor)
    } catch (error) {
      codeOf(error)
      return false
    }
  }

  sync(): void {
    this.#filesystem.sync(this.descriptor)
  }

  setMode(mode: number): void {
    this.#filesystem.setMode(this.descriptor, mode)
  }

  close(): void {
    this.#filesystem.close(this.descriptor)
  }
}
