// How far a log has come: whether inside a line, and where its file ends.

import type { DirectoryPlan } from '../plan.js'
import type { Clock } from '../time/clock.js'
import { Due } from './due.js'
import { type FileEnd, fileEnds } from './file-end.js'
import type { Hand } from './hand.js'

/** Where one directory stands between two writes. Plain fields, since every lone line meets them. */
export class Standing {
  /** What was written last has ended its line, or its file. */
  ended = true
  /** What comes next in the log begins a line. */
  between = true
  readonly due: Due
  readonly #ends: FileEnd

  constructor(plan: DirectoryPlan, clock: Clock) {
    this.due = new Due(plan, clock)
    this.#ends = fileEnds(plan)
  }

  /** How many bytes that end a line a file of `size` bytes takes, and has not ended then. */
  room(size: number): number {
    return this.ended && !this.due.late ? this.#ends.least - 1 - size : 0
  }

  /** Up to where the bytes in `hand` may go into a file of `size` bytes; -1 where it has ended. */
  until(hand: Hand, size: number): number {
    const due = this.due.before(this.ended)
    if (size > 0 && due) return -1
    // An empty file does not make the clock start anew: the line after its first is due.
    const end = due === 'age' ? hand.lineEnd : hand.end
    return this.#ends.next(hand.bytes, hand.at, end, size, this.ended)
  }

  /** A write has ended here, inside a line or not. */
  is(ended: boolean): void {
    this.ended = this.between = ended
  }

  /** Whether a file of `size` bytes has ended with that. */
  full(size: number): boolean {
    return this.#ends.full(size, this.ended)
  }

  /** What comes next goes into a new file. */
  begin(): void {
    if (this.due.late) this.due.begin()
    this.ended = true
  }
}
