// What is to become of a log, and what converting needs of its surroundings.

import type { ByteString } from '../bytes.js'
import type { Log } from '../reading/log.js'
import type { Locks } from '../rotation/lock.js'
import type { Dialect } from '../time/tai64n.js'
import type { Recipe } from './content.js'
import type { CopyWorld } from './copies.js'
import type { Format } from './names.js'

/** What is to become of a log. */
export type ConvertPlan = {
  readonly log: Log
  /** The directory the copies go to; the log's own for a conversion in place. */
  readonly target: ByteString
  readonly form: Recipe['form']
  /** How labels count now, and how they shall; as they do where nothing is said. */
  readonly dialect: Dialect | 'auto'
  readonly to?: Dialect
  /** How archives are laid out; each as it was where nothing is said. */
  readonly format?: Format
  /** Of compression, 1 to 9. */
  readonly level: number
  /** What is no archive is converted too, while nobody holds the log's lock. */
  readonly current: boolean
  /** What a writer may hold locked; the first one is made where there is none. */
  readonly lockFiles: readonly [ByteString, ...ByteString[]]
  /** Originals go, where they are not in the same directory anyway. */
  readonly remove: boolean
  /** Nothing is done. */
  readonly dry: boolean
}

/** What is told of a conversion as it goes on. */
export type ConvertNote =
  | { readonly did: 'plan'; readonly from: ByteString; readonly to: ByteString }
  | { readonly did: 'finish'; readonly directory: ByteString }

/** What converting needs of its surroundings. */
export type ConvertWorld = CopyWorld & {
  readonly locks: Locks
  readonly note: (note: ConvertNote) => void
}
