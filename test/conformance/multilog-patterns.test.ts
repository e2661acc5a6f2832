// Every row of the pattern tables, spec/multilog.md §3. Each pattern meets every line
// of every row in one run; the rows say which of them it must let through, and the
// original is asked about all the others.
//
// Not covered here: patterns against each other at random (test/property).

import { starRows } from '../helpers/star-rows.js'
import { conforms } from './scenario.js'

const patterns = [...new Set(starRows.map(([pattern]) => pattern))]
const lines = [...new Set(starRows.map(([, line]) => line))]

conforms(
  'multilog',
  'patterns',
  patterns.map((pattern) => {
    const own = starRows.filter(([other]) => other === pattern)
    return {
      title: `+${JSON.stringify(pattern)} after -* selects what its rows say`,
      script: ['-*', `+${pattern}`, './main'],
      input: lines.map((line) => `${line}\n`).join(''),
      also: ({ files }) => {
        const selected = (files['main/current'] ?? '').slice('0744 '.length).split('\n')
        for (const [, line, matches] of own)
          if (selected.slice(0, -1).includes(line) !== matches)
            throw new Error(`${JSON.stringify(line)}: not ${matches ? 'selected' : 'left out'}`)
      },
    }
  }),
)

conforms('multilog', 'selection', [
  {
    title: 'a line is selected where nothing was said about it',
    script: ['e'],
    input: 'one\n',
    stderr: 'one\n',
  },
  {
    title: 'the last word about a line decides at each place in the script',
    script: ['-*b*', 'e', '+*c', '=status', '-a*', './main'],
    input: 'a\nb\nbc\nac\nd\n',
    stderr: 'a\nac\nd\n',
    files: { 'main/current': '0744 bc\nd\n', status: `0600 ${'d'.padEnd(1001, '\n')}` },
  },
  {
    title: 'each directory keeps the selection of its own place',
    script: ['./all', '-*', './none', '+two', './two', '+*', './again'],
    input: 'one\ntwo\n',
    files: {
      'all/current': '0744 one\ntwo\n',
      'none/current': '0744 ',
      'two/current': '0744 two\n',
      'again/current': '0744 one\ntwo\n',
    },
  },
  {
    title: 'selection starts afresh with every line',
    script: ['-one', 'e'],
    input: 'one\ntwo\none\nthree\n',
    stderr: 'two\nthree\n',
  },
])
