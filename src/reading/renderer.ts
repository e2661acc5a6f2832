// Lines as they are shown: the time in place of the stamp, the source's name where there are
// several, and the text as it was logged, byte for byte, or fit for a terminal. A line without
// a stamp is shown without a time.

import { lineEnd, moveLine } from '../lines.js'
import type { Head } from './heads.js'
import { ENOUGH, type Shown } from './shown.js'
import type { Source } from './source.js'
import type { Stamps } from './stamps.js'
import type { LogStream } from './stream.js'
import type { Run } from './timeline.js'
import { showVisibly } from './visible-text.js'

const LINE_FEED = 0x0a
const BLANK = 0x20
const NOTHING = Buffer.alloc(0)

/** Shows runs, in the order they come. */
export type Renderer = {
  take(run: Run): void
  /** Ends a last line that has no end, and writes what there is. */
  finish(): void
}

/** What stands around the parts of a line. */
export type Dress = {
  /** Before and behind a time. */
  readonly time?: readonly [Buffer, Buffer]
  /** By source, what stands before its texts, a blank not included. */
  readonly names?: readonly Buffer[]
  /** Lines end with this byte in place of a line feed. */
  readonly ending?: number
  /** Control bytes of texts are shown for a terminal. Names are the caller's. */
  readonly visible?: boolean
}

/** Shows times by `head`. */
export class LineRenderer implements Renderer {
  readonly #shown: Shown
  readonly #head: Head
  readonly #before: Buffer
  readonly #behind: Buffer
  readonly #names: readonly Buffer[]
  readonly #ending: number
  readonly #visible: boolean
  /** Lines are a time and a text. */
  readonly #bare: boolean
  /** The source of a line whose end has not come. */
  #unfinished: Source | undefined

  constructor(shown: Shown, head: Head, dress: Dress = {}) {
    const { time, names = [], ending = LINE_FEED, visible = false } = dress
    this.#shown = shown
    this.#head = head
    this.#before = time?.[0] ?? NOTHING
    this.#behind = time?.[1] ?? NOTHING
    this.#names = names
    this.#ending = ending
    this.#visible = visible
    this.#bare = !time && names.length === 0 && ending === LINE_FEED && !visible
  }

  /** Bytes a line takes beside its own at most. */
  static room(head: Head, { time = [NOTHING, NOTHING], names = [] }: Dress): number {
    const [before, behind] = time
    return (
      head.room + before.length + behind.length + Math.max(0, ...names.map((n) => n.length)) + 8
    )
  }

  take(run: Run): void {
    const { source, end } = run
    const { stream } = source
    const { stamps, view } = stream
    const shown = this.#shown
    const head = this.#head
    const name = this.#names[source.index]
    let at = run.start
    if (!run.continued) this.#endLine()
    else if (at < end) at = this.#move(stream, at, end)
    if (this.#bare && at < end) at = this.#takeBare(stamps, view, at, end)
    while (at < end && shown.wanted) {
      shown.makeRoom()
      const length = stamps.read(at)
      if (length > 0) {
        shown.put(this.#before)
        shown.end = head.write(shown.bytes, shown.view, shown.end, stamps)
        shown.put(this.#behind)
        at += length
      }
      if (name !== undefined) this.#putName(name, length > 0)
      at = this.#move(stream, at, end)
    }
    this.#unfinished = run.open ? source : undefined
  }

  /** The same with nothing around a line's parts: what most is read by, so in one loop. */
  #takeBare(stamps: Stamps, view: DataView, from: number, end: number): number {
    const shown = this.#shown
    const head = this.#head
    const { bytes, view: out } = shown
    let at = from
    let to = shown.end
    while (at < end && shown.wanted) {
      if (to >= ENOUGH) {
        shown.end = to
        shown.flush()
        to = 0
      }
      const length = stamps.read(at)
      if (length > 0) to = head.write(bytes, out, to, stamps)
      const next = moveLine(view, at + length, out, to)
      to += next - at - length
      at = next
    }
    // What was found last is the line feed put behind a window.
    shown.end = at > end ? to - 1 : to
    return at
  }

  finish(): void {
    this.#endLine()
    this.#shown.flush()
  }

  /** Ends a line that its source has left without an end. */
  #endLine(): void {
    if (!this.#unfinished) return
    this.#unfinished = undefined
    this.#shown.bytes[this.#shown.end++] = this.#ending
  }

  /** A name stands between a time and the blank behind it, or before a text. */
  #putName(name: Buffer, timed: boolean): void {
    const shown = this.#shown
    if (timed) shown.bytes[shown.end++] = BLANK
    shown.put(name)
    if (!timed) shown.bytes[shown.end++] = BLANK
  }

  /** Shows the rest of a line, or what there is of it before `end`. */
  #move({ bytes, view }: LogStream, at: number, end: number): number {
    const shown = this.#shown
    shown.makeRoom()
    if (this.#visible) {
      const next = lineEnd(view, at)
      showVisibly(shown, bytes, at, Math.min(next - 1, end))
      if (next <= end) shown.bytes[shown.end++] = this.#ending
      return next
    }
    const next = moveLine(view, at, shown.view, shown.end)
    shown.end += next - at
    // What was found is the line feed put behind a window.
    if (next > end) shown.end -= 1
    else if (this.#ending !== LINE_FEED) shown.bytes[shown.end - 1] = this.#ending
    return next
  }
}
