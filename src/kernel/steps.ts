// The automaton's tables in the kernel, and the loop that takes lines through it as long as
// nothing happens to them that has not happened to others: most lines of a filter.

import type { Batch } from '../batch.js'
import type { LineStart } from '../select/line-start.js'
import type { MatchStart } from '../select/match-starts.js'
import type { Outcome } from '../select/outcomes.js'
import type { Spans } from '../select/spans.js'
import type { Event } from '../select/states.js'
import type { Kernel } from './kernel.js'
import { fillMatchStarts, fillSet, MATCH_STARTS, SET } from './sets.js'

/** Cells of the table; an automaton with more states than that goes without the kernel. */
const CELLS = 2 ** 19
/** States joined, four numbers each: two, what they make, and nothing. */
const JOINS = 4096
/**
 * Events followed, eight numbers each: outcome and cell, the row and the outcome they lead to, the
 * byte that is awaited from then on or -1, and the state of what awaits it.
 */
const FOLLOWS = 2048
/** Outcomes, two numbers each: their settled verdict or -1, and their final one. */
const OUTCOMES = 1024

// Places in what says where a line has stopped, and how all begin.
const CONTROL = 32
const AT = 0
const ROW = 1
const COUNT = 2
const OUTCOME = 3
const NOTED = 4
const BEGIN = 5
const WAITED = 6
const RESTS = 7
const BEGUN = 8
const SEARCHED = 9
const NEW = 10
const PENDING = 16
const NEW_ROW = 17
const NEW_OUTCOME = 18

/** So much of a kernel is reserved, as assembly/steps.ts divides it. */
export const STEPS_ROOM =
  256 +
  1024 +
  1024 +
  256 +
  3 * SET +
  MATCH_STARTS +
  4 * CONTROL +
  16 * JOINS +
  32 * FOLLOWS +
  8 * OUTCOMES +
  1024 +
  4 * CELLS

/** Room for one automaton. */
export class KernelSteps {
  /** The automaton whose tables are here. */
  owner: object | undefined
  readonly waiting: Int32Array
  readonly table: Int32Array
  readonly #kernel: Kernel
  readonly #place: number
  readonly #columns: Buffer
  readonly #initial: Int32Array
  /** The first `count` of them are bytes for which something else waits than as lines begin. */
  readonly taken: Buffer
  readonly #awaited: Buffer
  readonly #resting: Buffer
  readonly #matchStarts: Buffer
  /** How far the line is at which `pass` has stopped, and how lines begin. */
  readonly #control: Int32Array
  readonly #joins: Int32Array
  readonly #follows: Int32Array
  readonly #outcomes: Int32Array

  constructor(kernel: Kernel) {
    this.#kernel = kernel
    this.#columns = kernel.reserve(256)
    this.#place = this.#columns.byteOffset
    this.waiting = kernel.reserveNumbers(256)
    this.#initial = kernel.reserveNumbers(256)
    this.taken = kernel.reserve(256)
    this.#awaited = kernel.reserve(SET)
    this.#resting = kernel.reserve(SET)
    kernel.reserve(SET)
    this.#matchStarts = kernel.reserve(MATCH_STARTS)
    this.#control = kernel.reserveNumbers(CONTROL)
    this.#joins = kernel.reserveNumbers(4 * JOINS)
    this.#follows = kernel.reserveNumbers(8 * FOLLOWS)
    this.#outcomes = kernel.reserveNumbers(2 * OUTCOMES)
    kernel.reserveNumbers(256)
    this.table = kernel.reserveNumbers(CELLS)
  }

  /**
   * From now on the tables are an automaton's. `starts`: what a match of those begins with that
   * wait.
   */
  own(automaton: object, starts: readonly MatchStart[]): void {
    this.owner = automaton
    fillMatchStarts(this.#matchStarts, starts)
    // One byte alone is found sooner than what begins with it.
    this.#control[SEARCHED] = Number(starts.some(({ byte }) => byte !== starts[0]?.byte))
  }

  /** Takes over an automaton's columns and the beginning of its lines. */
  begin(columns: Uint8Array, start: LineStart<unknown>): void {
    this.#control[BEGIN] = start.row
    this.#control[WAITED] = start.pending
    this.#control[RESTS] = 0
    this.#control[BEGUN] = start.outcome.id
    this.#joins.fill(0)
    this.#follows.fill(0)
    this.#know(start.outcome)
    this.#columns.set(columns)
    this.#initial.set(start.waiting)
    fillSet(this.#awaited, (byte) => start.waiting[byte] !== 0)
  }

  /** What two states make. */
  join(one: number, other: number, row: number): void {
    const slot = 4 * ((Math.imul(one, 31) + other) & (JOINS - 1))
    this.#joins[slot] = one
    this.#joins[slot + 1] = other
    this.#joins[slot + 2] = row
  }

  /** What comes of the outcome `id` by a cell that means `event`: the outcome `next`. */
  follow(id: number, cell: number, { row, waiting }: Event, next: Outcome<unknown>): void {
    // What awaits several bytes from now on is for the plain automaton to see to.
    if (id >= OUTCOMES || next.id >= OUTCOMES || waiting.length > 1) return
    this.#know(next)
    const slot = 8 * ((Math.imul(id, 31) + cell) & (FOLLOWS - 1))
    const { byte, row: awaiting } = waiting[0] ?? { byte: -1, row: 0 }
    this.#follows.set([id, cell, row, next.id, byte, awaiting], slot)
  }

  /** Looks anew which bytes leave a line in the row it begins in: the table has changed. */
  look(): void {
    const row = this.#control[BEGIN] as number
    this.#control[RESTS] = row === 0 ? 0 : 1
    const columns = this.#columns
    fillSet(this.#resting, (byte) => this.table[row + (columns[byte] as number)] !== row)
  }

  /**
   * Takes lines of a batch of the kernel's from line `k` on, which begins at `from`, and gives
   * the first with which the plain automaton has to go on, or their number; what there is to
   * say of those before it is added to `spans`. `alike`: behind so many bytes all lines are in one
   * state. `waiting` must be as lines begin, and is so
   * again unless there is such a line.
   */
  pass(
    { ends, lines }: Batch,
    k: number,
    from: number,
    window: number,
    spans: Spans,
    alike: number,
  ): number {
    const most = Math.min(window, ends.length)
    const { numbers, count } = spans
    const passed = this.#kernel.calls.pass(
      this.#place,
      k,
      lines,
      from,
      ends.byteOffset,
      most,
      numbers.byteOffset,
      count,
      alike,
    )
    spans.count = this.#control[NOTED] as number
    return passed
  }

  get at(): number {
    return this.#control[AT] as number
  }

  get row(): number {
    return this.#control[ROW] as number
  }

  get count(): number {
    return this.#control[COUNT] as number
  }

  get pending(): number {
    return this.#control[PENDING] as number
  }

  /** Where a way begins that leads to what is not known yet; -1 for nowhere. */
  get unknown(): number {
    return this.#control[NEW] as number
  }

  /** In which state it begins, and the number of the outcome that it may change. */
  get unknownFrom(): { readonly row: number; readonly outcome: number } {
    const row = this.#control[NEW_ROW] as number
    return { row, outcome: this.#control[NEW_OUTCOME] as number }
  }

  /** Its number. */
  get outcome(): number {
    return this.#control[OUTCOME] as number
  }

  #know({ id, settled, final }: Outcome<unknown>): void {
    this.#outcomes[2 * id] = settled === undefined ? -1 : Number(settled)
    this.#outcomes[2 * id + 1] = Number(final)
  }
}
