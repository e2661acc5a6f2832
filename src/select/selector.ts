// The rules of a script, folded into which sinks get which lines.
//
// A line is judged once, for all sinks, on its window.

import { type Batch, findLines } from '../batch.js'
import { KernelRuns } from '../kernel/runs.js'
import { Automaton } from './automaton.js'
import { alike } from './line-start.js'
import type { Fate } from './pattern.js'
import { fatesBefore, follow, type Rule, type Selection } from './rules.js'
import { Spans } from './spans.js'

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
  /** True when some sink's verdict depends on the line; else there is nothing to judge. */
  readonly looks: boolean
  /** By sink: what it gets of every batch, whatever its lines are; undefined where they decide. */
  readonly certain: readonly (Runs | undefined)[]
  readonly #window: number
  /** None where nothing is looked at. */
  readonly #automaton: Automaton<number> | undefined
  /** By sink; filled anew for each batch. */
  readonly #runs: readonly Runs[]
  /** The verdicts there have been, by number. */
  readonly #verdicts: Verdict[] = []
  /** On the last line judged; it stands for what follows as `continued`. */
  #last = -1
  readonly #spans = new Spans(new Int32Array(0))
  #bounds: Int32Array = new Int32Array(0)
  #lines = 0

  /** `window`: how many bytes of a line count. `limit`: see `Automaton`. */
  constructor(rules: readonly Rule[], window: number, limit?: number) {
    const last = rules.findLastIndex((rule) => rule.do === 'deliver')
    const needed = rules.slice(0, last + 1)
    const machines = needed.flatMap((rule) => ('machine' in rule ? [rule.machine] : []))
    this.#window = window
    const certain = fold(needed, fatesBefore(needed))
    this.looks = certain.includes(undefined)
    const settle = (known: readonly Fate[]): number | undefined => {
      const selections = fold(needed, known)
      return isSettled(selections) ? this.#numberOf(selections) : undefined
    }
    this.#automaton = this.looks ? new Automaton(machines, settle, limit) : undefined
    this.#runs = certain.map((selection) => ({
      everything: selection === true,
      count: 0,
      bounds: new Int32Array(0),
    }))
    this.certain = this.#runs.map((runs, k) => (certain[k] === undefined ? undefined : runs))
  }

  /** Judges every line of the batch, which is to follow the one judged last. */
  judge(batch: Batch): void {
    const automaton = this.#automaton
    if (!automaton) return
    findLines(batch)
    const { bytes, ends, lines } = batch
    const window = this.#window
    const spans = this.#spans
    this.#makeRoom(batch)
    spans.count = 0
    let from = batch.start
    let k = 0
    if (batch.continued && lines > 0) {
      spans.note(0, this.#last)
      from = ends[k++] as number
    }
    const same = alike(automaton.start, batch, from)
    while (k < lines) {
      const passed = automaton.pass(batch, k, from, window, spans, same)
      if (passed === lines) break
      if (passed > k) {
        from = ends[passed - 1] as number
        k = passed
      }
      const end = ends[k] as number
      const to = end - from > window ? from + window : end
      spans.note(k++, automaton.judge(bytes, from, to, passed >= 0))
      from = end
    }
    if (lines > 0) this.#last = spans.last
    this.#lines = lines
  }

  /** What sink `sink` gets of the batch judged last; valid until the next call. */
  runs(sink: number): Runs {
    const runs = this.#runs[sink]
    if (!runs) throw new Error(`no sink ${sink}`)
    if (this.certain[sink]) return runs
    const { numbers, count } = this.#spans
    const bounds = this.#bounds
    let bound = 0
    let selected = false
    for (let i = 0; i < count; i++) {
      const gets = this.#verdicts[numbers[2 * i + 1] as number]?.[sink] === true
      if (gets === selected) continue
      selected = gets
      bounds[bound++] = numbers[2 * i] as number
    }
    if (selected) bounds[bound++] = this.#lines
    runs.bounds = bounds
    runs.count = bound / 2
    return runs
  }

  /** There are no more spans than lines, nor more bounds than one a line and the end. */
  #makeRoom({ kernel, lines, ends }: Batch): void {
    const spans = this.#spans
    if (kernel) {
      kernel.runs ??= new KernelRuns(kernel, ends.length)
      spans.numbers = kernel.runs.spans
      this.#bounds = kernel.runs.bounds
    } else if (spans.numbers.length < 2 * lines) {
      spans.numbers = new Int32Array(4 * lines)
      this.#bounds = new Int32Array(2 * lines + 2)
    }
  }

  #numberOf(verdict: Verdict): number {
    const known = this.#verdicts.findIndex((each) => each.every((gets, k) => gets === verdict[k]))
    return known < 0 ? this.#verdicts.push(verdict) - 1 : known
  }
}

// A sink gets the line if it is selected at the sink's place.
const fold = (rules: readonly Rule[], fates: readonly Fate[]): readonly Selection[] =>
  follow(rules, fates).filter((_, k) => rules[k]?.do === 'deliver')

const isSettled = (selections: readonly Selection[]): selections is Verdict =>
  !selections.includes(undefined)
