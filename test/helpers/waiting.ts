// Waiting in tests: for a condition, with a bound, never for a length of time.

import { setTimeout as delay } from 'node:timers/promises'

/** Resolves once `condition` holds; throws naming `what` after `seconds` without it. */
export const until = async (
  what: string | (() => string),
  condition: () => boolean,
  seconds = 30,
): Promise<void> => {
  const deadline = performance.now() + seconds * 1000
  while (!condition()) {
    if (performance.now() > deadline)
      throw new Error(`${seconds} s without ${typeof what === 'string' ? what : what()}`)
    await delay(1)
  }
}
