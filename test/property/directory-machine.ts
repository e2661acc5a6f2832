// A log directory in memory beside a model of it, under random writes, rotations, failing
// calls, steps of the clock, stops between any two calls, power losses and restarts.
//
// The model is the bytes that a reader of the directory must find: all that was written,
// in order. It is compared after every action. A stop may lose only the end of the write
// it fell into. A power loss may lose the end of what was written, never a stretch in the
// middle, and nothing that had been finished: an archive `.s` is always whole.

import fc from 'fast-check'
import { expect } from 'vitest'
import { emptyBatch } from '../../src/batch.js'
import type { DirectoryPlan } from '../../src/plan.js'
import type { ProcessorRunner } from '../../src/rotation/processor.js'
import { LogDirectory } from '../../src/sinks/log-directory.js'
import { MemoryFileSystem, type Snapshot, Stopped } from '../../src/system/memory-filesystem.js'
import { ManualClock } from '../../src/time/clock.js'

/** The files of a directory by name. */
export type Files = Readonly<Record<string, Snapshot>>

/** How one layout is driven and read. */
export type Layout = {
  readonly plan: DirectoryPlan
  /** What its processor leaves, where it has one: names in the directory with their content. */
  readonly processed?: (files: Files) => Readonly<Record<string, Buffer>>
  /** On a disk that cannot rename without replacing. */
  readonly replaces?: true
  /** What a reader finds: archives in order, then `current`. */
  readonly found: (files: Files) => Buffer
}

class Machine {
  readonly filesystem = new MemoryFileSystem()
  readonly clock = new ManualClock({ seconds: 1600000000, nanoseconds: 0 })
  /** What a reader must find. */
  expected: Buffer = Buffer.alloc(0)
  /** So many runs of the processor fail from now on. */
  failing = 0
  readonly #layout: Layout
  // Another process: what is made to fail here does not fail there.
  readonly #other = this.filesystem.anotherProcess()
  #runs: (() => void)[] = []
  #directory: LogDirectory
  #line = 0

  constructor(layout: Layout) {
    this.#layout = layout
    this.#directory = this.#make()
    this.heal()
  }

  /** Takes back what was made to fail. */
  heal(): void {
    const { calls } = this.filesystem
    calls.heal()
    if (this.#layout.replaces)
      calls.failAlways(({ operation }) => operation === 'renameNew', 'EINVAL')
  }

  #make(): LogDirectory {
    const { filesystem, clock } = this
    const world = { filesystem, clock, locks: filesystem, runProcessor: this.#runProcessor }
    return new LogDirectory(this.#layout.plan, world)
  }

  // One that is stopped breaks off what waits for its processor: that is waited for first,
  // and only then has the processor run.
  readonly #runProcessor: ProcessorRunner = () =>
    new Promise((resolve) => {
      this.#runs.push(() => resolve({ end: 'exit', status: this.#process() }))
    })

  #process(): number {
    const results = this.#layout.processed?.(this.#files) ?? {}
    const fails = this.failing > 0
    if (fails) this.failing--
    for (const [name, content] of Object.entries(results)) {
      const descriptor = this.#other.open(`./log/${name}`, 'replace', 0o644)
      // One that fails has got halfway.
      this.#other.write(descriptor, content, 0, fails ? content.length >> 1 : content.length)
      this.#other.close(descriptor)
    }
    return fails ? 1 : 0
  }

  /** Waits for `until`, which may wait for a processor. */
  async #await(until: Promise<void>): Promise<void> {
    for (const run of this.#runs.splice(0)) run()
    await until
  }

  /** As a supervisor does: until a start succeeds. */
  async start(): Promise<void> {
    for (let tries = 0; tries < 100; tries++) {
      this.#runs = []
      this.#directory = this.#make()
      this.#directory.open()
      if (await this.#settle()) return this.rest()
      this.filesystem.kill()
    }
    throw new Error('no start succeeded')
  }

  async write(lengths: readonly number[]): Promise<void> {
    const lines = lengths.map((length) => `${String(this.#line++).padStart(length, '.')}\n`)
    const bytes = Buffer.from(lines.join(''))
    const batch = emptyBatch(bytes, bytes.length)
    batch.end = bytes.length
    this.expected = Buffer.concat([this.expected, bytes])
    this.#directory.take(batch, { everything: true, count: 0, bounds: new Int32Array(0) })
    await this.#settle()
    await this.rest()
  }

  async rotate(): Promise<void> {
    this.#directory.rotate()
    await this.#settle()
    await this.rest()
  }

  async finish(): Promise<void> {
    this.#directory.finish()
    await this.#settle()
    await this.rest()
    this.filesystem.kill()
  }

  /** Waits for the work beside the log, as the end of input does. */
  async rest(): Promise<void> {
    const { background } = this.#directory
    for (let waits = 0; waits < 1000; waits++) {
      const left = background.ending(false)
      if (left === undefined) return
      if (typeof left === 'number') this.clock.advance(left)
      else await this.#await(left)
      background.wake()
    }
    throw new Error('rests never')
  }

  /** Lets what a thread or a processor has in hand find out that its process is no more. */
  async stopped(): Promise<void> {
    const left = this.#directory.background.ending(false)
    if (left instanceof Promise) await this.#await(left)
  }

  /** False when it had to give up. */
  async #settle(): Promise<boolean> {
    for (let waits = 0; waits < 100; waits++) {
      const blocked = this.#directory.settle()
      if (!blocked) return true
      if ('until' in blocked) await this.#await(blocked.until)
      else if (blocked.remedy === 'give-up') return false
      this.clock.advance(5000)
    }
    throw new Error('settles never')
  }

  /** None where power was lost before the directory was safe. */
  get #files(): Files {
    return Object.hasOwn(this.filesystem.snapshot('.'), 'log')
      ? this.filesystem.snapshot('./log')
      : {}
  }

  get found(): Buffer {
    return this.#layout.found(this.#files)
  }

  /** Archives that promise to be whole, by name. */
  get finished(): ReadonlyMap<string, Buffer> {
    const whole = Object.entries(this.#files).filter(([name]) => /\.s(\.Z)?$/.test(name))
    return new Map(whole.map(([name, { content }]) => [name, content]))
  }
}

export type Action =
  | { readonly do: 'write'; readonly lines: readonly number[] }
  | { readonly do: 'rotate' | 'restart' }
  | { readonly do: 'fail'; readonly calls: readonly number[]; readonly code: string }
  | { readonly do: 'fail-processors'; readonly count: number }
  | { readonly do: 'short'; readonly most: number }
  | { readonly do: 'set-clock'; readonly seconds: number }
  /** Before the n-th call of the next action (n = 0: after it) the process is killed. */
  | { readonly do: 'kill'; readonly call: number; readonly doing: 'write' | 'rotate' }
  | { readonly do: 'power-loss'; readonly call: number; readonly kept: number }

const lines = fc.array(fc.oneof(fc.nat(90), fc.integer({ min: 900, max: 5000 })), {
  minLength: 1,
  maxLength: 12,
})
const call = fc.integer({ min: 1, max: 30 })

const weighed = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary })

const action: fc.Arbitrary<Action> = fc.oneof(
  weighed(6, fc.record({ do: fc.constant('write' as const), lines })),
  weighed(1, fc.record({ do: fc.constantFrom('rotate' as const, 'restart' as const) })),
  weighed(
    2,
    fc.record({
      do: fc.constant('fail' as const),
      calls: fc.array(call, { minLength: 1, maxLength: 3 }),
      code: fc.constantFrom('ENOSPC', 'EIO', 'EMFILE', 'EACCES', 'EINTR'),
    }),
  ),
  weighed(
    1,
    fc.record({
      do: fc.constant('fail-processors' as const),
      count: fc.integer({ min: 1, max: 3 }),
    }),
  ),
  weighed(
    1,
    fc.record({ do: fc.constant('short' as const), most: fc.integer({ min: 1, max: 5000 }) }),
  ),
  weighed(
    1,
    fc.record({
      do: fc.constant('set-clock' as const),
      seconds: fc.integer({ min: 0, max: 2e9 }),
    }),
  ),
  weighed(
    2,
    fc.record({
      do: fc.constant('kill' as const),
      call,
      doing: fc.constantFrom('write' as const, 'rotate' as const),
    }),
  ),
  weighed(
    1,
    fc.record({
      do: fc.constant('power-loss' as const),
      call,
      kept: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  ),
)

const unlessStopped = async (act: () => Promise<void>): Promise<void> => {
  try {
    await act()
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
  }
}

/** Does something the process is stopped in the middle of, if it makes that many calls. */
const interrupted = async (machine: Machine, atCall: number, act: () => Promise<void>) => {
  machine.filesystem.calls.stopAt(atCall)
  await unlessStopped(act)
  await unlessStopped(() => machine.stopped())
}

/** The directory holds all of `settled`, and a beginning of what was in hand. */
const recovered = (machine: Machine, settled: Buffer): void => {
  const { found } = machine
  expect(found.subarray(0, settled.length).equals(settled)).toBe(true)
  expect(machine.expected.subarray(0, found.length).equals(found)).toBe(true)
  machine.expected = found
}

const perform = async (machine: Machine, step: Action): Promise<void> => {
  const { filesystem, clock } = machine
  switch (step.do) {
    case 'write':
      return machine.write(step.lines)
    case 'rotate':
      return machine.rotate()
    case 'restart':
      machine.heal()
      await machine.finish()
      return machine.start()
    case 'fail':
      for (const n of step.calls) filesystem.calls.failAt(n, step.code)
      return
    case 'fail-processors':
      machine.failing = step.count
      return
    case 'short':
      filesystem.shortWrites = (asked) => Math.min(asked, step.most)
      return
    case 'set-clock':
      clock.set({ seconds: step.seconds, nanoseconds: 0 })
      return
    case 'kill': {
      const settled = machine.expected
      await interrupted(machine, step.call, () =>
        step.doing === 'write' ? machine.write([50, 3000, 20]) : machine.rotate(),
      )
      filesystem.kill()
      await machine.start()
      return recovered(machine, settled)
    }
    case 'power-loss': {
      await interrupted(machine, step.call, () => machine.write([50, 3000, 20]))
      const { finished } = machine
      filesystem.crash(Math.floor(step.kept * filesystem.pending()))
      for (const [name, content] of machine.finished)
        expect(finished.get(name)?.equals(content) ?? true, name).toBe(true)
      const least = [...finished].filter(([name]) => !name.endsWith('.Z'))
      await machine.start()
      const sum = least.reduce((all, [, content]) => all + content.length, 0)
      expect(machine.found.length).toBeGreaterThanOrEqual(sum)
      recovered(machine, Buffer.alloc(0))
    }
  }
}

/** Whatever happens to a directory of this layout, it holds what its model holds. */
export const holdsItsModel = async (
  layout: Layout,
  numRuns: number,
  examples: [Action[]][] = [],
): Promise<void> => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 25 }), async (actions) => {
      const machine = new Machine(layout)
      await machine.start()

      for (const step of actions) {
        await perform(machine, step)
        expect(machine.found.equals(machine.expected)).toBe(true)
      }
    }),
    { numRuns, examples },
  )
}
