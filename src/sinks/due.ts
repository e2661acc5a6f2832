// When a file is to be rotated though it is not full: at some age, or because somebody asked.

import type { DirectoryPlan } from '../plan.js'
import { type Clock, NEVER } from '../time/clock.js'

/** What makes a rotation due in one directory. */
export class Due {
  /** It waits for the next line (`spec/tinylog.md §5`). */
  readonly late: boolean
  /** When the age will have passed, in monotonic milliseconds. */
  at = NEVER
  /** Somebody has asked for one before the next line. */
  asked = false
  readonly #clock: Clock
  readonly #age: number | undefined

  constructor({ due, age }: Pick<DirectoryPlan, 'due' | 'age'>, clock: Clock) {
    this.late = due === 'at-next-line'
    this.#clock = clock
    this.#age = age
  }

  /** What a file is to end for before its next byte; `between`: that begins a line. */
  before(between: boolean): 'age' | 'asked' | undefined {
    if (!this.late || !between) return undefined
    const { asked } = this
    this.asked = false
    if (this.aged) return 'age'
    return asked ? 'asked' : undefined
  }

  /** The age has passed. */
  get aged(): boolean {
    return this.at < NEVER && this.#clock.monotonic() >= this.at
  }

  /** The age is counted from now on. */
  begin(): void {
    if (this.#age !== undefined) this.at = this.#clock.monotonic() + this.#age
  }
}
