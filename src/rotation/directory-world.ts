// What a log directory needs of its surroundings, and what performing a step comes to.

import type { Fault } from '../fault/fault.js'
import type { Note } from '../fault/note.js'
import type { Report } from '../fault/patience.js'
import type { FileSystem } from '../system/filesystem.js'
import type { Clock } from '../time/clock.js'
import type { LocalTime } from '../time/zone.js'
import type { CompressorRunner } from './compressor.js'
import type { Locks } from './lock.js'
import type { ProcessorRunner } from './processor.js'
import type { Step } from './steps.js'

/** What a log directory needs of its surroundings. */
export type DirectoryWorld = {
  readonly filesystem: FileSystem
  readonly clock: Clock
  readonly locks: Locks
  readonly runProcessor: ProcessorRunner
  /** How a program that compresses is run; as one is where nobody says otherwise. */
  readonly runCompressor?: CompressorRunner
  /** Hears of what is done beside the lines. */
  readonly report?: (report: Report) => void
  readonly note?: (note: Note) => void
  /** For stamps of lines that are the log's own. */
  readonly localTime?: LocalTime
}

/** A step is done; `next` must follow it at once, and `notice` is worth saying. */
export type Done = { readonly next: readonly Step[]; readonly notice?: Fault }
