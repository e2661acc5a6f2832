// Lines with their stamps laid anew, and nothing else changed: no byte of a text goes or
// comes, the last line is left without an end where it has none, and what has no stamp goes
// through as it is.
//
// A stamp is what `Stamps` reads, followed by the blank that parts it from the text, and of a
// time that the new form can tell.

import { moveLine } from '../lines.js'
import type { Head, StampForm } from './heads.js'
import { ENOUGH, type Shown } from './shown.js'
import type { Run } from './timeline.js'

const AT = 0x40
const BLANK = 0x20

/** Up to which second a form tells times; dates have years of four digits. */
const ENDS: Readonly<Record<StampForm, number>> = {
  tai64n: Number.POSITIVE_INFINITY,
  short: 253402214400,
  iso: 253402214400,
  'iso-utc': 253402214400,
  seconds: 1e10,
}

/** What is laid anew, and from where to where. */
export type Rewriting = {
  readonly head: Head
  readonly form: StampForm
  /** Labels alone are laid anew; other stamps stay as they are. */
  readonly labelsOnly: boolean
}

/** Takes the runs of one log, pieces of lines included. */
export class Rewriter {
  readonly #shown: Shown
  readonly #head: Head
  readonly #from: number
  readonly #end: number
  readonly #labelsOnly: boolean

  /** `shown` has room for a window and `head.room` bytes more. */
  constructor(shown: Shown, { head, form, labelsOnly }: Rewriting) {
    this.#shown = shown
    this.#head = head
    this.#from = form === 'tai64n' ? Number.NEGATIVE_INFINITY : 0
    this.#end = ENDS[form]
    this.#labelsOnly = labelsOnly
  }

  take({ source, start, end, continued }: Run): void {
    const { bytes: lines, stamps, view } = source.stream
    const shown = this.#shown
    const { bytes, view: out } = shown
    let at = start
    let to = shown.end
    let inside = continued
    while (at < end) {
      if (to >= ENOUGH) {
        shown.end = to
        shown.flush()
        to = 0
      }
      let length = inside || (this.#labelsOnly && lines[at] !== AT) ? 0 : stamps.read(at)
      inside = false
      if (length > 0 && lines[at + length] === BLANK && this.#tells(stamps.seconds))
        to = this.#head.write(bytes, out, to, stamps)
      else length = 0
      const next = moveLine(view, at + length, out, to)
      to += next - at - length
      at = next
    }
    // What was found last is the line feed put behind a window.
    shown.end = at > end ? to - 1 : to
  }

  #tells(seconds: number): boolean {
    return seconds >= this.#from && seconds < this.#end
  }
}
