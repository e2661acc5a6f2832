// Every call of a logger of dated archives, from the first of a start to the last of a clean
// end, is made to fail once; the process is stopped before every one of them, and power is
// lost there. Whatever happens, a reader of the directory must find what was logged.

import { expect, test } from 'vitest'
import { parse, planOf } from '../../loggers/tinylog.js'
import type { Fault } from '../../src/fault/fault.js'
import { Stopped } from '../../src/system/memory-filesystem.js'
import { endWhileFull, logged, PipelineWorld, reads } from '../helpers/pipeline-world.js'

const line = (k: number): string => `${String(k).padStart(99, '.')}\n`
const text = Array.from({ length: 60 }, (_, k) => line(k)).join('')
const input = () => reads(text.slice(0, 2500), text.slice(2500))
const EARLIER = 'older\nearlier\n'

const run = (world: PipelineWorld, happenings = input()): Promise<Fault | undefined> => {
  const options = parse(['-s2000', '-k100', './log'])
  if (!('directory' in options)) throw new Error('no options')
  return world.runPlan(planOf(options, 1), happenings)
}

/** Earlier lives were stopped in a rotation, and while writing. */
const worldBefore = (): PipelineWorld => {
  const world = new PipelineWorld()
  world.filesystem.makeDirectory('./log', 0o700)
  world.filesystem.plant('./log/previous', 'older\n', 0o644)
  world.filesystem.plant('./log/current', 'earlier\n', 0o644)
  return world
}

const callsOf = async (): Promise<number> => {
  const world = worldBefore()
  const before = world.filesystem.calls.made.length
  await run(world)
  return world.filesystem.calls.made.length - before
}

const found = (world: PipelineWorld): string => logged(world.filesystem, './log').toString()

/** Bytes logged; a file with two names, as between link and remove, counts once. */
const bytesIn = (world: PipelineWorld): number => {
  const files = Object.entries(world.filesystem.snapshot('./log'))
  const own = files.filter(([name]) => /^(_|current$|previous$)/.test(name))
  const sizes = new Map(own.map(([, { inode, size }]) => [inode, size]))
  return [...sizes.values()].reduce((sum, size) => sum + size, 0)
}

const stoppedAt = async (n: number): Promise<PipelineWorld> => {
  const world = worldBefore()
  world.filesystem.calls.stopAt(n)
  await run(world).catch((error: unknown) => {
    if (!(error instanceof Stopped)) throw error
  })
  return world
}

test('a call that fails once loses nothing', async () => {
  const count = await callsOf()
  expect(count).toBeGreaterThan(40)

  for (let n = 1; n <= count; n++) {
    const world = worldBefore()
    world.filesystem.calls.failAt(n, 'EIO')

    const fault = await run(world)

    // What ends a start has taken nothing.
    expect(fault ? world.taken : 0, `call ${n}`).toBe(0)
    if (fault) {
      world.filesystem.kill()
      expect(await run(world)).toBeUndefined()
    }
    expect(found(world), `call ${n}`).toBe(EARLIER + text)
    expect(world.filesystem.snapshot('./log').current?.mode, `call ${n}`).toBe(0o744)
  }
})

test('a stop before any call loses no more than what was in hand', async () => {
  const count = await callsOf()

  for (let n = 1; n <= count; n++) {
    const world = await stoppedAt(n)
    world.filesystem.kill()
    const survived = bytesIn(world)
    await run(world, [])

    expect((EARLIER + text).startsWith(found(world)), `call ${n}`).toBe(true)
    expect(found(world).length, `call ${n}`).toBeGreaterThanOrEqual(survived)
  }
})

test('a power loss before any call costs no finished archive a byte', async () => {
  const count = await callsOf()

  for (let n = 1; n <= count; n++) {
    for (const part of [0, 0.5, 1]) {
      const world = await stoppedAt(n)
      const finished = Object.entries(world.filesystem.snapshot('./log')).filter(([name]) =>
        name.endsWith('.s'),
      )
      world.filesystem.crash(Math.floor(part * world.filesystem.pending()))

      const files = world.filesystem.snapshot('./log')
      for (const [name, { content }] of finished)
        if (files[name]) expect(files[name].content, `call ${n}: ${name}`).toEqual(content)
      await run(world, [])
      // Ends may be missing of what nobody had synced, and nothing else.
      expect(world.filesystem.snapshot('./log').current?.mode, `call ${n}`).toBe(0o744)
      for (const record of found(world).match(/^.*\n/gm) ?? [])
        expect(EARLIER + text, `call ${n}`).toContain(record)
    }
  }
})

test('TERM while the disk is full waits, says why, and loses nothing', async () => {
  const world = new PipelineWorld()
  const reports = endWhileFull(world, 2200)

  const fault = await run(world)

  expect(fault).toBeUndefined()
  expect(world.reports).toEqual(reports)
  expect(found(world)).toBe(text.slice(0, 2500))
})

test('a read error is reported with everything read written', async () => {
  const world = new PipelineWorld()

  const fault = await run(world, [...reads('one\ntwo'), { error: 'EIO' }])

  expect(fault).toEqual({ operation: 'read-input', code: 'EIO' })
  expect(found(world)).toBe('one\ntwo\n')
  expect(world.filesystem.snapshot('./log').current?.mode).toBe(0o744)
})
