// Actions that only later variants have, which the installed original ignores, and sizes
// beyond its own: spec/multilog.md §1, §3.2, §3.3, §11.

import { truncateSync } from 'node:fs'
import { conforms, type Scenario } from './scenario.js'

const full = `${'x'.repeat(4095)}\n`

const stamped = (word: string, stamp: RegExp): Scenario => ({
  title: `${word} stamps every line`,
  script: [word, './main'],
  input: 'one\n\n',
  deviation: 'union of variants',
  also: ({ files }) => {
    const [first = '', second = ''] = (files['main/current'] ?? '').slice(5).split('\n')
    if (!first.endsWith(' one') || !stamp.test(first.slice(0, -3)) || !stamp.test(second))
      throw new Error(files['main/current'])
  },
  theirs: { files: { 'main/current': '0744 one\n\n' } },
})

// spec/multilog.md §3.2: the date of d and m contains a blank.
const selecting = (word: string, pattern: string, line: string, selected: boolean): Scenario => ({
  title: `${word}: ${pattern} ${selected ? 'selects' : 'does not select'} ${line}`,
  script: [word, '-*', `+${pattern}`, './main', '+*', './all'],
  input: `${line}\n`,
  deviation: 'union of variants',
  also: ({ files }) => {
    if ((files['main/current'] !== '0744 ') !== selected) throw new Error(files['main/current'])
  },
  theirs: { files: { 'all/current': `0744 ${line}\n` } },
})

const fnmatch = (
  script: readonly string[],
  input: string,
  ours: string,
  theirs: string,
): Scenario => ({
  title: `${script.join(' ')}: patterns behind F are fnmatch patterns`,
  script: [...script, 'e'],
  input,
  stderr: ours,
  deviation: 'union of variants',
  theirs: { stderr: theirs },
})

const coded = (word: string, code: string): Scenario => ({
  title: `${word} ends the names of finished files in ${code}`,
  script: ['s4096', word, './main'],
  input: full,
  deviation: 'union of variants',
  names: [`@1${code}`, 'current'],
  theirs: { names: ['@1.s', 'current'] },
})

const great = (action: string, size: number): Scenario => ({
  title: `${action} is ${size}`,
  script: [action, './main'],
  given: (place) => {
    place.directory('main')
    place.file('main/current', '', 0o744)
    truncateSync(place.at('main/current'), size - 1)
  },
  input: 'xyz',
  deviation: 'great sizes',
  files: { 'main/@1.s': `0744 (${size} bytes)`, 'main/current': '0744 yz\n' },
  theirs: { files: { 'main/@1.s': `0744 (${size - 1} bytes)`, 'main/current': '0744 xyz\n' } },
})

conforms('multilog', 'actions of other variants', [
  stamped('T', /^\d{10}\.\d{6} $/),
  stamped('d', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{9} $/),
  stamped('m', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} $/),
  selecting('d', '* fatal: *', 'fatal: x', false),
  selecting('d', '* * fatal: *', 'fatal: x', true),
  selecting('m', '* fatal: *', 'fatal: x', false),
  selecting('m', '* * fatal: *', 'fatal: x', true),
  selecting('T', '* fatal: *', 'fatal: x', true),
  fnmatch(['F', '-a?c'], 'abc\na?c\n', '', 'abc\n'),
  fnmatch(['F', '-*[0-9]*'], 'a1\nb\n', 'b\n', 'a1\nb\n'),
  fnmatch(['F', '-*', '+a?c', 'S', '+?c'], 'abc\n?c\nxc\n', 'abc\n?c\n', '?c\n'),
  fnmatch(['-?', 'F', '-\\*'], 'x\n?\n*\ny\n', 'x\ny\n', 'x\n*\ny\n'),
  coded('w', '.'),
  coded('wlog', '.log'),
  coded('w\xff', '.\xff'),
])

conforms('multilog', 'sizes past the original', [
  great('s16777216xyz', 16_777_216),
  great('s2147483647', 2_147_483_647),
  great('s4294967296', 2_147_483_647),
  great('s9999999999', 2_147_483_647),
])
