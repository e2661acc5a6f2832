// The states many patterns can be in together, and what each byte makes of them: a table
// filled in as lines ask for it.
//
// A pattern that awaits one certain byte is not part of a state. How far it is says nothing
// of the others, so with it states would multiply: ten patterns like `*word*` would make one
// of every set of first letters seen so far. Such patterns wait outside; those that wait for
// one byte are a state of their own, to be taken up when it comes (automaton.ts).

import type { PatternMachine, Places } from './pattern.js'

/** One pattern's part in a state. */
type Thread = { readonly id: number; readonly pattern: number; readonly places: Places }

/** What a byte leads to. A state is named by where its row begins in the table. */
export type Event = {
  /** The state of the patterns under way; `EMPTY` when there are none. */
  readonly row: number
  /** The states of the patterns that now wait, by the byte they wait for. */
  readonly waiting: readonly { readonly byte: number; readonly row: number }[]
  /** The patterns that match now, whatever follows. */
  readonly matched: readonly number[]
}

/** The byte that stands for the end of a line. */
export const LINE_FEED = 0x0a

/** The state of no patterns. */
export const EMPTY = 0

// A cell of the table is a state, if there is no more to the event than that, or:
export const UNKNOWN = -1
export const EVENT = -2 // and below: events[0], events[1], ...

/** What a state with its row weighs beside an entry of a list. */
export const ROW = 16

// Pairs of states have one number as long as a table has fewer cells than this.
const CELLS = 2 ** 26

/** States of patterns, with their table. */
export class States {
  /** The column of each byte. */
  readonly columns: Uint8Array
  /** Replaced when it has to grow. */
  table: Int32Array
  readonly events: Event[] = []
  /** How much there is to remember, in entries of lists; memory grows with it. */
  weight = 0
  readonly #machines: readonly PatternMachine[]
  readonly #width: number
  readonly #threads = new Map<string, Thread>()
  /** By row. */
  readonly #states: (readonly Thread[])[] = []
  readonly #rows = new Map<string, number>()
  readonly #joins = new Map<number, number>()

  /**
   * `columns`: those of the same patterns, if they are known; `room`: where the table is to be
   * as long as it fits in.
   */
  constructor(
    machines: readonly PatternMachine[],
    columns = columnsOf(machines),
    room?: Int32Array,
  ) {
    this.#machines = machines
    this.columns = columns
    this.#width = Math.max(...this.columns) + 1
    this.table = room ?? new Int32Array(this.#width * 16)
    const empty = this.#rowOf([])
    this.table.fill(EMPTY, empty, empty + this.#width)
  }

  /** How many cells have been filled in: with more of them, rows have changed. */
  filled = 0

  /** All patterns before the first byte of a line. */
  begin(): Event {
    return this.#sort(this.#machines.map(({ start }, pattern) => this.#thread(pattern, start)))
  }

  /** Fills in and gives the cell for `byte` in the state `row`. */
  fill(row: number, byte: number): number {
    const threads = this.#threadsOf(row)
    const event = byte === LINE_FEED ? this.#end(threads) : this.#sort(this.#step(threads, byte))
    this.filled++
    const plain = event.waiting.length === 0 && event.matched.length === 0
    const cell = plain ? event.row : EVENT - (this.events.push(event) - 1)
    this.table[row + (this.columns[byte] as number)] = cell
    return cell
  }

  /**
   * Fills in the way that leads from bytes[at] on, in the state `row`, up to where it ends, at the
   * latest with the line, which must have a line feed. `meet` is told each event's cell, and says
   * whether the way goes on behind it.
   */
  walk(row: number, bytes: Uint8Array, at: number, meet: (cell: number) => boolean): void {
    for (let state = row; state > EMPTY; at++) {
      const byte = bytes[at] as number
      const known = this.table[state + (this.columns[byte] as number)] as number
      const cell = known === UNKNOWN ? this.fill(state, byte) : known
      if (cell < EMPTY && !meet(cell)) return
      state = cell < EMPTY ? (this.events[EVENT - cell] as Event).row : cell
    }
  }

  /** The state of the patterns of two states that have none in common. */
  join(one: number, other: number): number {
    if (one === EMPTY) return other
    if (other === EMPTY) return one
    const pair = one * CELLS + other
    const known = this.#joins.get(pair)
    if (known !== undefined) return known
    const row = this.#rowOf([...this.#threadsOf(one), ...this.#threadsOf(other)])
    this.#joins.set(pair, row)
    this.weight += ROW
    return row
  }

  /** The state that is `row` in `others`, of the same patterns. */
  adopt(row: number, others: States): number {
    const threads = others.#threadsOf(row)
    return this.#rowOf(threads.map(({ pattern, places }) => this.#thread(pattern, places)))
  }

  #step(threads: readonly Thread[], byte: number): readonly Thread[] {
    return threads.map(({ pattern, places }) => {
      const machine = this.#machines[pattern] as PatternMachine
      return this.#thread(pattern, machine.step(places, byte))
    })
  }

  #end(threads: readonly Thread[]): Event {
    const matched = threads
      .filter(({ pattern, places }) => this.#machines[pattern]?.accepts(places))
      .map(({ pattern }) => pattern)
    return { row: EMPTY, waiting: [], matched }
  }

  #sort(threads: readonly Thread[]): Event {
    const active: Thread[] = []
    const matched: number[] = []
    const waiting = new Map<number, Thread[]>()
    for (const thread of threads) {
      const { pattern, places } = thread
      const machine = this.#machines[pattern] as PatternMachine
      const fate = machine.fate(places)
      if (fate === 'match') matched.push(pattern)
      if (fate !== 'open') continue
      const byte = machine.awaits(places)
      const others = byte === undefined ? active : (waiting.get(byte) ?? [])
      others.push(thread)
      if (byte !== undefined) waiting.set(byte, others)
    }
    const groups = Array.from(waiting, ([byte, group]) => ({ byte, row: this.#rowOf(group) }))
    return { row: this.#rowOf(active), waiting: groups, matched }
  }

  #thread(pattern: number, places: Places): Thread {
    const key = `${pattern}:${places}`
    const known = this.#threads.get(key)
    if (known) return known
    const thread = { id: this.#threads.size, pattern, places }
    this.#threads.set(key, thread)
    this.weight += 1 + places.length
    return thread
  }

  #threadsOf(row: number): readonly Thread[] {
    return this.#states[row / this.#width] as readonly Thread[]
  }

  #rowOf(threads: readonly Thread[]): number {
    const key = Int32Array.from(threads, ({ id }) => id)
      .sort()
      .join()
    const known = this.#rows.get(key)
    if (known !== undefined) return known
    const row = this.#states.push(threads) * this.#width - this.#width
    if (row + this.#width > this.table.length) {
      const table = new Int32Array(2 * row)
      table.set(this.table)
      this.table = table
    }
    this.table.fill(UNKNOWN, row, row + this.#width)
    this.#rows.set(key, row)
    this.weight += ROW + threads.length
    return row
  }
}

// Bytes that are alike to every pattern share a column; the line feed has its own.
const columnsOf = (machines: readonly PatternMachine[]): Uint8Array => {
  let columns = new Uint8Array(256)
  columns[LINE_FEED] = 1
  for (const { kinds } of machines) {
    const numbers = new Map<number, number>()
    columns = columns.map((column, byte) => {
      const pair = 256 * column + (kinds[byte] as number)
      const number = numbers.get(pair) ?? numbers.size
      numbers.set(pair, number)
      return number
    })
  }
  return columns
}
