// Which of the lines are shown: those with a match in their text, and so many of them.

import { lineEnd } from '../lines.js'
import { Automaton } from '../select/automaton.js'
import type { PatternMachine } from '../select/pattern.js'
import type { Run, Taker } from './timeline.js'

const BLANK = 0x20
const LINE_FEED = 0x0a

/** Judges texts: what is behind a line's stamp and a blank. */
export class Matcher {
  readonly #automaton: Automaton<boolean>

  constructor(machine: PatternMachine) {
    this.#automaton = new Automaton([machine], ([fate]) =>
      fate === 'open' ? undefined : fate === 'match',
    )
  }

  /** Whether there is a match in the text of bytes[at..end), whose stamp has `stamp` bytes. */
  matches(bytes: Uint8Array, at: number, stamp: number, end: number): boolean {
    const text = stamp > 0 && bytes[at + stamp] === BLANK ? at + stamp + 1 : at + stamp
    return this.#automaton.judge(bytes, Math.min(text, end), end)
  }
}

/**
 * Hands on the lines in whose text, behind the stamp and a blank, `machine` finds a match. Of a
 * line that is handed on in pieces the first piece decides. `found` says whether there was any.
 */
export class Matching {
  found = false
  readonly #matcher: Matcher
  readonly #next: Taker
  #part: Run | undefined
  /** Whether the last line was handed on, for what is still to come of it. */
  #last = false

  constructor(machine: PatternMachine, next: Taker) {
    this.#matcher = new Matcher(machine)
    this.#next = next
  }

  readonly take: Taker = (run) => {
    const { bytes, view, stamps } = run.source.stream
    const { end } = run
    let from = run.start
    let at = from
    let wanted = true
    if (run.continued) at = at < end ? Math.min(lineEnd(view, at), end) : at
    else if (at < end) this.#last = false
    let chosen = run.continued && this.#last
    while (at < end && wanted) {
      const next = Math.min(lineEnd(view, at), end)
      const found = this.#matcher.matches(bytes, at, stamps.read(at), next)
      if (found !== chosen) {
        if (chosen) wanted = this.#hand(run, from, at)
        from = at
        chosen = found
      }
      at = next
    }
    this.#last = chosen
    return chosen && wanted ? this.#hand(run, from, end) : wanted
  }

  #hand(run: Run, start: number, end: number): boolean {
    this.#part ??= { ...run }
    const part = this.#part
    this.found = true
    part.source = run.source
    part.start = start
    part.end = end
    part.continued = run.continued && start === run.start
    part.open = run.open && end === run.end
    const wanted = this.#next(part)
    if (!wanted) run.end = part.end
    return wanted
  }
}

/** Hands on the first `count` lines. */
export class First {
  #left: number
  /** The last line's end has not come. */
  #open = false
  readonly #next: Taker

  constructor(count: number, next: Taker) {
    this.#left = count
    this.#next = next
  }

  readonly take: Taker = (run) => {
    const { bytes } = run.source.stream
    let at = run.start
    if (this.#open && !run.continued) this.#left--
    this.#open = run.open
    while (this.#left > 0 && at < run.end) {
      const found = bytes.indexOf(LINE_FEED, at)
      if (found < 0 || found >= run.end) break
      at = found + 1
      this.#left--
    }
    if (this.#left > 0) return this.#next(run)
    run.open = false
    run.end = at
    this.#next(run)
    return false
  }
}
