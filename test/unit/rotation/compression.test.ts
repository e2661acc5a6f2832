// Finished archives are compressed beside the log: which wait, what is done to them, what
// happens where something goes wrong, and what is left of a stop. In memory; only zlib's
// threads are real.

import { gunzipSync, gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Report } from '../../../src/fault/patience.js'
import type { DirectoryPlan } from '../../../src/plan.js'
import { endWork } from '../../../src/rotation/background-work.js'
import { Compression } from '../../../src/rotation/compression.js'
import type { CompressorEnd, CompressorJob } from '../../../src/rotation/compressor.js'
import { oldFiles } from '../../../src/rotation/direct.js'
import { CHUNK } from '../../../src/rotation/gzip.js'
import { type Call, MemoryFileSystem, Stopped } from '../../../src/system/memory-filesystem.js'
import { Events } from '../../../src/system/signals.js'
import { ManualClock } from '../../../src/time/clock.js'

const archive = (k: number, code = 's'): string => `_20260101T00000${k}.000000.${code}`
const text = (k: number): string => `what the ${k}. file holds\n`.repeat(20 + k)

const plan: DirectoryPlan = {
  path: 'd',
  layout: 'direct',
  maximum: 100,
  reserve: 0,
  files: 10,
  code: 's',
  names: 'date',
  compression: {},
}
const programmed: DirectoryPlan = { ...plan, compression: { program: '/bin/zip' } }
const GOOD: CompressorEnd = { end: 'exit', status: 0 }

type Job = { job: CompressorJob; end: (end: CompressorEnd) => void; stopped: boolean }

let filesystem: MemoryFileSystem
let reports: Report[]
let jobs: Job[]
let work: Compression

const put = (k: number, code = 's', content = text(k)): void =>
  filesystem.plant(`d/${archive(k, code)}`, content, 0o644)

const names = (): string[] => Object.keys(filesystem.snapshot('d')).sort()
const snapshot = (name: string) => filesystem.snapshot('d')[name]
const inflated = (name: string): string => gunzipSync(snapshot(name)?.content ?? '').toString()
const faults = () => reports.map((report) => ('fault' in report ? report.fault : report))

/** A process begins: it knows of nothing but the disk. */
const start = (): Compression =>
  new Compression('d', {
    filesystem,
    clock: new ManualClock({ seconds: 1600000000, nanoseconds: 0 }),
    locks: filesystem,
    runProcessor: () => Promise.reject(new Error('there is no processor')),
    runCompressor: (job) => {
      let end: (how: CompressorEnd) => void = () => undefined
      const ended = new Promise<CompressorEnd>((resolve) => {
        end = resolve
      })
      const run: Job = { job, end, stopped: false }
      jobs.push(run)
      const stop = (): void => {
        run.stopped = true
      }
      return { ended, stop }
    },
    report: (report) => reports.push(report),
  })

/** By a handle of somebody else's: what is called on it is none of the calls looked at. */
const attach = (other: DirectoryPlan = plan): void => {
  const directory = filesystem.anotherProcess().openDirectory('d')
  work.attach(other, directory)
  directory.close()
}

/** Until nothing more is done. */
const ended = async (): Promise<void> => {
  for (let run = work.ending(false); run; run = work.ending(false)) await run
}

/** A whole life: what waits is done. */
const live = async (other: DirectoryPlan = plan): Promise<void> => {
  work = start()
  attach(other)
  await ended()
}

/** The program writes `output` and ends like this; what follows at once is done. */
const end = async (how: CompressorEnd, output = 'zip'): Promise<void> => {
  const run = work.ending(false)
  const last = jobs.at(-1)
  if (!last) throw new Error('no program runs')
  filesystem.write(last.job.output, Buffer.from(output), 0, output.length)
  last.end(how)
  await run
}

const fresh = (): void => {
  filesystem = new MemoryFileSystem()
  filesystem.makeDirectory('d', 0o700)
  const root = filesystem.openDirectory('/')
  root.sync()
  root.close()
  reports = []
  jobs = []
  work = start()
}
beforeEach(fresh)

/** What a reader finds of the archive: whole in one of its two forms, or nothing. */
const found = (k: number, code = 's'): string => {
  const plain = snapshot(archive(k, code))
  return plain ? plain.content.toString() : inflated(`${archive(k, code)}.Z`)
}

describe('what waits', () => {
  test('is every plain archive, and nothing is left of it but its compressed form', async () => {
    put(1)
    put(2, 'u')
    put(3, 's', '')

    await live()

    expect(names()).toEqual([1, 2, 3].map((k) => `${archive(k, k === 2 ? 'u' : 's')}.Z`))
    expect(inflated(`${archive(1)}.Z`)).toBe(text(1))
    expect(inflated(`${archive(2, 'u')}.Z`)).toBe(text(2))
    expect(inflated(`${archive(3)}.Z`)).toBe('')
    expect(snapshot(`${archive(1)}.Z`)?.mode).toBe(0o644)
    expect(reports).toEqual([])
  })

  test('is compressed oldest first, one at a time', async () => {
    put(2)
    put(1)
    attach(programmed)
    await Promise.resolve()

    await end(GOOD)
    await end(GOOD)

    expect(jobs).toHaveLength(2)
    expect(filesystem.calls.trace().filter((call) => call.startsWith('rename'))).toEqual([
      `rename zipped ${archive(1)}.Z`,
      `rename zipped ${archive(2)}.Z`,
    ])
  })

  test('includes what came while another was compressed', async () => {
    put(1)
    attach()
    put(2)

    await ended()

    expect(names()).toEqual([`${archive(1)}.Z`, `${archive(2)}.Z`])
  })

  test.each(['_x.s', 'current', '_20260101T000001.000000.t', '@400000000000000000000000.s'])(
    'is not %s',
    async (name) => {
      filesystem.plant(`d/${name}`, 'x', 0o644)

      await live()

      expect(names()).toEqual([name])
    },
  )

  test('is nothing but regular files', async () => {
    filesystem.makeDirectory(`d/${archive(1)}`, 0o755)
    filesystem.plantSymlink(`d/${archive(2)}`, 'elsewhere')
    put(3)

    await live()

    expect(names()).toEqual([archive(1), archive(2), `${archive(3)}.Z`])
  })

  // T10: another name of it may be a `current` in use.
  test('is nothing that has a second name', async () => {
    put(1)
    filesystem.openDirectory('d').link(archive(1), 'other')

    await live()

    expect(names()).toEqual([archive(1), 'other'])
  })

  test('is found by labels as well', async () => {
    const name = '@400000005f5e100000000000.s'
    filesystem.plant(`d/${name}`, 'x', 0o744)

    await live({ ...plan, names: 'label' })

    expect(names()).toEqual([`${name}.Z`])
  })
})

test('the plain archive goes when the other is safe on disk under its own name', async () => {
  put(1)

  await live()

  const trace = filesystem.calls.trace()
  const last = trace.slice(trace.lastIndexOf('sync zipped'))
  expect(last.slice(0, 5)).toEqual([
    'sync zipped',
    'close zipped',
    `rename zipped ${archive(1)}.Z`,
    'syncDirectory',
    `remove ${archive(1)}`,
  ])
  expect(trace.lastIndexOf('setMode zipped')).toBeLessThan(trace.lastIndexOf('sync zipped'))
  expect(trace.lastIndexOf('read zipped')).toBeLessThan(trace.lastIndexOf('sync zipped'))
})

test('no more than a chunk is held of an archive, however large it is', async () => {
  const content = Buffer.alloc(40 * CHUNK, 'a line that goes on and on\n')
  for (let at = 0; at < content.length / 2; at += 4)
    content.writeUInt32LE((at * 2654435761) >>> 0, at)
  filesystem.plant(`d/${archive(1)}`, content, 0o644)
  const read = vi.spyOn(filesystem, 'read')
  const write = vi.spyOn(filesystem, 'write')

  await live()

  const most = (calls: unknown[][]): number =>
    Math.max(...calls.map(([, , start, end]) => Number(end) - Number(start)))
  expect(read.mock.calls.length).toBeGreaterThan(40)
  expect(most(read.mock.calls)).toBeLessThanOrEqual(CHUNK)
  expect(most(write.mock.calls)).toBeLessThanOrEqual(CHUNK)
  expect(gunzipSync(snapshot(`${archive(1)}.Z`)?.content ?? '').equals(content)).toBe(true)
})

test('a full disk keeps the archive, and gets back the room that was taken', async () => {
  put(1)
  put(2)
  filesystem.capacity = filesystem.used + 10

  await live()

  expect(names()).toEqual([archive(1), archive(2)])
  expect(faults()).toMatchObject([
    { operation: 'compress', file: archive(1), code: 'ENOSPC' },
    { operation: 'compress', file: archive(2), code: 'ENOSPC' },
  ])
})

test('what reads back as something else is not taken for the archive', async () => {
  put(1)
  const write = filesystem.write.bind(filesystem)
  vi.spyOn(filesystem, 'write').mockImplementation((descriptor, bytes, ...range) => {
    const spoilt = Uint8Array.from(bytes)
    spoilt[spoilt.length - 12] = 255 - Number(spoilt[spoilt.length - 12])
    return write(descriptor, spoilt, ...range)
  })

  await live()

  expect(names()).toEqual([archive(1)])
  expect(faults()).toEqual([{ operation: 'compress', directory: 'd', file: archive(1) }])
})

describe('pruning', () => {
  test('is not kept from an archive that is being compressed', () => {
    put(1)

    attach()

    expect(work.busy).toBeUndefined()
  })

  test.each(['label', 'date'] as const)('counts both forms of archives named by %s', (naming) => {
    const name = naming === 'date' ? archive(1) : '@400000005f5e100000000000.s'
    const entries = [name, `${name}.Z`].map((each) => ({ name: each, directory: false }))

    const old = oldFiles(entries, { ...plan, names: naming })

    expect(old).toEqual([name, `${name}.Z`])
  })

  test.each([plan, programmed])('takes it away, and nobody misses it: %#', async (which) => {
    put(1)
    put(2)
    attach(which)
    await Promise.resolve()

    filesystem.openDirectory('d').remove(archive(1))
    if (which === programmed) {
      await end(GOOD)
      await end(GOOD)
    } else await ended()

    expect(names()).toEqual([`${archive(2)}.Z`])
    expect(reports).toEqual([])
  })
})

describe('a program', () => {
  test('gets the archive and an empty file only we may read', async () => {
    put(1)
    filesystem.plant('d/zipped', 'of an earlier run', 0o644)

    attach(programmed)
    await Promise.resolve()

    expect(jobs.map(({ job }) => job)).toMatchObject([{ program: '/bin/zip', directory: '/d' }])
    expect(snapshot('zipped')).toMatchObject({ size: 0, mode: 0o600 })
  })

  test('never shares its output with one that outlived an earlier logger', async () => {
    put(1)
    filesystem.plant('d/zipped', 'half', 0o600)
    const before = snapshot('zipped')?.inode
    filesystem.calls.forget()
    // The start's own attempt.
    filesystem.calls.failAt(2, 'EIO')

    attach(programmed)
    await Promise.resolve()

    expect(filesystem.calls.trace()[1]).toBe('remove zipped EIO')
    expect(jobs).toHaveLength(1)
    expect(snapshot('zipped')?.inode).not.toBe(before)
  })

  test('makes what it likes', async () => {
    put(1)
    attach(programmed)

    await end(GOOD, 'anything')

    expect(names()).toEqual([`${archive(1)}.Z`])
    expect(snapshot(`${archive(1)}.Z`)?.content.toString()).toBe('anything')
    expect(snapshot(`${archive(1)}.Z`)?.mode).toBe(0o644)
  })

  test.each([
    [
      { end: 'exit', status: 3 },
      { operation: 'compressor-exited', file: archive(1), status: 3 },
    ],
    [
      { end: 'signal', signal: 'SIGKILL' },
      { operation: 'compressor-killed', file: archive(1), signal: 'SIGKILL' },
    ],
    [
      { end: 'not-run', code: 'ENOENT' },
      { operation: 'run', file: '/bin/zip', code: 'ENOENT' },
    ],
  ] as const)(
    'that ends so leaves the archive, and what happened is said: %j',
    async (how, fault) => {
      put(1)
      attach(programmed)

      await end(how)

      expect(names()).toEqual([archive(1)])
      expect(faults()).toMatchObject([fault, { operation: 'compress', file: archive(1) }])
    },
  )

  test('is not tried again on what it failed at, but on the others, and at the next start', async () => {
    put(1)
    put(2)
    attach(programmed)

    await end({ end: 'exit', status: 1 })
    await end(GOOD)
    put(3)
    attach(programmed)
    await end(GOOD)
    const lived = names()
    work = start()
    attach(programmed)
    await end(GOOD)

    expect(lived).toEqual([archive(1), `${archive(2)}.Z`, `${archive(3)}.Z`])
    expect(names()).toEqual([1, 2, 3].map((k) => `${archive(k)}.Z`))
    expect(jobs).toHaveLength(4)
  })

  // T3: the original's child went on as a second logger.
  test('is not run where its output cannot be had', async () => {
    put(1)
    filesystem.makeDirectory('d/zipped', 0o755)

    await live(programmed)

    expect(jobs).toEqual([])
    expect(faults()).toEqual([
      { operation: 'compress', directory: 'd', file: archive(1), code: 'EISDIR' },
    ])
  })
})

describe('the end', () => {
  test('that somebody asked for gives up what is being compressed', async () => {
    put(1)
    attach()

    const run = work.ending(true)
    await run

    expect(run).toBeDefined()
    expect(work.ending(true)).toBeUndefined()
    expect(names()).toEqual([archive(1)])
    expect(reports).toEqual([])
    await live()
    expect(names()).toEqual([`${archive(1)}.Z`])
  })

  test('of a run is the end of what must not be deleted for room', async () => {
    put(1)
    attach(programmed)
    await Promise.resolve()

    const reading = work.reading
    await end(GOOD)

    expect([reading, work.reading]).toEqual([archive(1), undefined])
  })

  test('has a program stopped, and believes nothing it says then', async () => {
    put(1)
    put(2)
    attach(programmed)
    await Promise.resolve()

    const run = work.ending(true)
    const { stopped, end } = jobs[0] as Job
    end(GOOD)
    await run

    expect(stopped).toBe(true)
    expect(jobs).toHaveLength(1)
    expect(names()).toEqual([archive(1), archive(2)])
    expect(reports).toEqual([])
  })

  test('of input waits for all that waits', async () => {
    put(1)
    put(2)
    attach()

    await ended()

    expect(names()).toEqual([`${archive(1)}.Z`, `${archive(2)}.Z`])
  })

  test('of input becomes the other kind when somebody asks', async () => {
    put(1)
    attach(programmed)
    await Promise.resolve()
    const events = new Events()
    const clock = new ManualClock({ seconds: 0, nanoseconds: 0 })
    const sleep = (): Promise<void> => new Promise(() => undefined)
    const over = endWork('d', work, 1000, { events, clock, sleep, report: () => undefined })

    events.raise('finish')
    await vi.waitUntil(() => jobs[0]?.stopped)
    jobs[0]?.end({ end: 'signal', signal: 'SIGTERM' })
    await over

    expect(names()).toEqual([archive(1)])
  })

  test('leaves no directory open', async () => {
    put(1)
    attach()
    const opened = filesystem.calls.trace().filter((call) => call.startsWith('openDirectory'))

    await ended()

    const closed = filesystem.calls.trace().filter((call) => call.startsWith('closeDirectory'))
    expect(closed).toHaveLength(opened.length)
  })
})

describe('a start', () => {
  test('removes what an earlier run was making', async () => {
    filesystem.plant('d/zipped', 'half', 0o600)

    await live()

    expect(names()).toEqual([])
  })

  test('lets the plain archive go where the other holds it', async () => {
    put(1)
    filesystem.plant(`d/${archive(1)}.Z`, gzipSync(text(1)), 0o600)

    await live()

    expect(names()).toEqual([`${archive(1)}.Z`])
    expect(snapshot(`${archive(1)}.Z`)?.mode).toBe(0o644)
    expect(filesystem.calls.trace()).not.toContain('open zipped')
  })

  test.each([
    ['cut short', gzipSync(text(1)).subarray(0, 30)],
    ['in another format', 'what is this?'],
    ['of something less', gzipSync(text(1).slice(0, -1))],
    ['of something more', gzipSync(`${text(1)}\n`)],
    ['empty', ''],
  ])('makes one again that is %s', async (_, content) => {
    put(1)
    filesystem.plant(`d/${archive(1)}.Z`, content, 0o644)

    await live()

    expect(names()).toEqual([`${archive(1)}.Z`])
    expect(inflated(`${archive(1)}.Z`)).toBe(text(1))
    expect(reports).toEqual([])
  })
})

/** A directory with all there can be: two that wait, one of them half done, and leftovers. */
const furnished = (): void => {
  fresh()
  put(1)
  put(2, 'u')
  filesystem.plant(`d/${archive(2, 'u')}.Z`, gzipSync(text(2)), 0o644)
  filesystem.plant('d/zipped', 'half', 0o600)
  filesystem.calls.forget()
}

const callsOfALife = async (): Promise<readonly Call[]> => {
  furnished()
  await live()
  return filesystem.calls.made
}

const COMPRESSED = [`${archive(1)}.Z`, `${archive(2, 'u')}.Z`]

/** The next start finds everything, and completes it. */
const expectRecovered = async (when: string): Promise<void> => {
  expect([found(1), found(2, 'u')], when).toEqual([text(1), text(2)])

  await live()

  expect(names(), when).toEqual(COMPRESSED)
  expect([found(1), found(2, 'u')], when).toEqual([text(1), text(2)])
}

/** A life that may be stopped anywhere. */
const brokenLife = async (): Promise<void> => {
  try {
    await live()
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
  }
}

test('a call that fails once costs no archive, and a later start makes good for it', async () => {
  const calls = await callsOfALife()
  expect(calls.length).toBeGreaterThan(40)

  for (let n = 1; n <= calls.length; n++) {
    furnished()
    const call = `${n}: ${calls[n - 1]?.operation} ${calls[n - 1]?.names}`
    filesystem.calls.failAt(n, 'EIO')

    await live()

    if (names().some((name) => !name.endsWith('.Z') && name !== 'zipped'))
      expect(reports.length, call).toBeGreaterThan(0)
    await expectRecovered(call)
  }
})

test('a call that fails for ever costs no archive, and is not made for ever', async () => {
  const kinds = new Set((await callsOfALife()).map(({ operation }) => operation))

  for (const kind of kinds) {
    furnished()
    filesystem.calls.failAlways(
      ({ operation, directory }) => operation === kind && directory === '/d',
      'EIO',
    )

    await live()

    expect(filesystem.calls.made.length, kind).toBeLessThan(200)
    filesystem.calls.heal()
    await expectRecovered(kind)
  }
})

test('a stop before any call leaves what the next start completes', async () => {
  const { length } = await callsOfALife()

  for (let n = 1; n <= length; n++) {
    furnished()
    filesystem.calls.stopAt(n)

    await brokenLife()
    filesystem.kill()

    await expectRecovered(`call ${n}`)
  }
})

test('a power loss at any step leaves every archive whole in one form or the other', async () => {
  const { length } = await callsOfALife()

  for (let n = 1; n <= length + 1; n++) {
    let pending = 0
    for (let keep = 0; keep <= pending; keep++) {
      furnished()
      if (n <= length) filesystem.calls.stopAt(n)

      await brokenLife()
      pending = filesystem.pending()
      filesystem.crash(keep)

      await expectRecovered(`call ${n}, ${keep} of ${pending} changes kept`)
    }
  }
})
