// Many patterns as one machine, so that what a line costs does not grow with their number.
//
// A line is in one state at a time: what all patterns under way have come to (states.ts).
// Beside it stand the patterns that wait for the first occurrence of some byte; when it
// comes, they join those under way. So a byte usually costs one look at who waits for it,
// or one step in the table.
//
// Which states there are is for the lines to decide, and lines come from strangers. When
// there are too many, all are forgotten before the next line. Memory is bounded by that,
// and a byte costs at worst one step of every pattern, as if they were tried one by one.

import { type Outcome, Outcomes, type Settle } from './outcomes.js'
import type { PatternMachine } from './pattern.js'
import { EMPTY, EVENT, type Event, LINE_FEED, States, UNKNOWN } from './states.js'

export type { PatternMachine } from './pattern.js'

/** States remembered from line to line when nobody says otherwise. */
const STATES = 8192

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

  /** `limit`: how many states to remember from line to line. */
  constructor(machines: readonly PatternMachine[], settle: Settle<Verdict>, limit = STATES) {
    this.#machines = machines
    this.#settle = settle
    this.#limit = limit
    this.#states = new States(machines)
    this.#outcomes = new Outcomes(machines.length, settle)
    this.#outcome = this.#outcomes.none
    this.#beginning = this.#prepare()
  }

  /** The verdict on the line whose window is bytes[from..to), with or without its line feed. */
  judge(bytes: Uint8Array, from: number, to: number): Verdict {
    if (this.#states.size + this.#outcomes.size > this.#limit) this.#forget()
    const states = this.#states
    const waiting = this.#waiting
    const { columns } = states
    let { table } = states
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
        table = states.table
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

  #forget(): void {
    this.#states = new States(this.#machines)
    this.#outcomes = new Outcomes(this.#machines.length, this.#settle)
    this.#beginning = this.#prepare()
  }

  #prepare(): Beginning<Verdict> {
    this.#waiting.fill(EMPTY)
    this.#pending = 0
    this.#outcome = this.#outcomes.none
    const row = this.#follow(this.#states.begin())
    const waiting = this.#waiting.slice()
    return { row, waiting, pending: this.#pending, outcome: this.#outcome }
  }
}
