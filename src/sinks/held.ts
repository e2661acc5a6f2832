// Sinks that never block the others: what they cannot deliver now waits in memory. They
// are driven by whoever waits for input, and at the end until nothing is left.

import type { WaitingWorld } from '../fault/patience.js'
import { Events } from '../system/signals.js'

/** What such a sink shows beside its face as a sink. */
export type Held = {
  /** Something is still to be done. */
  readonly pending: boolean
  /** When `wake` wants to be called: monotonic milliseconds, or Infinity. */
  readonly deadline: number
  /** Resolves when `wake` may be called earlier. */
  readonly until?: Promise<void> | undefined
  /** Goes on, if the time has come. */
  wake(): void
}

/** Sleeps until one of them may go on, or for `milliseconds`. */
export const sleepWith = (
  held: readonly Held[],
  milliseconds: number,
  sleep: WaitingWorld['sleep'],
): Promise<void> => {
  const woken = new Events()
  for (const { until } of held) until?.then(() => woken.raise('nothing'))
  return sleep(milliseconds, woken)
}
