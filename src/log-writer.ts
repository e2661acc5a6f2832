// A logger inside a Node program: a pipeline behind a stream. What is written comes out
// as through a pipe into multilog; backpressure is the stream's own.

import { Writable } from 'node:stream'
import { fromText } from './bytes.js'
import type { Fault } from './fault/fault.js'
import type { Report } from './fault/patience.js'
import { READ_SIZE } from './input/splitter.js'
import { Pipeline } from './pipeline.js'
import type { Plan, Stamp } from './plan.js'
import { runProcessor } from './rotation/processor.js'
import { native } from './system/native.js'
import { directFileSystem } from './system/real-filesystem.js'
import { Events } from './system/signals.js'
import { systemClock } from './time/clock.js'
import { type WhenFull, whenFull } from './when-full.js'

/** How a directory is kept; what is left out is as multilog has it. */
export type LogOptions = {
  readonly stamp?: Stamp
  /** Bytes a file holds at most; 99999. */
  readonly size?: number
  /** Files in the directory, `current` included; 10. */
  readonly files?: number
  /** Shell command that finished files pass through. */
  readonly processor?: string
  /** What to do on a full disk; wait. */
  readonly full?: WhenFull
  /** Hears of every pause, and what for. */
  readonly onReport?: (report: Report) => void
}

/** An error with the fault that a start failed with. */
export class LogError extends Error {
  readonly fault: Fault

  constructor(fault: Fault) {
    super(`log: cannot ${fault.operation} ${fault.directory ?? ''}: ${fault.code}`)
    this.fault = fault
  }
}

/** Takes its place among the writes: what was written before it is rotated with the rest. */
const ROTATE = Buffer.alloc(0)

/** Written bytes go to a log directory; `end` leaves it clean. */
export class LogWriter extends Writable {
  readonly #pipeline: Pipeline

  constructor(plan: Plan, onReport: (report: Report) => void) {
    super({ decodeStrings: true })
    this.#pipeline = new Pipeline(plan, {
      filesystem: directFileSystem(native()),
      clock: systemClock,
      locks: native(),
      localTime: native().localTime,
      runProcessor,
      events: new Events(),
      say: () => undefined,
      report: onReport,
      sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    })
  }

  /** Finishes `current` now, if there is anything in it; resolves when that is done. */
  rotate(): Promise<void> {
    return new Promise((resolve, reject) =>
      this.write(ROTATE, (error) => (error ? reject(error) : resolve())),
    )
  }

  override _construct(callback: (error?: Error) => void): void {
    call(callback, async () => {
      const fault = await this.#pipeline.open()
      if (fault) throw new LogError(fault)
    })
  }

  override _write(chunk: Buffer, _: BufferEncoding, callback: (error?: Error) => void): void {
    call(callback, async () => {
      if (chunk === ROTATE) return this.#pipeline.rotate()
      for (let at = 0; at < chunk.length; at += READ_SIZE) {
        const { bytes, readAt } = this.#pipeline.input
        const count = chunk.copy(bytes, readAt, at, at + READ_SIZE)
        await this.#pipeline.accept(count)
      }
      await this.#pipeline.wake()
    })
  }

  override _final(callback: (error?: Error) => void): void {
    call(callback, () => this.#pipeline.finish())
  }
}

// A stream makes one of these calls at a time, as a pipeline wants them.
const call = (callback: (error?: Error) => void, act: () => Promise<void>): void => {
  act().then(() => callback(), callback)
}

/**
 * Opens the log directory `path` for writing; one level of it is made if need be. Emits
 * `error` with a `LogError` where it cannot be had, another writer's lock included.
 */
export const openLog = (path: string, options: LogOptions = {}): LogWriter => {
  const { stamp, size = 99999, files = 10, processor, full = 'wait' } = options
  const { onReport = () => undefined } = options
  if (!(size > RESERVE)) throw new Error(`size must be more than ${RESERVE} bytes: ${size}`)
  if (!(files >= 2)) throw new Error(`files must be at least 2: ${files}`)
  const directory = {
    path: fromText(path),
    maximum: size,
    reserve: RESERVE,
    files,
    code: 's',
    ...(processor !== undefined && { processor: fromText(processor) }),
  }
  const plan: Plan = {
    ...(stamp && { stamp }),
    lines: { window: 1000, completeLastLine: true },
    actions: [{ do: 'log', directory }],
    signals: {},
    pause: 5000,
  }
  return new LogWriter(whenFull(plan, full), onReport)
}

/** As multilog: a file may end this far below its size. */
const RESERVE = 2000
