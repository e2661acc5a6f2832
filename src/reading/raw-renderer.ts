// Lines as they were logged, stamps and all.

import type { Renderer } from './renderer.js'
import type { Shown } from './shown.js'
import type { Run } from './timeline.js'

const LINE_FEED = 0x0a

/** Runs up to so many bytes are copied, to be written together. */
export const RAW_ROOM = 1 << 14

/** Shows lines as they are; those that follow each other go as one. */
export class RawRenderer implements Renderer {
  readonly #shown: Shown
  readonly #ending: number
  #open = false

  constructor(shown: Shown, ending: number) {
    this.#shown = shown
    this.#ending = ending
  }

  take(run: Run): void {
    const { bytes } = run.source.stream
    if (this.#open && !run.continued) this.#endLine()
    if (this.#ending !== LINE_FEED)
      for (let at = bytes.indexOf(LINE_FEED, run.start); at >= 0 && at < run.end; )
        at = this.#replace(bytes, at)
    // A call a run would be most of what short ones cost.
    if (run.end - run.start > RAW_ROOM) this.#shown.pass(bytes, run.start, run.end)
    else {
      this.#shown.makeRoom()
      this.#shown.end += bytes.copy(this.#shown.bytes, this.#shown.end, run.start, run.end)
    }
    this.#open = run.open
  }

  /** The very last line is shown as it is, without an end too; but not if that is NUL. */
  finish(): void {
    if (this.#open && this.#ending !== LINE_FEED) this.#endLine()
    this.#shown.flush()
  }

  // The bytes are the window's, and nobody looks at them again.
  #replace(bytes: Buffer, at: number): number {
    bytes[at] = this.#ending
    return bytes.indexOf(LINE_FEED, at)
  }

  #endLine(): void {
    this.#shown.makeRoom()
    this.#shown.bytes[this.#shown.end++] = this.#ending
    this.#open = false
  }
}
