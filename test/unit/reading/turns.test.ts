// Reading that others watch: they have their turn before every read, may end it by that, and
// are told how far it has come.

import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { beforeEach, expect, test } from 'vitest'
import { type Log, logIn } from '../../../src/reading/log.js'
import { type ReadWorld, readLogs } from '../../../src/reading/read.js'
import { temporaryFile } from '../../../src/system/temporary-file.js'
import { labelOf } from '../../../src/time/tai64n.js'
import { universalTime } from '../../../src/time/universal-time.js'
import { MemoryFiles } from '../../helpers/memory-files.js'
import { DEFAULTS } from '../../helpers/read-plan.js'

const BLOCK = 4096
const at = (seconds: number): string => labelOf({ seconds, nanoseconds: 0 })
const lines = (from: number): string =>
  Array.from(
    { length: 1000 },
    (_, k) => `${at(from + k)} ${randomBytes(40).toString('hex')}\n`,
  ).join('')

let files: MemoryFiles
let log: Log
let bytes: number

beforeEach(() => {
  files = new MemoryFiles()
  const parts = [gzipSync(lines(1000)), Buffer.from(lines(2000)), Buffer.from(lines(3000))] as const
  files.plant(`d/${at(1999)}.s`, parts[0])
  files.plant(`d/${at(2999)}.s`, parts[1])
  files.plant('d/current', parts[2])
  bytes = parts.reduce((sum, { length }) => sum + length, 0)
  log = logIn('d', 'd', files) as Log
})

const read = (world: Partial<ReadWorld>, since?: number): Promise<boolean> =>
  readLogs(
    {
      ...DEFAULTS,
      logs: [log],
      span: () => (since === undefined ? {} : { since: { seconds: since, nanoseconds: 0 } }),
      form: 'raw',
      block: BLOCK,
    },
    {
      files,
      localTime: universalTime,
      report: (fault) => expect.fail(JSON.stringify(fault)),
      write: () => true,
      spool: () => temporaryFile('/tmp'),
      ...world,
    },
  )

test('there is a turn before every read', async () => {
  let turns = 0

  await read({
    turn: async () => {
      turns++
    },
  })

  expect(turns).toBeGreaterThan(bytes / BLOCK / 16)
})

test('a turn that fails ends it, and nothing more is shown', async () => {
  let shown = 0
  let turns = 0
  const world = {
    write: (_: Uint8Array, start: number, end: number): boolean => {
      shown += end - start
      return true
    },
    turn: async (): Promise<void> => {
      if (++turns === 5) throw new Error('enough')
    },
  }

  await expect(read(world)).rejects.toThrow('enough')
  expect(turns).toBe(5)
  expect(shown).toBeLessThan(bytes / 2)
})

test.each([
  ['all', undefined],
  ['a part', 2500],
  ['the end', 3990],
])('of %s, what is read and what is not come to all bytes on disk', async (_, since) => {
  let passed = 0
  let skipped = 0
  const progress = {
    passed: (count: number): void => {
      passed += count
    },
    skipped: (count: number): void => {
      skipped += count
    },
  }

  await read({ progress }, since)

  expect(passed + skipped).toBe(bytes)
  expect(skipped > 0).toBe(since !== undefined)
})
