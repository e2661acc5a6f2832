// A logger of ours in a flood for a long time, told to rotate, to open its files anew or to
// end every now and then. Every byte must be there once and in order; descriptors, memory
// and files must not grow.

import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as moment } from 'node:timers/promises'
import type { Tool } from './contenders.js'
import { draws } from './draws.js'
import { Seat } from './seat.js'
import type { Speaking } from './speaking.js'

const SIZE = 1_000_000

/** One in so many events is a restart. */
const RESTARTS = 5

/** What /proc tells of a logger: open descriptors, and bytes of memory. */
export type Sample = { readonly descriptors: number; readonly memory: number }

export type Story = {
  /** Bytes that were logged and looked at. */
  readonly bytes: number
  readonly restarts: number
  readonly signals: number
  /** One before each event. */
  readonly samples: readonly Sample[]
}

/** How much is to be said, milliseconds between events, and who wants to hear of each. */
export type Course = {
  readonly bytes: number
  readonly every: number
  readonly seed: number
  readonly told?: (story: Story) => void
}

const sampleOf = (pid: number): Sample => {
  const resident = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))
  const descriptors = readdirSync(`/proc/${pid}/fd`).length
  return { descriptors, memory: Number(resident?.[1]) * 1024 }
}

/** Runs ours as `tool` through it. Throws where a byte is missing, doubled or out of order. */
export const driving = (
  program: readonly string[],
  tool: Tool,
  { bytes, every, seed, told }: Course,
): Promise<Story> => {
  const seat = new Seat(program, tool, SIZE)
  const { log } = seat
  const below = draws(seed)
  const samples: Sample[] = []
  const story = { bytes: 0, restarts: 0, signals: 0, samples }

  const restart = async (): Promise<void> => {
    seat.signal('SIGTERM')
    await seat.ends('0')
    log.inspect()
    seat.start()
    story.restarts++
  }

  const signal = async (speaker: Speaking): Promise<void> => {
    if (tool.layout === 'file') log.roll()
    seat.signal(tool.signals[below(tool.signals.length)])
    await seat.writing(speaker)
    log.inspect()
    story.signals++
  }

  return seat.occupy(
    'flood',
    seed,
    async (speaker) => {
      seat.start()
      for (;;) {
        await moment(every)
        // Before that it may not listen to signals yet.
        await seat.writing(speaker)
        if (speaker.ended) break
        samples.push(sampleOf(seat.pid))
        await (below(RESTARTS) === 0 ? restart() : signal(speaker))
        story.bytes = log.end
        const [gap] = log.gaps
        if (gap) throw new Error(`logged up to ${gap.end}, then from ${gap.start} on`)
        told?.(story)
      }
      await seat.finish(speaker)
      return { ...story, bytes: log.end }
    },
    bytes,
  )
}
