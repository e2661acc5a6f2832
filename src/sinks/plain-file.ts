// One file that only grows, until somebody outside renames it and asks for a rotation: then
// it is synced, closed, and opened again by its name (`spec/dumblog.md §4, §5`).
//
// Nothing taken is dropped. What a file refuses is tried again until it is written; only a
// rotation goes before that, for to move a full file away is how people make room, and
// what is left in hand goes to the file that has the name then. A file that cannot be opened
// again is asked for until it can; with nothing in hand the end need not wait for it.

import type { Batch } from '../batch.js'
import type { ByteString } from '../bytes.js'
import { codeOf, type Fault, ignoring } from '../fault/fault.js'
import type { Runs } from '../select/selector.js'
import type { FileSystem } from '../system/filesystem.js'
import { Hand } from './hand.js'
import type { Blocked, Sink } from './sink.js'

/** Less what the process masks. */
const MODE = 0o666
/** What fsync(2) says of pipes and devices, which have no disk under them. */
const UNSYNCABLE = new Set(['EINVAL', 'EROFS'])
const CLOSED = -1

type Step = 'sync' | 'close' | 'open'

/** One reopenable file. */
export class PlainFile implements Sink {
  readonly #file: ByteString
  readonly #filesystem: FileSystem
  #descriptor = CLOSED
  /** It could be had at the start. */
  #had = false
  /** What was asked and is not done yet. */
  #due: Step[] = []
  /** Taken and not yet written. */
  readonly #hand = new Hand()

  /** `file`: its path, relative to where the process is. */
  constructor(file: ByteString, filesystem: FileSystem) {
    this.#file = file
    this.#filesystem = filesystem
  }

  open(): void {
    this.#due = ['open']
  }

  take(batch: Batch, runs: Runs): void {
    this.#hand.take(batch, runs)
  }

  rotate(): void {
    this.#due = this.#descriptor === CLOSED ? ['open'] : ['sync', 'close', 'open']
  }

  finish(): void {
    this.#due = this.#descriptor === CLOSED ? [] : ['sync', 'close']
  }

  settle(): Blocked | undefined {
    const refused = this.#write()
    if (refused && !this.#due.includes('open')) return refused
    for (let step = this.#due[0]; step; step = this.#due[0]) {
      const blocked = this.#perform(step)
      if (blocked) return blocked
      this.#due.shift()
    }
    return this.#write()
  }

  #write(): Blocked | undefined {
    const hand = this.#hand
    while (!hand.empty && this.#descriptor !== CLOSED) {
      try {
        hand.at += this.#filesystem.write(this.#descriptor, hand.bytes, hand.at, hand.end)
      } catch (error) {
        const fault = this.#fault('write', error)
        // A pipe whose reader is slow.
        if (fault.code === 'EAGAIN') return { fault, remedy: 'wait' }
        return { fault, remedy: 'pause', heeds: 'rotate' }
      }
    }
    return undefined
  }

  #perform(step: Step): Blocked | undefined {
    switch (step) {
      case 'sync':
        return this.#sync()
      case 'close':
        return this.#close()
      case 'open':
        return this.#open()
    }
  }

  #sync(): Blocked | undefined {
    try {
      this.#filesystem.sync(this.#descriptor)
      return undefined
    } catch (error) {
      const fault = this.#fault('sync', error)
      return UNSYNCABLE.has(fault.code ?? '') ? undefined : { fault, remedy: 'pause' }
    }
  }

  // One that fails has closed all the same, and what was synced before stays.
  #close(): undefined {
    const descriptor = this.#descriptor
    this.#descriptor = CLOSED
    ignoring(() => this.#filesystem.close(descriptor))
  }

  #open(): Blocked | undefined {
    try {
      this.#descriptor = this.#filesystem.open(this.#file, 'append', MODE)
      this.#had = true
      return undefined
    } catch (error) {
      const fault = this.#fault('append', error)
      if (!this.#had) return { fault, remedy: 'give-up' }
      if (!this.#hand.empty) return { fault, remedy: 'pause' }
      return { fault, remedy: 'pause', heeds: 'finish' }
    }
  }

  #fault(operation: 'append' | 'write' | 'sync', error: unknown): Fault {
    return { operation, file: this.#file, code: codeOf(error) }
  }
}
