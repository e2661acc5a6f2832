// The automaton's tables in the kernel, and the loop that takes lines through it as long as
// nothing happens to them: most lines of a filter.

import type { Batch } from '../batch.js'
import type { Kernel } from './kernel.js'

/** Cells of the table; an automaton with more states than that goes without the kernel. */
const CELLS = 2 ** 19
const SET = 32
/** States joined, four numbers each: two, what they make, and nothing. */
const JOINS = 4096

/** So much of a kernel is reserved, as assembly/steps.ts divides it. */
export const STEPS_ROOM = 256 + 1024 + 1024 + 256 + 2 * SET + 16 + 16 * JOINS + 4 * CELLS

/** How every line begins. */
export type LineStart = {
  readonly row: number
  /** By byte, the state of the patterns that wait for it. */
  readonly waiting: Int32Array
  /** How many bytes are waited for. */
  readonly pending: number
}

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
  /** The first `count` of them are bytes for which nothing waits any more. */
  readonly taken: Buffer
  readonly #awaited: Buffer
  readonly #resting: Buffer
  readonly #stopped: Int32Array
  readonly #joins: Int32Array
  #start: LineStart | undefined
  #rests = false

  constructor(kernel: Kernel) {
    this.#kernel = kernel
    this.#columns = kernel.reserve(256)
    this.#place = this.#columns.byteOffset
    this.waiting = kernel.reserveNumbers(256)
    this.#initial = kernel.reserveNumbers(256)
    this.taken = kernel.reserve(256)
    this.#awaited = kernel.reserve(SET)
    this.#resting = kernel.reserve(SET)
    this.#stopped = kernel.reserveNumbers(4)
    this.#joins = kernel.reserveNumbers(4 * JOINS)
    this.table = kernel.reserveNumbers(CELLS)
  }

  /** Takes over an automaton's columns and the beginning of its lines. */
  begin(columns: Uint8Array, start: LineStart): void {
    this.#start = start
    this.#rests = false
    this.#joins.fill(0)
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

  /** Looks anew which bytes leave a line in the row it begins in: the table has changed. */
  look(): void {
    const { row = 0 } = this.#start ?? {}
    this.#rests = row !== 0
    const columns = this.#columns
    fillSet(this.#resting, (byte) => this.table[row + (columns[byte] as number)] !== row)
  }

  /**
   * Takes lines of a batch of the kernel's from line `k` on, which begins at `from`, and gives
   * the first to which something happens; `waiting` must be as lines begin, and is so again
   * unless there is such a line.
   */
  pass(batch: Batch, k: number, from: number, window: number): number {
    const { row, pending } = this.#start as LineStart
    const { ends, lines } = batch
    const place = this.#place
    const most = Math.min(window, ends.length)
    return this.#kernel.calls.pass(
      place,
      k,
      lines,
      from,
      ends.byteOffset,
      most,
      row,
      pending,
      this.#rests,
    )
  }

  /** How far the line is at which `pass` has stopped: where, and in which row. */
  get at(): number {
    return this.#stopped[0] as number
  }

  get row(): number {
    return this.#stopped[1] as number
  }

  get count(): number {
    return this.#stopped[2] as number
  }
}

/** A set of bytes as `find` of assembly/steps.ts reads it. */
const fillSet = (set: Buffer, has: (byte: number) => boolean): void => {
  set.fill(0)
  for (let byte = 0; byte < 256; byte++) {
    const place = (byte & 15) + (byte < 128 ? 0 : 16)
    if (has(byte)) set[place] = (set[place] as number) | (1 << ((byte >> 4) & 7))
  }
}
