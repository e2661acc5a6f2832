// The sink face of a rotated directory: takes ranges of bytes, cuts them into files, and
// hands over to the rotation machine when a file is full.
//
// Where a file ends is a rule about its bytes alone, never about reads or writes
// (file-end.ts).

import { type Batch, lineStart } from '../batch.js'
import type { DirectoryPlan } from '../plan.js'
import type { BackgroundWork } from '../rotation/background-work.js'
import { directClosing, directOpening, directRotation } from '../rotation/direct.js'
import type { DirectoryWorld } from '../rotation/directory-world.js'
import { closing, opening, rotation, type Step } from '../rotation/states.js'
import { Stepper } from '../rotation/steps.js'
import type { Runs } from '../select/selector.js'
import type { Clock } from '../time/clock.js'
import { type FileEnd, fileEnds } from './file-end.js'
import type { Blocked, Sink } from './sink.js'

const LINE_FEED = 0x0a

/** One log directory. `spec/multilog.md §5-§7`. */
export class LogDirectory implements Sink {
  readonly #plan: DirectoryPlan
  readonly #clock: Clock
  readonly #stepper: Stepper
  readonly #direct: boolean
  readonly #ends: FileEnd
  /** What is to be done on disk before the next byte is written; the head first. */
  #steps: Step[] = []
  /** Bytes taken and not yet written: #bytes[#at..#end). */
  #bytes: Uint8Array = EMPTY
  #at = 0
  #end = 0
  /** Where the runs of a batch are gathered when they are more than one. */
  #gathered: Buffer = EMPTY
  /** When the plan's age will have passed, in monotonic milliseconds. */
  #aged = Number.POSITIVE_INFINITY
  /** A rotation is due before the next line. */
  #asked = false
  #held = false
  /** What was written last has ended its line. */
  #ended = true

  /** `background`: work on archives here that somebody before has started. */
  constructor(plan: DirectoryPlan, world: DirectoryWorld, background?: BackgroundWork) {
    this.#plan = plan
    this.#clock = world.clock
    this.#stepper = new Stepper(plan, world, background)
    this.#direct = plan.layout === 'direct'
    this.#ends = fileEnds(plan)
  }

  /** Work on archives, which outlives this. */
  get background(): BackgroundWork {
    return this.#stepper.background
  }

  get deadline(): number {
    return Math.min(this.#late ? Number.POSITIVE_INFINITY : this.#aged, this.background.deadline)
  }

  /** Something is in `current`, and it ends inside a line. */
  get midLine(): boolean {
    return !this.#ended && this.#stepper.current.size > 0
  }

  /** Asks for the directory and its lock alone; `open` for all the rest. */
  hold(): void {
    this.#held = true
    this.#steps.push(...this.#opening.filter(isHolding))
  }

  /** Gives both back. */
  release(): void {
    this.#stepper.hold.release()
  }

  open(): void {
    const steps = this.#opening
    this.#steps.push(...(this.#held ? steps.filter((step) => !isHolding(step)) : steps))
    this.#age()
  }

  wake(): void {
    this.background.wake()
    if (this.#late || this.#clock.monotonic() < this.#aged) return
    this.#age()
    this.rotate()
  }

  take(batch: Batch, runs: Runs): void {
    if (runs.everything) this.#take(batch.bytes, batch.start, batch.end)
    else if (runs.count === 1) this.#takeRun(batch, runs.bounds)
    else if (runs.count > 1) this.#gather(batch, runs)
  }

  rotate(): void {
    if (this.#late) this.#asked = true
    else if (this.#stepper.current.size > 0) this.#rotate()
  }

  /** Bytes taken and not yet written are kept: the batch they came with is to be reused. */
  keep(): void {
    if (this.#at === this.#end) return
    const kept = Buffer.from(this.#bytes.subarray(this.#at, this.#end))
    this.#take(kept, 0, kept.length)
  }

  finish(): void {
    this.#steps.push(
      ...(this.#direct ? directClosing(this.#plan.path) : closing(this.#plan.leaves)),
    )
  }

  settle(): Blocked | undefined {
    for (;;) {
      const blocked = this.#performAll() ?? this.#write()
      if (blocked) return blocked
      if (this.#at === this.#end && this.#steps.length === 0) return undefined
    }
  }

  #performAll(): Blocked | undefined {
    for (let step = this.#steps[0]; step; step = this.#steps[0]) {
      const result = this.#stepper.perform(step)
      if (!('next' in result)) {
        if ('fault' in result && result.remedy === 'give-up') this.#stepper.hold.release()
        return result
      }
      this.#steps.splice(0, 1, ...result.next)
      if (step.do === 'take-up') this.#takeUp()
      if (result.notice) return { fault: result.notice, remedy: 'go-on' }
    }
    return undefined
  }

  #takeUp(): void {
    const { size, ended } = this.#stepper.current
    this.#ended = ended
    if (size > 0 && this.#ends.full(size, ended)) this.#rotate()
  }

  /** Writes until all is written, a rotation is due, or the system refuses. */
  #write(): Blocked | undefined {
    const { current } = this.#stepper
    while (this.#at < this.#end) {
      const until = this.#fileEnd()
      if (until < 0) return this.#rotate()
      const taken = current.write(this.#bytes, this.#at, until)
      if (typeof taken !== 'number') {
        if (taken.code === 'ENOSPC' && this.#stepper.makeRoom()) continue
        return { fault: taken, remedy: 'pause' }
      }
      this.#at += taken
      if (taken === 0) continue
      this.#ended = this.#bytes[this.#at - 1] === LINE_FEED
      if (this.#ends.full(current.size, this.#ended)) return this.#rotate()
    }
    return undefined
  }

  /** Up to where the bytes in hand may go into this file; -1 where it has ended. */
  #fileEnd(): number {
    const { size } = this.#stepper.current
    const aged = this.#late && this.#ended && this.#clock.monotonic() >= this.#aged
    const asked = this.#asked && this.#ended
    if (asked) this.#asked = false
    if (size > 0 && (aged || asked)) return -1
    // An empty file does not make the clock start anew: the line after its first is due.
    const end = aged ? this.#lineEnd() : this.#end
    return this.#ends.next(this.#bytes, this.#at, end, size, this.#ended)
  }

  #lineEnd(): number {
    const found = this.#bytes.indexOf(LINE_FEED, this.#at)
    return found < 0 ? this.#end : Math.min(found + 1, this.#end)
  }

  get #opening(): Step[] {
    return this.#direct ? directOpening(this.#plan) : opening(this.#plan.making)
  }

  get #late(): boolean {
    return this.#plan.due === 'at-next-line'
  }

  #rotate(): undefined {
    if (this.#late) this.#age()
    this.#ended = true
    this.#steps.push(...(this.#direct ? directRotation(this.#plan) : rotation))
  }

  #age(): void {
    const { age } = this.#plan
    if (age !== undefined) this.#aged = this.#clock.monotonic() + age
  }

  #take(bytes: Uint8Array, start: number, end: number): void {
    this.#bytes = bytes
    this.#at = start
    this.#end = end
  }

  #takeRun(batch: Batch, bounds: Int32Array): void {
    const start = lineStart(batch, bounds[0] as number)
    this.#take(batch.bytes, start, batch.ends[(bounds[1] as number) - 1] as number)
  }

  // One copy and one write cost less than a write for every run.
  #gather(batch: Batch, runs: Runs): void {
    const bytes = batch.bytes as Buffer
    if (this.#gathered.length < batch.end) this.#gathered = Buffer.allocUnsafeSlow(bytes.length)
    let end = 0
    for (let i = 0; i < 2 * runs.count; i += 2) {
      const from = lineStart(batch, runs.bounds[i] as number)
      const to = batch.ends[(runs.bounds[i + 1] as number) - 1] as number
      end += bytes.copy(this.#gathered, end, from, to)
    }
    // Searches for a line end stop here.
    this.#gathered[end] = LINE_FEED
    this.#take(this.#gathered, 0, end)
  }
}

const EMPTY = Buffer.alloc(0)

const isHolding = (step: Step): boolean =>
  step.do === 'make-directory' || step.do === 'open-directory' || step.do === 'lock'
