// The record of calls made on the in-memory filesystem, and the failures planned for
// them. Every call counts, and one that is made to fail changes nothing,
// but for a close.

import type { ByteString } from '../../bytes.js'
import { codeOf } from '../../fault/fault.js'
import { failure } from './path.js'

/** The methods of `FileSystem` and `Directory`, told apart where both have one. */
export type CallName =
  | 'makeDirectory'
  | 'openDirectory'
  | 'open'
  | 'stat'
  | 'setMode'
  | 'rename'
  | 'renameNew'
  | 'link'
  | 'remove'
  | 'list'
  | 'syncDirectory'
  | 'closeDirectory'
  | 'write'
  | 'read'
  | 'sync'
  | 'size'
  | 'device'
  | 'isRemote'
  | 'close'
  | 'lockFile'
  | 'lockRange'

/** One call. Names and paths are byte strings. */
export type Call = {
  readonly operation: CallName
  /** The directory the names are in, where it was then; empty for a call by path. */
  readonly directory: ByteString
  /** As given; for a descriptor the name it was opened by, whatever became of it since. */
  readonly names: readonly ByteString[]
  /** The errno name, where it failed. */
  readonly code?: string
}

/** Thrown, with no errno, by a process that was stopped: nothing it still does takes effect. */
export class Stopped extends Error {
  constructor() {
    super('the process was stopped by its test')
  }
}

type Trouble = { readonly strikes: (call: Call) => boolean; readonly code: string }

export class MemoryCalls {
  #made: Call[] = []
  #count = 0
  #stop = Number.POSITIVE_INFINITY
  readonly #once: Map<number, string> = new Map()
  readonly #always: Trouble[] = []

  /** The calls made so far, in order. */
  get made(): readonly Call[] {
    return this.#made
  }

  /** The same as words: `rename current previous`, with the errno name after a failed one. */
  trace(): string[] {
    return this.#made.map(({ operation, names, code }) =>
      [operation, ...names, ...(code === undefined ? [] : [code])].join(' '),
    )
  }

  /** Empties the record; what was planned stays planned. */
  forget(): void {
    this.#made = []
  }

  /** Makes the n-th call from now (1 is the next) fail once. */
  failAt(n: number, code: string): void {
    this.#once.set(this.#fromNow(n), code)
  }

  /** Makes every call that `strikes` chooses fail, until `heal`. */
  failAlways(strikes: (call: Call) => boolean, code: string): void {
    this.#always.push({ strikes, code })
  }

  /** Takes back all planned failures. */
  heal(): void {
    this.#once.clear()
    this.#always.length = 0
  }

  /**
   * Stops the process just before its n-th call from now: that one and all after it throw
   * `Stopped`, are not recorded and do nothing, until it is killed or power is lost.
   */
  stopAt(n: number): void {
    this.#stop = this.#fromNow(n)
  }

  /** Undoes `stopAt`. */
  restart(): void {
    this.#stop = Number.POSITIVE_INFINITY
  }

  /** Does and records one call. */
  perform<T>(
    operation: CallName,
    directory: ByteString,
    names: readonly ByteString[],
    action: () => T,
  ): T {
    if (++this.#count >= this.#stop) throw new Stopped()
    const call: Call = { operation, directory, names }
    try {
      // As on Linux, a close that fails has closed nevertheless.
      const closing = operation === 'close' || operation === 'closeDirectory'
      if (!closing) this.#strike(call)
      const result = action()
      if (closing) this.#strike(call)
      this.#made.push(call)
      return result
    } catch (error) {
      this.#made.push({ ...call, code: codeOf(error) })
      throw error
    }
  }

  #fromNow(n: number): number {
    if (!Number.isInteger(n) || n < 1) throw new Error(`no call is number ${n} from now`)
    return this.#count + n
  }

  #strike(call: Call): void {
    const code =
      this.#once.get(this.#count) ?? this.#always.find(({ strikes }) => strikes(call))?.code
    if (code !== undefined) throw failure(code)
  }
}
