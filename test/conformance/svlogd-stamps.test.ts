// Stamps: spec/svlogd.md §4.3.

import { conforms, type Scenario } from './scenario.js'
import { directory, labelled, logsAs, main } from './svlogd-directory.js'

const x = (count: number): string => 'x'.repeat(count)

const stamps: readonly Scenario[] = [
  logsAs('-t lays a label', ['-t'], 'a\n\nb\n', '@LABEL a\n@LABEL \n@LABEL b\n'),
  logsAs('-tt lays date and time', ['-tt'], 'a\n\nb\n', 'DATE_TIME a\nDATE_TIME \nDATE_TIME b\n'),
  logsAs('-ttt lays them with a T', ['-ttt'], 'a\n\nb\n', 'DATETTIME a\nDATETTIME \nDATETTIME b\n'),
  logsAs('time zones have no say', ['-tt'], 'a\n', 'DATE_TIME a\n', {
    shell: 'TZ=XYZ-5:30; export TZ',
    also: ({ files }) => {
      if (files['main/current'] !== '0744 DATE_TIME a\n') throw new Error('not folded')
    },
  }),
  logsAs('a stamp before a long line', ['-t'], `${x(3000)}\n`, `@LABEL ${x(3000)}\n`),
  {
    title: 'one stamp for all directories and standard error',
    script: ['-t', './a', './b'],
    given: (place) => {
      directory(place, 'a', 'e*')
      directory(place, 'b')
    },
    input: 'one\n',
    steps: async (logger) => {
      await logger.feed('one\n')
      const stamped = new Set([
        logger.place.read('a/current'),
        logger.place.read('b/current'),
        logger.stderr(),
      ])
      if (stamped.size !== 1) throw new Error([...stamped].join())
    },
    stderr: '@LABEL one\n',
  },
]

const near = (title: string, option: string, moment: (text: string) => number): Scenario => ({
  title,
  script: [option, './main'],
  given: main(),
  steps: async (logger) => {
    const before = Date.now()
    await logger.feed('one\n')
    const seen = moment(logger.place.read('main/current'))
    if (seen < before - 1 || seen > Date.now() + 1) throw new Error(`${seen}, not ${before}`)
  },
})

const date = (text: string): number => {
  const [stamp = ''] = text.split(' ')
  return Date.parse(`${stamp.replace('_', 'T').slice(0, 23)}Z`)
}

const moments: readonly Scenario[] = [
  near('a label tells the moment', '-t', labelled),
  near('-tt tells the moment', '-tt', date),
  near('-ttt tells the moment', '-ttt', date),
]

conforms('svlogd', 'stamps', [...stamps, ...moments])
