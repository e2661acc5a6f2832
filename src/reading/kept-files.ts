// Files of which some stay open when whoever reads them closes them: as long as one is open,
// no other file gets its number, so that it is known again whatever it is called.

import type { ByteString } from '../bytes.js'
import { ignoring } from '../fault/fault.js'
import type { FileState, Files } from './files.js'

export class KeptFiles implements Files {
  readonly #files: Files
  /** Descriptors kept, and whether their readers have closed them. */
  readonly #kept = new Map<number, boolean>()

  constructor(files: Files) {
    this.#files = files
  }

  /** From now on `descriptor` is closed by `release`, if its reader has done before; else by that. */
  keep(descriptor: number): void {
    this.#kept.set(descriptor, false)
  }

  release(descriptor: number): void {
    if (this.#kept.get(descriptor)) this.#files.close(descriptor)
    this.#kept.delete(descriptor)
  }

  close(descriptor: number): void {
    if (this.#kept.has(descriptor)) this.#kept.set(descriptor, true)
    else this.#files.close(descriptor)
  }

  list(directory: ByteString): ReturnType<Files['list']> {
    return this.#files.list(directory)
  }

  /** Undefined too where it cannot be told. */
  stateOf(path: ByteString): FileState | undefined {
    return ignoring(() => this.#files.stateOf(path))
  }

  open(path: ByteString): number {
    return this.#files.open(path)
  }

  state(descriptor: number): FileState {
    return this.#files.state(descriptor)
  }

  read(...call: Parameters<Files['read']>): number {
    return this.#files.read(...call)
  }
}
