// In which order the files of a log are read: those a look has found, one after the other.
// Of a log that goes on, live-log.ts tells.

import { ignoring } from '../fault/fault.js'
import type { FileState, Files } from './files.js'
import type { Log, PlacedFile } from './log.js'
import { isComplete } from './log-files.js'

/** Where to begin: a file by its number, and a place in it, which must be a line's beginning. */
export type Place = { readonly file: number; readonly offset: number }

/** Gives the files of a log, one after the other. */
export type FileOrder = {
  /** The one behind the one given last, which has ended then; undefined: none, `later`: none yet. */
  next(): PlacedFile | 'later' | undefined
  /** Whether the writer of the file before that was there to its end, as far as one can tell. */
  readonly ended: boolean
  /** Closes what was not given. */
  close(): void
}

/** A writer that was killed has left it so, unless it says that it is complete. */
const UNFINISHED = /\.u(\.|$)/

/** The files of one look at a log, from the file numbered `from` on. */
export class FoundFiles implements FileOrder {
  readonly #files: Files
  readonly #ahead: PlacedFile[]
  readonly #skipped: PlacedFile[]
  #given: PlacedFile | undefined
  ended = false

  constructor(log: Log, from: number, files: Files) {
    this.#skipped = log.files.slice(0, from)
    this.#ahead = log.files.slice(from)
    this.#files = files
  }

  next(): PlacedFile | undefined {
    this.ended = this.#given !== undefined && this.#isWhole(this.#given)
    this.#given = this.#ahead.shift()
    return this.#given
  }

  /** What has another name by now, or has gone, has been ended by somebody. */
  #isWhole({ name, path }: PlacedFile): boolean {
    if (!UNFINISHED.test(name)) return true
    const isEnded = (state: FileState | undefined): boolean => !state || isComplete(state)
    return ignoring(() => isEnded(this.#files.stateOf(path))) ?? false
  }

  close(): void {
    for (const { descriptor } of [...this.#skipped.splice(0), ...this.#ahead.splice(0)])
      if (descriptor !== undefined) this.#files.close(descriptor)
  }
}
