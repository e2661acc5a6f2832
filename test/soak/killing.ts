// KILL at random while lines flow. A logger reads from a pipe that stays; it is killed at
// some moment, and another one is started on the same pipe and the same directory. In the
// end the directory tells what every kill has cost, or doubled.

import { setTimeout as moment } from 'node:timers/promises'
import type { Tool } from './contenders.js'
import { draws } from './draws.js'
import type { Gap } from './log.js'
import { Seat } from './seat.js'
import type { Load } from './speaking.js'

/** When a logger is killed: milliseconds after its start, or after its first bytes on disk. */
export type Kill = { readonly after: 'start' | 'writing'; readonly delay: number }

/** What a series of kills has shown. */
export type Toll = {
  readonly kills: number
  /** Bytes that went through. */
  readonly bytes: number
  /** What was lost or doubled: one for each kill that did either. */
  readonly gaps: readonly Gap[]
}

/** `count` kills, one in five of them during a start. */
export const schedule = (seed: number, count: number): readonly Kill[] => {
  const below = draws(seed)
  return Array.from({ length: count }, () =>
    below(5) === 0
      ? { after: 'start' as const, delay: below(120) }
      : { after: 'writing' as const, delay: below(15) },
  )
}

// So small that kills meet rotations.
const SIZE = 16384

/**
 * Runs `program` with the arguments of `tool` through these kills and one clean end. Throws
 * where a file is misnamed or corrupt, a start does not recover, or anything is missing
 * that no kill can have cost.
 */
export const killing = (
  program: readonly string[],
  tool: Tool,
  kills: readonly Kill[],
  load: Load,
  seed: number,
): Promise<Toll> => {
  const seat = new Seat(program, tool, SIZE)
  const { log } = seat
  return seat.occupy(load, seed, async (speaker) => {
    for (const { after, delay } of kills) {
      seat.start()
      if (after === 'writing') await seat.writing(speaker)
      await moment(delay)
      seat.signal('SIGKILL')
      await seat.ends('SIGKILL')
      log.inspect(false)
    }
    seat.start()
    await seat.writing(speaker)
    await seat.finish(speaker)
    const { gaps, end } = log
    if (gaps.length > kills.length) throw new Error(`${gaps.length} gaps of ${kills.length} kills`)
    return { kills: kills.length, bytes: end, gaps }
  })
}
