// How much was logged when: lines or bytes of one log, counted in short stretches of time.
//
// A line without a stamp is as old as the line before it. Lines of one stretch follow each
// other, so a line costs a look at its stamp and an addition; a new stretch costs a look into a
// map. Where there are too many, some of them become one.

import { lineEnd } from '../lines.js'
import { Matcher } from '../reading/choice.js'
import type { Run } from '../reading/timeline.js'
import type { PatternMachine } from '../select/pattern.js'

/** What is counted. */
export type Measure = 'lines' | 'bytes'

/** Seconds of a stretch, each a multiple of the one before; all divide what clocks are off by. */
export const STRETCHES = [1, 5, 15, 60, 300, 900] as const

/** More stretches than these are made fewer, if they can be. */
const MANY = 1 << 17

/** The volume of one log. */
export class Volume {
  /** What was counted, by the number of the stretch since 1970. */
  counts = new Map<number, number>()
  /** Seconds of a stretch. */
  width: number = STRETCHES[0]
  total = 0
  readonly #measure: Measure
  readonly #matcher: Matcher | undefined
  readonly #per: number | undefined
  readonly #many: number
  /** Of the stretch in hand: its beginning, its end, its number, and what was counted in it. */
  #from = 0
  #to = 0
  #number = Number.NaN
  #sum = 0
  /** The last line was counted. */
  #counted = false

  /**
   * `match`: lines with a match in their text are counted alone. `per`: seconds of which
   * stretches must be parts.
   */
  constructor(
    measure: Measure,
    { match, per, many = MANY }: { match?: PatternMachine; per?: number; many?: number } = {},
  ) {
    this.#measure = measure
    this.#matcher = match && new Matcher(match)
    this.#per = per
    this.#many = many
  }

  /** Counts the lines of a run; bytes of a line that comes in pieces when they come. */
  readonly take = (run: Run): boolean => {
    const { source, start, end, continued } = run
    const { bytes, view, stamps } = source.stream
    const lines = this.#measure === 'lines'
    let at = start
    if (continued && at < end) {
      const next = Math.min(lineEnd(view, at), end)
      if (this.#counted && !lines) this.#sum += next - at
      at = next
    }
    if (at === end) return true
    source.readHead(at)
    let { seconds } = source
    while (at < end) {
      const length = stamps.read(at)
      if (length > 0) seconds = stamps.seconds
      const next = Math.min(lineEnd(view, at), end)
      this.#counted = this.#matcher?.matches(bytes, at, length, next) ?? true
      if (this.#counted) {
        if (seconds < this.#from || seconds >= this.#to) this.#turnTo(seconds)
        this.#sum += lines ? 1 : next - at
      }
      at = next
    }
    source.seconds = seconds
    return true
  }

  /** Puts away what is in hand; to be called before the counts are asked for. */
  finish(): void {
    if (this.#sum > 0) {
      this.counts.set(this.#number, (this.counts.get(this.#number) ?? 0) + this.#sum)
      this.total += this.#sum
    }
    this.#sum = 0
  }

  #turnTo(seconds: number): void {
    this.finish()
    if (this.counts.size > this.#many) this.#widen()
    this.#number = Math.floor(seconds / this.width)
    this.#from = this.#number * this.width
    this.#to = this.#from + this.width
  }

  #widen(): void {
    const per = this.#per ?? 0
    const wider = STRETCHES.find((width) => width > this.width && per % width === 0)
    if (wider === undefined) return
    const counts = new Map<number, number>()
    for (const [number, count] of this.counts) {
      const into = Math.floor((number * this.width) / wider)
      counts.set(into, (counts.get(into) ?? 0) + count)
    }
    this.counts = counts
    this.width = wider
  }
}
