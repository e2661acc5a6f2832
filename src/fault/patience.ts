// Waits out what keeps a sink from going on. Every pause is said once, with its reason.
//
// A request to end does not end a pause: bytes that were read must not be lost. It is
// answered by saying what is waited for, and by one try at once; after that the pauses go
// on until the obstacle is gone. (The originals show no sign of having heard.) A request that
// loses nothing is not made to wait: the sink says which.

import type { ByteString } from '../bytes.js'
import type { Blocked } from '../sinks/sink.js'
import { Events } from '../system/signals.js'
import type { Clock } from '../time/clock.js'
import type { Fault } from './fault.js'

/** What a frontend is told, to say it in its own words. */
export type Report =
  | { readonly kind: 'warning' | 'pausing'; readonly fault: Fault }
  | { readonly kind: 'waiting'; readonly for: Fault | ByteString }

/** What waiting needs of its surroundings. */
export type WaitingWorld = {
  readonly clock: Clock
  readonly events: Events
  readonly report: (report: Report) => void
  /** Resolves after `milliseconds`, or at the next event if that is sooner. */
  readonly sleep: (milliseconds: number, events: Events) => Promise<void>
}

/** How long to wait for room that nothing tells of, in milliseconds. */
const MOMENT = 10

/** Waits `pause` milliseconds at a fault, and for a processor as long as it runs. */
export const waitOut = async (
  blocked: Blocked,
  pause: number,
  world: WaitingWorld,
): Promise<void> => {
  if ('until' in blocked) return waitForProcessor(blocked, pause, world)
  const { fault, remedy, heeds } = blocked
  if (remedy === 'go-on' || remedy === 'give-up') {
    world.report({ kind: 'warning', fault })
    return
  }
  if (remedy === 'pause') world.report({ kind: 'pausing', fault })
  const { clock, events } = world
  const length = remedy === 'wait' ? MOMENT : pause
  const deadline = clock.monotonic() + length
  const asked = events.has('finish')
  for (let left = length; left > 0; left = deadline - clock.monotonic()) {
    await world.sleep(left, events)
    if (asked || !events.has('finish')) continue
    if (heeds !== 'finish') world.report({ kind: 'waiting', for: fault })
    return
  }
}

// A processor that ends within a pause of the request is not worth a word.
const waitForProcessor = async (
  { until, directory }: Extract<Blocked, { until: Promise<void> }>,
  pause: number,
  world: WaitingWorld,
): Promise<void> => {
  const { events, report } = world
  const ended = new Events()
  let running = true
  let asked = false
  const askedToFinish = async (): Promise<void> => {
    if (asked || !events.has('finish')) return
    asked = true
    await world.sleep(pause, ended)
    if (running) report({ kind: 'waiting', for: directory })
  }
  const stopHearing = events.hear(askedToFinish)
  askedToFinish()
  await until
  running = false
  ended.raise('finish')
  stopHearing()
}
