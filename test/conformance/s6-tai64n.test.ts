// s6-tai64n beside the original: spec/s6-log.md §12, spec/tai64.md §2.2, §5. Labels are
// folded, and then looked at by themselves. Not covered: which read of many brought a line.

import { describe, expect, test } from 'vitest'
import type { ByteString } from '../../src/bytes.js'
import { compareInstants, type Instant, systemClock } from '../../src/time/clock.js'
import { fromTai, parseLabel } from '../../src/time/tai64n.js'
import { type FilterRun, ours, type Seen, shows, theirs } from './filter-run.js'

const LABEL = /^@[0-9a-f]{24} /gm

const fold = (seen: Seen): Seen => ({ ...seen, stdout: seen.stdout.replace(LABEL, '@LABEL ') })

const x = (count: number): ByteString => 'x'.repeat(count)

describe.concurrent('s6-tai64n puts a label and a blank before each line', () => {
  const bytes = String.fromCharCode(...Array(256).keys())

  test.for([
    ['a line', 'one\n', '@LABEL one\n'],
    ['an empty line', '\n\n', '@LABEL \n@LABEL \n'],
    ['a partial last line, which gets its line feed', 'a\nb', '@LABEL a\n@LABEL b\n'],
    ['a partial line alone', 'b', '@LABEL b\n'],
    ['NUL and 8-bit bytes', '\0\x80\xff\0\n\0', '@LABEL \0\x80\xff\0\n@LABEL \0\n'],
    ['every byte', bytes, `@LABEL ${bytes.replace('\n', '\n@LABEL ')}\n`],
    ['a carriage return', 'a\r\nb\r', '@LABEL a\r\n@LABEL b\r\n'],
    [
      'lines around the sizes of buffers',
      `${x(8165)}\n${x(8166)}\n${x(8192)}\n`,
      `@LABEL ${x(8165)}\n@LABEL ${x(8166)}\n@LABEL ${x(8192)}\n`,
    ],
    [
      'a line longer than any buffer, and one that has no end',
      `${x(2_000_000)}\n${x(1_200_000)}`,
      `@LABEL ${x(2_000_000)}\n@LABEL ${x(1_200_000)}\n`,
    ],
    ['many short lines', 'a\n'.repeat(100_000), '@LABEL a\n'.repeat(100_000)],
    ['many empty lines', '\n'.repeat(100_000), '@LABEL \n'.repeat(100_000)],
  ] as const)('%s', async ([, input, output], context) => {
    expect(fold(await ours('s6-tai64n', { input }))).toEqual(shows(output))
    expect(fold(await theirs('s6-tai64n', { input }, context))).toEqual(shows(output))
  })

  test('a line that has a label', async (context) => {
    const input = '@400000000000000000000001 x\n'
    const second = ({ stdout }: Seen): string => stdout.slice(26)

    expect(second(await ours('s6-tai64n', { input }))).toBe(input)
    expect(second(await theirs('s6-tai64n', { input }, context))).toBe(input)
  })
})

/** The moments of all labels, as POSIX time. */
const instants = ({ stdout }: Seen): Instant[] =>
  (stdout.match(LABEL) ?? []).map((label) => {
    const { seconds, nanoseconds } = parseLabel(label.trim()) ?? expect.fail(label)
    return { seconds: fromTai(seconds + 10, 'tai').seconds, nanoseconds }
  })

describe.concurrent('s6-tai64n keeps a line back until it is complete', () => {
  const moments: Instant[] = []
  const run: FilterRun = {
    steps: async (filter) => {
      await filter.feed('one\nun')
      expect(filter.stdout()).toMatch(/^@[0-9a-f]{24} one\n$/)
      await filter.feed('fini')
      moments.push(systemClock.wall())
      await filter.feed('shed\nlast')
      moments.push(systemClock.wall())
      expect(filter.stdout()).toMatch(/^@[0-9a-f]{24} one\n@[0-9a-f]{24} unfinished\n$/)
    },
  }

  test('and its label tells when it was', async (context) => {
    for (const program of ['ours', 'theirs'] as const) {
      moments.length = 0
      const seen = await (program === 'ours'
        ? ours('s6-tai64n', run)
        : theirs('s6-tai64n', run, context))

      const [one, unfinished, last] = instants(seen)
      const order = [one, moments[0], unfinished, moments[1], last]
      expect(fold(seen)).toEqual(shows('@LABEL one\n@LABEL unfinished\n@LABEL last\n'))
      expect(order.toSorted((a, b) => (a && b ? compareInstants(a, b) : 0))).toEqual(order)
    }
  })

  test('but one of more than a mebibyte goes on as it comes, where the original waits', async (context) => {
    const seen: number[] = []
    const long: FilterRun = {
      steps: async (filter) => {
        for (const piece of [x(1_000_000), x(100_000), x(10)]) {
          await filter.feed(piece)
          seen.push(filter.stdout().length)
        }
      },
    }
    const expected = shows(`@LABEL ${x(1_100_010)}\n`)

    expect(fold(await ours('s6-tai64n', long))).toEqual(expected)
    expect(seen.splice(0)).toEqual([0, 1_100_026, 1_100_036])
    expect(fold(await theirs('s6-tai64n', long, context))).toEqual(expected)
    expect(seen).toEqual([0, 0, 0])
  })
})

describe.concurrent('s6-tai64n stamps are', () => {
  test('true TAI, of the time between start and end, in order', async (context) => {
    const run: FilterRun = { steps: (filter) => filter.feed('a\nb\n', 'c\nd\n', 'e', 'f\ng\n') }
    for (const program of [ours, theirs] as const) {
      const start = systemClock.wall()

      const seen = await program('s6-tai64n', run, context)

      const moments = [start, ...instants(seen), systemClock.wall()]
      expect(moments).toHaveLength(8)
      expect(moments.toSorted(compareInstants)).toEqual(moments)
    }
  })

  test('all different, however fast lines come', async () => {
    const { stdout } = await ours('s6-tai64n', { input: 'x\n'.repeat(50_000) })

    expect(new Set(stdout.match(LABEL)).size).toBe(50_000)
  })

  test('exact to the nanosecond', async () => {
    const rounds = Array.from({ length: 20 }, () => 'x\n')

    const seen = await ours('s6-tai64n', { steps: (filter) => filter.feed(...rounds) })

    expect(
      new Set(instants(seen).map(({ nanoseconds }) => nanoseconds % 1000)).size,
    ).toBeGreaterThan(2)
  })

  test('read back to the same moments by either s6-tai64nlocal', async (context) => {
    const { stdout } = await ours('s6-tai64n', { input: 'x\n'.repeat(1000) })

    const own = await ours('s6-tai64nlocal', { input: stdout })
    const original = await theirs('s6-tai64nlocal', { input: stdout }, context)

    const [first] = instants({ stdout, stderr: '', exit: '0' })
    const date = new Date((first?.seconds ?? 0) * 1000).toISOString().replace('T', ' ')
    expect(own.stdout.slice(0, 19)).toBe(date.slice(0, 19))
    expect(original).toEqual(own)
  })
})
