// Batches to sinks, in the script's order: at once as long as nothing blocks. Where a sink
// is blocked, the rest of the sinks wait until it has been waited out.

import { type Batch, oneByOne } from './batch.js'
import type { Fault } from './fault/fault.js'
import { type WaitingWorld, waitOut } from './fault/patience.js'
import type { Output, Outputs } from './outputs.js'
import type { Blocked, Sink } from './sinks/sink.js'

/** Lets a sink do all it was asked; `found` is what has been found to block it. */
export type Settle = (sink: Sink, found?: Blocked) => Promise<Fault | undefined>

/**
 * Lets `sink` do all it was asked, however long that takes, pausing `pause` milliseconds at
 * a failed call; a fault means: give up. `onBlocked` is called before each wait.
 */
export const settle = async (
  sink: Sink,
  pause: number,
  world: WaitingWorld,
  found = sink.settle(),
  onBlocked?: () => void,
): Promise<Fault | undefined> => {
  for (let blocked = found; blocked; blocked = sink.settle()) {
    onBlocked?.()
    if ('fault' in blocked && blocked.remedy === 'give-up') return blocked.fault
    await waitOut(blocked, pause, world)
    const heeds = 'heeds' in blocked ? blocked.heeds : undefined
    if (!heeds || !world.events.has(heeds)) continue
    if (heeds === 'finish') return undefined
    // The request stays raised: other sinks have their turn later.
    sink.rotate()
  }
  return undefined
}

/** Gives each output its lines of `batch`, one line after the other. */
export const deliverLines = async (
  batch: Batch,
  outputs: Outputs,
  settling: Settle,
): Promise<void> => {
  for (const line of oneByOne(batch)) await deliver(line, outputs, settling)
}

/**
 * Gives each output its lines of `batch`, from that at `place` on; undefined where all have
 * them already.
 */
export const deliver = (
  batch: Batch,
  outputs: Outputs,
  settling: Settle,
  place = 0,
): Promise<void> | undefined => {
  const { all, selector, sole } = outputs
  if (sole) {
    const blocked = sole.takeAll(batch)
    return blocked && settling(sole, blocked).then(() => undefined)
  }
  if (place === 0 && selector.looks) selector.judge(batch)
  for (let i = place; i < all.length; i++) {
    const { sink, dead } = all[i] as Output
    if (dead) continue
    sink.take(batch, selector.certain[i] ?? selector.runs(i))
    const blocked = sink.settle()
    if (blocked) return settling(sink, blocked).then(() => deliver(batch, outputs, settling, i + 1))
  }
  return undefined
}
