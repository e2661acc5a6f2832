// Processors beside the log: what they are given, how they are tried again, what is left.

import { beforeEach, describe, expect, test } from 'vitest'
import type { Report } from '../../../src/fault/patience.js'
import type { DirectoryPlan } from '../../../src/plan.js'
import { BackgroundProcessors } from '../../../src/rotation/background-processors.js'
import type { ProcessorEnd, ProcessorJob } from '../../../src/rotation/processor.js'
import { MemoryFileSystem } from '../../../src/system/memory-filesystem.js'
import { ManualClock } from '../../../src/time/clock.js'

const label = (k: number): string => `@4000000000000000${String(k).padStart(8, '0')}`
const plan: DirectoryPlan = {
  path: 'd',
  layout: 'direct',
  maximum: 100,
  reserve: 10,
  files: 10,
  code: 's',
  processor: 'cat',
}
const GOOD: ProcessorEnd = { end: 'exit', status: 0 }
const BAD: ProcessorEnd = { end: 'exit', status: 1 }

let filesystem: MemoryFileSystem
let clock: ManualClock
let reports: Report[]
let jobs: { job: ProcessorJob; end: (end: ProcessorEnd) => void }[]
let background: BackgroundProcessors

const put = (name: string, mode = 0o744): void => {
  const directory = filesystem.openDirectory('d')
  filesystem.close(directory.open(name, 'append', mode))
  directory.setMode(name, mode)
  directory.close()
}

const names = (): readonly string[] =>
  Object.keys(filesystem.snapshot('d'))
    .map((name) => name.replace(/^@0*4?0*/, '@'))
    .sort()

const attach = (other: DirectoryPlan = plan): void => {
  const directory = filesystem.openDirectory('d')
  background.attach(other, directory)
  directory.close()
}

/** Ends the last job begun, and lets what follows happen. */
const end = async (how: ProcessorEnd): Promise<void> => {
  jobs.at(-1)?.end(how)
  await Promise.resolve()
  await Promise.resolve()
}

beforeEach(() => {
  filesystem = new MemoryFileSystem()
  filesystem.makeDirectory('d', 0o700)
  clock = new ManualClock({ seconds: 1600000000, nanoseconds: 0 })
  reports = []
  jobs = []
  background = new BackgroundProcessors('d', {
    filesystem,
    clock,
    locks: filesystem,
    runProcessor: (job) => new Promise((resolve) => jobs.push({ job, end: resolve })),
    report: (report) => reports.push(report),
  })
})

test('complete archives are processed one after the other, oldest first', async () => {
  put(`${label(2)}.u`)
  put(`${label(1)}.u`)

  attach()
  const first = background.busy
  await end(GOOD)
  const second = background.busy
  await end(GOOD)

  expect([first, second, background.busy]).toEqual([label(1), label(2), undefined])
  expect(names()).toEqual(['@1.s', '@2.s', 'state'])
})

test('what a crash left is never processed', () => {
  put(`${label(1)}.u`, 0o644)

  attach()

  expect(jobs).toHaveLength(0)
})

test('an output is safe and complete before its input goes', async () => {
  put(`${label(1)}.u`)
  attach()
  filesystem.calls.failAlways(({ operation }) => operation === 'remove', 'EIO')

  await end(GOOD)

  expect(names()).toContain('@1.s')
  expect(names()).toContain('@1.u')
  expect(filesystem.snapshot('d')[`${label(1)}.s`]?.mode).toBe(0o744)
  expect(reports).toMatchObject([{ kind: 'pausing', fault: { operation: 'remove' } }])
})

describe('a run that fails', () => {
  test('leaves its input, and nothing else', async () => {
    put(`${label(1)}.u`)
    attach()

    await end(BAD)

    expect(names()).toEqual(['@1.u', 'state'])
    expect(reports).toMatchObject([{ kind: 'warning', fault: { operation: 'processor-failed' } }])
  })

  test('has failed too when a signal ended it', async () => {
    put(`${label(1)}.u`)
    attach()

    await end({ end: 'signal' })

    expect(names()).toEqual(['@1.u', 'state'])
  })

  test('is made again after 1 s, 2 s, 4 s and so on, up to a minute', async () => {
    put(`${label(1)}.u`)
    attach()
    const pauses: number[] = []

    for (let k = 0; k < 8; k++) {
      await end(BAD)
      pauses.push(background.deadline - clock.monotonic())
      clock.advance(background.deadline - clock.monotonic())
      background.wake()
    }

    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000])
    expect(jobs).toHaveLength(9)
  })

  test('is not made again before its time', async () => {
    put(`${label(1)}.u`)
    attach()
    await end(BAD)

    clock.advance(999)
    background.wake()

    expect(jobs).toHaveLength(1)
  })

  test('is made again at once by a changed plan', async () => {
    put(`${label(1)}.u`)
    attach()
    await end(BAD)

    attach({ ...plan, processor: 'tr' })

    expect(jobs.map(({ job }) => job.command)).toEqual(['cat', 'tr'])
  })
})

describe('the end', () => {
  test('waits for a run, which is finished', async () => {
    put(`${label(1)}.u`)
    put(`${label(2)}.u`)
    attach()

    const until = background.ending(true)
    await end(GOOD)
    await until

    expect(background.ending(true)).toBeUndefined()
    expect(names()).toEqual(['@1.s', '@2.u', 'state'])
  })

  test('waits for nothing that has failed, where somebody asked for it', async () => {
    put(`${label(1)}.u`)
    attach()
    await end(BAD)

    expect(background.ending(true)).toBeUndefined()
  })

  test('waits for the next tries where nobody did, but for no more than three', async () => {
    put(`${label(1)}.u`)
    attach()
    const waits: unknown[] = []

    for (let k = 0; k < 4; k++) {
      await end(BAD)
      const left = background.ending(false)
      waits.push(left)
      if (typeof left === 'number') clock.advance(left)
      background.wake()
    }

    expect(waits).toEqual([1000, 2000, 4000, undefined])
  })
})

test('a reopened directory goes on with the run', async () => {
  put(`${label(1)}.u`)
  attach()

  attach({ ...plan })
  await end(GOOD)

  expect(jobs).toHaveLength(1)
  expect(names()).toEqual(['@1.s', 'state'])
})
