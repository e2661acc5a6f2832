// A named pipe as a program's standard input: a real pipe (child_process gives a
// socket), whose content can be measured while the program runs and taken out after
// it has ended.

import { execFileSync } from 'node:child_process'
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs'
import koffi from 'koffi'
import { type ByteString, fromBytes, toBytes } from '../../src/bytes.js'
import { until } from './waiting.js'

const FIONREAD = 0x541b // asm-generic/ioctls.h

const ioctl = koffi
  .load(null)
  .func('int ioctl(int descriptor, unsigned long request, _Out_ int *value)')

const wouldBlock = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EAGAIN'

export class InputPipe {
  /** The program's end, to be inherited; closed by whoever passed it on. */
  readonly forProgram: number
  // Opened apart from the program's end, so that being non-blocking stays ours.
  readonly #reader: number
  #writer: number | undefined

  constructor(path: string, nonBlocking = false) {
    execFileSync('mkfifo', [path])
    const both = openSync(path, constants.O_RDWR)
    this.forProgram = openSync(path, constants.O_RDONLY | (nonBlocking ? constants.O_NONBLOCK : 0))
    this.#reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    this.#writer = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK)
    closeSync(both)
  }

  /** Writes all of `bytes`, waiting where the pipe is full. */
  async write(bytes: ByteString): Promise<void> {
    const buffer = toBytes(bytes)
    let at = 0
    await until('room in the pipe', () => {
      if (this.#writer === undefined) throw new Error('the input has ended')
      try {
        at += writeSync(this.#writer, buffer, at)
      } catch (error) {
        if (!wouldBlock(error)) throw error
      }
      return at === buffer.length
    })
  }

  /** Bytes written and not yet read by the program. */
  waiting(): number {
    const count = [0]
    if (ioctl(this.#reader, FIONREAD, count) !== 0) throw new Error('FIONREAD failed')
    return count[0] ?? 0
  }

  /** End of file for the program. */
  end(): void {
    if (this.#writer !== undefined) closeSync(this.#writer)
    this.#writer = undefined
  }

  /** Ends the input and gives what the program left in the pipe. */
  drain(): ByteString {
    const buffer = Buffer.alloc(1 << 20)
    let left = ''
    try {
      for (let count = 1; count > 0; left += fromBytes(buffer.subarray(0, count)))
        count = readSync(this.#reader, buffer)
    } catch (error) {
      if (!wouldBlock(error)) throw error
    }
    this.end()
    closeSync(this.#reader)
    return left
  }
}
