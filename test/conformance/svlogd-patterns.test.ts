// Every row of the pattern table, spec/svlogd.md §5, as select and as deselect rule. Each
// pattern meets every line of every row in one run; the rows say what they must give, a
// model says the rest (svlogd-pattern-model.ts).
//
// The original compares one byte behind the text, which an earlier and longer line may
// have left there. Lines come by length, so that it is always empty.

import { conforms, type Scenario } from './scenario.js'
import { directory } from './svlogd-directory.js'
import { matches, type Rule } from './svlogd-pattern-model.js'

type Row = readonly [pattern: string, line: string, theirs: boolean, ours?: boolean]

const rows: readonly Row[] = [
  ['foo', 'foo', true],
  ['foo', 'foobar', false],
  ['foo', 'fo', false],
  ['', '', true],
  ['', 'x', false],
  ['*', 'anything', true],
  ['*', '', true],
  ['foo*', 'foo', true],
  ['foo*', 'xfoo', false],
  ['*foo', 'xxfoo', true],
  ['*foo', 'ffoo', false],
  ['*foo', 'a f foo', false],
  ['*err*', 'no error', true],
  ['*err*', 'even error', false],
  ['*err*', 'an error', true],
  ['*a', 'banana', false],
  ['*na', 'banana', false],
  ['*x', 'axx', false],
  ['a*c', 'abbc', true],
  ['a*c', 'abcc', false],
  ['a*cd', 'abcd', true],
  ['a*cd', 'accd', false],
  ['*a*b*', 'xxaxxbxx', true],
  ['*a*b*', 'xxbxxaxx', false],
  ['*: *: pid *', 'tcpsvd: info: pid 1977 from x', true],
  ['*: *: pid *', '2005-12-18_09:13:50.9 tcpsvd: info: pid 1977', false],
  ['*pid*', '2005 tcpsvd: info: pid 1977', false],
  ['*: ', 'a: ', true],
  ['*: ', 'a: b', false],
  [' foo', 'foo', false],
  ['foo ', 'foo', false],
  ['FOO', 'foo', false],
  ['[ab]', 'a', false],
  ['.*', '.abc', true],
  ['*+', 'a+', false, true],
  ['+a', 'aaaa', true],
  ['+a', '', false],
  ['+a', 'aab', false],
  ['+ab', 'aaab', true],
  ['+ab', 'aaa', true, false],
  ['+abcd', 'aaa', true, false],
  ['+aab', 'aab', false],
  ['+aa', 'aaa', true, false],
  ['+a+b', 'aabb', true],
  ['a+b', 'ab', true],
  ['a+b', 'a', false],
  ['a+b', 'a+b', false],
  ['a+bc', 'abbbc', true],
  ['a+bc', 'abbb', true, false],
  ['x+ y', 'x    y', true],
  ['x+ y', 'xy', false],
  ['**', 'a*', true],
  ['**', 'abc', false],
  ['***', 'x*', true],
  ['**b', 'a*b', true],
  ['**b', 'a*xb', true],
  ['*++', 'a+++', true],
  ['*++b', 'a++b', true],
  ['*+ax', 'z+aax', false],
  ['++', '+++', true],
  ['++', '+a', false],
  ['+*', '***', true],
  ['+*', 'a', false],
  ['+**', '**x', true],
  ['a+*b', 'a***b', true],
  ['\\*', '*', false],
  ['\\*', '\\abc', true],
  ['?', 'a', false],
  ['?', '?', true],
  ['*+a', '+', false],
  // Defect D4, in a fresh process.
  ['foo+', 'foo', true, false],
  ['foo+', 'foo+', false, true],
]

const patterns = [...new Set(rows.map(([pattern]) => pattern))]
const lines = [...new Set(rows.map(([, line]) => line))].sort((a, b) => a.length - b.length)

const differs = (pattern: string): boolean =>
  lines.some((line) => matches(pattern, line, 'ours') !== matches(pattern, line, 'theirs'))

const file = (chosen: readonly string[]): string =>
  `0744 ${chosen.map((line) => `${line}\n`).join('')}`

const files = (pattern: string, rule: Rule): NonNullable<Scenario['files']> => {
  const verdict = (line: string): boolean =>
    rows.find((row) => row[0] === pattern && row[1] === line)?.[rule === 'ours' ? 3 : 2] ??
    rows.find((row) => row[0] === pattern && row[1] === line)?.[2] ??
    matches(pattern, line, rule)
  return {
    'select/current': file(lines.filter(verdict)),
    'deselect/current': file(lines.filter((line) => !verdict(line))),
  }
}

conforms(
  'svlogd',
  'patterns',
  patterns.map((pattern) => ({
    title: `${JSON.stringify(pattern)} matches what its rows say`,
    script: ['./select', './deselect'],
    given: (place) => {
      directory(place, 'select', '-*', `+${pattern}`)
      directory(place, 'deselect', `-${pattern}`)
    },
    input: lines.map((line) => `${line}\n`).join(''),
    files: files(pattern, 'ours'),
    ...(differs(pattern) && {
      deviation: 'svlogd: cut runs',
      theirs: { files: files(pattern, 'theirs') },
    }),
  })),
)
