// Compression of finished archives beside the log: one at a time for a directory, while
// logging, rotation and pruning go on as if it were not there.
//
// What waits is what the directory shows: every plain archive, oldest first, those of
// earlier starts included. One that cannot be compressed stays as it is until the next
// start; the others go on. Pruning has the right of way: what is compressed is not kept
// from it, and what it took away is not missed.
//
// Work in this process goes chunk by chunk through the thread pool, whose answers end the
// wait for input, as a program's end does; only the beginning has to ask for a turn of the
// event loop. No pause and no timer is needed.

import type { ByteString } from '../bytes.js'
import { codeOf, type Fault, ignoring } from '../fault/fault.js'
import type { DirectoryPlan } from '../plan.js'
import type { Directory } from '../system/filesystem.js'
import { askForTurn } from '../system/turn.js'
import type { BackgroundWork } from './background-work.js'
import { CompressionRun, ZIPPED } from './compression-run.js'
import { oldFiles } from './direct.js'
import type { DirectoryWorld } from './directory-world.js'

const PLAIN = /\.[su]$/

type Run = {
  readonly work: CompressionRun
  readonly directory: Directory
  /** Resolves when it has ended and the next one has begun. */
  readonly until: Promise<void>
}

/** The compression of one directory's archives. `spec/tinylog.md §7, §14 T3 T5 T8 T10 T15`. */
export class Compression implements BackgroundWork {
  readonly busy = undefined
  readonly deadline = Number.POSITIVE_INFINITY
  readonly #path: ByteString
  readonly #world: DirectoryWorld
  #plan: DirectoryPlan | undefined
  #directory: Directory | undefined
  #run: Run | undefined
  /** Not to be tried again for this plan. */
  #failed: ReadonlySet<ByteString> = new Set()

  constructor(path: ByteString, world: DirectoryWorld) {
    this.#path = path
    this.#world = world
  }

  get reading(): ByteString | undefined {
    return this.#run?.work.archive
  }

  attach(plan: DirectoryPlan, directory: Directory): void {
    if (this.#plan !== plan) {
      this.release()
      if (!plan.compression) return
      try {
        // A handle of our own: the directory may be given back while we are at work in it.
        this.#directory = this.#world.filesystem.openDirectory(directory.path)
      } catch (error) {
        this.#warn({ operation: 'open-directory', directory: this.#path, code: codeOf(error) })
        return
      }
      this.#plan = plan
      this.#failed = new Set()
      if (!this.#run) ignoring(() => this.#directory?.remove(ZIPPED))
    }
    this.#next()
  }

  release(): void {
    const directory = this.#directory
    this.#plan = undefined
    this.#directory = undefined
    if (directory !== this.#run?.directory) ignoring(() => directory?.close())
  }

  wake(): void {}

  ending(asked: boolean): Promise<void> | undefined {
    if (asked) this.#run?.work.abandon()
    if (asked || !this.#run) this.release()
    return this.#run?.until
  }

  #next(): void {
    const plan = this.#plan
    const directory = this.#directory
    if (this.#run || !plan || !directory) return
    let archive: ByteString | undefined
    try {
      archive = this.#waiting(plan, directory)
    } catch (error) {
      this.#warn({ operation: 'list', directory: this.#path, code: codeOf(error) })
    }
    if (archive === undefined) return
    const work = new CompressionRun(archive, directory, plan, this.#world)
    const until = work.perform().then((faults) => this.#ended(archive, directory, faults))
    this.#run = { work, directory, until }
    askForTurn()
  }

  /**
   * The oldest archive that waits. One with a second name is left alone: what goes by the
   * other may be in use (T10).
   */
  #waiting(plan: DirectoryPlan, directory: Directory): ByteString | undefined {
    const plain = oldFiles(directory.list(), plan).filter((name) => PLAIN.test(name))
    this.#failed = new Set(plain.filter((name) => this.#failed.has(name)))
    return plain.find((name) => {
      if (this.#failed.has(name)) return false
      const status = directory.stat(name)
      return status?.kind === 'file' && status.links === 1
    })
  }

  #ended(archive: ByteString, directory: Directory, faults: readonly Fault[]): void {
    this.#run = undefined
    if (faults.length > 0) this.#failed = new Set([...this.#failed, archive])
    for (const fault of faults) this.#warn(fault)
    if (directory !== this.#directory) ignoring(() => directory.close())
    this.#next()
  }

  #warn(fault: Fault): void {
    this.#world.report?.({ kind: 'warning', fault })
  }
}
