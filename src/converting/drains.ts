// Where what a file becomes goes: into a descriptor, as it is or compressed. zlib works in its
// threads, a chunk at a time; what it has not taken is waited for.

import { once } from 'node:events'
import type { Gzip } from 'node:zlib'
import type { FileSystem } from '../system/filesystem.js'
import { compression } from '../system/seldom.js'
import type { Drain } from './content.js'

/** A drain with an end. Faults of the disk are thrown by any call. */
type FileDrain = Drain & {
  finish(): Promise<void>
  /** Nothing is written any more: the descriptor may soon be another file's. */
  abandon(): void
}

type Disk = Pick<FileSystem, 'write'>

const writeAll = (descriptor: number, bytes: Uint8Array, end: number, disk: Disk): void => {
  for (let at = 0; at < end; ) at += disk.write(descriptor, bytes, at, end)
}

/** Writes bytes as they are. */
export class PlainDrain implements FileDrain {
  readonly #descriptor: number
  readonly #disk: Disk

  constructor(descriptor: number, disk: Disk) {
    this.#descriptor = descriptor
    this.#disk = disk
  }

  take(bytes: Uint8Array, start: number, end: number): void {
    writeAll(this.#descriptor, bytes.subarray(start, end), end - start, this.#disk)
  }

  ready(): undefined {
    return undefined
  }

  async finish(): Promise<void> {}

  abandon(): void {}
}

/** Bytes zlib gives at a time. */
const CHUNK = 1 << 16

/** Writes what gzip makes of bytes. */
export class GzipDrain implements FileDrain {
  readonly #gzip: Gzip
  readonly #ended: Promise<unknown>
  #fault: unknown

  /** `level`: 1 to 9. */
  constructor(descriptor: number, level: number, disk: Disk) {
    this.#gzip = compression().createGzip({ level, chunkSize: CHUNK })
    this.#gzip.on('data', (chunk: Buffer) => {
      try {
        if (!this.#fault) writeAll(descriptor, chunk, chunk.length, disk)
      } catch (error) {
        this.#fault = error
      }
    })
    this.#ended = once(this.#gzip, 'end')
  }

  take(bytes: Uint8Array, start: number, end: number): void {
    this.#check()
    this.#gzip.write(Buffer.from(bytes.subarray(start, end)))
  }

  async #drained(): Promise<void> {
    await once(this.#gzip, 'drain')
    this.#check()
  }

  ready(): Promise<void> | undefined {
    return this.#gzip.writableNeedDrain ? this.#drained() : undefined
  }

  async finish(): Promise<void> {
    this.#gzip.end()
    await this.#ended
    this.#check()
  }

  abandon(): void {
    this.#fault ??= new Error('a drain that was given up')
    this.#gzip.destroy()
  }

  #check(): void {
    if (this.#fault) throw this.#fault
  }
}
