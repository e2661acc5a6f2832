// Where a file ends: spec/svlogd.md §8.2. One line is one write on both sides, so sizes
// are the same whatever the reads.

import { conforms, type Scenario } from './scenario.js'
import { logs, main } from './svlogd-directory.js'

const x = (count: number): string => 'x'.repeat(count)

const scenario = (
  title: string,
  script: readonly string[],
  config: readonly string[],
  input: string,
  ...sizes: readonly number[]
): Scenario => ({
  title,
  script: [...script, './main'],
  given: main('n0', ...config),
  input,
  sizes,
  text: input,
})

const ten = `${x(9)}\n`

const rule: readonly Scenario[] = [
  scenario('a file ends L bytes before S', ['-l10'], ['s100'], ten.repeat(25), 90, 90, 70),
  scenario('L beyond S: files of S bytes', [], ['s100'], ten.repeat(25), 100, 100, 50),
  scenario('L beyond S: lines are cut', [], ['s95'], ten.repeat(20), 95, 95, 10),
  scenario('L equal to S: every line a file', ['-l100'], ['s100'], ten.repeat(3), 10, 10, 10, 0),
  scenario('a line that fills a file', ['-l10'], ['s100'], `${x(99)}\n${ten}`, 100, 10),
  scenario('a line one byte longer', ['-l10'], ['s100'], `${x(100)}\n${ten}`, 100, 11),
  scenario('a line of several files', ['-l10'], ['s100'], `${x(349)}\n`, 100, 100, 100, 50),
  scenario('a line of exactly three', ['-l10'], ['s100'], `${x(299)}\n${ten}`, 100, 100, 100, 10),
  scenario('just below the mark', ['-l10'], ['s100'], `${x(88)}\n${ten}${ten}`, 99, 10),
  scenario('just at the mark', ['-l10'], ['s100'], `${x(89)}\n${ten}${ten}`, 90, 20),
  scenario('no size: one file', [], ['s0'], ten.repeat(1000), 10_000),
  scenario('empty lines count', ['-l2'], ['s5'], '\n'.repeat(7), 3, 3, 1),
  scenario('a file of one byte', [], ['s1'], 'ab\nc\n', 1, 1, 1, 1, 1),
]

const counted: readonly Scenario[] = [
  {
    title: 'stamps and prefix count, and a line is cut in the middle of them',
    script: ['-tt', '-l10', './main'],
    given: main('n0', 's100'),
    input: ten.repeat(4),
    also: ({ files }) => {
      // 26 bytes of stamp: 36 a line, 144 in all.
      if (files['main/@1.s'] === undefined || files['main/@2.s'] !== undefined)
        throw new Error(Object.keys(files).join())
    },
  },
  {
    title: 'a prefix counts',
    script: ['-l10', './main'],
    given: main('n0', 's100', 'pP: '),
    input: ten.repeat(8),
    text: `P: ${ten}`.repeat(8),
    sizes: [91, 13],
  },
  {
    title: 'what was there counts too',
    script: ['-l10', './main'],
    given: (place) => {
      main('n0', 's100')(place)
      place.file('main/current', x(69).concat('\n'), 0o744)
    },
    input: ten.repeat(3),
    sizes: [90, 10],
  },
  {
    title: 'a full file rotates at the next line',
    script: ['-l10', './main'],
    given: (place) => {
      main('n0', 's100')(place)
      place.file('main/current', x(150), 0o744)
    },
    input: ten,
    sizes: [150, 10],
  },
  {
    title: 'a full file stays where there is no line',
    script: ['-l10', './main'],
    given: (place) => {
      main('n0', 's100')(place)
      place.file('main/current', x(150), 0o744)
    },
    sizes: [150],
  },
  {
    title: 'deselected lines do not count',
    script: ['-l10', './main'],
    given: main('n0', 's100', '-*', '+a*'),
    input: `${ten.repeat(100)}a\n`,
    sizes: [2],
  },
  logs(
    'truncation from outside leaves the count as it was',
    ['n0', 's100'],
    {
      steps: async (logger) => {
        await logger.feed(`${x(79)}\n`)
        logger.place.file('main/current')
        await logger.feed(ten)
      },
    },
    { script: ['-l10', './main'], sizes: [10, 0] },
  ),
]

conforms('svlogd', 'ends of files', rule)
conforms('svlogd', 'what counts', counted)
