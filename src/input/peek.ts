// Reading a pipe without taking from it: what is peeked at stays there until it has been
// delivered. So a logger that is killed has lost nothing of it, and the one that follows on
// the same pipe begins with it again: some of it may then be there twice.
//
// tee(2) copies references, not bytes, to a pipe of our own, which is read at once; splice(2)
// to /dev/null takes from the input what has been delivered. Neither waits.

import fs from 'node:fs'
import os from 'node:os'
import { systemError } from '../system/errno.js'
import type { Native } from '../system/native.js'

const { EAGAIN } = os.constants.errno
const SIZE = 1 << 20

/** Peeks at one pipe. */
export class Peek {
  readonly #input: number
  readonly #native: Native
  /** Our own pipe: its reading and its writing end. */
  readonly #pipe: readonly [number, number]
  readonly #nowhere: number
  /** Bytes peeked at and not taken yet. */
  #owed = 0

  private constructor(
    input: number,
    native: Native,
    pipe: readonly [number, number],
    nowhere: number,
  ) {
    this.#input = input
    this.#native = native
    this.#pipe = pipe
    this.#nowhere = nowhere
  }

  /** For the pipe `input`; undefined where it cannot be had. */
  static at(input: number, native: Native): Peek | undefined {
    try {
      if (!fs.fstatSync(input).isFIFO()) return undefined
      const nowhere = fs.openSync('/dev/null', 'w')
      const pipe = native.pipe()
      if (!pipe) {
        fs.closeSync(nowhere)
        return undefined
      }
      native.resizePipe(pipe[1], SIZE)
      return new Peek(input, native, pipe, nowhere)
    } catch {
      return undefined
    }
  }

  /**
   * Copies what the pipe begins with to bytes[from..to). Returns how many bytes came: 0 where
   * it is empty or has ended, -1 where it cannot be peeked at.
   */
  read(bytes: Uint8Array, from: number, to: number): number {
    const [out, into] = this.#pipe
    const count = this.#native.copyPipe(this.#input, into, to - from)
    if (count < 0) return count === -EAGAIN ? 0 : -1
    for (let at = from; at < from + count; ) {
      const read = this.#native.read(out, bytes, at, from + count)
      if (read < 0) throw systemError('read', -read)
      at += read
    }
    this.#owed = count
    return count
  }

  /** Takes from the pipe what was read. */
  take(): void {
    while (this.#owed > 0) {
      const count = this.#native.movePipe(this.#input, this.#nowhere, this.#owed)
      // Somebody else has taken it: there is nothing left to take.
      if (count === 0 || count === -EAGAIN) break
      this.#owed -= count > 0 ? count : this.#drop()
    }
    this.#owed = 0
  }

  /** Where splice(2) is refused: left in the pipe, it would be read again and again. */
  #drop(): number {
    return fs.readSync(this.#input, Buffer.alloc(this.#owed))
  }

  close(): void {
    for (const descriptor of [...this.#pipe, this.#nowhere]) fs.closeSync(descriptor)
  }
}
