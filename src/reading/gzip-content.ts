// What a compressed file inflates to, member after member.
//
// A file that is cut short or damaged gives what is there, and what is wrong with it is
// reported at its end. zlib works a piece of the file at a time, so memory is bounded by what
// one piece can inflate to (a thousandfold of it at the very worst).

import { constants, createGunzip, type Gunzip, gunzipSync } from 'node:zlib'
import type { ByteString } from '../bytes.js'
import { codeOf } from '../fault/fault.js'
import type { Instant } from '../time/clock.js'
import type { Content, ContentWorld, Opened } from './content.js'

/** Bytes of a file taken at a time. */
const PIECE = 1 << 14

export class GzipContent implements Content {
  short = false
  readonly offset: number
  readonly modified: Instant
  readonly #path: ByteString
  readonly #descriptor: number
  readonly #world: ContentWorld
  readonly #gunzip: Gunzip
  readonly #piece = Buffer.allocUnsafeSlow(PIECE)
  #position = 0
  /** What was inflated and not yet read, and how much of the first has been. */
  readonly #inflated: Buffer[] = []
  #taken = 0
  #ended = false
  /** Goes on when zlib is through with what it was given. */
  #resume: () => void = () => undefined

  /** `offset`: so much of what it inflates to is passed over. */
  constructor({ path, descriptor, modified }: Opened, offset: number, world: ContentWorld) {
    this.#path = path
    this.#descriptor = descriptor
    this.#world = world
    this.modified = modified
    this.offset = offset
    this.#gunzip = createGunzip({ chunkSize: PIECE })
    let before = offset
    this.#gunzip.on('data', (chunk: Buffer) => {
      if (chunk.length > before) this.#inflated.push(chunk.subarray(before))
      before = Math.max(0, before - chunk.length)
    })
    this.#gunzip.on('end', () => this.#end())
    this.#gunzip.on('error', (error) => this.#fail(codeOf(error)))
  }

  read(bytes: Buffer, start: number, end: number): number | Promise<number> {
    const count = this.#take(bytes, start, end)
    return count > 0 || this.#ended
      ? count
      : this.#inflate().then(() => this.read(bytes, start, end))
  }

  close(): void {
    this.#gunzip.destroy()
    this.#world.files.close(this.#descriptor)
  }

  #take(bytes: Buffer, start: number, end: number): number {
    let at = start
    for (let chunk = this.#inflated[0]; chunk && at < end; chunk = this.#inflated[0]) {
      const count = chunk.copy(bytes, at, this.#taken, this.#taken + end - at)
      at += count
      this.#taken += count
      if (this.#taken < chunk.length) break
      this.#inflated.shift()
      this.#taken = 0
    }
    return at - start
  }

  /** Gives zlib a piece more; resolves when all it makes of it is there. */
  async #inflate(): Promise<void> {
    await this.#world.turn?.()
    await new Promise<void>((resolve) => {
      this.#resume = resolve
      const count = this.#readPiece()
      if (count > 0) this.#gunzip.write(this.#piece.subarray(0, count), () => resolve())
      else this.#gunzip.end()
    })
  }

  #readPiece(): number {
    const { files, report } = this.#world
    try {
      const count = files.read(this.#descriptor, this.#piece, 0, PIECE, this.#position)
      this.#position += count
      this.#world.progress?.passed(count)
      return count
    } catch (error) {
      report({ operation: 'read-log', file: this.#path, code: codeOf(error) })
      this.short = true
      return 0
    }
  }

  #end(): void {
    this.#ended = true
    this.#resume()
  }

  // What zlib makes of a file that ends too early is a buffer error.
  #fail(code: string): void {
    const operation = code === 'Z_BUF_ERROR' ? 'cut-short' : 'damaged'
    if (!this.short) this.#world.report({ operation, file: this.#path })
    this.short = true
    this.#end()
  }
}

/** What the first bytes of a compressed file inflate to; nothing where they are damaged. */
export const inflatedHead = (bytes: Uint8Array): Buffer => {
  try {
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH })
  } catch (error) {
    codeOf(error)
    return Buffer.alloc(0)
  }
}
