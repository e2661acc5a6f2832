// The rotation machine beside a model of it, under random writes, rotations, failing
// calls, stops between any two calls, power losses and restarts.
//
// The model is the bytes that a reader of the directory must find: all that was written,
// in order. It is compared after every action. A stop may lose only the end of the write
// it fell into. A power loss may lose the end of what was written, never a stretch in the
// middle, and nothing that had been finished: an archive `.s` is always whole.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyBatch } from '../../src/batch.js'
import type { DirectoryPlan } from '../../src/plan.js'
import type { ProcessorRunner } from '../../src/rotation/processor.js'
import { LogDirectory } from '../../src/sinks/log-directory.js'
import { MemoryFileSystem, Stopped } from '../../src/system/memory-filesystem.js'
import { ManualClock } from '../../src/time/clock.js'
import { logged } from '../helpers/pipeline-world.js'

const PLAN: DirectoryPlan = { path: './log', maximum: 4096, reserve: 2000, files: 1e6, code: 's' }

class Machine {
  readonly filesystem = new MemoryFileSystem()
  readonly clock = new ManualClock({ seconds: 1600000000, nanoseconds: 0 })
  /** What a reader must find. */
  expected: Buffer = Buffer.alloc(0)
  readonly #plan: DirectoryPlan
  readonly #runProcessor: ProcessorRunner
  #directory: LogDirectory
  #line = 0

  constructor(processor: boolean) {
    this.#plan = processor ? { ...PLAN, processor: 'copy' } : PLAN
    // Another process: what is made to fail here does not fail there.
    const other = this.filesystem.anotherProcess()
    const copy = (name: string, content: Buffer): void => {
      const descriptor = other.open(`./log/${name}`, 'replace', 0o644)
      other.write(descriptor, content, 0, content.length)
      other.close(descriptor)
    }
    this.#runProcessor = async () => {
      copy('processed', this.filesystem.snapshot('./log').previous?.content ?? Buffer.alloc(0))
      copy('newstate', Buffer.from('state'))
      return { end: 'exit', status: 0 }
    }
    this.#directory = this.#make()
  }

  #make(): LogDirectory {
    const { filesystem, clock } = this
    const world = { filesystem, clock, locks: filesystem, runProcessor: this.#runProcessor }
    return new LogDirectory(this.#plan, world)
  }

  /** As a supervisor does: until a start succeeds. */
  async start(): Promise<void> {
    for (let tries = 0; tries < 100; tries++) {
      this.#directory = this.#make()
      this.#directory.open()
      if (await this.#settle()) return
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
  }

  async rotate(): Promise<void> {
    this.#directory.rotate()
    await this.#settle()
  }

  async finish(): Promise<void> {
    this.#directory.finish()
    await this.#settle()
    this.filesystem.kill()
  }

  /** False when it had to give up. */
  async #settle(): Promise<boolean> {
    for (let waits = 0; waits < 100; waits++) {
      const blocked = this.#directory.settle()
      if (!blocked) return true
      if ('until' in blocked) await blocked.until
      else if (blocked.remedy === 'give-up') return false
      this.clock.advance(5000)
    }
    throw new Error('settles never')
  }

  get found(): Buffer {
    return logged(this.filesystem, './log')
  }

  /** Bytes in archives that promise to be whole. */
  get finished(): number {
    return Object.entries(this.filesystem.snapshot('./log'))
      .filter(([name]) => name.endsWith('.s'))
      .reduce((sum, [, { content }]) => sum + content.length, 0)
  }
}

type Action =
  | { readonly do: 'write'; readonly lines: readonly number[] }
  | { readonly do: 'rotate' | 'restart' }
  | { readonly do: 'fail'; readonly calls: readonly number[]; readonly code: string }
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

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('write' as const), lines }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('rotate' as const, 'restart' as const) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('fail' as const),
      calls: fc.array(call, { minLength: 1, maxLength: 3 }),
      code: fc.constantFrom('ENOSPC', 'EIO', 'EMFILE', 'EACCES', 'EINTR'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('short' as const),
      most: fc.integer({ min: 1, max: 5000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('set-clock' as const),
      seconds: fc.integer({ min: 0, max: 2e9 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('kill' as const),
      call,
      doing: fc.constantFrom('write' as const, 'rotate' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('power-loss' as const),
      call,
      kept: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
)

/** Does something the process is stopped in the middle of, if it makes that many calls. */
const interrupted = async (machine: Machine, atCall: number, act: () => Promise<void>) => {
  machine.filesystem.calls.stopAt(atCall)
  try {
    await act()
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
  }
}

const perform = async (machine: Machine, step: Action): Promise<void> => {
  const { filesystem, clock } = machine
  switch (step.do) {
    case 'write':
      return machine.write(step.lines)
    case 'rotate':
      return machine.rotate()
    case 'restart':
      filesystem.calls.heal()
      await machine.finish()
      return machine.start()
    case 'fail':
      for (const n of step.calls) filesystem.calls.failAt(n, step.code)
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
      const { found } = machine
      // All that was settled, and a beginning of what was in hand.
      expect(found.subarray(0, settled.length).equals(settled)).toBe(true)
      expect(machine.expected.subarray(0, found.length).equals(found)).toBe(true)
      machine.expected = found
      return
    }
    case 'power-loss': {
      const finished = machine.finished
      await interrupted(machine, step.call, () => machine.write([50, 3000, 20]))
      filesystem.crash(Math.floor(step.kept * filesystem.pending()))
      await machine.start()
      const { found } = machine
      expect(found.length).toBeGreaterThanOrEqual(finished)
      expect(machine.expected.subarray(0, found.length).equals(found)).toBe(true)
      machine.expected = found
    }
  }
}

const kept: [Action[]][] = JSON.parse(
  readFileSync('fixtures/regressions/rotation.model.json', 'utf8'),
).map(({ actions }: { actions: Action[] }) => [actions])

for (const processor of [false, true])
  test(`a directory ${processor ? 'with a processor ' : ''}holds what its model holds, whatever happens`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 25 }), async (actions) => {
        const machine = new Machine(processor)
        await machine.start()

        for (const step of actions) {
          await perform(machine, step)
          expect(machine.found.equals(machine.expected)).toBe(true)
        }
      }),
      { numRuns: 150, examples: kept },
    )
  })
