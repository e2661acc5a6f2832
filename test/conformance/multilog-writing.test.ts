// Where files end: spec/multilog.md §6. The original's split points depend on how its
// 1024-byte reads and 512-byte writes fall; ours follow the documented rule whatever the
// reads were (design §2.4). Where both agree everything is compared; elsewhere
// (compare: 'joined') the logged text is, and each side's sizes are stated.

import fc from 'fast-check'
import { conforms, type Scenario } from './scenario.js'

const line = (length: number): string => `${'x'.repeat(length - 1)}\n`
const lines = (count: number, length: number): string => line(length).repeat(count)

/** Sizes of the files a text is split into: the first line end at or past S - 2000, S at most. */
const documented = (size: number, text: string): readonly number[] => {
  const sizes: number[] = []
  let at = 0
  while (text.length - at >= size - 2000) {
    const end = text.indexOf('\n', at + size - 2000 - 1) + 1
    // A file filled inside a line waits for the next byte before it is closed.
    const cut = at + size
    const next = end > 0 && end <= cut ? end : cut
    if (next > text.length || (next === text.length && text[next - 1] !== '\n')) break
    sizes.push(next - at)
    at = next
  }
  return [...sizes, text.length - at]
}

const split = (
  size: number,
  count: number,
  length: number,
  sizes: readonly number[],
): Scenario => ({
  title: `S ${size}, ${count} lines of ${length}: ${sizes.join(' ')}`,
  script: [`s${size}`, 'n100', './main'],
  input: lines(count, length),
  sizes,
  text: lines(count, length),
})

const alike: readonly Scenario[] = [
  split(4096, 11, 1001, [3003, 3003, 3003, 2002]),
  split(4096, 6, 2095, [4096, 2189, 4096, 2189, 0]),
  split(4096, 6, 2096, [2096, 2096, 2096, 2096, 2096, 2096, 0]),
  split(4096, 6, 2097, [2097, 2097, 2097, 2097, 2097, 2097, 0]),
  split(4096, 3, 4095, [4095, 4095, 4095, 0]),
  split(4096, 3, 4096, [4096, 4096, 4096, 0]),
  split(4096, 3, 4097, [4096, 4096, 4096, 3]),
  split(4096, 3, 5000, [4096, 4096, 4096, 2712, 0]),
  split(4096, 3, 9000, [4096, 4096, 4096, 4096, 4096, 4096, 2424, 0]),
  split(10_000, 1, 7999, [7999]),
  split(10_000, 1, 8000, [8000, 0]),
  split(10_000, 1, 10_000, [10_000, 0]),
  split(10_000, 1, 10_001, [10_000, 1]),
].map((scenario) => ({ ...scenario, title: `${scenario.title}, both ways` }))

const apart = (
  [size, count, length]: readonly [number, number, number],
  theirs: readonly number[],
): Scenario => ({
  title: `S ${size}, ${count} lines of ${length} from a file: ${theirs.join(' ')} in the original`,
  script: [`s${size}`, 'n100', './main'],
  inputFile: lines(count, length),
  compare: 'joined',
  limit: size,
  sizes: documented(size, lines(count, length)),
  theirs: { sizes: theirs, limit: size },
})

const fast: readonly Scenario[] = [
  apart([4096, 120, 100], [2500, 2500, 2100, 2100, 2500, 300]),
  apart([4096, 120, 50], [2500, 2550, 950]),
  apart([4096, 6000, 1], [2560, 2560, 880]),
  apart([10_000, 375, 80], [8080, 8240, 8160, 5520]),
  apart([99_999, 2500, 100], [98_200, 98_300, 53_500]),
]

const slow = (
  [size, count, length]: readonly [number, number, number],
  sizes: readonly number[],
): Scenario => ({
  title: `S ${size}, ${count} lines of ${length} one at a time: ${sizes.join(' ')}`,
  script: [`s${size}`, './main'],
  steps: (logger) => logger.feed(...Array<string>(count).fill(line(length))),
  sizes,
})

const oneByOne: readonly Scenario[] = [
  slow([4096, 120, 100], [2100, 2100, 2100, 2100, 2100, 1500]),
  slow([4096, 120, 50], [2100, 2100, 1800]),
  slow([4096, 11, 1001], [3003, 3003, 3003, 2002]),
  slow([4096, 6, 2095], [4096, 2189, 4096, 2189, 0]),
  slow([10_000, 30, 700], [8400, 8400, 4200]),
]

const visible: readonly Scenario[] = [
  {
    title: 'complete lines are in current while the logger waits',
    script: ['./main'],
    steps: async (logger) => {
      await logger.feed('one\ntwo\npart')
      logger.signal('SIGKILL')
      await logger.exit()
    },
    exit: 'SIGKILL',
    files: { 'main/current': '0644 one\ntwo\n' },
  },
  {
    title: 'an unfinished line shows from its 1000th byte on',
    script: ['./main'],
    steps: async (logger) => {
      await logger.feed('x'.repeat(999), 'x', 'yz')
      logger.signal('SIGKILL')
      await logger.exit()
    },
    exit: 'SIGKILL',
    files: { 'main/current': `0644 ${'x'.repeat(1000)}yz` },
  },
  {
    title: 'the bytes in current are counted by what was written, not by what is there',
    script: ['s4096', './main'],
    steps: async (logger) => {
      await logger.feed(line(1000), line(1000))
      logger.place.file('main/current', '')
      await logger.feed(line(96))
    },
    sizes: [96, 0],
  },
]

conforms('multilog', 'split points both rules share', alike)
conforms('multilog', 'split points of one chunk', fast)
conforms('multilog', 'split points line by line', oneByOne)
conforms('multilog', 'what can be seen meanwhile', visible)

const lengths = fc.array(
  fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 900, max: 6000 })),
  { minLength: 1, maxLength: 40 },
)

conforms(
  'multilog',
  'random lines are logged whole and in order',
  fc
    .sample(fc.tuple(lengths, fc.integer({ min: 4096, max: 12_000 }), fc.boolean()), 12)
    .map(([each, size, ends], k) => {
      const text = each.map((length, n) => `${n}`.padEnd(length - 1, String(n % 10))).join('\n')
      const whole = text.endsWith('\n') || text === '' ? text : `${text}\n`
      return {
        title: `random text ${k + 1}: S ${size}, ${each.length} lines`,
        script: [`s${size}`, 'n1000', './main'],
        input: ends ? whole : text,
        compare: 'joined',
        limit: size,
        text: whole,
        sizes: documented(size, whole),
        theirs: { limit: size, text: whole },
      }
    }),
)
