// A log directory in hand: open, and locked against every other writer.

import type { ByteString } from '../bytes.js'
import { codeOf, ignoring } from '../fault/fault.js'
import type { Directory } from '../system/filesystem.js'
import type { DirectoryWorld } from './directory-world.js'
import { type LockPlan, lock, sign } from './lock.js'

/** One directory's handle and lock. Calls throw the system's errors, but for `release`. */
export class Hold {
  readonly #path: ByteString
  readonly #world: Pick<DirectoryWorld, 'filesystem' | 'locks'>
  #directory: Directory | undefined
  readonly #mode: number | undefined
  readonly #plan: LockPlan | undefined
  #lock: number | undefined

  /** `mode`: of a lock that has to be made; `plan`: where it is another file than `lock`. */
  constructor(
    path: ByteString,
    world: Pick<DirectoryWorld, 'filesystem' | 'locks'>,
    mode?: number,
    plan?: LockPlan,
  ) {
    this.#path = path
    this.#mode = mode
    this.#plan = plan
    this.#world = world
  }

  /** One of those below, by the name of its step. */
  get(what: 'make-directory' | 'open-directory' | 'lock'): void {
    if (what === 'make-directory') this.#make()
    else if (what === 'open-directory') this.#open()
    else this.#takeLock()
  }

  /** Makes the directory if it is not there. */
  #make(): void {
    try {
      this.#world.filesystem.makeDirectory(this.#path, 0o700)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
  }

  #open(): void {
    this.#directory = this.#world.filesystem.openDirectory(this.#path)
  }

  #takeLock(): void {
    const { filesystem, locks } = this.#world
    const { file = 'lock', mode = this.#mode } = this.#plan ?? {}
    this.#lock = lock(this.directory, file, filesystem, locks, mode)
    if (this.#plan) sign(this.directory, this.#plan, filesystem)
  }

  /** The open directory. Throws an `Error` where there is none. */
  get directory(): Directory {
    if (!this.#directory) throw new Error('log directory is not open')
    return this.#directory
  }

  get locked(): boolean {
    return this.#lock !== undefined
  }

  /** Gives both back: at the end, or after giving up. */
  release(): void {
    const directory = this.#directory
    const lock = this.#lock
    this.#directory = undefined
    this.#lock = undefined
    ignoring(() => directory?.close())
    ignoring(() => lock !== undefined && this.#world.filesystem.close(lock))
  }
}
