// The cursor of what goes on: in its file as often as it is told, unless standard output has
// not taken all that was passed by then.

import type { Fault } from '../src/fault/fault.js'
import type { Cursor } from '../src/reading/cursor.js'
import type { CursorFile } from './cursor-file.js'
import { Unable } from './reader-command.js'

export class KeptCursor {
  /** The last one that was told. */
  cursor: Cursor | undefined
  readonly #file: CursorFile | undefined
  readonly #hasGone: () => boolean
  readonly #report: (fault: Fault) => void
  #saved: Cursor | undefined
  #failed = false

  /** `hasGone`: whether all that was shown is taken. What fails is reported, once until it works. */
  constructor(
    file: CursorFile | undefined,
    hasGone: () => boolean,
    report: (fault: Fault) => void,
  ) {
    this.#file = file
    this.#hasGone = hasGone
    this.#report = report
  }

  readonly take = (cursor: Cursor): void => {
    this.cursor = cursor
    this.save()
  }

  /** Saves what was told, where that can be and was not done before. */
  save(): void {
    if (!this.#file || !this.cursor || this.cursor === this.#saved || !this.#hasGone()) return
    try {
      this.#file.save(this.cursor)
      this.#saved = this.cursor
      this.#failed = false
    } catch (error) {
      if (!(error instanceof Unable)) throw error
      if (!this.#failed) this.#report(error.fault)
      this.#failed = true
    }
  }
}
