// The rules of a script, folded into which sinks get which lines.
//
// A line is judged once, for all sinks, on its window. Neighbouring lines with the same
// verdict make a span, so that a sink's part of a batch comes as few long runs.

import { type Batch, findLines } from '../batch.js'
import { Automaton } from './automaton.js'
import type { Fate } from './pattern.js'
import { fatesBefore, follow, type Rule, type Selection } from './rules.js'

export type { Rule } from './rules.js'

/** The lines of a batch that one sink gets. */
export type Runs = {
  /** All lines of the batch, which then need not have been found; `bounds` means nothing. */
  everything: boolean
  /** How many runs there are. */
  count: number
  /** Run i is the lines bounds[2i] to bounds[2i + 1], the latter not included. */
  bounds: Int32Array
}

/** The runs of a sink that gets every line. */
export const EVERYTHING: Runs = { everything: true, count: 0, bounds: new Int32Array(0) }

/** By sink, whether it gets the line. */
type Verdict = readonly boolean[]

/** Judges batches of lines, in order, by one script. */
export class Selector {
  /** True when some sink's verdict depends on the line. */
  readonly looks: boolean
  readonly #window: number
  /** None where nothing is looked at. */
  readonly #automaton: Automaton<Verdict> | undefined
  /** What is certain before any line has been seen, by sink. */
  readonly #certain: readonly Selection[]
  /** By sink; filled anew for each batch. */
  readonly #runs: readonly Runs[]
  /** Of the last line judged; it stands for what follows as `continued`. */
  #last: Verdict = []
  /** Span i begins at line #firsts[i] and has the verdict #verdicts[i]. */
  #firsts = new Int32Array(64)
  readonly #verdicts: Verdict[] = []
  #spans = 0
  #lines = 0

  /** `window`: how many bytes of a line count. `limit`: see `Automaton`. */
  constructor(rules: readonly Rule[], window: number, limit?: number) {
    const last = rules.findLastIndex((rule) => rule.do === 'deliver')
    const needed = rules.slice(0, last + 1)
    const machines = needed.flatMap((rule) => ('machine' in rule ? [rule.machine] : []))
    this.#window = window
    this.#certain = fold(needed, fatesBefore(needed))
    this.looks = this.#certain.includes(undefined)
    const settle = (known: readonly Fate[]): Verdict | undefined => settled(fold(needed, known))
    this.#automaton = this.looks ? new Automaton(machines, settle, limit) : undefined
    this.#runs = this.#certain.map((selection) => ({
      everything: selection === true,
      count: 0,
      bounds: new Int32Array(0),
    }))
  }

  /** Judges every line of the batch, which is to follow the one judged last. */
  judge(batch: Batch): void {
    const automaton = this.#automaton
    if (!automaton) return
    findLines(batch)
    const { bytes, ends, lines } = batch
    if (this.#firsts.length < lines) this.#firsts = new Int32Array(2 * lines)
    const window = this.#window
    const firsts = this.#firsts
    const verdicts = this.#verdicts
    const fast = batch.kernel !== undefined
    let spans = 0
    let from = batch.start
    let previous: Verdict | undefined
    let k = 0
    const note = (verdict: Verdict): void => {
      if (verdict === previous) return
      firsts[spans] = k
      verdicts[spans] = verdict
      previous = verdict
      spans++
    }
    if (batch.continued && lines > 0) {
      note(this.#last)
      from = ends[k++] as number
    }
    for (; k < lines; k++) {
      const passed = fast ? automaton.pass(batch, k, from, window) : -1
      if (passed > k) {
        note(automaton.usual)
        from = ends[passed - 1] as number
        k = passed
        if (k === lines) break
      }
      const end = ends[k] as number
      const to = end - from > window ? from + window : end
      note(automaton.judge(bytes, from, to, passed >= 0))
      from = end
    }
    if (previous) this.#last = previous
    this.#spans = spans
    this.#lines = lines
  }

  /** What sink `sink` gets of the batch judged last; valid until the next one is. */
  runs(sink: number): Runs {
    const runs = this.#runs[sink]
    if (!runs) throw new Error(`no sink ${sink}`)
    if (this.#certain[sink] !== undefined) return runs
    if (runs.bounds.length <= this.#spans) runs.bounds = new Int32Array(2 * this.#spans)
    const { bounds } = runs
    let count = 0
    let selected = false
    for (let i = 0; i < this.#spans; i++) {
      const gets = this.#verdicts[i]?.[sink] === true
      if (gets === selected) continue
      selected = gets
      bounds[count++] = this.#firsts[i] as number
    }
    if (selected) bounds[count++] = this.#lines
    runs.count = count / 2
    return runs
  }
}

// A sink gets the line if it is selected at the sink's place.
const fold = (rules: readonly Rule[], fates: readonly Fate[]): readonly Selection[] =>
  follow(rules, fates).filter((_, k) => rules[k]?.do === 'deliver')

const settled = (selections: readonly Selection[]): Verdict | undefined =>
  selections.every((selection) => selection !== undefined) ? selections : undefined
