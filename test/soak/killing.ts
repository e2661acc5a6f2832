// KILL at random while lines flow. A logger reads from a pipe that stays; it is killed at
// some moment, and another one is started on the same pipe and the same directory. In the
// end the directory tells what every kill has cost, or doubled.

import { setTimeout as moment } from 'node:timers/promises'
import type { Tool } from './contenders.js'
import { draws } from './draws.js'
import type { Gap } from './follower.js'
import { Seat } from './seat.js'
import type { Load, Speaking } from './speaking.js'

/** When a logger is killed: milliseconds after its start, or after its first bytes on disk. */
export type Kill = { readonly after: 'start' | 'writing'; readonly delay: number }

/** What a series of kills has shown. */
export type Toll = {
  /** How many there were before all was over, or `broken`. */
  readonly kills: number
  /** Bytes that went through. */
  readonly bytes: number
  /** What was lost or doubled. */
  readonly gaps: readonly Gap[]
  /**
   * A file is misnamed or corrupt, a start does not recover, or more is missing than kills can
   * have cost: what was found, and nothing was done after it.
   */
  readonly broken?: string
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

/** Runs `program` with the arguments of `tool` through these kills and one clean end. */
export const killing = async (
  program: readonly string[],
  tool: Tool,
  schedule: readonly Kill[],
  load: Load,
  seed: number,
): Promise<Toll> => {
  const seat = new Seat(program, tool, SIZE)
  const { log } = seat
  let kills = 0
  const suffer = async (speaker: Speaking): Promise<void> => {
    for (const { after, delay } of schedule) {
      seat.start()
      if (after === 'writing') await seat.writing(speaker)
      await moment(delay)
      seat.signal('SIGKILL')
      await seat.ends('SIGKILL')
      kills++
      log.inspect()
    }
    seat.start()
    await seat.writing(speaker)
    await seat.finish(speaker)
    if (log.gaps.length > kills) throw new Error(`${log.gaps.length} gaps of ${kills} kills`)
  }
  try {
    await seat.occupy(load, seed, suffer)
    return { kills, bytes: log.end, gaps: log.gaps }
  } catch (error) {
    return { kills, bytes: log.end, gaps: log.gaps, broken: String(error) }
  }
}
