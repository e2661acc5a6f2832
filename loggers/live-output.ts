// Standard output for whoever shows lines as they come: while it is full, signals are heard.

import fs from 'node:fs'
import { codeOf, type Fault } from '../src/fault/fault.js'
import { native } from '../src/system/native.js'

const POLLERR = 0x008
const POLLHUP = 0x010
const POLLNVAL = 0x020

/** Milliseconds until it is tried again where somebody has made it non-blocking. */
const FULL = 10

/** Milliseconds that are left to a reader when the end is asked for. */
const LAST = 500

export class LiveOutput {
  fault: Fault | undefined
  readonly #queue: Buffer[] = []
  /** Resolves when the queue is empty, or nobody waits any more. */
  #going: Promise<void> | undefined
  #gone: () => void = () => undefined
  #hurried = false
  readonly #set = Buffer.alloc(8)

  /** Takes bytes[start..end); false once nobody wants any more. */
  readonly write = (bytes: Uint8Array, start: number, end: number): boolean => {
    if (this.fault) return false
    this.#queue.push(Buffer.from(bytes.subarray(start, end)))
    if (!this.#going) {
      this.#going = new Promise((resolve) => {
        this.#gone = resolve
      })
      this.#send()
    }
    return true
  }

  /** Resolves when all has gone that was taken; undefined where it has, or nobody is to wait. */
  readonly going = (): Promise<void> | undefined => (this.#hurried ? undefined : this.#going)

  /** Nobody waits any more, whatever its reader does. */
  hurry(): void {
    this.#hurried = true
    this.#gone()
  }

  /** Whether all has gone that was taken. */
  get hasGone(): boolean {
    return this.#queue.length === 0 && !this.fault
  }

  /** Waits until all has gone, but where nobody is to wait, for so many milliseconds only. */
  async finish(patience = LAST): Promise<void> {
    await this.going()
    if (this.#queue.length === 0 || this.fault) return
    const deadline = performance.now() + patience
    while (this.#queue.length > 0 && !this.fault && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, FULL))
  }

  /** Whether its reader has gone away, which a write would find only later. */
  readonly isClosed = (): boolean => {
    this.#set.writeInt32LE(1, 0)
    this.#set.writeInt32LE(0, 4)
    if (native().poll(this.#set, 1, 0) > 0) {
      const closed = this.#set.readInt16LE(6) & (POLLERR | POLLHUP | POLLNVAL)
      if (closed) this.fault ??= { operation: 'write-output', code: 'EPIPE' }
    }
    return this.fault !== undefined
  }

  async #send(): Promise<void> {
    for (let next = this.#queue[0]; next && !this.fault; next = this.#queue[0]) {
      const taken = await this.#try(next)
      if (taken < next.length) this.#queue[0] = next.subarray(taken)
      else this.#queue.shift()
    }
    this.#going = undefined
    this.#gone()
  }

  #try(bytes: Buffer): Promise<number> {
    return new Promise((resolve) => {
      fs.write(1, bytes, 0, bytes.length, null, (error, taken) => {
        if (!error) return resolve(taken)
        const code = codeOf(error)
        if (code === 'EAGAIN') setTimeout(resolve, FULL, 0)
        else {
          if (code !== 'EINTR') this.fault = { operation: 'write-output', code }
          resolve(0)
        }
      })
    })
  }
}
