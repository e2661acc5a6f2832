// Processors in the background: one at a time for a directory, while logging goes on.
//
// What waits is what the directory shows: every complete `.u`, oldest first. So nothing is
// forgotten by a stop, and nothing need be handed over at a reopening. A run that fails is
// made again after a pause, one second at first and twice as long each time up to a minute;
// its input stays. One that succeeds has its output made safe before its input goes.
//
// Timers of the event loop do not end a wait for input: pauses are deadlines, which whoever
// drives the directory looks at.

import type { ByteString } from '../bytes.js'
import { codeOf, type Fault, ignoring } from '../fault/fault.js'
import type { DirectoryPlan } from '../plan.js'
import type { Directory } from '../system/filesystem.js'
import { LABEL_LENGTH } from '../time/tai64n.js'
import { type Finishing, finishings, openJob, Unopened, waiting } from './background-run.js'
import type { BackgroundWork } from './background-work.js'
import type { DirectoryWorld } from './directory-world.js'
import type { ProcessorEnd } from './processor.js'
import { type MakeRoom, refusal } from './room.js'

const PAUSE = { first: 1000, longest: 60_000 }
/** Failures of one file in a row that the end of input waits for. */
const PATIENCE = 4

type Run = {
  readonly label: ByteString
  /** Suffix of what comes out. */
  readonly code: ByteString
  readonly directory: Directory
  /** Resolves when the process has ended, and all that follows at once has been done. */
  until: Promise<void>
  running: boolean
  left: Finishing[]
}

/** The processors of one directory. */
export class BackgroundProcessors implements BackgroundWork {
  readonly #path: ByteString
  readonly #world: DirectoryWorld
  #plan: DirectoryPlan | undefined
  #directory: Directory | undefined
  #run: Run | undefined
  /** Failures in a row. */
  #failures = 0
  /** When to go on, in monotonic milliseconds. */
  deadline = Number.POSITIVE_INFINITY
  #makeRoom: MakeRoom | undefined

  constructor(path: ByteString, world: DirectoryWorld) {
    this.#path = path
    this.#world = world
  }

  /** The label of what is being processed. */
  get busy(): ByteString | undefined {
    return this.#run?.label
  }

  get reading(): ByteString | undefined {
    return this.busy
  }

  attach(plan: DirectoryPlan, directory: Directory, makeRoom?: MakeRoom): void {
    const changed = this.#plan !== plan
    this.#plan = plan
    this.#makeRoom = makeRoom
    if (changed) {
      this.release()
      // A handle of our own: the directory may be given back while we are at work in it.
      if (plan.processor !== undefined)
        this.#directory = this.#world.filesystem.openDirectory(directory.path)
      this.#failures = 0
      if (!this.#run) this.deadline = Number.POSITIVE_INFINITY
    }
    if (this.deadline === Number.POSITIVE_INFINITY) this.#next()
  }

  release(): void {
    const directory = this.#directory
    this.#directory = undefined
    if (directory !== this.#run?.directory) ignoring(() => directory?.close())
  }

  wake(): void {
    if (this.#world.clock.monotonic() < this.deadline) return
    this.deadline = Number.POSITIVE_INFINITY
    if (this.#run) this.#finish(this.#run)
    else this.#next()
  }

  /** Where nobody asked for the end, what fails again and again is not waited for. */
  ending(asked: boolean): Promise<void> | number | undefined {
    if (asked) this.release()
    if (this.#run?.running) return this.#run.until
    if (this.deadline === Number.POSITIVE_INFINITY) return undefined
    if (asked || (!this.#run && this.#failures >= PATIENCE)) return undefined
    return Math.max(0, this.deadline - this.#world.clock.monotonic())
  }

  #next(): void {
    const directory = this.#directory
    if (this.#run || !directory) return
    try {
      const name = waiting(directory)
      if (name !== undefined) this.#start(name, directory)
    } catch (error) {
      this.#warn({ operation: 'list', directory: this.#path, code: codeOf(error) })
    }
  }

  #start(name: ByteString, directory: Directory): void {
    const { filesystem, runProcessor, note } = this.#world
    const label = name.slice(0, LABEL_LENGTH)
    const opened: number[] = []
    const { code = 's', processor = '' } = this.#plan ?? {}
    const until = Promise.resolve()
    const run: Run = { label, code, directory, running: true, left: [], until }
    this.#run = run
    try {
      const job = openJob(processor, label, directory, opened)
      note?.({ did: 'processing', directory: this.#path, file: name })
      run.until = runProcessor(job).then((end) => this.#ended(run, end))
    } catch (error) {
      if (!(error instanceof Unopened)) throw error
      this.#warn({ operation: 'open-for-processor', file: error.file, code: error.code })
      this.#failed(run, error.code)
    } finally {
      for (const descriptor of opened) ignoring(() => filesystem.close(descriptor))
    }
  }

  #ended(run: Run, end: ProcessorEnd): void {
    this.#world.note?.({ did: 'signal', signal: 'SIGCHLD' })
    if (end.end === 'no-fork') {
      this.#pausing({ operation: 'fork', directory: this.#path, code: end.code })
      this.#giveUp(run)
    } else if (end.end === 'exit' && end.status === 0) {
      run.running = false
      run.left = finishings(run.label, run.code, run.directory, this.#world.filesystem)
      this.#finish(run)
    } else this.#failed(run, this.#foundFull(run))
  }

  /** The errno name where a run may have failed for want of room. */
  #foundFull({ label, directory }: Run): string | undefined {
    return this.#makeRoom && refusal(directory, `${label}.t`, this.#world.filesystem)
  }

  #failed(run: Run, code?: string): void {
    this.#warn({ operation: 'processor-failed', directory: this.#path })
    this.#giveUp(run, this.#hasRoom(code))
  }

  /** After a call that failed with `code`: whether there is room now that was not there. */
  #hasRoom(code: string | undefined): boolean {
    return (code !== undefined && this.#makeRoom?.(code)) ?? false
  }

  /** The run leaves nothing behind, and another one will follow: at once where there is room now. */
  #giveUp(run: Run, atOnce = false): void {
    run.running = false
    this.#run = undefined
    for (const file of [`${run.label}.t`, 'newstate']) ignoring(() => run.directory.remove(file))
    const pause = atOnce ? 0 : Math.min(PAUSE.first * 2 ** this.#failures++, PAUSE.longest)
    this.deadline = this.#world.clock.monotonic() + pause
    this.#giveBack(run)
  }

  #finish(run: Run): void {
    for (let step = run.left[0]; step; step = run.left[0]) {
      const { operation, file, act } = step
      try {
        act()
      } catch (error) {
        const code = codeOf(error)
        if (this.#hasRoom(code)) continue
        this.#pausing({ operation, directory: this.#path, file, code })
        this.deadline = this.#world.clock.monotonic() + PAUSE.first
        return
      }
      run.left.shift()
    }
    const file = `${run.label}.${run.code}`
    this.#world.note?.({ did: 'processed', directory: this.#path, file })
    this.#run = undefined
    this.#failures = 0
    this.#giveBack(run)
    this.#next()
  }

  #giveBack(run: Run): void {
    if (run.directory !== this.#directory) ignoring(() => run.directory.close())
  }

  #warn(fault: Fault): void {
    this.#world.report?.({ kind: 'warning', fault })
  }

  #pausing(fault: Fault): void {
    this.#world.report?.({ kind: 'pausing', fault })
  }
}
