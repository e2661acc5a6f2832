// One log from its end: no more is read than the lines asked for take.

import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { type Log, logIn } from '../../../src/reading/log.js'
import { type ReadPlan, readLogs } from '../../../src/reading/read.js'
import { erePattern } from '../../../src/select/ere.js'
import { temporaryFile } from '../../../src/system/temporary-file.js'
import { labelOf } from '../../../src/time/tai64n.js'
import { universalTime } from '../../../src/time/universal-time.js'
import { MemoryFiles } from '../../helpers/memory-files.js'
import { DEFAULTS, reading } from '../../helpers/read-plan.js'

const BLOCK = 4096
const at = (seconds: number): string => labelOf({ seconds, nanoseconds: 0 })
const line = (seconds: number): string => `${at(seconds)} line ${seconds}\n`
const lines = (from: number): string =>
  Array.from({ length: 1000 }, (_, k) => line(from + k)).join('')

let files: MemoryFiles
const log = (): Log => logIn('d', 'd', files) as Log

beforeEach(() => {
  files = new MemoryFiles()
})

describe('a log of a hundred thousand lines', () => {
  beforeEach(() => {
    for (let k = 0; k < 100; k++) files.plant(`d/${at(1000 * k + 999)}.s`, lines(1000 * k))
    files.plant('d/current', lines(100_000))
  })

  /** What is shown, and how many bytes were read for it. */
  const read = async (
    wishes: Partial<ReadPlan>,
    write = (): boolean => true,
  ): Promise<[string[], number]> => {
    let bytes = 0
    const parts: Buffer[] = []
    await readLogs(
      {
        ...DEFAULTS,
        logs: [log()],
        form: 'raw',
        block: BLOCK,
        ...wishes,
      },
      {
        files,
        localTime: universalTime,
        report: (fault) => expect.fail(JSON.stringify(fault)),
        write: (part, start, end) => {
          parts.push(Buffer.from(part.subarray(start, end)))
          return write()
        },
        spool: () => temporaryFile('/tmp'),
        progress: { passed: (count) => (bytes += count), skipped: () => undefined },
      },
    )
    return [
      Buffer.concat(parts)
        .toString()
        .split(/(?<=\n)/),
      bytes,
    ]
  }
  const moment = (seconds: number): { seconds: number; nanoseconds: number } => ({
    seconds,
    nanoseconds: 0,
  })

  test.each<[string, Partial<ReadPlan>, number[]]>([
    ['the last lines reversed', { last: 2, reverse: true }, [100_999, 100_998]],
    [
      'the last with a match',
      { last: 2, match: erePattern(Buffer.from('0000$')) },
      [90_000, 100_000],
    ],
    [
      'the last before a moment',
      { last: 2, span: () => ({ until: moment(50_500) }) },
      [50_499, 50_500],
    ],
    [
      'those since a moment reversed',
      { reverse: true, span: () => ({ since: moment(100_997) }) },
      [100_999, 100_998, 100_997],
    ],
    [
      'those between two moments reversed',
      { reverse: true, span: () => ({ since: moment(50_499), until: moment(50_500) }) },
      [50_500, 50_499],
    ],
  ])('%s', async (_, plan, seconds) => {
    const [shown, bytes] = await read(plan)

    expect(shown).toEqual(seconds.map(line))
    expect(bytes).toBeLessThan(1_000_000)
  })

  test('all of it reversed, for somebody who takes one write', async () => {
    const [shown, bytes] = await read({ reverse: true }, () => false)

    expect(shown[0]).toBe(line(100_999))
    expect(bytes).toBeLessThan(100_000)
  })
})

test('a line that goes on in another file, compressed ones in between, is one line', async () => {
  files.plant(`d/${at(1)}.s`, `${line(1)}bare`)
  files.plant(`d/${at(2)}.s`, gzipSync(' goes'))
  files.plant('d/current', ' on\nlast')

  const { shown } = await reading([log()], files, { form: 'raw', reverse: true, block: 64 })

  expect(shown).toBe(`last\nbare goes on\n${line(1)}`)
  expect(files.opened).toBe(0)
})

test('of a line without an end, only the very last is shown so', async () => {
  files.plant(`d/${at(2)}.s`, `${line(1)}${at(2)} a`)
  files.plant('d/current', `${at(3)} b\n${at(4)} a`)
  const match = erePattern(Buffer.from('a$'))

  const { shown } = await reading([log()], files, { form: 'raw', last: 2, match, block: 64 })

  expect(shown).toBe(`${at(2)} a\n${at(4)} a`)
})

test('an archive that is cut short is told of once', async () => {
  const whole = gzipSync(`${line(1)}${at(2)} unfinished`)
  files.plant(`d/${at(2)}.s`, whole.subarray(0, whole.length - 6))
  files.plant('d/current', line(3))
  const since = { seconds: 2, nanoseconds: 0 }

  const { shown, faults } = await reading([log()], files, {
    form: 'raw',
    reverse: true,
    span: () => ({ since }),
  })

  expect(shown).toBe(`${line(3)}${at(2)} unfinished\n`)
  expect(faults).toEqual([{ operation: 'cut-short', file: `d/${at(2)}.s` }])
})

test('whether there is a match is told even of no lines', async () => {
  files.plant('d/current', `${line(1)}${line(2)}`)
  const match = erePattern(Buffer.from('line 1'))

  const none = await reading([log()], files, { last: 0, match, block: 64 })

  expect(none).toMatchObject({ shown: '', found: true })
})
