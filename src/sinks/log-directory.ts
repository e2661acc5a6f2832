// The sink face of a rotated directory: takes ranges of bytes, cuts them into files, and
// hands over to the rotation machine when a file is full.
//
// Where a file ends is a rule about its bytes alone (file-end.ts), never about reads or writes.

import type { Batch } from '../batch.js'
import type { Fault } from '../fault/fault.js'
import type { DirectoryPlan } from '../plan.js'
import type { BackgroundWork } from '../rotation/background-work.js'
import type { DirectoryWorld } from '../rotation/directory-world.js'
import { type Layout, layoutOf } from '../rotation/layout.js'
import type { Removals } from '../rotation/removals.js'
import { Stepper } from '../rotation/stepper.js'
import { isHolding, type Step } from '../rotation/steps.js'
import type { Runs } from '../select/selector.js'
import type { LoneOutput, LonePassed } from '../system/lone-lines.js'
import { AccountLine } from './account-line.js'
import { Hand } from './hand.js'
import type { Blocked, Sink } from './sink.js'
import { Standing } from './standing.js'

const LINE_FEED = 0x0a

/** One log directory. `spec/multilog.md §5-§7`. */
export class LogDirectory implements Sink {
  /** Work on archives, which outlives this. */
  readonly background: BackgroundWork
  readonly #plan: DirectoryPlan
  readonly #stepper: Stepper
  readonly #removals: Removals
  readonly #layout: Layout
  readonly #standing: Standing
  /** What is to be done on disk before the next byte is written; the head first. */
  #steps: Step[] = []
  readonly #hand = new Hand()
  #held = false
  readonly #account: AccountLine
  #rotatedBefore = false
  #ending: 'no' | 'asked' | 'begun' = 'no'

  /** `background`: work on archives here that somebody before has started. */
  constructor(plan: DirectoryPlan, world: DirectoryWorld, background?: BackgroundWork) {
    this.#plan = plan
    this.#stepper = new Stepper(plan, world, background)
    this.#removals = this.#stepper.room.removals
    this.background = this.#stepper.background
    this.#layout = layoutOf(plan)
    this.#standing = new Standing(plan, world.clock)
    this.#account = new AccountLine(plan.account, world)
  }

  // What went for room is told behind all that waited, so that stamps keep their order.
  get deadline(): number {
    const { between, due } = this.#standing
    if (between && !this.#removals.none) return 0
    const { deadline } = this.background
    const { late, at } = due
    return late || deadline < at ? deadline : at
  }

  /** Something is in `current`, and it ends inside a line. */
  get midLine(): boolean {
    return !this.#standing.ended && this.#stepper.current.size > 0
  }

  /** Asks for the directory and its lock alone; `open` for all the rest. */
  hold(): void {
    this.#held = true
    this.#steps.push(...this.#layout.opening.filter(isHolding))
  }

  /** Gives both back. */
  release(): void {
    this.#stepper.hold.release()
  }

  get unwritten(): boolean {
    return !this.#hand.empty
  }

  open(): void {
    const steps = this.#layout.opening
    this.#steps.push(...(this.#held ? steps.filter((step) => !isHolding(step)) : steps))
    this.#standing.due.begin()
  }

  wake(): void {
    this.background.wake()
    const { between, due } = this.#standing
    if (between) this.#tell()
    if (due.late || !due.aged) return
    due.begin()
    this.rotate()
  }

  take(batch: Batch, runs: Runs): void {
    this.#hand.take(batch, runs)
  }

  // What fits into the file asks for nothing but its write.
  takeAll({ bytes, start, end }: Pick<Batch, 'bytes' | 'start' | 'end'>): Blocked | undefined {
    const { current } = this.#stepper
    const room = this.#steps.length === 0 ? this.#standing.room(current.size) : 0
    const fits = end - start <= room && bytes[end - 1] === LINE_FEED
    const taken = fits ? current.write(bytes, start, end) : 0
    if (taken !== end - start) {
      this.#hand.hold(bytes, start, end)
      return this.#advance(taken) ?? this.settle()
    }
    this.#standing.between = true
    return undefined
  }

  get lone(): LoneOutput | undefined {
    const { descriptor, size } = this.#stepper.current
    const idle = this.#steps.length === 0 && this.#hand.empty && this.#standing.between
    const room = idle ? this.#standing.room(size) : 0
    return room > 0 ? { descriptor, room } : undefined
  }

  passed({ written, refused }: LonePassed, bytes: Uint8Array): Blocked | undefined {
    this.#stepper.current.size += written
    if (!refused) return undefined
    this.#standing.is(refused.whole)
    this.#hand.hold(bytes, refused.start, refused.end)
    return this.#advance(this.#stepper.current.refusal(refused.errno) ?? 0)
  }

  rotate(): void {
    const { due } = this.#standing
    if (due.late) due.asked = true
    else if (this.#stepper.current.size > 0) this.#rotate()
  }

  /** Bytes taken and not yet written are kept: the batch they came with is to be reused. */
  keep(): void {
    this.#hand.keep()
  }

  /**
   * Deletes an archive after a call that failed with `code` on a file beside the log, where
   * the plan allows it and they are on one disk; gives whether to try that call again.
   */
  makeRoom(code: string, descriptor: number): boolean {
    const { current, room } = this.#stepper
    return current.sharesDisk(descriptor) && (room.anyCall?.(code) ?? false)
  }

  finish(): void {
    this.#ending = 'asked'
  }

  settle(): Blocked | undefined {
    for (;;) {
      const blocked = (this.#steps.length > 0 && this.#performAll()) || this.#write()
      if (blocked) return blocked
      if (!this.#hand.empty || this.#steps.length > 0) continue
      if (this.#ending !== 'asked') return undefined
      if (this.#tell()) continue
      this.#ending = 'begun'
      this.#steps.push(...this.#layout.closing)
    }
  }

  /** Takes in hand a line about what went for room, if anything did; gives whether. */
  #tell(): boolean {
    if (this.#removals.none) return false
    this.#hand.hold(this.#account.line(this.#removals.tell(), this.#standing.between))
    return true
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
      if (this.#ending !== 'begun' || this.#removals.none) continue
      // The end itself found the disk full: that is told before it.
      this.#steps = []
      this.#ending = 'asked'
    }
    return undefined
  }

  #takeUp(): void {
    const { size, ended } = this.#stepper.current
    this.#standing.between = ended
    if (!this.#plan.resumes) return
    this.#standing.ended = ended
    if (size > 0 && this.#standing.full(size)) this.#rotate()
  }

  /** Writes until all is written, a rotation is due, or the system refuses. */
  #write(): Blocked | undefined {
    const hand = this.#hand
    const { current } = this.#stepper
    while (!hand.empty && this.#steps.length === 0) {
      const until = this.#standing.until(hand, current.size)
      if (until < 0) return this.#rotate()
      const blocked = this.#advance(current.write(hand.bytes, hand.at, until))
      if (blocked) return blocked
    }
    return undefined
  }

  /** What a write comes to: a rotation may be due, or the system refuses. */
  #advance(taken: number | Fault): Blocked | undefined {
    const { current, room } = this.#stepper
    const hand = this.#hand
    if (typeof taken !== 'number')
      return room.make(taken.code) ? undefined : { fault: taken, remedy: 'pause' }
    if (taken === 0) return undefined
    hand.at += taken
    this.#standing.is(hand.bytes[hand.at - 1] === LINE_FEED)
    return this.#standing.full(current.size) ? this.#rotate() : undefined
  }

  #rotate(): undefined {
    this.#standing.begin()
    this.#steps.push(...this.#layout.rotation(this.#rotatedBefore))
    this.#rotatedBefore = true
  }
}
