// A sink set aside while it is blocked: its lines wait in memory, the others go on, and
// what blocks it is tried again in its own time (`spec/s6-log.md §7.5, §7.6`). Its opening
// is not set aside: a logger that cannot have its directories does not start.

import { type Batch, emptyBatch } from '../batch.js'
import type { Report } from '../fault/patience.js'
import { EVERYTHING, type Runs } from '../select/selector.js'
import type { LoneOutput, LonePassed } from '../system/lone-lines.js'
import type { Clock } from '../time/clock.js'
import { Backlog } from './backlog.js'
import type { Held } from './held.js'
import type { Blocked, Sink } from './sink.js'

/** What is set aside: it can keep what it has taken when the batch it came with is reused. */
export type Patient = Sink & {
  readonly deadline: number
  takeAll(batch: Batch): Blocked | undefined
  wake(): void
  keep(): void
}

/** Drives one sink. */
export class Aside implements Sink, Held {
  readonly #sink: Patient
  readonly #pause: number
  readonly #clock: Clock
  readonly #report: (report: Report) => void
  readonly #backlog = new Backlog()
  #opened = false
  /** The sink has something to do still. */
  #busy = false
  #due = Number.POSITIVE_INFINITY
  #until: Promise<void> | undefined
  #finish: 'no' | 'asked' | 'begun' = 'no'

  /** `pause`: milliseconds between two tries of what failed. */
  constructor(
    sink: Patient,
    pause: number,
    world: { readonly clock: Clock; readonly report?: (report: Report) => void },
  ) {
    this.#sink = sink
    this.#pause = pause
    this.#clock = world.clock
    this.#report = world.report ?? (() => undefined)
  }

  get pending(): boolean {
    return this.#busy || this.#finish === 'asked'
  }

  get deadline(): number {
    return this.#busy ? this.#due : this.#sink.deadline
  }

  get until(): Promise<void> | undefined {
    return this.#until
  }

  open(): void {
    this.#sink.open()
  }

  take(batch: Batch, runs: Runs): void {
    if (!this.#busy) {
      this.#sink.take(batch, runs)
      this.#busy = true
      this.#due = 0
      return
    }
    this.#backlog.addRuns(batch, runs)
  }

  takeAll(batch: Batch): Blocked | undefined {
    if (this.#busy || !this.#opened) {
      this.take(batch, EVERYTHING)
      return this.settle()
    }
    const blocked = this.#sink.takeAll(batch)
    if (blocked) this.#begin(blocked)
    return undefined
  }

  get lone(): LoneOutput | undefined {
    return this.#busy || !this.#opened ? undefined : this.#sink.lone
  }

  passed(lines: LonePassed, bytes: Uint8Array): Blocked | undefined {
    const blocked = this.#sink.passed?.(lines, bytes)
    if (lines.refused) this.#begin(blocked)
    return undefined
  }

  /** Where something failed it is tried at once instead: a rotation is under way, or due. */
  rotate(): void {
    if (!this.#busy) this.#sink.rotate()
    this.#busy = true
    if (!this.#until) this.#due = 0
  }

  finish(): void {
    this.#finish = 'asked'
    if (!this.#busy) this.#due = 0
    this.#busy = true
  }

  settle(): Blocked | undefined {
    if (!this.#opened) {
      const blocked = this.#sink.settle()
      this.#opened = blocked === undefined
      return blocked
    }
    // What has come just now asks for no look at the clock.
    if (this.#busy && this.#due === 0) this.#drive()
    else this.wake()
    return undefined
  }

  wake(): void {
    const now = this.#clock.monotonic()
    if (!this.#busy && now >= this.#sink.deadline) {
      this.#sink.wake()
      this.#busy = true
      this.#due = 0
    }
    if (this.#busy && now >= this.#due) this.#drive()
  }

  #begin(found: Blocked | undefined): void {
    this.#busy = true
    this.#due = 0
    this.#drive(found)
  }

  /** `found`: what has been found to block it. */
  #drive(found = this.#sink.settle()): void {
    for (let blocked = found; blocked || this.#goOn(); blocked = this.#sink.settle()) {
      if (blocked && this.#mustWait(blocked)) {
        this.#sink.keep()
        return
      }
    }
    this.#busy = false
    this.#due = Number.POSITIVE_INFINITY
  }

  #mustWait(blocked: Blocked): boolean {
    if ('until' in blocked) {
      this.#due = Number.POSITIVE_INFINITY
      this.#until = blocked.until.then(() => {
        this.#until = undefined
        this.#due = 0
      })
      return true
    }
    const { fault, remedy } = blocked
    if (remedy === 'go-on') {
      this.#report({ kind: 'warning', fault })
      return false
    }
    this.#report({ kind: 'pausing', fault })
    this.#due = this.#clock.monotonic() + this.#pause
    return true
  }

  /** Gives the sink what has waited; false when there is nothing. */
  #goOn(): boolean {
    if (!this.#backlog.empty) {
      const { bytes, start, end } = this.#backlog.taken()
      this.#sink.take({ ...emptyBatch(bytes, 0), start, end }, EVERYTHING)
      return true
    }
    if (this.#finish !== 'asked') return false
    this.#finish = 'begun'
    this.#sink.finish()
    return true
  }
}
