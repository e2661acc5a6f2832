// Where the window ends, and stamps as part of it: spec/multilog.md §2, §3.

import { conforms, type Scenario } from './scenario.js'

const many = (byte: string, count: number): string => byte.repeat(count)

// [title, script, line, selected]
type Row = readonly [title: string, script: readonly string[], line: string, selected: boolean]

const edges: readonly Row[] = [
  ...[1000, 1001, 1500].map(
    (length): Row => [
      `1000 x match a line of ${length} x`,
      ['-*', `+${many('x', 1000)}`],
      many('x', length),
      true,
    ],
  ),
  ...[1000, 1001, 1500].map(
    (length): Row => [
      `1001 x do not match a line of ${length} x`,
      ['-*', `+${many('x', 1001)}`],
      many('x', length),
      false,
    ],
  ),
  ['999 x do not match 1000', ['-*', `+${many('x', 999)}`], many('x', 1000), false],
  ...['*Z', '*Z*'].flatMap((pattern): Row[] => [
    [`${pattern} sees byte 1000`, ['-*', `+${pattern}`], `${many('.', 999)}Z`, true],
    [`${pattern} sees byte 1000 of more`, ['-*', `+${pattern}`], `${many('.', 999)}Zmore`, true],
    [`${pattern} does not see byte 1001`, ['-*', `+${pattern}`], `${many('.', 1000)}Z`, false],
    [`with t, ${pattern} sees byte 974`, ['t', '-*', `+${pattern}`], `${many('.', 973)}Z`, true],
    [
      `with t, ${pattern} does not see 975`,
      ['t', '-*', `+${pattern}`],
      `${many('.', 974)}Z`,
      false,
    ],
  ]),
  [
    'a star at the window end matches the empty rest',
    ['-*', `+${many('y', 1000)}*`],
    many('y', 1500),
    true,
  ],
]

const stamped: readonly Row[] = [
  ['t: hello', ['t', '-*', '+hello'], 'hello', false],
  ['t: * hello', ['t', '-*', '+* hello'], 'hello', true],
  ['t: *hello', ['t', '-*', '+*hello'], 'hello', true],
  ['t: * fatal: *', ['t', '-*', '+* fatal: *'], 'fatal: oom', true],
  ['t: * fatal: * behind another blank', ['t', '-*', '+* fatal: *'], 'x fatal: oom', false],
  ['t: @* *fatal: *', ['t', '-*', '+@* *fatal: *'], 'x fatal: oom', true],
  ['t: @*', ['t', '-*', '+@*'], 'x', true],
  ['t: a star and a blank on an empty line', ['t', '-*', '+* '], '', true],
  ['t: the empty pattern on an empty line', ['t', '-*', '+'], '', false],
]

const scenarios = (rows: readonly Row[]): readonly Scenario[] =>
  rows.map(([title, script, line, selected]) => {
    const stamp = script[0] === 't' ? '@LABEL ' : ''
    return {
      title: `${title}: ${selected ? 'selected' : 'not selected'}`,
      script: [...script, './main'],
      input: `${line}\n`,
      files: { 'main/current': `0744 ${selected ? `${stamp}${line}\n` : ''}` },
    }
  })

conforms('multilog', 'window edges', scenarios(edges))
conforms('multilog', 'stamps in patterns', scenarios(stamped))
