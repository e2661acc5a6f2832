// Work on finished archives beside the log: what drives a directory knows this face alone.

import type { ByteString } from '../bytes.js'
import { type WaitingWorld, waitOut } from '../fault/patience.js'
import type { DirectoryPlan } from '../plan.js'
import type { Directory } from '../system/filesystem.js'
import type { Events } from '../system/signals.js'
import { BackgroundProcessors } from './background-processors.js'
import { Compression } from './compression.js'
import type { DirectoryWorld } from './directory-world.js'
import type { MakeRoom } from './room.js'

/** What is done to the archives of one directory while logging goes on. */
export type BackgroundWork = {
  /** What pruning must leave alone: files whose names begin so. */
  readonly busy: ByteString | undefined
  /**
   * What a full disk must leave alone: files whose names begin so. While somebody reads them
   * their room is not had by deleting them.
   */
  readonly reading: ByteString | undefined
  /** When `wake` wants to be called, in monotonic milliseconds. */
  readonly deadline: number
  /**
   * Works for `plan` in `directory` from now on, and begins. A run going on is finished first.
   * `makeRoom` is asked where it finds the disk full.
   */
  attach(plan: DirectoryPlan, directory: Directory, makeRoom?: MakeRoom): void
  /** Begins no further run, and gives the directory back unless one is going on in it. */
  release(): void
  /** Goes on if the time has come. */
  wake(): void
  /**
   * What the end must wait for: a run, or milliseconds until `wake`. Where somebody asked
   * for the end (`asked`), no more than what is going on; else everything. What is left
   * stays for the next start.
   */
  ending(asked: boolean): Promise<void> | number | undefined
}

/** What `plan` wants done to its archives. */
export const backgroundWork = (plan: DirectoryPlan, world: DirectoryWorld): BackgroundWork =>
  plan.compression ? new Compression(plan.path, world) : new BackgroundProcessors(plan.path, world)

/** Waits for what the end must wait for: see `ending`. */
export const endWork = async (
  path: ByteString,
  work: BackgroundWork,
  pause: number,
  world: WaitingWorld,
): Promise<void> => {
  const { events, sleep } = world
  for (;;) {
    const asked = events.has('finish')
    const left = work.ending(asked)
    if (left === undefined) return
    if (typeof left !== 'number') {
      const until = asked ? left : sooner(left, events)
      await waitOut({ until, directory: path }, pause, world)
    } else if (left > 0) await sleep(left, events)
    work.wake()
  }
}

/** The end of `run`, or a request to end if that comes first: it may change what is waited for. */
const sooner = async (run: Promise<void>, events: Events): Promise<void> => {
  let stopHearing = (): unknown => undefined
  const asked = new Promise<void>((resolve) => {
    stopHearing = events.hear(() => {
      if (events.has('finish')) resolve()
    })
  })
  try {
    await Promise.race([run, asked])
  } finally {
    stopHearing()
  }
}
