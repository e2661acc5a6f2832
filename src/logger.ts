// A logger as the family knows it: a pipeline fed from a descriptor, told by signals.
// Signals act between batches: after each read everything read is delivered, and then the
// flags are looked at, before anything more is taken from the pipe.

import { codeOf, type Fault } from './fault/fault.js'
import type { Reader } from './input/reader.js'
import { READ_SIZE } from './input/splitter.js'
import { LONGEST_WAIT, Pipeline, type PipelineWorld } from './pipeline.js'
import type { Plan } from './plan.js'
import { NEVER } from './time/clock.js'

/** What a logger reads from, writes to and is told by. */
export type World = PipelineWorld & {
  readonly reader: Pick<Reader, 'wait' | 'read' | 'taken'> &
    Partial<Pick<Reader, 'pass' | 'passes'>>
  /** Gives the event loop one turn. */
  readonly turn: () => Promise<void>
  /** What the plan is now, when somebody asks for it anew. */
  readonly reload?: () => Plan
  /** Told once everything the plan writes to is there. */
  readonly ready?: () => void
}

/**
 * Runs a logger from its first system call to its clean end. Gives undefined when its
 * input ended or it was asked to finish, and the fault where it had to give up: before
 * reading anything, or at a read error, with everything read delivered.
 */
export const run = async (plan: Plan, world: World): Promise<Fault | undefined> => {
  const pipeline = new Pipeline(plan, { ...world, taken: world.reader.taken })
  const fault = await pipeline.open()
  if (fault) return fault
  world.ready?.()
  await world.turn()
  const failed = await readAll(pipeline, plan, world)
  const asEnd = failed?.operation === 'read-input' && plan.readErrors === 'end'
  if (asEnd) world.report({ kind: 'warning', fault: failed })
  await pipeline.finish()
  return asEnd ? undefined : failed
}

/** Until the end of input, a request to finish, or a fault that ends it: a read error above all. */
const readAll = async (
  pipeline: Pipeline,
  plan: Plan,
  { reader, events, turn, reload, clock, report }: World,
): Promise<Fault | undefined> => {
  const { patience = NEVER, blocking } = plan
  const usual = readSize(plan)
  /** When the rest of a line is not waited for any more. */
  let given: number | undefined
  for (;;) {
    if (events.any && events.take('rotate')) await pipeline.rotate()
    const finishing = events.any && events.has('finish')
    if (finishing && !pipeline.input.midLine) return undefined
    if (finishing && pipeline.input.full) {
      report({ kind: 'warning', fault: { operation: 'line-too-long' } })
      return undefined
    }
    if (finishing) given ??= clock.monotonic() + patience
    const left = given === undefined ? NEVER : given - clock.monotonic()
    if (left <= 0) return undefined
    const reloading = events.any && !finishing && reload !== undefined && events.has('reload')
    if (reloading && !pipeline.input.continued) {
      events.take('reload')
      const fault = await pipeline.reload(reload())
      if (fault) return fault
    }
    let { timeout } = pipeline
    if (timeout === 0 || blocking) {
      if (timeout === 0) await pipeline.wake()
      if (blocking) await pipeline.drain()
      timeout = pipeline.timeout
    }
    // Asked for while something was waited for: it goes before what is in the pipe.
    if (events.any && !finishing && events.has('finish')) continue

    const alone = reader.passes && timeout < 0 && !finishing && !reloading && !blocking
    const lone = alone ? pipeline.lone : undefined
    const passed = lone && reader.pass?.(...lone, usual)
    const refused = passed && pipeline.passed(passed)
    if (refused) await refused
    if (refused) continue
    const waited = passed?.ended ?? reader.wait(left < NEVER ? sooner(timeout, left) : timeout)
    const ready = typeof waited === 'string' ? waited : await waited
    if (ready === 'turn') await turn()
    if (ready !== 'input') continue
    if (pipeline.pending && !finishing) {
      // The last turn was for what is pending; a signal that came with the input goes first.
      await turn()
      if (events.has('finish')) continue
    }

    // What follows the line in hand belongs to the logger that comes after us, or to what a
    // reloaded plan makes of it.
    const most = finishing || (reloading && pipeline.input.continued) ? 1 : usual
    const { bytes, readAt } = pipeline.input
    let count = passed?.count
    try {
      count ??= reader.read(bytes, readAt, readAt + most)
    } catch (error) {
      return { operation: 'read-input', code: codeOf(error) }
    }
    if (count === 0) return undefined
    const delivering = count > 0 ? pipeline.accept(count) : undefined
    if (delivering) await delivering
  }
}

/**
 * How much is read at once: what a killed logger had not delivered is delivered again by the
 * next one, and should be no more than a file or so.
 */
const readSize = ({ actions, blocking }: Plan): number => {
  const sizes = actions.map((action) => {
    if (action.do !== 'log') return Infinity
    const { maximum, reserve } = action.directory
    return maximum - Math.max(reserve, 0)
  })
  if (blocking) return BLOCKING_READ_SIZE
  return Math.min(READ_SIZE, Math.max(LEAST_READ_SIZE, Math.min(...sizes)))
}

const LEAST_READ_SIZE = 16 * 1024

/** Where nothing more is read while anything waits, this much may wait. */
const BLOCKING_READ_SIZE = 8192

/** A timeout, -1 for none, that ends after `left` milliseconds at the latest. */
const sooner = (timeout: number, left: number): number => {
  const most = Math.ceil(Math.min(left, LONGEST_WAIT))
  return timeout < 0 ? most : Math.min(timeout, most)
}
