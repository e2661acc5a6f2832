// One file: what is in it, under which name, whatever fails.

import { describe, expect, test } from 'vitest'
import { planOf } from '../../../loggers/dumblog.js'
import { EVERYTHING } from '../../../src/select/selector.js'
import { PlainFile } from '../../../src/sinks/plain-file.js'
import { MemoryFileSystem } from '../../../src/system/memory-filesystem.js'
import { batchOf } from '../../helpers/patterns.js'
import { type Happening, PipelineWorld, reads } from '../../helpers/pipeline-world.js'

const plan = planOf('log', false)

const text = (world: PipelineWorld, name = 'log'): string | undefined =>
  world.filesystem.snapshot('.')[name]?.content.toString('latin1')

const renamed = (world: PipelineWorld, to: string): Happening[] => [
  { call: () => world.filesystem.anotherProcess().rename('log', to) },
  { event: 'rotate' },
]

const kinds = (world: PipelineWorld): string[] =>
  world.reports.map((report) =>
    report.kind === 'waiting' ? 'waiting' : `${report.kind} ${report.fault.operation}`,
  )

describe('one file', () => {
  test('is made with the mode the mask leaves, added to by the next start, and synced', async () => {
    const world = new PipelineWorld()

    await world.runPlan(plan, reads('a\nb'))
    await world.runPlan(plan, reads('c\n'))

    expect(text(world)).toBe('a\nbc\n')
    expect(world.filesystem.snapshot('.').log?.mode).toBe(0o644)
    world.filesystem.crash(world.filesystem.pending())
    expect(text(world)).toBe('a\nbc\n')
  })

  test('gets what was read with one call', async () => {
    const world = new PipelineWorld()

    await world.runPlan(plan, reads('a\n\nb\nc'))

    expect(world.filesystem.calls.trace()).toEqual([
      'open log',
      'write log',
      'sync log',
      'close log',
    ])
  })

  test('that was renamed gets all that came before the rotation, and is synced', async () => {
    const world = new PipelineWorld()

    await world.runPlan(plan, [...reads('a\nb'), ...renamed(world, 'old'), ...reads('b\nc\n')])

    expect(text(world, 'old')).toBe('a\nb')
    expect(text(world)).toBe('b\nc\n')
    expect(world.filesystem.calls.trace().slice(0, 5)).toEqual([
      'open log',
      'write log',
      'sync log',
      'close log',
      'open log',
    ])
  })

  test('is opened anew where the end has been asked for too', async () => {
    const world = new PipelineWorld()

    await world.runPlan(plan, [
      ...reads('a\n'),
      { call: () => world.events.raise('finish') },
      ...renamed(world, 'old'),
      ...reads('b\n'),
    ])

    expect(text(world, 'old')).toBe('a\n')
    expect(text(world)).toBe('')
    expect(world.taken).toBe(2)
  })

  test('that was not renamed is gone on with', async () => {
    const world = new PipelineWorld()

    await world.runPlan(plan, [...reads('a\n'), { event: 'rotate' }, ...reads('b\n')])

    expect(text(world)).toBe('a\nb\n')
  })

  test('is written on from where a short write ended', async () => {
    const world = new PipelineWorld()
    world.filesystem.shortWrites = (asked) => Math.ceil(asked / 3)

    await world.runPlan(plan, reads('one\ntwo\nthree\n'))

    expect(text(world)).toBe('one\ntwo\nthree\n')
  })

  test('that cannot be had is fatal, with nothing read', async () => {
    const world = new PipelineWorld()
    world.filesystem.makeDirectory('log', 0o755)

    const fault = await world.runPlan(plan, reads('a\n'))

    expect(fault).toEqual({ operation: 'append', file: 'log', code: 'EISDIR' })
    expect(world.taken).toBe(0)
  })
})

describe('a part of the lines', () => {
  test('goes there in one call, and in order', async () => {
    const world = new PipelineWorld()
    const actions = [
      { do: 'deselect', pattern: 'x*', dialect: 'star' },
      { do: 'append', file: 'log' },
    ] as const

    await world.runPlan(
      { ...plan, lines: { window: 100, completeLastLine: true }, actions },
      reads('a\nx\nb\nxx\n', 'x\nc'),
    )

    expect(text(world)).toBe('a\nb\nc\n')
    expect(world.filesystem.calls.trace().filter((call) => call === 'write log').length).toBe(2)
  })
})

describe('a file that cannot be written', () => {
  test('is tried until it can, whoever asks for the end', async () => {
    const world = new PipelineWorld()
    world.filesystem.capacity = 3
    let pauses = 0
    world.onPause = () => {
      pauses++
      if (pauses === 1) world.events.raise('finish')
      if (pauses === 3) world.filesystem.capacity = 1000
    }

    const fault = await world.runPlan(plan, reads('one\ntwo\n'))

    expect(fault).toBeUndefined()
    expect(text(world)).toBe('one\ntwo\n')
    expect(kinds(world)).toEqual(['pausing write', 'waiting', 'pausing write', 'pausing write'])
  })

  test('is left by a rotation, and what it did not take goes to the new one', async () => {
    const world = new PipelineWorld()
    const other = world.filesystem.anotherProcess()
    world.filesystem.capacity = 5
    world.onPause = () => {
      other.rename('log', 'full')
      world.filesystem.capacity = 1000
      world.filesystem.calls.failAlways(
        ({ operation }) => operation === 'write' && text(world) === undefined,
        'EIO',
      )
      world.events.raise('rotate')
      world.onPause = () => undefined
    }

    await world.runPlan(plan, reads('one\ntwo\n', 'three\n'))

    expect(text(world, 'full')).toBe('one\nt')
    expect(text(world)).toBe('wo\nthree\n')
    expect(kinds(world)).toEqual(['pausing write'])
  })

  test('for its reader is slow is waited for without a word', async () => {
    const world = new PipelineWorld()
    world.filesystem.calls.failAt(2, 'EAGAIN')
    let moments = 0
    world.onPause = () => moments++

    await world.runPlan(plan, reads('one\n'))

    expect(text(world)).toBe('one\n')
    expect(moments).toBe(1)
    expect(world.reports).toEqual([])
  })

  test('to disk is tried again before it is closed', async () => {
    const world = new PipelineWorld()
    world.filesystem.calls.failAt(3, 'EIO')

    await world.runPlan(plan, [...reads('one\n'), { event: 'rotate' }])

    expect(kinds(world)).toEqual(['pausing sync'])
    expect(world.filesystem.calls.trace().slice(2, 5)).toEqual([
      'sync log EIO',
      'sync log',
      'close log',
    ])
  })

  test.each(['EINVAL', 'EROFS'])(
    'to disk, there being none (%s), is nothing to say',
    async (code) => {
      const world = new PipelineWorld()
      world.filesystem.calls.failAlways(({ operation }) => operation === 'sync', code)

      expect(await world.runPlan(plan, reads('one\n'))).toBeUndefined()

      expect(world.reports).toEqual([])
    },
  )
})

describe('a file that cannot be opened again', () => {
  // From the second time on, for so many pauses.
  const refuse = (world: PipelineWorld, pauses: number, onPause: () => void): void => {
    let opened = 0
    world.filesystem.calls.failAlways(
      ({ operation }) => operation === 'open' && opened++ > 0,
      'EACCES',
    )
    let count = 0
    world.onPause = () => {
      onPause()
      if (++count === pauses) world.filesystem.calls.heal()
    }
  }

  test('is asked for until it can, and nothing is read meanwhile', async () => {
    const world = new PipelineWorld()
    const taken: number[] = []
    refuse(world, 3, () => taken.push(world.taken))

    await world.runPlan(plan, [...reads('one\n'), ...renamed(world, 'old'), ...reads('two\n')])

    expect(text(world, 'old')).toBe('one\n')
    expect(text(world)).toBe('two\n')
    expect(taken).toEqual([4, 4, 4])
    expect(kinds(world)).toEqual(['pausing append', 'pausing append', 'pausing append'])
  })

  test('is not waited for at the end: everything read is in the old one', async () => {
    const world = new PipelineWorld()
    refuse(world, Number.POSITIVE_INFINITY, () => world.events.raise('finish'))

    const fault = await world.runPlan(plan, [
      ...reads('one\n'),
      ...renamed(world, 'old'),
      ...reads('two\n'),
    ])

    expect(fault).toBeUndefined()
    expect(text(world, 'old')).toBe('one\n')
    expect(text(world)).toBeUndefined()
    expect(world.taken).toBe(4)
    expect(kinds(world)).toEqual(['pausing append'])
  })

  test('is waited for while something is in hand', () => {
    const filesystem = new MemoryFileSystem()
    const file = new PlainFile('log', filesystem)
    file.open()
    file.settle()
    filesystem.calls.failAlways(({ operation }) => operation === 'open', 'EACCES')
    file.rotate()

    const idle = file.settle()
    file.take(batchOf('one\n'), EVERYTHING)
    const busy = file.settle()
    filesystem.calls.heal()

    const fault = { operation: 'append', file: 'log', code: 'EACCES' }
    expect(idle).toEqual({ fault, remedy: 'pause', heeds: 'finish' })
    expect(busy).toEqual({ fault, remedy: 'pause' })
    expect(file.settle()).toBeUndefined()
    expect(filesystem.snapshot('.').log?.content.toString()).toBe('one\n')
  })
})

test('every call that fails once costs nothing', async () => {
  const happenings = (world: PipelineWorld): Happening[] => [
    ...reads('one\n', 'tw'),
    ...renamed(world, 'old'),
    ...reads('o\n'),
  ]
  const calm = new PipelineWorld()
  await calm.runPlan(plan, happenings(calm))
  const count = calm.filesystem.calls.made.length
  expect(count).toBe(9)

  // The first call is the start's, which is fatal.
  for (let n = 2; n <= count; n++) {
    const world = new PipelineWorld()
    world.filesystem.calls.failAt(n, 'EIO')

    expect(await world.runPlan(plan, happenings(world)), `call ${n}`).toBeUndefined()

    expect([text(world, 'old'), text(world)], `call ${n}`).toEqual(['one\ntw', 'o\n'])
  }
})
