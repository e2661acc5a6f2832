// The directories a conversion has open and the locks it holds, to be given back together;
// and what it is doing, for the fault of a call that fails.

import type { ByteString } from '../bytes.js'
import { codeOf, type Fault, ignoring } from '../fault/fault.js'
import { lock } from '../rotation/lock.js'
import type { Directory } from '../system/filesystem.js'
import { OWN_LOCK } from './commit.js'
import type { ConvertPlan, ConvertWorld } from './plan.js'

export class Hold {
  readonly #world: ConvertWorld
  readonly #directories: Directory[] = []
  readonly #locks: number[] = []
  readonly #own: Directory[] = []
  #doing: Omit<Fault, 'code'> = { operation: 'open-directory' }

  constructor(world: ConvertWorld) {
    this.#world = world
  }

  /** The fault of a call that has failed since `does`. */
  faultOf(error: unknown): Fault {
    return { ...this.#doing, code: codeOf(error) }
  }

  does(operation: Fault['operation'], directory: ByteString, file?: ByteString): void {
    this.#doing = { operation, directory, ...(file !== undefined && { file }) }
  }

  open(path: ByteString): Directory {
    this.does('open-directory', path)
    const directory = this.#world.filesystem.openDirectory(path)
    this.#directories.push(directory)
    return directory
  }

  /** Keeps other conversions away; false, and reported, where that cannot be. */
  lockOut(directory: Directory, path: ByteString): boolean {
    const taken = this.#take(directory, OWN_LOCK, path)
    if (taken) this.#own.push(directory)
    return taken
  }

  /** Keeps writers away; false, and reported, where one is there. */
  lockLog(directory: Directory, path: ByteString, { lockFiles }: ConvertPlan): boolean {
    const [first, ...others] = lockFiles
    const there = others.filter((name) => directory.stat(name))
    return [first, ...there].every((name) => this.#take(directory, name, path))
  }

  close(): void {
    const { filesystem } = this.#world
    for (const directory of this.#own) ignoring(() => directory.remove(OWN_LOCK))
    for (const descriptor of this.#locks) ignoring(() => filesystem.close(descriptor))
    for (const directory of this.#directories) ignoring(() => directory.close())
  }

  #take(directory: Directory, name: ByteString, path: ByteString): boolean {
    const { filesystem, locks, report } = this.#world
    try {
      this.#locks.push(lock(directory, name, filesystem, locks))
      return true
    } catch (error) {
      report({ operation: 'lock', directory: path, file: name, code: codeOf(error) })
      return false
    }
  }
}
