// Every call on the filesystem, from the first of a start to the last of a clean end, is
// made to fail once, and the process is stopped before every one of them. Whatever
// happens, a reader of the directory must find what it would have found without it.

import { expect, test } from 'vitest'
import { Stopped } from '../../src/system/memory-filesystem.js'
import { endWhileFull, logged, PipelineWorld, reads } from '../helpers/pipeline-world.js'

const line = (k: number): string => `${String(k).padStart(99, '.')}\n`
const text = Array.from({ length: 90 }, (_, k) => line(k)).join('')
const input = () => reads(text.slice(0, 3000), text.slice(3000))
const SCRIPT = ['s4096', 'n100', '=status', './log']

/** The processor of another process: faults planned for the logger do not strike it. */
const copying = (world: PipelineWorld): void => {
  const other = world.filesystem.anotherProcess()
  world.runProcessor = async () => {
    const previous = world.filesystem.snapshot('./log').previous?.content ?? Buffer.alloc(0)
    for (const [name, content] of [
      ['processed', previous],
      ['newstate', Buffer.from('n')],
    ] as const) {
      const descriptor = other.open(`./log/${name}`, 'replace', 0o644)
      other.write(descriptor, content, 0, content.length)
      other.close(descriptor)
    }
    return { end: 'exit', status: 0 }
  }
}

const worldOf = (script: readonly string[]): PipelineWorld => {
  const world = new PipelineWorld()
  if (script.some((word) => word.startsWith('!'))) copying(world)
  // A line of an earlier life, left unclean: the start has to recover.
  world.filesystem.makeDirectory('./log', 0o700)
  world.filesystem.plant('./log/current', 'earlier\n', 0o644)
  return world
}

/** Bytes logged; a file with two names, as between link and remove, counts once. */
const bytesIn = (world: PipelineWorld): number => {
  const files = Object.entries(world.filesystem.snapshot('./log'))
  const sizes = new Map(
    files
      .filter(([name]) => name.startsWith('@') || name === 'current')
      .map(([, { inode, size }]) => [inode, size]),
  )
  return [...sizes.values()].reduce((sum, size) => sum + size, 0)
}

/** How many calls a run makes when nothing fails. */
const callsOf = async (script: readonly string[]): Promise<number> => {
  const world = worldOf(script)
  const before = world.filesystem.calls.made.length
  await world.run(script, input())
  return world.filesystem.calls.made.length - before
}

for (const script of [SCRIPT, [...SCRIPT.slice(0, 2), '!copy', './log']]) {
  test(`a call that fails once loses nothing: ${script.join(' ')}`, async () => {
    const count = await callsOf(script)
    expect(count).toBeGreaterThan(40)

    for (let n = 1; n <= count; n++) {
      const world = worldOf(script)
      world.filesystem.calls.failAt(n, 'EIO')

      const fault = await world.run(script, input())

      const unread = fault !== undefined
      expect(unread ? world.taken : 0, `call ${n}`).toBe(0)
      if (unread) {
        world.filesystem.kill()
        expect(await world.run(script, input())).toBeUndefined()
      }
      expect(logged(world.filesystem, './log').toString(), `call ${n}`).toBe(`earlier\n${text}`)
      // As in the original, the last mark may fail: the next start makes this a `.u`.
      const failed = world.filesystem.calls.made.find(({ code }) => code === 'EIO')?.operation
      if (failed !== 'setMode')
        expect(world.filesystem.snapshot('./log').current?.mode, `call ${n}`).toBe(0o744)
    }
  })

  test(`a stop before any call loses no more than what was in hand: ${script.join(' ')}`, async () => {
    const count = await callsOf(script)

    for (let n = 1; n <= count; n++) {
      const world = worldOf(script)
      world.filesystem.calls.stopAt(n)

      await world.run(script, input()).catch((error: unknown) => {
        if (!(error instanceof Stopped)) throw error
      })
      world.filesystem.kill()
      const survived = bytesIn(world)
      await world.run(script, [])

      const found = logged(world.filesystem, './log').toString()
      expect(`earlier\n${text}`.startsWith(found), `call ${n}`).toBe(true)
      // Recovery finds at least what a reader saw before it.
      expect(found.length, `call ${n}`).toBeGreaterThanOrEqual(survived)
    }
  })
}

test('a disk that fills and is freed again holds the same log', async () => {
  const world = new PipelineWorld()
  world.filesystem.capacity = 2500
  let pauses = 0
  world.onPause = () => {
    if (++pauses === 3) world.filesystem.capacity = 1e6
  }

  const fault = await world.run(['s4096', 'n100', './log'], input())

  expect(fault).toBeUndefined()
  expect(pauses).toBe(3)
  expect(world.reports.map((report) => report.kind)).toEqual(['pausing', 'pausing', 'pausing'])
  expect(logged(world.filesystem, './log').toString()).toBe(text)
})

test('a request to end while the disk is full waits, says why, and loses nothing', async () => {
  const world = new PipelineWorld()
  const reports = endWhileFull(world, 2500)

  const fault = await world.run(['s4096', 'n100', './log'], input())

  expect(fault).toBeUndefined()
  expect(world.reports).toEqual(reports)
  expect(logged(world.filesystem, './log').toString()).toBe(text.slice(0, 3000))
})

test('a read error is reported with everything read written', async () => {
  const world = new PipelineWorld()

  const fault = await world.run(['./log'], [...reads('one\ntwo'), { error: 'EIO' }])

  expect(fault).toEqual({ operation: 'read-input', code: 'EIO' })
  expect(logged(world.filesystem, './log').toString()).toBe('one\ntwo\n')
  expect(world.filesystem.snapshot('./log').current?.mode).toBe(0o744)
})

test('current taken away from outside is made anew, and said', async () => {
  const world = new PipelineWorld()
  const take = () => world.filesystem.openDirectory('./log').rename('current', 'elsewhere')

  await world.run(
    ['./log'],
    [...reads('one\n'), { call: take }, { event: 'rotate' }, ...reads('two\n')],
  )

  const files = world.filesystem.snapshot('./log')
  expect(files.elsewhere?.content.toString()).toBe('one\n')
  expect(files.current?.content.toString()).toBe('two\n')
  expect(world.reports).toEqual([
    {
      kind: 'warning',
      fault: {
        operation: 'rename',
        directory: './log',
        file: 'current',
        to: 'previous',
        code: 'ENOENT',
      },
    },
  ])
})
