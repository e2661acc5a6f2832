// The verified cases of spec/s6-log.md §3.3, by number: scripts, and which of their
// actions get a line. Every script is run behind `--`.

import { ANY } from './expected.js'
import { inputOf, outputOf, type Results, words } from './s6-selection.js'
import { conforms, type Scenario } from './scenario.js'

const selects = (
  title: string,
  notation: string,
  results: Results,
  rest: Partial<Scenario> = {},
): Scenario => ({
  title: `${title}: ${notation}`,
  script: ['--', ...words(notation)],
  input: inputOf(results),
  stdout: outputOf(results),
  ...rest,
})

const IGNORED = 's6-log: warning: ignoring extraneous non-action directives\n'

// Script, then the actions that get `apple`, `bat` and the empty line.
const table: readonly (readonly [string, string, string, string])[] = [
  ['A', 'A', 'A', 'A'],
  ['- A', '', '', ''],
  ['+ A', 'A', 'A', 'A'],
  ['- +ap A', 'A', '', ''],
  ['+ap A', 'A', 'A', 'A'],
  ['-ap A', '', 'A', 'A'],
  ['-ap +ple A', 'A', 'A', 'A'],
  ['+ple -ap A', '', 'A', 'A'],
  ['- +a -b A', 'A', '', ''],
  ['- +a -b +t$ A', 'A', 'A', ''],
  ['- +^ap A B', 'AB', '', ''],
  ['- +^ap A +^b B', 'AB', 'B', ''],
  ['- +^ap A - +^b B', 'A', 'B', ''],
  ['- +^ap A - B', 'A', '', ''],
  ['- +^ap A f B', 'A', 'B', 'B'],
  ['- +^ap A f -^$ B', 'A', 'B', ''],
  ['- +^ap A - +^b B f C', 'A', 'B', 'C'],
  ['- +^ap A f B f C', 'A', 'B', 'B'],
  ['- +^ap A f B + C', 'AC', 'BC', 'BC'],
  ['f A', 'A', 'A', 'A'],
  ['f f -ap f A', 'A', 'A', 'A'],
  ['A f B', 'A', 'A', 'A'],
  ['-ap A -bat B f C', 'C', 'A', 'AB'],
  ['-ap A n3 B', '', 'AB', 'AB'],
  ['- pA n3 +^ap 1', 'A', '', ''],
  ['- A +bat B', '', 'B', ''],
  ['A - B +a C', 'AC', 'AC', 'A'],
  ['A -a B +e C', 'AC', 'A', 'ABC'],
  ['- +a - f A', 'A', 'A', 'A'],
  ['f - A f B', 'B', 'B', 'B'],
  ['-a A + B f C', 'B', 'B', 'AB'],
  ['A +nomatch', 'A', 'A', 'A'],
  ['-^$ A', 'A', 'A', ''],
  ['- +^(ap|b) A', 'A', 'A', ''],
  ['- +ap|bat A', 'A', 'A', ''],
  ['- +APPLE A', '', '', ''],
  ['- +.{4} A', 'A', '', ''],
  ['- +^[[:alpha:]]{3}$ A', '', 'A', ''],
  ['- +a* A', 'A', 'A', 'A'],
]

const lines: readonly Scenario[] = table.map(([notation, apple, bat, empty], k) =>
  selects(
    `case ${k + 1}`,
    notation,
    [
      ['apple', apple],
      ['bat', bat],
      ['', empty],
    ],
    notation === 'A +nomatch' ? { stderr: IGNORED } : {},
  ),
)

const refusal: Results = [
  ['apple', 'A'],
  ['bat', ''],
]

const further: readonly Scenario[] = [
  selects('case 40, refused by ours', '- +(.)\\1 A', refusal, {
    deviation: 's6-log: back-references',
    exit: '100',
    stdout: '',
    stderr: ANY,
    left: inputOf(refusal),
    also: ({ stderr }) => {
      if (!/^s6-log: fatal: .*\+\(\.\)\\1/.test(stderr)) throw new Error(stderr)
    },
    theirs: { stdout: outputOf(refusal) },
  }),
  selects('case 41', '- +ap A - +at B - +x C f D', [
    ['apat', 'AB'],
    ['atx', 'BC'],
    ['apx', 'AC'],
    ['q', 'D'],
    ['apatx', 'ABC'],
  ]),
  selects('case 42', '- +a A f B - +b C f D', [
    ['a', 'A'],
    ['b', 'BC'],
    ['ab', 'AC'],
    ['z', 'B'],
  ]),
  selects('case 43, the stamp is not matched', '- +^@ t A', [['x', '']]),
  selects('case 43, and is laid', '- +^@ t A', [['@x', 'A']], { stdout: '@LABEL A @x\n' }),
  selects(
    'case 44, the prefix is not matched',
    '- +^zz pzz 1',
    [
      ['x', ''],
      ['zzx', 'A'],
    ],
    { stdout: 'zz zzx\n' },
  ),
  selects('case 45', '- +^\\. A', [
    ['.x', 'A'],
    ['x.', ''],
  ]),
  selects('case 46', '- +bat* A', [
    ['ba', 'A'],
    ['bax', 'A'],
    ['b', ''],
  ]),
  selects('case 47, two bytes are not one', '- +^caf.$ A', [['caf\xc3\xa9', '']]),
  selects('case 47, two bytes are two', '- +^caf..$ A', [['caf\xc3\xa9', 'A']]),
  selects('case 48, a set of two bytes', '- +[\xc3\xa9] A', [
    ['\xc3', 'A'],
    ['\xa9x', 'A'],
    ['\xc3\xa9', 'A'],
    ['\xa8', ''],
  ]),
  selects('case 49', '- +a\\tb A', [
    ['a\tb', ''],
    ['atb', 'A'],
  ]),
  selects('case 50', '- +\\w+\\s\\d A', [
    ['a 1', ''],
    ['a d', 'A'],
  ]),
  selects('case 51', '- +\\bbat\\b A', [
    ['bat', 'A'],
    ['a bat x', 'A'],
    ['bath', ''],
  ]),
  {
    title: 'case 52: the pieces of a long line are selected one by one',
    script: ['-l48', '--', '-', '+y', 'p!', '1'],
    input: `${'x'.repeat(48)}yz\n`,
    stdout: '! yz\n',
  },
  selects('case 53, a status file counts as an action', '=st f A', [['any', '']], {
    files: { st: `0644 ${'any'.padEnd(1001, '\n')}` },
  }),
  {
    title: 'case 54: standard output that was given up counts as an action',
    script: ['1', 'f', './main'],
    shell: 'exec 1>/dev/full',
    input: 'any\nmore\n',
    stderr:
      's6-log: warning: unable to write to stdout, closing the stream - error was: No space left on device\n',
    files: { 'main/current': '0744 ' },
  },
]

const beyond: readonly Scenario[] = [
  selects('an alert counts as an action', '2 f A', [['any', '']], {
    stderr: 's6-log: alert: any\n',
  }),
  selects('a directory counts as an action', './main f A', [['any', '']], {
    files: { 'main/current': '0744 any\n' },
  }),
  selects(
    'selections after the last action are void',
    'A f - +x',
    [
      ['x', 'A'],
      ['y', 'A'],
    ],
    { stderr: IGNORED },
  ),
  selects('controls after the last action are silent', 'A n5 s9000 pB t', [['x', 'A']]),
  selects(
    'every action of a script in turn',
    'A B - C + D',
    Array.from({ length: 200 }, (_, k) => [`line ${k}`, 'ABD'] as const),
  ),
]

conforms('s6-log', 'which action gets which line', lines)
conforms('s6-log', 'selection of particular lines', further)
conforms('s6-log', 'selection beyond the table', beyond)
