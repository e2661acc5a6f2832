// A full disk where archives may go for room: what goes, what stays, and what the log says.

import { describe, expect, test } from 'vitest'
import { planOf as cyclog } from '../../loggers/cyclog.js'
import { parse as multilog } from '../../loggers/multilog.js'
import { planOf as s6Log } from '../../loggers/s6-log.js'
import { parseOptions } from '../../loggers/s6-log-options.js'
import { parseScript } from '../../loggers/s6-log-script.js'
import { planOf as svlogd, parse as svlogdOptions } from '../../loggers/svlogd.js'
import { parseConfig } from '../../loggers/svlogd-config.js'
import type { Plan } from '../../src/plan.js'
import type { CallName } from '../../src/system/memory-filesystem.js'
import { whenFull } from '../../src/when-full.js'
import { type Happening, logged, PipelineWorld, reads } from '../helpers/pipeline-world.js'

const old = (k: number, code = 's'): string => `@40000000500000${k}000000000.${code}`
const OLD = 'o'.repeat(999)
const TOLD = /logrun: disk full: removed .*\n/g

/** A directory with so many archives of 1000 bytes. */
const worldWith = (archives: number, code?: string): PipelineWorld => {
  const world = new PipelineWorld()
  world.filesystem.makeDirectory('./log', 0o700)
  for (let k = 1; k <= archives; k++)
    world.filesystem.plant(`./log/${old(k, code)}`, `${OLD}\n`, 0o744)
  return world
}

const archives = ({ filesystem }: PipelineWorld): string[] =>
  Object.keys(filesystem.snapshot('./log')).filter((name) => name.startsWith('@'))

const current = ({ filesystem }: PipelineWorld): string =>
  filesystem.snapshot('./log').current?.content.toString() ?? ''

const warnings = ({ reports }: PipelineWorld): string[] =>
  reports.flatMap((report) =>
    'fault' in report ? [`${report.kind} ${report.fault.operation} ${report.fault.file}`] : [],
  )

const pruning = (prune: number, ...script: string[]): Plan =>
  whenFull(multilog(['n100', ...script, './log']), { prune })

const svlogdPlan = (config: string, ...words: string[]): Plan => {
  const options = svlogdOptions([...words, './log'])
  if ('refused' in options) throw new Error(options.refused)
  return svlogd(options, [{ config: parseConfig(config), read: true }])
}

const line = (k: number): string => `${String(k).padStart(99, '.')}\n`
const lines = (count: number): string => Array.from({ length: count }, (_, k) => line(k)).join('')

describe('what goes', () => {
  test('the oldest archives, no more than needed, and the log tells which', async () => {
    const world = worldWith(5)
    world.filesystem.capacity = 5500

    expect(await world.runPlan(pruning(1), reads(lines(20)))).toBeUndefined()

    expect(archives(world)).toEqual([old(3), old(4), old(5)])
    expect(current(world)).toBe(
      `${lines(20)}logrun: disk full: removed 2 archives, 2000 bytes: ${old(1)} to ${old(2)}\n`,
    )
    expect(warnings(world)).toEqual([`warning make-room ${old(1)}`, `warning make-room ${old(2)}`])
  })

  test('one is told by its name', async () => {
    const world = worldWith(2)
    world.filesystem.capacity = 2000

    await world.runPlan(pruning(1), reads('line\n'))

    expect(current(world)).toBe(
      `line\nlogrun: disk full: removed 1 archive, 1000 bytes: ${old(1)}\n`,
    )
  })

  test('nothing more than to the number that stays; then it waits as ever', async () => {
    const world = worldWith(4)
    world.filesystem.capacity = 4100
    const left: string[][] = []
    world.onPause = () => {
      left.push(archives(world))
      if (left.length === 3) world.filesystem.capacity = 1e6
    }

    await world.runPlan(pruning(3), reads(lines(30)))

    expect(left).toEqual(Array(3).fill([old(2), old(3), old(4)]))
    expect(current(world).replace(TOLD, '')).toBe(lines(30))
    expect(warnings(world)).toEqual([
      `warning make-room ${old(1)}`,
      ...Array(3).fill('pausing write current'),
    ])
  })

  test('none where so many are there only', async () => {
    const world = worldWith(2)
    world.filesystem.capacity = 2100
    world.onPause = () => {
      world.filesystem.capacity = 1e6
    }

    await world.runPlan(pruning(2), reads(lines(3)))

    expect(archives(world).length).toBe(2)
    expect(current(world)).toBe(lines(3))
  })

  test('all of them where none need stay', async () => {
    const world = worldWith(3)
    world.filesystem.capacity = 3000

    await world.runPlan(pruning(0), reads(lines(25)))

    expect(archives(world)).toEqual([])
    expect(current(world)).toContain('removed 3 archives, 3000 bytes')
  })

  test('a quota used up counts as full; other failures do not', async () => {
    for (const [code, left] of [
      ['ENOSPC', 2],
      ['EDQUOT', 2],
      ['EIO', 3],
    ] as const) {
      const world = worldWith(3)
      let failures = 1
      world.filesystem.calls.failAlways(
        ({ operation, names }) => operation === 'write' && names[0] === 'current' && failures-- > 0,
        code,
      )

      await world.runPlan(pruning(1), reads('line\n'))

      expect(archives(world).length, code).toBe(left)
    }
  })

  test('foreign files stay, whatever their names look like', async () => {
    const world = worldWith(2)
    const foreign = ['@4000', '@zzzz', 'aaa', '@400000005000000g000000000.s']
    for (const name of foreign) world.filesystem.plant(`./log/${name}`, OLD, 0o644)
    world.filesystem.capacity = 6100
    world.onPause = () => {
      world.filesystem.capacity = 1e6
    }

    await world.runPlan(pruning(0), reads(lines(40)))

    expect(Object.keys(world.filesystem.snapshot('./log')).sort()).toEqual(
      [...foreign, 'current', 'lock', 'state'].sort(),
    )
  })
})

describe('every call that finds the disk full', () => {
  // A rotation, a start that recovers, a clean end; each as if it needed an archive's room.
  const cases: readonly (readonly [CallName, string])[] = [
    ['sync', 'current'],
    ['rename', 'current'],
    ['setMode', 'current'],
    ['open', 'current'],
    ['link', 'previous'],
    ['link', 'current'],
    ['open', 'state'],
    ['syncDirectory', ''],
  ]
  for (const [operation, name] of cases)
    test(`${operation} ${name}`, async () => {
      const world = worldWith(3)
      world.filesystem.plant('./log/current', 'earlier\n', 0o644)
      // By way of `previous` there are more of them.
      world.filesystem.calls.failAlways((call) => call.operation === 'renameNew', 'EINVAL')
      world.filesystem.calls.failAlways(
        (call) =>
          call.operation === operation &&
          (name === '' || call.names[0] === name) &&
          archives(world).includes(old(1)),
        'ENOSPC',
      )

      expect(await world.runPlan(pruning(1, 's4096'), reads(lines(30)))).toBeUndefined()

      const text = logged(world.filesystem, './log').toString()
      expect(text.replace(TOLD, '')).toBe(`${OLD}\n${OLD}\nearlier\n${lines(30)}`)
      expect(text.match(TOLD)).toEqual([
        `logrun: disk full: removed 1 archive, 1000 bytes: ${old(1)}\n`,
      ])
      expect(warnings(world)).toEqual([`warning make-room ${old(1)}`])
    })

  test('a failing clean end is told before it ends', async () => {
    const world = worldWith(2)
    let ending = false
    world.filesystem.calls.failAlways(
      ({ operation, names }) =>
        ending && operation === 'sync' && names[0] === 'current' && archives(world).length > 1,
      'EDQUOT',
    )
    const happenings = [...reads('line\n'), { call: () => (ending = true) }]

    await world.runPlan(pruning(1), happenings as Happening[])

    expect(current(world)).toMatch(/^line\nlogrun: disk full: removed 1 archive, [^\n]*\n$/)
    expect(world.filesystem.snapshot('./log').current?.mode).toBe(0o744)
  })

  test('nothing goes without the lock', async () => {
    const world = worldWith(2)
    world.filesystem.calls.failAlways(({ names }) => names[0] === 'lock', 'ENOSPC')

    expect(await world.runPlan(pruning(0), reads('line\n'))).toMatchObject({ operation: 'lock' })

    expect(archives(world).length).toBe(2)
  })
})

describe('the line that tells', () => {
  test('is stamped and prefixed like the others', async () => {
    const world = worldWith(2)
    world.filesystem.capacity = 2000

    await world.runPlan(
      whenFull(svlogdPlan('s0\nn50\npHOST: \n', '-ttt'), { prune: 1 }),
      reads('line\n'),
    )

    expect(current(world)).toBe(
      `2020-09-13T12:26:40.12345 HOST: line\n2020-09-13T12:26:40.12345 HOST: logrun: disk full: removed 1 archive, 1000 bytes: ${old(1)}\n`,
    )
  })

  test('is there before the next line comes', async () => {
    const world = worldWith(2)
    world.filesystem.capacity = 2000
    let seen = ''
    const look: Happening = {
      call: () => {
        seen = current(world)
      },
    }

    await world.runPlan(pruning(1), [...reads('line\n'), look])

    expect(seen).toContain('line\nlogrun: disk full')
  })

  test('waits for the end of a long line', async () => {
    const world = worldWith(5)
    world.filesystem.capacity = 5000
    const long = 'x'.repeat(1500)

    await world.runPlan(pruning(1), reads(long, long, 'end\n', 'next\n'))

    const [first, second, third] = current(world).split('\n')
    expect(first).toBe(`${long}${long}end`)
    expect(second).toContain('logrun: disk full')
    expect(third).toBe('next')
  })

  test('waits for it though its file has come of age', async () => {
    const world = worldWith(5)
    world.filesystem.capacity = 5000
    const [long, rest] = ['x'.repeat(1500), 'y'.repeat(1500)]
    const aged: Happening = { call: () => world.clock.advance(61_000) }
    const plan = whenFull(svlogdPlan('s0\nn50\nt1m\n'), { prune: 1 })

    await world.runPlan(plan, [...reads(long), aged, { event: 'rotate' }, ...reads(`${rest}\n`)])

    const text = logged(world.filesystem, './log').toString()
    expect(warnings(world).length).toBeGreaterThan(1)
    expect(text).toContain(`${long}${rest}\nlogrun: disk full`)
  })

  test('begins a line where the last writer left part of one', async () => {
    for (const plan of [
      svlogdPlan('s0\nn50\n'),
      multilog(['./log']),
      cyclog({ maximum: 1e5, total: 1e6, margin: 512, files: 9, directories: ['./log'] }, 'djb'),
    ]) {
      const world = worldWith(2)
      world.filesystem.plant('./log/current', 'part', 0o744)
      world.filesystem.calls.failAlways(
        ({ operation, names }) =>
          operation === 'setMode' && names[0] === 'current' && archives(world).length > 1,
        'ENOSPC',
      )

      await world.runPlan(whenFull(plan, { prune: 1 }), reads('line\n'))

      expect(current(world).split('\n')[0]).not.toContain('logrun')
      expect(current(world).split('\n')[1]).toContain('logrun: disk full')
    }
  })

  test('ends a line that nobody will end', async () => {
    const world = worldWith(2)
    world.filesystem.capacity = 2000
    const plan = cyclog(
      { maximum: 1e5, total: 1e6, margin: 512, files: 9, directories: ['./log'] },
      'djb',
    )

    await world.runPlan(whenFull(plan, { prune: 1 }), reads('part'))

    expect(current(world)).toMatch(/^@\w{24} part\n@\w{24} logrun: disk full: [^\n]*\n$/)
  })

  test('keeps stamps in order though lines have waited in memory', async () => {
    const parsed = parseOptions(['t', 'n100', './log'])
    if (!parsed) throw new Error('no options')
    const plan = s6Log(
      parsed.options,
      parseScript(parsed.script, 0o022, () => undefined),
    )
    const world = worldWith(3)
    world.filesystem.capacity = 3000
    const later = { call: () => world.clock.advance(1000) }
    const more = { call: () => (world.filesystem.capacity += 50) } as unknown as Happening
    world.onPause = () => {
      world.filesystem.capacity = 1e6
    }
    const happenings = [1, 2, 3, 4, 5].flatMap((k) => [...reads(line(k)), later, more])

    await world.runPlan(whenFull(plan, { prune: 2 }), happenings)

    const stamps = current(world).match(/^@\w{24}/gm) ?? []
    expect(stamps.length).toBeGreaterThan(5)
    expect(stamps).toEqual([...stamps].sort())
  })
})

describe('processors', () => {
  /** Its output needs room; gives how often it ran. */
  const copying = (world: PipelineWorld): (() => number) => {
    let runs = 0
    world.runProcessor = async (job) => {
      runs++
      const content = Buffer.alloc(2000, 'p')
      try {
        for (let at = 0; at < content.length; )
          at += world.filesystem.write(job.output, content, at, content.length)
        return { end: 'exit', status: 0 }
      } catch {
        return { end: 'exit', status: 1 }
      }
    }
    return () => runs
  }

  test('that find the disk full are run again at once with an archive less', async () => {
    for (const plan of [
      multilog(['s4096', 'n100', '!cat', './log']),
      svlogdPlan('s3000\nn50\n!cat\n'),
    ]) {
      const world = worldWith(4)
      const runs = copying(world)
      world.filesystem.capacity = 7500
      world.onPause = () => {
        throw new Error('nothing to wait for')
      }

      await world.runPlan(whenFull(plan, { prune: 1 }), reads(lines(40)))

      expect(runs()).toBeGreaterThan(1)
      expect(archives(world)).not.toContain(old(1))
      expect(world.filesystem.snapshot('./log').processed).toBeUndefined()
    }
  })

  test('that fail with room on the disk cost no archive', async () => {
    const world = worldWith(4)
    let failures = 3
    world.runProcessor = async () => ({ end: 'exit', status: failures-- > 0 ? 1 : 0 })

    await world.runPlan(
      whenFull(multilog(['s4096', 'n100', '!cat', './log']), { prune: 0 }),
      reads(lines(40)),
    )

    expect(warnings(world).filter((text) => text.includes('make-room'))).toEqual([])
    expect(archives(world)).toContain(old(1))
  })

  test('leave outputs that are no archives', async () => {
    const world = worldWith(2)
    const output = old(0, 't')
    world.filesystem.plant(`./log/${output}`, OLD, 0o644)
    world.filesystem.capacity = 3000
    const plan = whenFull(svlogdPlan('s0\nn50\n'), { prune: 1 })

    await world.runPlan(plan, reads('line\n'))

    expect(archives(world)).toEqual([output, old(2)])
  })

  test('keep what they are at work on', async () => {
    const world = worldWith(1, 'u')
    world.filesystem.plant(`./log/${old(2)}`, OLD, 0o744)
    let ended = (): void => undefined
    world.runProcessor = () =>
      new Promise((resolve) => {
        ended = () => resolve({ end: 'exit', status: 0 })
      })
    world.filesystem.capacity = 2000
    let seen: string[] = []
    world.onPause = () => {
      seen = archives(world)
      world.filesystem.capacity = 1e6
      ended()
    }
    const plan = whenFull(svlogdPlan('s0\nn50\n!cat\n'), { prune: 0 })

    await world.runPlan(plan, [...reads(lines(30)), { call: () => ended() }])

    expect(seen).toContain(old(1, 'u'))
    expect(seen).not.toContain(old(2))
  })
})

describe('files beside the log', () => {
  for (const [what, script, code] of [
    ['a status file', ['=status', './log'], 'ENOSPC'],
    ['a status file over its quota', ['=status', './log'], 'EDQUOT'],
  ] as const)
    test(`${what} gets room where it shares the disk`, async () => {
      const world = worldWith(3)
      world.filesystem.calls.failAlways(
        ({ operation, names }) =>
          operation === 'write' && names[0] === 'status' && archives(world).length > 1,
        code,
      )

      await world.runPlan(whenFull(multilog([...script]), { prune: 1 }), reads('line\n'))

      expect(archives(world)).toEqual([old(3)])
      expect(current(world)).toContain('removed 2 archives')
      expect(world.filesystem.snapshot('.').status?.content.toString()).toMatch(/^line\n+$/)
    })

  test('one on another disk waits', async () => {
    const world = worldWith(3)
    world.filesystem.deviceOf = (name) => (name === 'status' ? 7 : 0)
    let failures = 2
    world.filesystem.calls.failAlways(
      ({ operation, names }) => operation === 'write' && names[0] === 'status' && failures-- > 0,
      'ENOSPC',
    )

    await world.runPlan(whenFull(multilog(['=status', './log']), { prune: 1 }), reads('line\n'))

    expect(archives(world).length).toBe(3)
    expect(warnings(world)).toEqual(Array(2).fill('pausing write-status status'))
  })

  test('one that is replaced loses no line', async () => {
    const parsed = parseOptions(['=status', './log'])
    if (!parsed) throw new Error('no options')
    const plan = s6Log(
      parsed.options,
      parseScript(parsed.script, 0o022, () => undefined),
    )
    const world = worldWith(3)
    world.filesystem.calls.failAlways(
      ({ operation, names }) =>
        operation === 'write' && names[0] === 'status.new' && archives(world).length > 1,
      'ENOSPC',
    )

    await world.runPlan(whenFull(plan, { prune: 1 }), reads('line\n'))

    expect(archives(world)).toEqual([old(3)])
    expect(world.filesystem.snapshot('.').status?.content.toString()).toMatch(/^line\n/)
  })
})

test('svlogd’s own N goes on as it was: nothing is told, no other call deletes', async () => {
  const world = worldWith(3)
  world.filesystem.capacity = 3000

  await world.runPlan(svlogdPlan('s0\nn50\nN1\n'), reads(lines(15)))

  expect(archives(world)).toEqual([old(3)])
  expect(current(world)).toBe(lines(15))
})
