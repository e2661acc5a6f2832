// Selected lines on standard output. A slow reader never stops the logger: what it does
// not take waits in memory. At the first failure the stream is given up for good
// (`spec/s6-log.md §6.1`).
//
// The descriptor is shared, so it is never made non-blocking. Where poll(2) says there is
// room, a pipe takes PIPE_BUF bytes without blocking; so no write is longer. Nothing tells
// when there is room again: it is looked for every few milliseconds.

import type { Batch } from '../batch.js'
import { codeOf, ignoring } from '../fault/fault.js'
import type { Report } from '../fault/patience.js'
import type { Runs } from '../select/selector.js'
import type { FileSystem } from '../system/filesystem.js'
import type { Clock } from '../time/clock.js'
import { Backlog } from './backlog.js'
import type { Held } from './held.js'
import type { Sink } from './sink.js'

const PIPE_BUF = 4096
const INTERVAL = 10
const STANDARD_OUTPUT = 1

/** What it needs of its surroundings; without `hasRoom` there always is some. */
export type OutputSurroundings = {
  readonly filesystem: FileSystem
  readonly clock: Clock
  readonly report?: (report: Report) => void
  readonly hasRoom?: (descriptor: number) => boolean
}

/** Descriptor 1, shared by all actions that print. */
export class StandardOutput implements Sink, Held {
  readonly #world: OutputSurroundings
  readonly #backlog = new Backlog()
  #due = Number.POSITIVE_INFINITY
  #givenUp = false

  constructor(world: OutputSurroundings) {
    this.#world = world
  }

  get pending(): boolean {
    return !this.#backlog.empty
  }

  get deadline(): number {
    return this.#due
  }

  open(): void {}

  take(batch: Batch, runs: Runs): void {
    if (this.#givenUp) return
    this.#backlog.addRuns(batch, runs)
  }

  rotate(): void {}

  finish(): void {}

  settle(): undefined {
    this.wake()
  }

  wake(): void {
    const { filesystem, hasRoom = () => true } = this.#world
    this.#due = Number.POSITIVE_INFINITY
    while (!this.#backlog.empty) {
      if (!hasRoom(STANDARD_OUTPUT)) {
        this.#later()
        return
      }
      const { bytes, start, end } = this.#backlog
      try {
        const piece = Math.min(end, start + PIPE_BUF)
        this.#backlog.drop(filesystem.write(STANDARD_OUTPUT, bytes, start, piece))
      } catch (error) {
        const code = codeOf(error)
        if (code === 'EAGAIN') {
          this.#later()
          return
        }
        if (code !== 'EINTR') this.#giveUp(code)
      }
    }
  }

  #later(): void {
    this.#due = this.#world.clock.monotonic() + INTERVAL
  }

  #giveUp(code: string): void {
    const { report, filesystem } = this.#world
    this.#givenUp = true
    this.#backlog.clear()
    report?.({ kind: 'warning', fault: { operation: 'write-output', code } })
    // Its reader must see the end, and nobody else may get its number.
    ignoring(() => filesystem.close(STANDARD_OUTPUT))
    ignoring(() => filesystem.open('/dev/null', 'overwrite', 0))
  }
}
