// Signals to events. A handler only raises a flag; the flag is looked at between two
// batches, as the originals unblock signals only around a read. `hear` lets a pause end
// early, and an asynchronous wait for input; nothing else waits for a signal.
//
// Orders in which things can happen, all of them safe: a signal before the first read
// (the flag is up when the loop first looks), twice (one flag), finish and rotate
// together (rotation first, `spec/multilog.md §8`), after the end (handlers are gone,
// the default action ends a process that is ending anyway).

import os from 'node:os'

/** What a signal asks for. */
export type SignalEvent = 'finish' | 'rotate' | 'reload' | 'stop' | 'nothing'

/** Which signals ask for what. */
export type SignalPlan = Partial<Record<NodeJS.Signals, SignalEvent>>

/** The flags, and who wants to know at once. */
export class Events {
  /** Some flag is up; for whoever looks after every line. */
  any = false
  readonly #raised = new Set<SignalEvent>()
  readonly #listeners = new Set<() => void>()

  raise(event: SignalEvent): void {
    this.#raised.add(event)
    this.any = true
    for (const listener of this.#listeners) listener()
  }

  has(event: SignalEvent): boolean {
    return this.#raised.has(event)
  }

  /** True once, however often the event was raised since it was last taken. */
  take(event: SignalEvent): boolean {
    const taken = this.#raised.delete(event)
    this.any = this.#raised.size > 0
    return taken
  }

  /** Calls `listener` at every event, its flag up, until the returned function is called. */
  hear(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

const GO_ON = 'SIGCONT'

/**
 * Directs the plan's signals of this process to `events`, even those the parent had
 * ignored or blocked; each is told to `received` too, unless what it asks for has been asked
 * for already: saying so on a broken pipe may have been what brought it. Where one asks to
 * stop, the process stops as by SIGSTOP, and `received` hears of SIGCONT when it goes on.
 * Returns the function that gives the signals back.
 */
export const listen = (
  plan: SignalPlan,
  events: Events,
  unblock: (signals: readonly number[]) => void,
  received: (signal: string) => void = () => undefined,
): (() => void) => {
  const handlers = Object.entries(plan).map(([signal, event]) => {
    const handler = (): void => {
      if (!events.has(event)) received(signal)
      if (event === 'stop') {
        process.kill(process.pid, 'SIGSTOP')
        received(GO_ON)
      } else events.raise(event)
    }
    process.on(signal, handler)
    return { signal: signal as NodeJS.Signals, handler }
  })
  unblock(handlers.map(({ signal }) => os.constants.signals[signal]))
  return () => {
    for (const { signal, handler } of handlers) process.off(signal, handler)
  }
}
