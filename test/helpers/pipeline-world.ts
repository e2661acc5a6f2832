// Everything a pipeline needs, in memory: a disk that can fail, a clock that is moved, and
// input that comes in pieces. A pause moves the clock and costs no time.

import os from 'node:os'
import { parse } from '../../loggers/multilog.js'
import { codeOf, type Fault } from '../../src/fault/fault.js'
import type { Report } from '../../src/fault/patience.js'
import type { Reader, Ready } from '../../src/input/reader.js'
import { run, type World } from '../../src/logger.js'
import type { Plan } from '../../src/plan.js'
import type { ProcessorRunner } from '../../src/rotation/processor.js'
import type { OpenSystemLog } from '../../src/sinks/system-log.js'
import { passLoneBy } from '../../src/system/lone-lines.js'
import { MemoryFileSystem, type Snapshot } from '../../src/system/memory-filesystem.js'
import { Events, type SignalEvent } from '../../src/system/signals.js'
import { ManualClock } from '../../src/time/clock.js'

/** The array that `poll` is given. */
const set = new Uint8Array(8)

/** What comes next: bytes, a signal, a failed read, or something done to the world meanwhile. */
export type Happening =
  | { readonly bytes: Uint8Array }
  | { readonly event: SignalEvent }
  | { readonly error: string }
  | { readonly call: () => void }

export class PipelineWorld {
  /** From reads of so many bytes on the kernel works; by default it never does. */
  static flood = Number.POSITIVE_INFINITY

  readonly filesystem: MemoryFileSystem
  readonly clock = new ManualClock({ seconds: 1600000000, nanoseconds: 123456789 })
  readonly events = new Events()
  readonly reports: Report[] = []
  readonly said: Uint8Array[] = []
  /** Bytes of the happenings that were read. */
  taken = 0
  /** The most bytes asked for at once. */
  most = 0
  /** Bytes of lines that went by themselves. */
  alone = 0
  /** Called at every pause, before the clock moves. */
  onPause: () => void = () => undefined
  /** Where messages to the system's log go. */
  openSystemLog: OpenSystemLog = () => () => undefined
  runProcessor: ProcessorRunner = async () => ({ end: 'exit', status: 0 })

  constructor(filesystem = new MemoryFileSystem()) {
    this.filesystem = filesystem
  }

  /** Runs a multilog script over what happens; the end of input follows. */
  run(script: readonly string[], happenings: readonly Happening[]): Promise<Fault | undefined> {
    return this.runPlan(parse(script), happenings)
  }

  /** The same with any plan, which stays what it is when it is reloaded unless `reload` tells another. */
  runPlan(
    plan: Plan,
    happenings: readonly Happening[],
    reload: () => Plan = () => plan,
  ): Promise<Fault | undefined> {
    return run(plan, { ...this.#world([...happenings]), reload })
  }

  #world(left: Happening[]): World {
    const read = (bytes: Uint8Array, from: number, to: number): number => {
      const next = left[0]
      this.most = Math.max(this.most, to - from)
      if (next === undefined) return 0
      if ('error' in next) throw Object.assign(new Error(next.error), { code: next.error })
      if (!('bytes' in next)) return -1
      const count = Math.min(next.bytes.length, to - from)
      bytes.set(next.bytes.subarray(0, count), from)
      this.taken += count
      left[0] = { bytes: next.bytes.subarray(count) }
      return count
    }
    const wait = (): Ready => {
      for (;;) {
        const next = left[0]
        if (next === undefined || 'error' in next) return 'input'
        if ('bytes' in next && next.bytes.length > 0) return 'input'
        left.shift()
        if ('event' in next) {
          this.events.raise(next.event)
          return 'turn'
        }
        if ('call' in next) next.call()
      }
    }
    const pass: Reader['pass'] = (lines, output, most) => {
      let ended: Ready = 'input'
      let errno = 0
      const passLone = passLoneBy(
        {
          poll: () => {
            ended = wait()
            set[6] = left[0] && 'bytes' in left[0] ? 1 : 16
            return ended === 'input' ? 1 : 2
          },
          read: (_, at, count) => read(lines.bytes as Uint8Array, Number(at), Number(at) + count),
          write: (descriptor, at, count) => {
            try {
              return this.filesystem.write(descriptor, lines.bytes, Number(at), Number(at) + count)
            } catch (error) {
              errno = os.constants.errno[codeOf(error) as 'EIO']
              return -1
            }
          },
        },
        { address: () => 0n, errno: () => errno },
      )
      const passed = passLone(set, 1, 0, most, lines, output)
      this.alone += passed.written
      return { ...passed, ended }
    }
    return {
      reader: { wait, read, taken: () => undefined, passes: true, pass },
      events: this.events,
      report: (report) => this.reports.push(report),
      say: (text) => this.said.push(Uint8Array.from(text)),
      filesystem: this.filesystem,
      clock: this.clock,
      locks: this.filesystem,
      localTime: () => undefined,
      openSystemLog: (speaker) => this.openSystemLog(speaker),
      runProcessor: (job) => this.runProcessor(job),
      sleep: async (milliseconds) => {
        this.onPause()
        this.clock.advance(milliseconds)
      },
      turn: async () => undefined,
      flood: PipelineWorld.flood,
    }
  }
}

/**
 * The disk is full at `capacity` bytes. At the first pause a request to end comes, at the
 * second there is room. Gives what must have been reported then.
 */
export const endWhileFull = (world: PipelineWorld, capacity: number): Report[] => {
  world.filesystem.capacity = capacity
  let pauses = 0
  world.onPause = () => {
    pauses++
    if (pauses === 1) world.events.raise('finish')
    if (pauses === 2) world.filesystem.capacity = 1e6
  }
  const write = { operation: 'write', directory: './log', file: 'current', code: 'ENOSPC' } as const
  return [
    { kind: 'pausing', fault: write },
    { kind: 'waiting', for: write },
    { kind: 'pausing', fault: write },
  ]
}

/** Text or bytes as one read each. */
export const reads = (...pieces: (string | Uint8Array)[]): Happening[] =>
  pieces.map((piece) => ({ bytes: typeof piece === 'string' ? Buffer.from(piece) : piece }))

/** The same, with so many nanoseconds behind each read. */
export const paced = (
  world: PipelineWorld,
  pieces: readonly Uint8Array[],
  nanoseconds: number,
): Happening[] =>
  reads(...pieces).flatMap((read) => [read, { call: () => world.clock.advance(nanoseconds / 1e6) }])

/** All archives in order of name, then `current`: what a reader of these files sees. */
export const inOrder = (files: Readonly<Record<string, Snapshot>>): Buffer => {
  const names = Object.keys(files).filter((name) => /^[@_]/.test(name))
  return Buffer.concat([...names.sort(), 'current'].flatMap((name) => files[name]?.content ?? []))
}

/** The same for the directory at `path`. */
export const logged = (filesystem: MemoryFileSystem, path: string): Buffer =>
  inOrder(filesystem.snapshot(path))
