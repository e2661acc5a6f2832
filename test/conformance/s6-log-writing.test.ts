// Where files end: spec/s6-log.md §7.4. The original looks at the size once a write, ours
// after every line: line by line both do the same; elsewhere the joined text is compared
// and the exact sizes of ours are stated (compare: 'joined').

import fc from 'fast-check'
import { conforms, type Scenario } from './scenario.js'

const line = (length: number): string => `${'x'.repeat(length - 1)}\n`
const lines = (count: number, length: number): string => line(length).repeat(count)

/** Sizes of the files a text is split into: at the first line end at or past s - l. */
const documented = (enough: number, text: string): readonly number[] => {
  const sizes: number[] = []
  let start = 0
  for (let at = text.indexOf('\n') + 1; at > 0; at = text.indexOf('\n', at) + 1)
    if (at - start >= enough) {
      sizes.push(at - start)
      start = at
    }
  return [...sizes, text.length - start]
}

const slow = (
  script: readonly string[],
  lengths: readonly number[],
  sizes: readonly number[],
): Scenario => ({
  title: `${script.join(' ')}, ${lengths.length} lines of ${lengths[0]} one at a time: ${sizes.join(' ')}`,
  script: [...script, './main'],
  steps: (logger) => logger.feed(...lengths.map(line)),
  sizes,
})

const each = (count: number, length: number): readonly number[] => Array(count).fill(length)

const oneByOne: readonly Scenario[] = [
  slow(['s4096', 'l0'], each(42, 100), [4100, 100]),
  slow(['s4096', 'l96'], each(42, 100), [4000, 200]),
  slow(['s4096', 'l95'], each(42, 100), [4100, 100]),
  slow(['s4096'], each(42, 100), [2100, 2100, 0]),
  slow(['l40000', 's4096'], each(3, 100), [100, 100, 100, 0]),
  slow(['s4096', 'l0'], [4095, 1], [4096, 0]),
  slow(['s4096', 'l0'], [4096, 1], [4096, 1]),
  slow(['s1', 'l0'], [4095, 1, 7], [4096, 7]),
  slow(['s0', 'l0'], [4095, 1, 7], [4096, 7]),
  slow(['s4096', 'l2048'], each(3, 2047), [4094, 2047]),
  slow(['s4096', 'l2048'], each(3, 2048), [2048, 2048, 2048, 0]),
  slow(['s10000', 'l2000'], each(4, 7999), [15_998, 15_998, 0]),
  slow(['s4096', 'l0'], each(3, 8001), [8001, 8001, 8001, 0]),
  slow(['s5000', 'l1000', 's4200'], each(3, 3200), [3200, 3200, 3200, 0]),
]

/** Both take a text at once; where the original splits it depends on its reads. */
const fast = (
  script: readonly string[],
  enough: number,
  text: string,
  title: string,
): Scenario => ({
  title,
  script: [...script, 'n1000', './main'],
  inputFile: text,
  compare: 'joined',
  sizes: documented(enough, text),
  text,
  theirs: { text },
})

const bursts: readonly Scenario[] = [
  fast(['s4096', 'l0'], 4096, lines(1000, 100), 'a hundred kilobytes at once'),
  fast(['s4096'], 2096, lines(1000, 100), 'a hundred kilobytes at once, default tolerance'),
  fast(['s4096', 'l0'], 4096, line(8001) + lines(3, 2), 'a long line and its neighbours'),
  fast(['s4096', 'l0'], 4096, lines(5, 4096), 'lines of a whole file'),
  fast(['l40000', 's4096'], 0, lines(50, 80), 'every line a file'),
  fast(['s99999', 'l49999'], 50_000, lines(3000, 77), 'half the size'),
]

const lengths = fc.array(
  fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 900, max: 6000 })),
  { minLength: 1, maxLength: 60 },
)

const random = fc
  .sample(fc.tuple(lengths, fc.integer({ min: 4096, max: 9000 }), fc.nat({ max: 2048 })), 8)
  .map(([all, size, tolerance], k): Scenario => {
    const text = all
      .map((length, n) => `${String(n).padEnd(length - 1, String(n % 10))}\n`)
      .join('')
    return fast(
      [`s${size}`, `l${tolerance}`],
      size - tolerance,
      text,
      `random text ${k + 1}: s ${size} l ${tolerance}, ${all.length} lines`,
    )
  })

const stamped: Scenario = {
  title: 'stamp and prefix count towards s',
  script: ['s4096', 'l0', 'pAA', 't', './main'],
  steps: (logger) => logger.feed(...Array<string>(42).fill(line(71))),
  also: ({ files }) => {
    // 26 of the stamp, 3 of the prefix: 100 bytes a line.
    const count = files['main/@1.s']?.split('\n').length
    if (count !== 42) throw new Error(`${count}`)
  },
}

const visible: readonly Scenario[] = [
  {
    title: 'complete lines are in current while the logger waits',
    script: ['./main'],
    steps: async (logger) => {
      await logger.feed('one\ntwo\npart')
      logger.kill()
    },
    exit: 'SIGKILL',
    files: { 'main/current': '0644 one\ntwo\n', 'main/lock': '0644 ', 'main/state': '0644 ' },
  },
  {
    title: 'several directories get the same lines',
    script: ['./main', 'pB', './other', '/proc/self/cwd/third'],
    input: 'one\ntwo\n',
    files: {
      'main/current': '0744 one\ntwo\n',
      'other/current': '0744 B one\nB two\n',
      'third/current': '0744 B one\nB two\n',
    },
  },
  {
    title: 'a current truncated by somebody counts on',
    script: ['s4096', 'l0', './main'],
    steps: async (logger) => {
      await logger.feed(line(4000))
      logger.place.file('main/current', '')
      await logger.feed(line(96))
    },
    sizes: [96, 0],
  },
  {
    title: 'a current removed by somebody',
    script: ['./main'],
    steps: async (logger) => {
      await logger.feed('one\n')
      logger.place.remove('main/current')
      await logger.feed('two\n')
    },
    deviation: 's6-log: removed current',
    also: ({ files }) => {
      if (files['main/current'] === undefined) throw new Error('no current')
    },
    theirs: { files: { 'main/current': undefined } },
  },
]

conforms('s6-log', 'split points line by line', [...oneByOne, stamped])
conforms('s6-log', 'split points of one chunk', [...bursts, ...random])
conforms('s6-log', 'what can be seen meanwhile', visible)
