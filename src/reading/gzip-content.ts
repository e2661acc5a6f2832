// What a compressed file inflates to, member after member.
//
// A file that is cut short or damaged gives what is there, and what is wrong with it is
// reported at its end. zlib works a piece of the file at a time, so memory is bounded by what
// one piece can inflate to (a thousandfold of it at the very worst).
//
// Of a piece that it finds damaged zlib gives nothing up to a chunk, be it the checksum at the
// end that is wrong. So such a file is inflated again, that piece byte by byte.

import { constants, createGunzip, type Gunzip, gunzipSync } from 'node:zlib'
import type { ByteString } from '../bytes.js'
import { codeOf, ignoring } from '../fault/fault.js'
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
  #gunzip: Gunzip
  readonly #piece = Buffer.allocUnsafeSlow(PIECE)
  #position = 0
  /** Where the last piece began, and where the damaged one does. */
  #before = 0
  #damaged: number | undefined
  /** How many bytes have been inflated for whoever reads. */
  #given = 0
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
    this.#gunzip = this.#begin(offset)
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

  /** From the beginning of the file; the first `passed` bytes of what it inflates to are no news. */
  #begin(passed: number): Gunzip {
    const gunzip = createGunzip({ chunkSize: PIECE })
    let before = passed
    gunzip.on('data', (chunk: Buffer) => {
      if (chunk.length > before) {
        this.#inflated.push(chunk.subarray(before))
        this.#given += chunk.length - before
      }
      before = Math.max(0, before - chunk.length)
    })
    gunzip.on('end', () => this.#end())
    gunzip.on('error', (error) => this.#fail(codeOf(error)))
    return gunzip
  }

  /** Gives zlib a piece more; resolves when all it makes of it is there. */
  async #inflate(): Promise<void> {
    await this.#world.turn?.()
    await new Promise<void>((resolve) => {
      this.#resume = resolve
      const count = this.#readPiece()
      // What fails is told by its event.
      const done = (error?: Error | null): void => {
        if (!error) resolve()
      }
      if (count > 0) this.#gunzip.write(this.#piece.subarray(0, count), done)
      else this.#gunzip.end()
    })
  }

  #readPiece(): number {
    const { files, report } = this.#world
    try {
      const gently = this.#damaged !== undefined && this.#position >= this.#damaged
      const most = gently ? 1 : PIECE
      const count = files.read(this.#descriptor, this.#piece, 0, most, this.#position)
      this.#before = this.#position
      this.#position += count
      if (this.#damaged === undefined) this.#world.progress?.passed(count)
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
    if (code !== 'Z_BUF_ERROR' && this.#damaged === undefined) {
      this.#damaged = this.#before
      this.#position = 0
      this.#gunzip = this.#begin(this.offset + this.#given)
      this.#resume()
      return
    }
    const operation = code === 'Z_BUF_ERROR' ? 'cut-short' : 'damaged'
    if (!this.short) this.#world.report({ operation, file: this.#path })
    this.short = true
    this.#end()
  }
}

/** What the first bytes of a compressed file inflate to; nothing where they are damaged. */
export const inflatedHead = (bytes: Uint8Array): Buffer =>
  ignoring(() => gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH })) ?? Buffer.alloc(0)
