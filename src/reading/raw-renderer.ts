// Lines as they were logged, stamps and all.

import type { Renderer } from './renderer.js'
import type { Shown } from './shown.js'
import type { Run } from './timeline.js'
import { showVisibly } from './visible-text.js'

const LINE_FEED = 0x0a

/** Runs up to so many bytes are copied, to be written together. */
export const RAW_ROOM = 1 << 14

/** Shows lines as they are; those that follow each other go as one. */
export class RawRenderer implements Renderer {
  readonly #shown: Shown
  readonly #ending: number
  readonly #visible: boolean
  #open = false

  /** `visible`: control bytes are shown for a terminal. */
  constructor(shown: Shown, ending: number, visible = false) {
    this.#shown = shown
    this.#ending = ending
    this.#visible = visible
  }

  take(run: Run): void {
    const { bytes } = run.source.stream
    if (this.#open && !run.continued) this.#endLine()
    this.#open = run.open
    if (this.#visible) {
      this.#takeVisibly(run)
      return
    }
    if (this.#ending !== LINE_FEED)
      for (let at = bytes.indexOf(LINE_FEED, run.start); at >= 0 && at < run.end; )
        at = this.#replace(bytes, at)
    // A call a run would be most of what short ones cost.
    if (run.end - run.start > RAW_ROOM) this.#shown.pass(bytes, run.start, run.end)
    else {
      this.#shown.makeRoom()
      this.#shown.end += bytes.copy(this.#shown.bytes, this.#shown.end, run.start, run.end)
    }
  }

  #takeVisibly({ source, start, end }: Run): void {
    const { bytes } = source.stream
    const shown = this.#shown
    for (let at = start; at < end && shown.wanted; ) {
      const found = bytes.indexOf(LINE_FEED, at)
      const to = found < 0 ? end : Math.min(found, end)
      showVisibly(shown, bytes, at, to)
      if (to < end) shown.bytes[shown.end++] = this.#ending
      at = to + 1
    }
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
