// The last selected line, kept in a file of fixed size: written over the one before, in
// one write, and padded with line feeds so that no older tail shows. The file is never
// truncated, locked or synced. `spec/multilog.md §4.2`.
//
// Of the lines of one batch only the last is written: nobody could have read the others.

import { type Batch, lineStart } from '../batch.js'
import type { ByteString } from '../bytes.js'
import { codeOf, type Fault, type Operation } from '../fault/fault.js'
import type { MakeRoomFor } from '../rotation/room.js'
import type { Runs } from '../select/selector.js'
import type { FileSystem } from '../system/filesystem.js'
import { lastLine } from './selected.js'
import type { Blocked, Sink } from './sink.js'

const LINE_FEED = 0x0a

/** One status file. */
export class StatusFile implements Sink {
  readonly #file: ByteString
  readonly #filesystem: FileSystem
  readonly #content: Buffer
  readonly #makeRoom: MakeRoomFor
  #descriptor = -1
  #due: 'open' | 'write' | 'nothing' = 'nothing'

  /** `size` is the file's, in bytes; one less of a line fits. */
  constructor(
    file: ByteString,
    size: number,
    filesystem: FileSystem,
    makeRoom: MakeRoomFor = () => false,
  ) {
    this.#file = file
    this.#filesystem = filesystem
    this.#content = Buffer.alloc(size)
    this.#makeRoom = makeRoom
  }

  open(): void {
    this.#due = 'open'
  }

  take(batch: Batch, runs: Runs): void {
    const line = lastLine(batch, runs)
    if (line < 0) return
    const start = lineStart(batch, line)
    const end = batch.ends[line] as number
    const shown = Math.min(end - start, this.#content.length - 1)
    this.#content.fill(LINE_FEED)
    this.#content.set(batch.bytes.subarray(start, start + shown))
    this.#due = 'write'
  }

  rotate(): void {}

  finish(): void {}

  settle(): Blocked | undefined {
    const due = this.#due
    this.#due = 'nothing'
    if (due === 'open') return this.#open()
    if (due === 'nothing') return undefined
    const fault = this.#write()
    if (!fault) return undefined
    this.#due = 'write'
    if (this.#makeRoom(fault.code ?? '', this.#descriptor)) return this.settle()
    return { fault, remedy: 'pause' }
  }

  // Creating and opening are apart because a start must not fail for a file that may be
  // created but not appended to, nor change the mode of one that exists.
  #open(): Blocked | undefined {
    let operation: Operation = 'create-status'
    try {
      this.#filesystem.close(this.#filesystem.open(this.#file, 'append', 0o600))
      operation = 'open-status'
      this.#descriptor = this.#filesystem.open(this.#file, 'overwrite', 0)
      return undefined
    } catch (error) {
      return { fault: { operation, file: this.#file, code: codeOf(error) }, remedy: 'give-up' }
    }
  }

  #write(): Fault | undefined {
    const { length } = this.#content
    const file = this.#file
    try {
      const taken = this.#filesystem.write(this.#descriptor, this.#content, 0, length, 0)
      return taken === length ? undefined : { operation: 'write-status', file, code: 'ENOSPC' }
    } catch (error) {
      const code = codeOf(error)
      return { operation: code === 'ESPIPE' ? 'seek-status' : 'write-status', file, code }
    }
  }
}
