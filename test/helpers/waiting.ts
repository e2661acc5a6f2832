// Waiting in tests: for a condition, with a bound, never for a length of time.

import { setTimeout as delay } from 'node:timers/promises'

// A longer time between two looks than this, in milliseconds, is one in which we did not
// run, and perhaps nobody did.
const GLANCE = 100

/** Resolves once `condition` holds; throws naming `what` after `seconds` without it. */
export const until = async (
  what: string | (() => string),
  condition: () => boolean,
  seconds = 60,
): Promise<void> => {
  let left = seconds * 1000
  for (let last = performance.now(); !condition(); ) {
    if (left < 0)
      throw new Error(`${seconds} s without ${typeof what === 'string' ? what : what()}`)
    await delay(1)
    const now = performance.now()
    left -= Math.min(now - last, GLANCE)
    last = now
  }
}
