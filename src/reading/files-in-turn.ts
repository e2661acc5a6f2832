// The contents of a log's files, one behind the other: which of them is being read, and when
// it has ended.

import type { Instant } from '../time/clock.js'
import { type Content, type ContentWorld, openContent } from './content.js'
import type { PlacedFile } from './log.js'
import type { FileOrder } from './order.js'

export class FilesInTurn {
  /** The last one that could be read. */
  file: PlacedFile | undefined
  /** When it was changed last, as it was opened. */
  modified: Instant = { seconds: 0, nanoseconds: 0 }
  readonly #order: FileOrder
  readonly #world: ContentWorld
  /** Where to begin in the next file. */
  #offset: number
  #content: Content | undefined
  #next: PlacedFile | undefined

  constructor(order: FileOrder, offset: number, world: ContentWorld) {
    this.#order = order
    this.#offset = offset
    this.#world = world
  }

  /** As `Content.read`; 0 where nothing is open. */
  read(bytes: Buffer, start: number, end: number): number | Promise<number> {
    return this.#content?.read(bytes, start, end) ?? 0
  }

  /** After a read of nothing: whether that was all. `read-on`: some may have come since. */
  ended(): 'yes' | 'read-on' | 'later' {
    if (this.#next) return 'yes'
    const next = this.#order.next()
    if (next === 'later') return 'later'
    this.#next = next
    // The file in hand has ended now; what was written to it before that may not be read yet.
    return next ? 'read-on' : 'yes'
  }

  /** Whether the file that has ended did so where its writer meant it to. */
  get complete(): boolean {
    return this.#content?.short === false && this.#order.ended
  }

  /**
   * Goes on to the next file: gives where reading begins in it, -1 where it cannot be read;
   * undefined where there is none.
   */
  turn(): number | undefined {
    const next = this.#next
    this.#content?.close()
    this.#content = undefined
    this.#next = undefined
    if (!next) return undefined
    const offset = this.#offset
    // If that file is gone, the next one is read from its beginning.
    this.#offset = 0
    this.#content = openContent(next, this.#world, offset)
    if (!this.#content) return -1
    this.file = next
    this.modified = this.#content.modified
    return this.#content.offset
  }

  close(): void {
    this.#content?.close()
    this.#content = undefined
    const unread = this.#next?.descriptor
    if (unread !== undefined) this.#world.files.close(unread)
    this.#next = undefined
    this.#order.close()
  }
}
