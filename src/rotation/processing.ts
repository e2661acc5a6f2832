// The step that runs a processor: starts it, waits for it, judges how it ended. Any end
// but success means another run from the beginning, after a pause; a death by signal is
// told as a crash and then as a failure, with a pause for each (`spec/multilog.md §7.1`).
// Both outputs are truncated at every start, so a run that failed leaves nothing behind.

import { codeOf, type Fault, ignoring } from '../fault/fault.js'
import type { DirectoryPlan } from '../plan.js'
import type { Blocked } from '../sinks/sink.js'
import type { Directory } from '../system/filesystem.js'
import type { DirectoryWorld } from './directory-world.js'
import type { ProcessorEnd, ProcessorJob } from './processor.js'
import { type MakeRoom, refusal } from './room.js'

/** A run: going on, ended, or never begun because a file would not open. */
type Run = { end?: ProcessorEnd }

/** Drives the runs of one directory's processor. */
export class Processing {
  readonly #plan: DirectoryPlan
  readonly #world: Pick<DirectoryWorld, 'filesystem' | 'runProcessor'>
  readonly #makeRoom: MakeRoom | undefined
  #run: Run | undefined

  /** `makeRoom` is asked where a run finds the disk full. */
  constructor(
    plan: DirectoryPlan,
    world: Pick<DirectoryWorld, 'filesystem' | 'runProcessor'>,
    makeRoom?: MakeRoom,
  ) {
    this.#plan = plan
    this.#makeRoom = makeRoom
    this.#world = world
  }

  /** Undefined once a run has succeeded; call again after each pause or wait. */
  settle(directory: Directory): Blocked | undefined {
    const end = this.#run?.end
    if (!end) return this.#start(directory)
    this.#run = undefined
    if (end.end === 'no-fork') return this.#pause('fork', end.code)
    if (end.end === 'signal') {
      if (this.#plan.crashes === 'crashes') return this.#pause('processor-crashed')
      this.#run = { end: { end: 'exit', status: 111 } }
      // No call has failed; the original shows its errno all the same.
      return this.#pause('processor-crashed', '0')
    }
    if (end.status === 0) return undefined
    const blocked = this.#pause('processor-failed')
    return this.#foundFull(directory) ? { ...blocked, remedy: 'go-on' } : blocked
  }

  /** Whether a run may have failed for want of room, and there is some now. */
  #foundFull(directory: Directory): boolean {
    if (!this.#makeRoom) return false
    const code = refusal(directory, 'processed', this.#world.filesystem)
    return code !== undefined && this.#makeRoom(code)
  }

  #start(directory: Directory): Blocked {
    const opened: number[] = []
    const { filesystem, runProcessor } = this.#world
    try {
      const { processor = '', interpreter = 'sh', modes } = this.#plan
      const files = open(directory, opened, modes?.inUse)
      const job = { ...files, command: processor, interpreter }
      const run: Run = {}
      this.#run = run
      const until = runProcessor(job).then((end) => {
        run.end = end
      })
      return { until, directory: this.#plan.path }
    } catch (error) {
      const code = codeOf(error)
      if (this.#makeRoom?.(code)) return this.#start(directory)
      // The original's child finds this, says so and fails.
      this.#run = { end: { end: 'exit', status: 111 } }
      const file = this.#plan.processor ?? ''
      return { fault: { operation: 'run', file, code }, remedy: 'go-on' }
    } finally {
      // The run has what it needs, and nothing was written here.
      for (const descriptor of opened) ignoring(() => filesystem.close(descriptor))
    }
  }

  #pause(
    operation: Fault['operation'],
    code?: string,
  ): { readonly fault: Fault; readonly remedy: 'pause' } {
    const { path: directory } = this.#plan
    return { fault: { operation, directory, ...(code && { code }) }, remedy: 'pause' }
  }
}

// In the original's order. A missing `state` is an empty one: without it no run could
// ever succeed.
const open = (
  directory: Directory,
  opened: number[],
  mode = 0o644,
): Omit<ProcessorJob, 'command' | 'interpreter'> => {
  const next = (descriptor: number): number => {
    opened.push(descriptor)
    return descriptor
  }
  return {
    directory: directory.path,
    input: next(directory.open('previous', 'read', 0)),
    output: next(directory.open('processed', 'replace', mode)),
    state: next(directory.open('state', 'read-create', mode)),
    newState: next(directory.open('newstate', 'replace', mode)),
  }
}
