// When somebody is told where following has come to: not too often, for it is looked up on disk
// and kept there; and not again where nothing was passed.

import type { Cursor } from './cursor.js'
import type { FollowedLogs } from './followed-logs.js'

/** Milliseconds from one cursor to the next, and how many times longer than one has taken. */
const EVERY = 1000
const SHARE = 20

/** What telling needs of its surroundings. */
type KeeperWorld = {
  readonly passed?: (cursor: Cursor) => void
  readonly ended: () => boolean
  readonly going: () => Promise<void> | undefined
  readonly clock: { monotonic(): number }
}

export class CursorKeeper {
  readonly #logs: FollowedLogs
  readonly #world: KeeperWorld
  #next = Number.NEGATIVE_INFINITY

  constructor(logs: FollowedLogs, world: KeeperWorld) {
    this.#logs = logs
    this.#world = world
  }

  /** When there is something to tell, in monotonic milliseconds. */
  get due(): number {
    return this.#world.passed && this.#logs.haveMoved ? this.#next : Number.POSITIVE_INFINITY
  }

  /** Tells what was passed, if it is time to, when it has gone; all must have been written. */
  async keep(): Promise<void> {
    const { clock, ended, going } = this.#world
    if (clock.monotonic() < this.due) return
    await going()
    // Nobody waits any more for what was written.
    if (ended()) return
    const before = clock.monotonic()
    await this.end()
    const after = clock.monotonic()
    this.#next = after + Math.max(EVERY, SHARE * (after - before))
  }

  /** Tells what was passed in the end. */
  async end(): Promise<void> {
    const { passed } = this.#world
    if (passed) passed(await this.#logs.cursor())
  }
}
