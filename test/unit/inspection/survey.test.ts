// A log in numbers, and what its files hold, from files in memory.

import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentFindings, contentsOf } from '../../../src/inspection/contents.js'
import type { Finding } from '../../../src/inspection/finding.js'
import { type Survey, survey } from '../../../src/inspection/survey.js'
import { logIn } from '../../../src/reading/log.js'
import { labelOf } from '../../../src/time/tai64n.js'
import { universalTime } from '../../../src/time/universal-time.js'
import { Zone } from '../../../src/time/zone.js'
import { MemoryFiles } from '../../helpers/memory-files.js'

const zone = new Zone(universalTime)
const at = (seconds: number): string => labelOf({ seconds, nanoseconds: 0 })
const line = (seconds: number, text = 'x'): string => `${at(seconds)} ${text}\n`

const logOf = (files: MemoryFiles): NonNullable<ReturnType<typeof logIn>> => {
  const log = logIn('d', 'd', files)
  if (!log) throw new Error('no log')
  return log
}

const surveyed = (files: MemoryFiles, count = false): Promise<Survey> =>
  survey(logOf(files), zone, { files, report: () => undefined }, count)

const found = async (files: MemoryFiles, all = false): Promise<readonly Finding[]> =>
  contentFindings(await contentsOf(logOf(files), { dialect: 'djb', zone }, { files }, all))

describe('a survey', () => {
  test('tells from when to when, how much, and how fast', async () => {
    const files = new MemoryFiles()
    files.plant(`d/${at(1060)}.s`, line(1000) + line(1030), { mode: 0o744, modified: 1060 })
    files.plant('d/current', line(1090) + line(1120), { modified: 1120 })

    expect(await surveyed(files)).toEqual({
      files: 2,
      bytes: 4 * 28,
      logged: 4 * 28,
      lines: 4,
      counted: true,
      first: { seconds: 1000, nanoseconds: 0, by: 'stamp' },
      last: { seconds: 1120, nanoseconds: 0, by: 'stamp' },
      rates: { lines: 2, bytes: 56 },
      rotated: { seconds: 1060, nanoseconds: 0 },
      dialect: 'djb',
      unprocessed: 0,
    })
  })

  test('of lines without stamps begins at the end of the oldest file, which does not count', async () => {
    const files = new MemoryFiles()
    files.plant(`d/${at(1000)}.s`, 'a\n'.repeat(100), { mode: 0o744, modified: 1000 })
    files.plant('d/current', 'a\nb\n', { modified: 1060 })

    expect(await surveyed(files)).toMatchObject({
      lines: 102,
      first: { seconds: 1000, by: 'name' },
      last: { seconds: 1060, by: 'change' },
      rates: { lines: 2, bytes: 4 },
    })
  })

  test('reads names of true TAI as that', async () => {
    const files = new MemoryFiles()
    files.plant(`d/${at(1_600_000_027)}.s`, line(1_600_000_026), { modified: 1_600_000_000 })

    expect(await surveyed(files)).toMatchObject({
      dialect: 'tai',
      last: { seconds: 1_599_999_999 },
      rotated: { seconds: 1_600_000_000 },
    })
  })

  test('of nothing has no moments and no rates', async () => {
    const files = new MemoryFiles()
    files.plant('d/current', '')

    const { first, last, rates, lines } = await surveyed(files)

    expect([first, last, rates, lines]).toEqual([undefined, undefined, undefined, 0])
  })

  test('counts archives that no processor has seen', async () => {
    const files = new MemoryFiles()
    files.plant(`d/${at(1000)}.u`, line(999))
    files.plant(`d/${at(1001)}.u.gz`, gzipSync(line(1000)))

    expect(await surveyed(files)).toMatchObject({ unprocessed: 2, logged: 56 })
  })

  test('reckons lines it has not read, and counts them where asked', async () => {
    const files = new MemoryFiles()
    const text = 'a line of a log\n'.repeat(20_000)
    for (let k = 0; k < 40; k++)
      files.plant(`d/${at(1000 + k)}.s`, k % 2 ? gzipSync(text) : text, { modified: 1000 + k })

    const reckoned = await surveyed(files)
    const counted = await surveyed(files, true)

    expect(counted).toMatchObject({ lines: 800_000, logged: 40 * text.length, counted: true })
    expect(reckoned).toMatchObject({ lines: 800_000, logged: 40 * text.length, counted: false })
    expect(files.opened).toBe(1 - 1)
  })

  test('counts what is there, however it is cut into files', async () => {
    const texts = fc.array(fc.stringMatching(/^[a-z\n]{0,300}$/), { minLength: 1, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(texts, fc.boolean(), async (all, count) => {
        const files = new MemoryFiles()
        for (const [k, text] of all.entries())
          files.plant(`d/${at(1000 + k)}.s`, k % 3 ? text : gzipSync(text))

        const { lines, logged, counted } = await surveyed(files, count)

        if (counted)
          expect([lines, logged]).toEqual([
            all.join('').split('\n').length - 1,
            all.join('').length,
          ])
        if (count) expect(counted).toBe(true)
      }),
      { numRuns: 50 },
    )
  })
})

describe('what files hold', () => {
  test('in order and whole is nothing to speak of', async () => {
    const files = new MemoryFiles()
    files.plant(`d/${at(1010)}.s`, gzipSync(line(1000) + line(1010)))
    files.plant('d/current', `${line(1011)}no stamp\n${line(1011)}`)

    expect(await found(files)).toEqual([])
  })

  test('stamps that run back, within a file and between files', async () => {
    const files = new MemoryFiles()
    files.plant(`d/${at(2000)}.s`, line(1000) + line(900) + line(1500))
    files.plant('d/current', line(1000))

    expect(await found(files)).toMatchObject([
      {
        severity: 'note',
        kind: 'stamps-back',
        files: [`${at(2000)}.s`, 'current'],
        text: expect.stringContaining('2 times, by up to 8.3min'),
      },
    ])
  })

  test('stamps later than the name of their file', async () => {
    const files = new MemoryFiles()
    files.plant(`d/${at(1000)}.s`, line(990) + line(1100))

    expect(await found(files)).toMatchObject([{ kind: 'stamps-beyond', files: [`${at(1000)}.s`] }])
  })

  test('what is odd in the midst of a large file is found where all is read', async () => {
    const files = new MemoryFiles()
    const quiet = line(1000).repeat(5000)
    files.plant('d/current', quiet + line(500) + quiet)

    expect(await found(files)).toEqual([])
    expect(await found(files, true)).toMatchObject([{ kind: 'stamps-back' }])
  })

  test('archives that are damaged, cut short, or foreign', async () => {
    const files = new MemoryFiles()
    const whole = gzipSync(
      Buffer.from(Array.from({ length: 9000 }, (_, k) => `${k * k}\n`).join('')),
    )
    const damaged = Buffer.from(whole)
    damaged.fill(0, whole.length >> 1, (whole.length >> 1) + 300)
    files.plant(`d/${at(1)}.s`, whole.subarray(0, 9000))
    files.plant(`d/${at(2)}.s`, damaged)
    files.plant(`d/${at(3)}.s.zst`, '\x28\xb5\x2f\xfd')

    const said = (await found(files)).map(({ severity, kind }) => `${severity} ${kind}`)

    expect(said).toEqual(['problem cut-short', 'problem damaged', 'note foreign-format'])
    expect(files.opened).toBe(0)
  })
})
