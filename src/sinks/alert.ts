// Selected lines on a descriptor somebody watches. Nothing about it ever blocks or ends a
// logger: what the descriptor refuses is not said twice. Lines come whole: their form cuts
// them (`spec/multilog.md §4.1`).

import type { Batch } from '../batch.js'
import type { Runs } from '../select/selector.js'
import { Backlog } from './backlog.js'
import type { Blocked, Sink } from './sink.js'

/** Copies its lines to `say`; those of one batch are said together. */
export class Alert implements Sink {
  readonly #say: (text: Uint8Array) => void
  readonly #text = new Backlog()

  constructor(say: (text: Uint8Array) => void) {
    this.#say = say
  }

  open(): void {}

  take(batch: Batch, runs: Runs): void {
    this.#text.addRuns(batch, runs)
  }

  rotate(): void {}

  finish(): void {}

  settle(): Blocked | undefined {
    const { bytes, start, end, empty } = this.#text
    if (!empty) this.#say(bytes.subarray(start, end))
    this.#text.clear()
    return undefined
  }
}
