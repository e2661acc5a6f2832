// Lines and their labels: spec/cyclog.md §2.

import { main } from './cyclog-scenario.js'
import { type SheetScenario, sheet } from './scenario.js'

const logs = (title: string, input: string, content: string): SheetScenario => ({
  title,
  script: ['./main'],
  given: main,
  input,
  files: { 'main/current': `0744 ${content}` },
})

/** The label of a line is at least so many seconds ahead of the clock, and fewer than so many. */
const ahead = (title: string, shell: string, least: number, below: number): SheetScenario => ({
  title,
  script: ['./main'],
  given: main,
  shell: `date +%s >now; ${shell}`,
  steps: async (logger) => {
    await logger.feed('a\n')
    const label = logger.place.read('main/current').slice(1, 17)
    const seconds = Number(BigInt(`0x${label}`) - 2n ** 62n) - Number(logger.place.read('now'))
    if (!(seconds >= least && seconds < below)) throw new Error(`${seconds} s ahead`)
  },
})

sheet('cyclog', 'lines', [
  logs('nothing', '', ''),
  logs('every line has a label, an empty one too', 'a\n\nb\n', '@LABEL a\n@LABEL \n@LABEL b\n'),
  logs('all bytes pass', 'a\0\r\xff\x80b\n', '@LABEL a\0\r\xff\x80b\n'),
  logs('a last line stays without its line feed', 'a\nb', '@LABEL a\n@LABEL b'),
  logs('a line of any length', `${'y'.repeat(300_000)}\n`, `@LABEL ${'y'.repeat(300_000)}\n`),
  {
    title: 'bytes are written as they come',
    script: ['./main'],
    given: main,
    steps: async (logger) => {
      await logger.feed('par')
      if (logger.place.size('main/current') !== 29) throw new Error('bytes were kept back')
      await logger.feed('tial\n')
    },
    files: { 'main/current': '0744 @LABEL partial\n' },
  },
  ahead('labels are of TAI', '', 37, 97),
  ahead(
    'where the zone says that the clock keeps TAI, ten seconds are added',
    'TZ=right/UTC; export TZ',
    10,
    37,
  ),
  {
    title: 'every directory gets it all',
    script: ['./main', './other'],
    given: (place) => {
      main(place)
      place.directory('other')
    },
    input: 'a\nb',
    files: {
      'main/current': '0744 @LABEL a\n@LABEL b',
      'other/current': '0744 @LABEL a\n@LABEL b',
    },
    also: ({ files }) => {
      if (files['main/current'] !== files['other/current']) throw new Error('they differ')
    },
  },
])
