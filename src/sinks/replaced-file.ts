// The last selected line in a file that is never seen half written: each line makes a new
// file that takes the old one's place (`spec/s6-log.md §6.3`). A failure is warned about, and
// the line is lost for this file; the next one makes a new try.
//
// Of the lines of one batch only the last is written: nobody could have read the others.

import { type Batch, lineStart } from '../batch.js'
import type { ByteString } from '../bytes.js'
import { codeOf } from '../fault/fault.js'
import type { MakeRoomFor } from '../rotation/room.js'
import type { Runs } from '../select/selector.js'
import type { FileSystem } from '../system/filesystem.js'
import { lastLine } from './selected.js'
import type { Blocked, Sink } from './sink.js'

const LINE_FEED = 0x0a

/** One file. */
export class ReplacedFile implements Sink {
  readonly #file: ByteString
  readonly #size: number
  readonly #filesystem: FileSystem
  readonly #makeRoom: MakeRoomFor
  #content: Buffer | undefined

  /** `size`: lines are cut or padded with line feeds to so many bytes; 0 leaves them as they are. */
  constructor(
    file: ByteString,
    size: number,
    filesystem: FileSystem,
    makeRoom: MakeRoomFor = () => false,
  ) {
    this.#file = file
    this.#size = size
    this.#filesystem = filesystem
    this.#makeRoom = makeRoom
  }

  open(): void {}

  take(batch: Batch, runs: Runs): void {
    const line = lastLine(batch, runs)
    if (line < 0) return
    const text = batch.bytes.subarray(lineStart(batch, line), batch.ends[line])
    const content = Buffer.alloc(this.#size || text.length, LINE_FEED)
    content.set(text.subarray(0, content.length))
    this.#content = content
  }

  rotate(): void {}

  finish(): void {}

  settle(): Blocked | undefined {
    const content = this.#content
    this.#content = undefined
    if (!content) return undefined
    try {
      this.#replace(content)
      return undefined
    } catch (error) {
      const fault = { operation: 'replace-status', file: this.#file, code: codeOf(error) } as const
      return { fault, remedy: 'go-on' }
    }
  }

  #replace(content: Buffer): void {
    const filesystem = this.#filesystem
    const fresh = `${this.#file}.new`
    const descriptor = filesystem.open(fresh, 'replace', 0o666)
    try {
      this.#write(content, descriptor)
    } finally {
      filesystem.close(descriptor)
    }
    try {
      filesystem.rename(fresh, this.#file)
    } catch (error) {
      filesystem.remove(fresh)
      throw error
    }
  }

  #write(content: Buffer, descriptor: number): void {
    let at = 0
    while (at < content.length)
      try {
        at += this.#filesystem.write(descriptor, content, at, content.length, at)
      } catch (error) {
        if (!this.#makeRoom(codeOf(error), descriptor)) throw error
      }
  }
}
