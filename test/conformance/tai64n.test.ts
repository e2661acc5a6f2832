// tai64n beside the original: spec/tai64.md §3. Labels are folded, and then looked at by
// themselves. Not covered: which read a line's stamp belongs to.

import { describe, expect, test } from 'vitest'
import type { ByteString } from '../../src/bytes.js'
import { compareInstants, type Instant, systemClock } from '../../src/time/clock.js'
import { parseLabel } from '../../src/time/tai64n.js'
import { filterEnds } from './filter-ends.js'
import { type FilterRun, ours, type Seen, shows, theirs } from './filter-run.js'

const LABEL = /^@[0-9a-f]{24} /gm

const fold = (seen: Seen): Seen => ({ ...seen, stdout: seen.stdout.replace(LABEL, '@LABEL ') })

const x = (count: number): ByteString => 'x'.repeat(count)

describe.concurrent('tai64n puts a label and a blank before each line, and nothing else', () => {
  const bytes = String.fromCharCode(...Array(256).keys())

  test.for([
    ['a line', 'one\n', '@LABEL one\n'],
    ['an empty line', '\n\n', '@LABEL \n@LABEL \n'],
    ['a partial last line, which gets no line feed', 'a\nb', '@LABEL a\n@LABEL b'],
    ['NUL and 8-bit bytes', '\0\x80\xff\0\n\0', '@LABEL \0\x80\xff\0\n@LABEL \0'],
    ['every byte', bytes, `@LABEL ${bytes.replace('\n', '\n@LABEL ')}`],
    ['a carriage return', 'a\r\nb\r', '@LABEL a\r\n@LABEL b\r'],
    ['a line that has a label', '@400000000000000000000001 x\n', '@LABEL @LABEL x\n'],
    [
      'a line longer than any buffer',
      `${x(600_000)}\n${x(9)}`,
      `@LABEL ${x(600_000)}\n@LABEL ${x(9)}`,
    ],
    [
      'lines around the sizes of buffers',
      `${x(1023)}\n${x(1024)}\n${x(1025)}\n`,
      `@LABEL ${x(1023)}\n@LABEL ${x(1024)}\n@LABEL ${x(1025)}\n`,
    ],
    ['many short lines', 'a\n'.repeat(100_000), '@LABEL a\n'.repeat(100_000)],
    ['many empty lines', '\n'.repeat(100_000), '@LABEL \n'.repeat(100_000)],
  ] as const)('%s', async ([title, input, output], context) => {
    const label = (seen: Seen): Seen =>
      title.includes('has a label')
        ? { ...seen, stdout: seen.stdout.replaceAll(/@[0-9a-f]{24}/g, '@LABEL') }
        : fold(seen)

    expect(label(await ours('tai64n', { input }))).toEqual(shows(output))
    expect(label(await theirs('tai64n', { input }, context))).toEqual(shows(output))
  })
})

describe.concurrent('tai64n shows what it has before it waits for more', () => {
  const run: FilterRun = {
    steps: async (filter) => {
      await filter.feed('un')
      expect(filter.stdout()).toMatch(/^@[0-9a-f]{24} un$/)
      await filter.feed('finished\nnext')
      expect(filter.stdout()).toMatch(/^@[0-9a-f]{24} unfinished\n@[0-9a-f]{24} next$/)
    },
  }

  test('an unfinished line is seen, its stamp first', async (context) => {
    const expected = shows('@LABEL unfinished\n@LABEL next')

    expect(fold(await ours('tai64n', run))).toEqual(expected)
    expect(fold(await theirs('tai64n', run, context))).toEqual(expected)
  })
})

describe.concurrent('tai64n stamps are', () => {
  const labels = ({ stdout }: Seen): string[] => (stdout.match(LABEL) ?? []).map((l) => l.trim())
  const instants = (seen: Seen): Instant[] =>
    labels(seen).map((label) => parseLabel(label) ?? expect.fail(label))

  test('of the time between start and end, in order', async () => {
    const start = systemClock.wall()

    const seen = await ours('tai64n', {
      steps: (filter) => filter.feed('a\nb\n', 'c\nd\n', 'e', 'f\ng\n'),
    })

    const moments = [start, ...instants(seen), systemClock.wall()]
    expect(moments).toHaveLength(8)
    expect(moments.toSorted(compareInstants)).toEqual(moments)
  })

  test('all different, however fast lines come', async () => {
    const seen = await ours('tai64n', { input: 'x\n'.repeat(50_000) })

    expect(new Set(labels(seen)).size).toBe(50_000)
  })

  test('exact to the nanosecond, where the original knows microseconds', async (context) => {
    const tails = (seen: Seen): number[] =>
      instants(seen).map(({ nanoseconds }) => nanoseconds % 1000)
    const rounds = Array.from({ length: 20 }, () => 'x\n')
    const many: FilterRun = { steps: (filter) => filter.feed(...rounds) }

    expect(new Set(tails(await ours('tai64n', many))).size).toBeGreaterThan(2)
    expect(new Set(tails(await theirs('tai64n', many, context)))).toEqual(new Set([500]))
  })
})

filterEnds({ tool: 'tai64n', line: 'x\n', shown: '@LABEL x\n', fold })
