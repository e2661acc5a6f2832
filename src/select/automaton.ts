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

import { type Outcome, Outcomes, type Settle } from './outcomes.js'
import type { PatternMachine } from './pattern.js'
import { EMPTY, EVENT, type Event, LINE_FEED, ROW, States, UNKNOWN } from './states.js'

export type { PatternMachine } from './pattern.js'

/** States remembered when nobody says otherwise. */
const STATES = 16384

/** Of what every line begins with, so much is remembered whatever the limit. */
const LEAST = 16

/** How every line begins. */
type Beginning<Verdict> = {
  readonly row: number
  readonly waiting: Int32Array
  readonly pending: number
  readonly outcome: Outcome<Verdict>
}

/** Patterns combined, and the verdicts `settle` gives on them. */
export class Automaton<Verdict> {
  readonly #machines: readonly PatternMachine[]
  readonly #settle: Settle<Verdict>
  readonly #limit: number
  /** What states may weigh. */
  #most = 0
  #states: States
  #outcomes: Outcomes<Verdict>
  #beginning: Beginning<Verdict>

  // The line in hand.
  /** By byte, the state of the patterns that wait for it. */
  readonly #waiting = new Int32Array(256)
  /** How many bytes are waited for. */
  #pending = 0
  #outcome: Outcome<Verdict>
  /** The bytes at which `#waiting` has changed. */
  readonly #changed: number[] = []

  /** `limit`: how many states to remember. */
  constructor(machines: readonly PatternMachine[], settle: Settle<Verdict>, limit = STATES) {
    this.#machines = machines
    this.#settle = settle
    this.#limit = limit
    this.#states = new States(machines)
    this.#outcomes = new Outcomes(machines.length, settle)
    this.#outcome = this.#outcomes.none
    this.#beginning = this.#prepare()
  }

  /** How much is remembered: the number of states, when they are small. */
  get size(): number {
    return this.#states.weight / ROW + this.#outcomes.size
  }

  /** The verdict on the line whose window is bytes[from..to), with or without its line feed. */
  judge(bytes: Uint8Array, from: number, to: number): Verdict {
    if (this.#states.weight + ROW * this.#outcomes.size > this.#most) this.#forget()
    const waiting = this.#waiting
    const { columns } = this.#states
    let { table } = this.#states
    let row = this.#begin()
    let at = from
    for (;;) {
      // The loops over single bytes: nothing is under way; or nothing is waited for.
      if (row === EMPTY) {
        while (at < to && waiting[bytes[at] as number] === EMPTY) at++
      } else if (this.#pending === 0) {
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
      if (row === EMPTY && this.#pending === 0) return this.#outcome.final
    }
    this.#step(row, LINE_FEED)
    return this.#outcome.final
  }

  /** Gives `byte` to the patterns under way and to those that wait for it. */
  #take(row: number, byte: number): number {
    const woken = this.#waiting[byte] as number
    if (woken === EMPTY) return this.#step(row, byte)
    this.#waiting[byte] = EMPTY
    this.#changed.push(byte)
    this.#pending--
    const next = this.#step(row, byte)
    return this.#states.join(next, this.#step(woken, byte))
  }

  #step(row: number, byte: number): number {
    const states = this.#states
    const known = states.table[row + (states.columns[byte] as number)] as number
    const cell = known === UNKNOWN ? states.fill(row, byte) : known
    return cell >= EMPTY ? cell : this.#follow(states.events[EVENT - cell] as Event)
  }

  #follow(event: Event): number {
    for (const { byte, row } of event.waiting) {
      const others = this.#waiting[byte] as number
      if (others === EMPTY) this.#pending++
      this.#waiting[byte] = this.#states.join(others, row)
      this.#changed.push(byte)
    }
    if (event.matched.length > 0) this.#outcome = this.#outcomes.after(this.#outcome, event)
    return event.row
  }

  #begin(): number {
    const { row, waiting, pending, outcome } = this.#beginning
    // Popped one by one: an array emptied at once is allocated again for the next line.
    for (let left = this.#changed.length; left > 0; left--) {
      const byte = this.#changed.pop() as number
      this.#waiting[byte] = waiting[byte] as number
    }
    this.#pending = pending
    this.#outcome = outcome
    return row
  }

  /** In the middle of a line, which is in the state `row`: gives that anew. */
  #forgetBut(row: number): number {
    const states = this.#states
    const pending = this.#pending
    const outcome = this.#outcome
    const waiting = this.#waiting.slice()
    this.#forget()
    this.#pending = pending
    this.#outcome = outcome
    this.#changed.length = 0
    for (const [byte, others] of waiting.entries()) {
      this.#waiting[byte] = this.#states.adopt(others, states)
      this.#changed.push(byte)
    }
    return this.#states.adopt(row, states)
  }

  #forget(): void {
    this.#states = new States(this.#machines, this.#states.columns)
    this.#outcomes = new Outcomes(this.#machines.length, this.#settle)
    this.#beginning = this.#prepare()
  }

  #prepare(): Beginning<Verdict> {
    this.#waiting.fill(EMPTY)
    this.#pending = 0
    this.#outcome = this.#outcomes.none
    const row = this.#follow(this.#states.begin())
    const waiting = this.#waiting.slice()
    this.#most = Math.max(ROW * this.#limit, LEAST * this.#states.weight)
    return { row, waiting, pending: this.#pending, outcome: this.#outcome }
  }
}
