// A logger that compresses its archives: every call on the filesystem is made to fail once,
// those for the log and those beside it. A reader must find the log whole, each archive in
// one of its two forms.

import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Plan } from '../../src/plan.js'
import type { MemoryFileSystem } from '../../src/system/memory-filesystem.js'
import { PipelineWorld, reads } from '../helpers/pipeline-world.js'

const text = Array.from({ length: 90 }, (_, k) => `${String(k).padStart(99, '.')}\n`).join('')
const input = () => reads(text.slice(0, 3000), text.slice(3000))

const plan: Plan = {
  lines: { window: 1000, completeLastLine: true },
  actions: [
    {
      do: 'log',
      directory: {
        path: './log',
        layout: 'direct',
        names: 'date',
        maximum: 2048,
        reserve: 100,
        files: 100,
        code: 's',
        compression: {},
      },
    },
  ],
  signals: {},
  pause: 1000,
}

const prepared = (): PipelineWorld => {
  const world = new PipelineWorld()
  world.filesystem.makeDirectory('./log', 0o700)
  // Of an earlier life: an archive that was never compressed, and an unclean `current`.
  world.filesystem.plant('./log/_20200101T000000.000000.s', 'early\n', 0o644)
  world.filesystem.plant('./log/current', 'earlier\n', 0o644)
  return world
}

const logged = (filesystem: MemoryFileSystem): string => {
  const files = filesystem.snapshot('./log')
  const names = Object.keys(files).filter((name) => name.startsWith('_'))
  const plain = new Set(names.map((name) => name.replace(/\.Z$/, '')))
  return [...[...plain].sort(), 'current']
    .map((name) => files[name]?.content ?? gunzipSync(files[`${name}.Z`]?.content ?? ''))
    .join('')
}

const archives = (filesystem: MemoryFileSystem): string[] =>
  Object.keys(filesystem.snapshot('./log')).filter((name) => name.startsWith('_'))

test('a call that fails once costs no line, and at most one archive stays plain', async () => {
  const whole = prepared()
  await whole.runPlan(plan, input())
  expect(logged(whole.filesystem)).toBe(`early\nearlier\n${text}`)
  expect(archives(whole.filesystem).filter((name) => !name.endsWith('.Z'))).toEqual([])
  const count = whole.filesystem.calls.made.length

  for (let n = 1; n <= count; n++) {
    const world = prepared()
    const { filesystem } = world
    filesystem.calls.failAt(n, 'EIO')

    const fault = await world.runPlan(plan, input())

    if (fault !== undefined) {
      filesystem.kill()
      expect(await world.runPlan(plan, input())).toBeUndefined()
    }
    expect(logged(filesystem), `call ${n}`).toBe(`early\nearlier\n${text}`)
    const { operation } = filesystem.calls.made.find(({ code }) => code === 'EIO') ?? {}
    // Where the directory cannot be looked through, all that wait wait for the next look.
    if (operation === 'list' || operation === 'openDirectory' || operation === 'stat') continue
    const plain = archives(filesystem).filter((name) => !name.endsWith('.Z'))
    expect(plain.length, `call ${n}: ${operation}`).toBeLessThanOrEqual(1)
  }
})

test('a request to end leaves archives as they are, for the next start', async () => {
  const world = prepared()

  await world.runPlan(plan, [...input(), { event: 'finish' }])
  const left = archives(world.filesystem)
  world.events.take('finish')
  await world.runPlan(plan, [])

  expect(left.some((name) => !name.endsWith('.Z'))).toBe(true)
  expect(archives(world.filesystem).filter((name) => !name.endsWith('.Z'))).toEqual([])
  expect(world.filesystem.snapshot('./log').zipped).toBeUndefined()
  expect(logged(world.filesystem)).toBe(`early\nearlier\n${text}`)
  expect(world.reports.filter(({ kind }) => kind !== 'waiting')).toEqual([])
})
