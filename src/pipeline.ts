// Builds the stages from a plan and drives them: split, stamp, replace, select, deliver,
// finish. Everything is synchronous unless a sink is blocked.
//
//   bytes -> splitter (+ stamp) -> batch -> selector -> sinks, in the script's order

import type { Batch } from './batch.js'
import { deliver, deliverLines, type Settle, settle } from './delivery.js'
import { stampedEarly } from './early-stamps.js'
import type { Fault } from './fault/fault.js'
import type { WaitingWorld } from './fault/patience.js'
import { loneInput } from './input/lone-line.js'
import { replacing } from './input/replacement.js'
import type { Splitter } from './input/splitter.js'
import { comesInAlike, splitterOf } from './intake.js'
import { noDirectories, type Opener, openAll, openDirectory } from './opening.js'
import { type Output, Outputs, type OutputWorld } from './outputs.js'
import type { Plan } from './plan.js'
import { type BackgroundWork, endWork } from './rotation/background-work.js'
import { sleepWith } from './sinks/held.js'
import type { Sink } from './sinks/sink.js'
import type { LoneInput, LoneOutput, LonePassed } from './system/lone-lines.js'
import { NEVER } from './time/clock.js'

/** What a pipeline writes to and is told by. */
export type PipelineWorld = OutputWorld &
  WaitingWorld & {
    /** Told when all that was accepted is written, though what that brings about may not be done. */
    readonly taken?: () => void
    /** Bytes that make a read part of a flood, which is worth a start of the kernel's. */
    readonly flood?: number
  }

/** A wait is cut here, in milliseconds; the next one goes on. */
export const LONGEST_WAIT = 1_000_000

/**
 * All of a logger but its input. Protocol: `open`; then any number of times put bytes into
 * `input` and `accept` their count, or `rotate`, `reload` or `wake`; then
 * `finish`. One call at a time: each promise must have resolved before the next call.
 */
export class Pipeline {
  /** Where bytes go in, at most READ_SIZE of them at `readAt`; and what the line in hand is. */
  input: Pick<Splitter, 'bytes' | 'readAt' | 'midLine' | 'continued' | 'full'>
  readonly #plan: Plan
  readonly #world: PipelineWorld
  readonly #replace: ((batch: Batch) => void) | undefined
  readonly #backgrounds = new Map<string, BackgroundWork>()
  readonly #settle: Settle
  readonly #settleBatch: Settle
  #splitter: Splitter
  /** The plan in force, its stamp laid early where that can be. */
  #early: Plan
  #outputs: Outputs

  constructor(plan: Plan, world: PipelineWorld) {
    const { lines, replacement } = plan
    this.#plan = plan
    this.#world = world
    this.#settle = (sink, found) => settle(sink, plan.pause, world, found)
    this.#settleBatch = (sink, found) =>
      settle(sink, plan.pause, world, found, () => this.#tellTaken(sink))
    this.#replace = replacement && replacing(replacement, lines.window)
    const early = stampedEarly(plan, world.localTime)
    this.#outputs = this.#outputsOf(early)
    this.#early = early
    this.#splitter = splitterOf(early, this.#outputs.selector.looks, world)
    this.input = this.#splitter
  }

  /** Something waits in memory. */
  get pending(): boolean {
    return this.#outputs.held.some(({ pending }) => pending)
  }

  /** Milliseconds until `wake` wants to be called, or -1 for never. */
  get timeout(): number {
    const { waking } = this.#outputs
    let deadline = NEVER
    for (let k = 0; k < waking.length; k++) {
      const due = waking[k]?.deadline ?? NEVER
      if (due < deadline) deadline = due
    }
    if (deadline === NEVER) return -1
    const left = Math.ceil(deadline - this.#world.clock.monotonic())
    return Math.min(Math.max(0, left), LONGEST_WAIT)
  }

  /** Makes and locks what the plan writes to; gives the fault if that cannot be had. */
  async open(): Promise<Fault | undefined> {
    const fault = await openAll(this.#outputs, this.#plan.opens, this.#opener)
    if (fault) return fault
    // Where they differ no line gets a stamp in its midst: one directory has a rest too many.
    if (this.#outputs.live.some(({ log }) => log?.midLine)) this.#splitter.resume()
    return undefined
  }

  /**
   * Delivers `count` bytes that were put at `readAt`: at once (undefined), or where a sink is
   * blocked in a while. A promise with every read would be most of what a line alone costs.
   */
  accept(count: number): Promise<void> | undefined {
    const splitter = this.#splitter
    splitter.accept(count)
    while (!splitter.idle) {
      const batch = splitter.next()
      const delivering = batch && this.#deliver(batch)
      if (delivering) return this.#goOn(delivering)
    }
    this.#world.taken?.()
    return undefined
  }

  /** How lines that come alone may go by themselves; undefined where more is to be done about them. */
  get lone(): readonly [LoneInput, LoneOutput] | undefined {
    const output = this.#replace ? undefined : this.#outputs.sole?.lone
    const input = output && loneInput(this.#splitter)
    return input && [input, output]
  }

  /** Some have gone so: what was refused is delivered as anything else is. */
  passed(lines: LonePassed): Promise<unknown> | undefined {
    const { sole } = this.#outputs
    const blocked = sole?.passed?.(lines, this.#splitter.bytes)
    return sole && lines.refused ? this.#settleBatch(sole, blocked) : undefined
  }

  /** Rotates every directory that has anything in `current`. */
  async rotate(): Promise<void> {
    for (const { sink } of this.#outputs.live) {
      sink.rotate()
      await this.#settle(sink)
    }
  }

  /**
   * Closes every directory and opens those of `plan`, one after the other; gives the fault if
   * none can be had. Not while a line has been delivered in part. Of the plan only the
   * actions count.
   */
  async reload(plan: Plan): Promise<Fault | undefined> {
    const early = stampedEarly({ ...this.#plan, actions: plan.actions }, this.#world.localTime)
    const before = this.#outputs
    const after = this.#outputsOf(early)
    for (const output of before.live) if (!output.log) await this.#close(output)
    this.#outputs = after
    if (!comesInAlike(early, this.#early))
      this.#splitter = splitterOf(early, after.selector.looks, this.#world, this.#splitter)
    this.#early = early
    this.input = this.#splitter
    const { directories } = before
    for (const [k, output] of after.directories.entries()) {
      const old = directories[k]
      if (old && !old.dead) await this.#close(old)
      const fault = await openDirectory(output, after, this.#opener)
      if (fault) return fault
    }
    return noDirectories(after)
  }

  /** Does what has fallen due without a line; undefined where nothing has. */
  wake(): Promise<void> | undefined {
    return this.timeout === 0 ? this.#wake() : undefined
  }

  async #wake(): Promise<void> {
    for (const { log, held } of this.#outputs.live) {
      held?.wake()
      if (!log || held) continue
      log.wake()
      await this.#settle(log)
    }
  }

  /** Delivers an unfinished last line and brings everything to a clean end. */
  async finish(): Promise<void> {
    const last = this.#splitter.finish()
    if (last) await this.#deliver(last)
    for (const [path, background] of this.#backgrounds)
      await endWork(path, background, this.#plan.pause, this.#world)
    const { live } = this.#outputs
    for (const { sink } of live) sink.finish()
    for (const { sink } of live) await this.#settle(sink)
    await this.drain()
  }

  /** Waits until nothing waits in memory. */
  async drain(): Promise<void> {
    const { sleep } = this.#world
    while (this.pending) {
      const { timeout } = this
      if (timeout !== 0)
        await sleepWith(this.#outputs.held, timeout < 0 ? LONGEST_WAIT : timeout, sleep)
      await this.wake()
    }
  }

  #outputsOf({ actions, lines }: Plan): Outputs {
    return new Outputs(actions, lines.window, this.#world, this.#backgrounds)
  }

  get #opener(): Opener {
    return { settle: this.#settle, report: this.#world.report }
  }

  async #close({ sink }: Output): Promise<void> {
    sink.finish()
    await this.#settle(sink)
  }

  #deliver(batch: Batch): Promise<void> | undefined {
    this.#replace?.(batch)
    const outputs = this.#outputs
    return (outputs.lineByLine ? deliverLines : deliver)(batch, outputs, this.#settleBatch)
  }

  async #goOn(delivering: Promise<void>): Promise<void> {
    await delivering
    const splitter = this.#splitter
    for (let batch = splitter.next(); batch; batch = splitter.next()) await this.#deliver(batch)
    this.#world.taken?.()
  }

  /** A rotation, or a processor at work, is no reason to deliver its lines again. */
  #tellTaken(sink: Sink): void {
    const { live, lineByLine } = this.#outputs
    const last = live.at(-1)?.sink === sink && !lineByLine && this.#splitter.used
    if (last && sink.unwritten === false) this.#world.taken?.()
  }
}
