// A disk that is full in earnest, and a size that files may not pass: filled and freed while
// lines flow, for each logger. Each pause is said, and every line is there in the end.

import { execFileSync } from 'node:child_process'
import { describe, expect, test, vi } from 'vitest'
import type { ByteString } from '../../src/bytes.js'
import { command } from '../helpers/commands.js'
import { allowed, refused } from '../helpers/needs.js'
import { inPlace, type Place } from '../helpers/places.js'
import { RunningLogger } from '../helpers/run-logger.js'
import { SmallDisk } from '../helpers/small-disk.js'
import { logged, snapshot } from '../helpers/snapshot.js'

vi.setConfig({ maxConcurrency: 12, testTimeout: 240_000 })

type Tool = {
  readonly name: string
  readonly words: readonly ByteString[]
  readonly config?: ByteString
  /** What it says of a failed write, up to the reason. */
  readonly says: string
  readonly reasons: readonly [full: string, large: string]
  /** What it lays before its lines. */
  readonly stamps?: RegExp
}

const OWN = ['out of disk space', 'file too big'] as const
const SYSTEM = ['No space left on device', 'File too large'] as const

const tools: readonly Tool[] = [
  {
    name: 'multilog',
    words: ['s10000', 'n100', './log'],
    says: 'multilog: warning: unable to write to ./log/current, pausing: ',
    reasons: OWN,
  },
  {
    name: 'svlogd',
    words: ['-l200', './log'],
    config: 's10000\nn100\n',
    says: 'svlogd: pausing: unable to write to current: ./log: ',
    reasons: OWN,
  },
  {
    name: 's6-log',
    words: ['s10000', 'n100', './log'],
    says: 's6-log: warning: unable to write to ./log/current: ',
    reasons: SYSTEM,
  },
  {
    name: 'cyclog',
    words: ['--max-file-size', '10000', './log'],
    says: 'flushing ./log/current: ',
    reasons: SYSTEM,
    stamps: /@LABEL /g,
  },
  {
    name: 'tinylog',
    words: ['-s10000', '-k100', './log'],
    says: 'pausing on write() error: ',
    reasons: OWN,
  },
  {
    name: 'dumblog',
    words: ['./log/file'],
    says: 'dumblog: warning: unable to write ./log/file, pausing: ',
    reasons: SYSTEM,
  },
]

const LINES = 60
const part = (k: number): string =>
  Array.from({ length: LINES }, (_, i) => `${String(LINES * k + i).padStart(99, '.')}\n`).join('')

/** What a reader of its log finds, without stamps. */
const found = ({ name, stamps }: Tool, place: Place): ByteString => {
  if (name === 'dumblog') return place.has('log/file') ? place.read('log/file') : ''
  const text = logged(snapshot(place), 'log').join('')
  return stamps ? text.replace(stamps, '') : text
}

/** Whether it is whole; a file may be about to get another name. */
const holds = (tool: Tool, place: Place, text: string): boolean => {
  try {
    return found(tool, place) === text
  } catch {
    return false
  }
}

const start = (tool: Tool, place: Place, shell = ''): RunningLogger => {
  if (tool.config !== undefined) place.file('log/config', tool.config)
  return new RunningLogger(command(tool.name), place, { script: tool.words, shell })
}

describe.concurrent('a disk that is filled and freed while lines flow', () => {
  for (const tool of tools)
    test(tool.name, async (context) => {
      if (!allowed('mount')) context.skip(refused('mount'))
      await inPlace(async (place) => {
        const disk = new SmallDisk(place, 'log', 1 << 18)
        try {
          const logger = start(tool, place)
          const says = tool.says + tool.reasons[0]
          await logger.feed(part(0))
          let expected = part(0)
          for (const [k, pauses] of [
            [1, 1],
            [2, 2],
          ] as const) {
            const before = logger.stderr().split(says).length - 1
            disk.fill()
            await logger.write(part(k))
            await logger.says(says, before + pauses)
            disk.free()
            expected += part(k)
            await logger.until('all lines', () => holds(tool, place, expected))
          }

          await logger.write(part(3))
          const exit = await logger.finish()

          expect({ exit, left: await logger.close() }).toEqual({ exit: '0', left: '' })
          expect(found(tool, place)).toBe(expected + part(3))
        } finally {
          disk.unmount()
        }
      })
    })
})

// The shell counts in units of 512 bytes.
const LIMIT = 'ulimit -S -f 8'

describe.concurrent('a size that files may not pass', () => {
  for (const tool of tools) {
    test(`${tool.name}: pauses until it is raised, and does not die of it`, async () => {
      await inPlace(async (place) => {
        place.directory('log')
        const logger = start(tool, place, LIMIT)
        await logger.write(part(0))
        await logger.says(tool.says + tool.reasons[1])
        expect(found(tool, place).length).toBeLessThanOrEqual(4096)
        execFileSync('prlimit', ['--pid', String(logger.pid), '--fsize=1000000:'])

        await logger.write(part(1))
        const exit = await logger.finish()

        expect({ exit, left: await logger.close() }).toEqual({ exit: '0', left: '' })
        expect(found(tool, place)).toBe(part(0) + part(1))
      })
    })
  }

  const small: readonly (readonly [name: string, ...words: string[]])[] = [
    ['multilog', 's4096', 'n100', './log'],
    ['svlogd', '-l200', './log'],
    ['s6-log', 's4096', 'n100', './log'],
    ['cyclog', '--max-file-size', '4096', './log'],
    ['tinylog', '-s3900', '-k100', './log'],
  ]
  test.for(small)(
    '%s: files that end before it are not touched by it',
    async ([name, ...words]) => {
      const tool = tools.find((each) => each.name === name) as Tool
      await inPlace(async (place) => {
        place.directory('log')
        const logger = start(
          { ...tool, words, ...(tool.config && { config: 's4000\nn100\n' }) },
          place,
          LIMIT,
        )
        await logger.write(part(0) + part(1))
        const exit = await logger.finish()

        const said = logger.stderr()
        expect({ exit, left: await logger.close() }).toEqual({ exit: '0', left: '' })
        expect(said).not.toContain(tool.says)
        expect(found(tool, place)).toBe(part(0) + part(1))
      })
    },
  )

  test('dumblog: a file that is moved away makes room', async () => {
    const tool = tools.at(-1) as Tool
    await inPlace(async (place) => {
      place.directory('log')
      const logger = start(tool, place, LIMIT)
      const text = part(0).slice(0, 5000)
      await logger.write(text)
      await logger.says(tool.says + tool.reasons[1])
      place.rename('log/file', 'log/old')
      logger.signal('SIGHUP')
      const exit = await logger.finish()

      expect({ exit, left: await logger.close() }).toEqual({ exit: '0', left: '' })
      expect(place.read('log/old') + place.read('log/file')).toBe(text)
    })
  })
})
