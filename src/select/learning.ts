// What the kernel did not know of a line, learnt for the lines behind it.

import type { KernelSteps } from '../kernel/steps.js'
import type { Outcomes } from './outcomes.js'
import { EVENT, type Event, type States } from './states.js'

/**
 * Goes the way through the table of which the kernel did not know the end, as far as it can go
 * it by itself, and tells the kernel what comes of it.
 */
export const learn = <Verdict>(
  kernel: KernelSteps,
  states: States,
  outcomes: Outcomes<Verdict>,
  bytes: Uint8Array,
): void => {
  const { row, outcome } = kernel.unknownFrom
  let before = outcomes.byId(outcome)
  states.walk(row, bytes, kernel.unknown, (cell) => {
    const event = states.events[EVENT - cell] as Event
    const next = event.matched.length > 0 ? outcomes.after(before, event) : before
    kernel.follow(before.id, cell, event, next)
    before = next
    return event.waiting.length === 0 && next.settled === undefined
  })
}
