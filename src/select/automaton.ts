// Many patterns as one machine, so that what a line costs does not grow with their number.
//
// A line is in one state at a time: what all patterns under way have come to (states.ts).
// Beside it stand the patterns that wait for the first occurrence of some byte; when it
// comes, they join those under way. So a byte usually costs one look at who waits for it,
// or one step in the table.
//
// Which states there are is for the lines to decide, and lines come from strangers. When
// there are too many, all are forgotten but the one the line is in. Memory is bounded by
// that, and a byte costs at worst one step of every pattern, as if they were tried one by one.

import type { Batch } from '../batch.js'
import { KernelSteps } from '../kernel/steps.js'
import { learn } from './learning.js'
import type { LineStart } from './line-start.js'
import { matchStartsOf } from './match-starts.js'
import { type Outcome, Outcomes, type Settle } from './outcomes.js'
import type { PatternMachine } from './pattern.js'
import type { Spans } from './spans.js'
import { EMPTY, EVENT, type Event, LINE_FEED, ROW, States, UNKNOWN } from './states.js'
import { Waiting } from './waiting.js'

export type { PatternMachine } from './pattern.js'

/** States remembered when nobody says otherwise. */
const STATES = 16384

/** Of what every line begins with, so much is remembered whatever the limit. */
const LEAST = 16

/** Patterns combined, and the verdicts `settle` gives on them. */
export class Automaton<Verdict> {
  readonly #machines: readonly PatternMachine[]
  readonly #settle: Settle<Verdict>
  readonly #limit: number
  /** What states may weigh. */
  #most = 0
  #states: States
  #outcomes: Outcomes<Verdict>
  /** How every line begins. */
  start: LineStart<Verdict>
  /** Where the tables are, if they are in a kernel. */
  #kernel: KernelSteps | undefined
  /** The cells it knew of when it looked last. */
  #looked = 0

  // The line in hand.
  readonly #waiting = new Waiting()
  #outcome: Outcome<Verdict>

  /** `limit`: how many states to remember. */
  constructor(machines: readonly PatternMachine[], settle: Settle<Verdict>, limit = STATES) {
    this.#machines = machines
    this.#settle = settle
    this.#limit = limit
    this.#states = new States(machines)
    this.#outcomes = new Outcomes(machines.length, settle)
    this.#outcome = this.#outcomes.none
    this.start = this.#prepare()
  }

  /** How much is remembered: the number of states, when they are small. */
  get size(): number {
    return this.#states.weight / ROW + this.#outcomes.size
  }

  /**
   * Of lines from line `k` on, which begins at `from`, the first to which something happens
   * that no line has met before; `judge` goes on with it. The verdicts on all before it, which
   * must be numbers, are noted in `spans`. `window`: the bytes of a line that count; `alike`:
   * behind so many all lines are in one state. -1 where the batch or the tables are in no kernel.
   */
  pass(batch: Batch, k: number, from: number, window: number, spans: Spans, alike = 0): number {
    const kernel = this.#tablesIn(batch)
    if (!kernel) return -1
    this.#begin()
    const { filled } = this.#states
    // A row fills slowly; a look at it costs as much as a few lines.
    if (filled !== this.#looked) kernel.look()
    this.#looked = filled
    const passed = kernel.pass(batch, k, from, window, spans, alike)
    if (kernel.unknown >= 0) learn(kernel, this.#states, this.#outcomes, batch.bytes)
    return passed
  }

  /**
   * The verdict on the line whose window is bytes[from..to), with or without its line feed.
   * `goingOn`: from where `pass` has stopped in it.
   */
  judge(bytes: Uint8Array, from: number, to: number, goingOn = false): Verdict {
    if (!goingOn && this.#full) this.#forget()
    const { rows: waiting } = this.#waiting
    const { columns } = this.#states
    let { table } = this.#states
    let row = goingOn ? this.#goOn() : this.#begin()
    let at = goingOn && this.#kernel ? this.#kernel.at : from
    for (;;) {
      // The loops over single bytes: nothing is under way; or nothing is waited for.
      if (row === EMPTY) {
        while (at < to && waiting[bytes[at] as number] === EMPTY) at++
      } else if (this.#waiting.pending === 0) {
        while (at < to) {
          const cell = table[row + (columns[bytes[at] as number] as number)] as number
          if (cell <= EMPTY) break
          row = cell
          at++
        }
      }
      if (at === to) break
      const byte = bytes[at++] as number
      const cell = table[row + (columns[byte] as number)] as number
      if (cell >= EMPTY && waiting[byte] === EMPTY) row = cell
      else {
        row = this.#take(row, byte)
        if (this.#outcome.settled) return this.#outcome.settled
        if (this.#states.weight > this.#most) row = this.#forgetBut(row)
        table = this.#states.table
      }
      if (row === EMPTY && this.#waiting.pending === 0) return this.#outcome.final
    }
    this.#step(row, LINE_FEED)
    return this.#outcome.final
  }

  /** Gives `byte` to the patterns under way and to those that wait for it. */
  #take(row: number, byte: number): number {
    const woken = this.#waiting.rows[byte] as number
    if (woken === EMPTY) return this.#step(row, byte)
    this.#waiting.put(byte, EMPTY)
    const next = this.#step(row, byte)
    const other = this.#step(woken, byte)
    return this.#join(next, other)
  }

  /** The state of both, which the kernel is told of. */
  #join(one: number, other: number): number {
    const joined = this.#states.join(one, other)
    if (one !== EMPTY && other !== EMPTY) this.#kernel?.join(one, other, joined)
    return joined
  }

  #step(row: number, byte: number): number {
    const states = this.#states
    const known = states.table[row + (states.columns[byte] as number)] as number
    const cell = known === UNKNOWN ? states.fill(row, byte) : known
    if (cell >= EMPTY) return cell
    const event = states.events[EVENT - cell] as Event
    const before = this.#outcome
    this.#follow(event)
    // A line on whose way all was forgotten has an outcome whose number is another's now.
    if (this.#outcomes.byId(before.id) === before)
      this.#kernel?.follow(before.id, cell, event, this.#outcome)
    return event.row
  }

  #follow(event: Event): number {
    for (const { byte, row } of event.waiting) {
      const others = this.#waiting.rows[byte] as number
      this.#waiting.put(byte, this.#join(others, row))
    }
    if (event.matched.length > 0) this.#outcome = this.#outcomes.after(this.#outcome, event)
    return event.row
  }

  get #full(): boolean {
    return this.#states.weight + ROW * this.#outcomes.size > this.#most
  }

  /** The kernel's room for tables, which are there; undefined where they are not. */
  #tablesIn({ kernel }: Batch): KernelSteps | undefined {
    if (!kernel) return undefined
    kernel.steps ??= new KernelSteps(kernel)
    const { steps } = kernel
    if (steps.owner !== this) {
      steps.own(this, matchStartsOf(this.#machines))
      this.#kernel = steps
      this.#waiting.rows = steps.waiting
      this.#forget()
    } else if (this.#full) this.#forget()
    return this.#states.table === steps.table ? steps : undefined
  }

  #begin(): number {
    const { row, waiting, pending, outcome } = this.start
    this.#waiting.begin(waiting, pending)
    this.#outcome = outcome
    return row
  }

  #goOn(): number {
    const row = this.#begin()
    if (!this.#kernel) return row
    const { taken, count, pending } = this.#kernel
    this.#waiting.taken(taken, count, pending)
    this.#outcome = this.#outcomes.byId(this.#kernel.outcome)
    return this.#kernel.row
  }

  /** In the middle of a line, which is in the state `row`: gives that anew. */
  #forgetBut(row: number): number {
    const states = this.#states
    const outcome = this.#outcome
    const waiting = this.#waiting.rows.slice()
    this.#forget()
    this.#outcome = outcome
    for (const [byte, others] of waiting.entries())
      this.#waiting.put(byte, this.#states.adopt(others, states))
    return this.#states.adopt(row, states)
  }

  #forget(): void {
    this.#states = new States(this.#machines, this.#states.columns, this.#kernel?.table)
    this.#outcomes = new Outcomes(this.#machines.length, this.#settle)
    this.start = this.#prepare()
    this.#kernel?.begin(this.#states.columns, this.start)
    this.#looked = 0
  }

  #prepare(): LineStart<Verdict> {
    this.#waiting.clear()
    this.#outcome = this.#outcomes.none
    const row = this.#follow(this.#states.begin())
    const waiting = this.#waiting.rows.slice()
    this.#most = Math.max(ROW * this.#limit, LEAST * this.#states.weight)
    return { row, waiting, pending: this.#waiting.pending, outcome: this.#outcome }
  }
}
