// Options, refusals and exit codes: spec/s6-log.md §1, §2.

import type { ByteString } from '../../src/bytes.js'
import { ANY } from './expected.js'
import { conforms, type Scenario } from './scenario.js'

const refused = (
  script: readonly ByteString[],
  text: string,
  rest: Partial<Scenario> = {},
): Scenario => ({
  title: `s6-log ${script.map((word) => word || "''").join(' ')}: ${text}`,
  script,
  input: 'unread\n',
  exit: '100',
  stderr: `s6-log: fatal: ${text}\n`,
  left: 'unread\n',
  ...rest,
})

// Our synopsis has the options of the newest version.
const usage = (...script: readonly ByteString[]): Scenario => ({
  ...refused(script, 'usage'),
  deviation: 's6-log: options of the newest',
  stderr: ANY,
  also: ({ stderr }) => {
    if (!/^s6-log: usage: s6-log .*\n$/.test(stderr)) throw new Error(stderr)
  },
})

const unknown = (word: ByteString): Scenario =>
  refused([word, '1'], `unrecognized directive: ${word}`)
const syntax = (word: ByteString): Scenario =>
  refused([word, '1'], `syntax error at directive: ${word}`)

const usages: readonly Scenario[] = [
  usage(),
  usage('--'),
  usage('-z', '1'),
  usage('-e', '1'),
  usage('-l', '5'),
  usage('-l', 'x', '1'),
  usage('-l-1', '1'),
  usage('-l', '1k', '1'),
  usage('-l', '4294967296', '1'),
  usage('-d', 'x', '1'),
  usage('-ap', '1'),
  usage('--help'),
]

const directives: readonly Scenario[] = [
  ...['', ' ', 'e', 'a', 'main', '#', 'N5', '3', '@', '\xe9'].map(unknown),
  ...['f1', 't1', 'T1', '11', '1+', '2x', '='].map(syntax),
  ...['n', 'n-1', 'n+1', 'n1k', 'n 5', 'n4294967296', 's', 's4294967296', 's1M'].map(unknown),
  ...['S', 'S18446744073709551616', 'Sx', 'r', 'r2147483648', 'r4294967296'].map(unknown),
  ...['l', 'l4294967296', 'E', 'E4294967296', '^', '^x', '^4294967296'].map(unknown),
  refused(['l50000', '1'], 'directive l50000 conflicts with previous s directive'),
  refused(['s100', 'l2049', '1'], 'directive l2049 conflicts with previous s directive'),
  refused(['s10', 'l5000', 's10000', '1'], 'directive l5000 conflicts with previous s directive'),
  refused(['-'], 'no action directive specified'),
  refused(['n5'], 'no action directive specified'),
  refused(['--', '-ap', '+x', 'f'], 'no action directive specified'),
  refused(['-d2', '1'], 'notification fd must be 3 or more'),
  refused(['-d3', '1'], 'invalid notification fd: Bad file descriptor'),
  refused(['-d', '9', '1'], 'invalid notification fd: Bad file descriptor'),
  refused(['1', '+('], 'unrecognized directive: +(', {
    stderr:
      's6-log: warning: ignoring extraneous non-action directives\n' +
      's6-log: fatal: unrecognized directive: +(\n',
  }),
  refused(['./main', 'f1'], 'syntax error at directive: f1', { files: { main: undefined } }),
  refused(['./main', '11', 'n'], 'syntax error at directive: 11', { files: { main: undefined } }),
  refused(['./main', 'nx', './other'], 'unrecognized directive: nx', {
    deviation: 's6-log: numbers checked late',
    files: { main: undefined },
    theirs: {
      exit: '100',
      stderr: 's6-log: fatal: unrecognized directive: nx\n',
      left: 'unread\n',
      files: { 'main/current': '0644 ', other: undefined },
    },
  }),
]

const accepted = (...script: readonly ByteString[]): Scenario => ({
  title: `s6-log ${script.join(' ')}`,
  script,
  input: 'one\n',
  stdout: 'one\n',
})

const fine: readonly Scenario[] = [
  accepted('-bqpv', '1'),
  accepted('-bql100', '1'),
  accepted('-l', '0100', '--', '1'),
  accepted('-l4294967295', '1'),
  accepted('-l5', '-l100', '1'),
  accepted('-qqqvvv', '1'),
  accepted('--', '+ne', '1'),
  accepted('n0', 'n4294967295', 'n007', '1'),
  accepted('s0', 's4294967295', 'S18446744073709551615', '1'),
  accepted('r0', 'r2147483647', 'E4294967295', '1'),
  accepted('l49999', '1'),
  accepted('s100', 'l2048', '1'),
  accepted('s100000', 'l50000', 's100', '1'),
  accepted('pA', 'p', '1'),
]

const verbosity: readonly Scenario[] = [
  {
    title: '-q silences warnings',
    script: ['-q', '1', '+void'],
    input: 'one\n',
    stdout: 'one\n',
  },
  {
    title: '-qv shows them',
    script: ['-qv', '1', '+void'],
    stderr: 's6-log: warning: ignoring extraneous non-action directives\n',
  },
  {
    title: '-qqv shows them: there is nothing below 0',
    script: ['-qqv', '1', '+void'],
    stderr: 's6-log: warning: ignoring extraneous non-action directives\n',
  },
  {
    title: '-q silences neither alerts',
    script: ['-q', '2'],
    input: 'one\n',
    stderr: 's6-log: alert: one\n',
  },
  refused(['-q', 'x'], 'unrecognized directive: x', { title: 'nor fatal errors' }),
  {
    title: 'the newest options are known',
    script: ['-t', '300', 'R60', '1'],
    input: 'one\n',
    stdout: 'one\n',
    deviation: 's6-log: options of the newest',
    theirs: { exit: '100', stderr: ANY, left: 'one\n' },
  },
]

const readiness: readonly Scenario[] = [
  {
    title: 'a line feed on the descriptor once the directories are open',
    script: ['-d3', './main'],
    shell: 'exec 3>ready',
    steps: async (logger) => {
      await logger.until('readiness', () => logger.place.size('ready') === 1)
      if (!logger.place.has('main/current')) throw new Error('ready too early')
    },
    files: { ready: '0644 \n', 'main/current': '0744 ' },
  },
  {
    title: 'the last -d wins',
    script: ['-d3', '-d4', '1'],
    shell: 'exec 3>three 4>four',
    files: { three: '0644 ', four: '0644 \n' },
  },
  {
    title: 'any descriptor will do',
    script: ['-d', '9', '1'],
    shell: 'exec 9>ready',
    files: { ready: '0644 \n' },
  },
  {
    title: 'nothing where the start fails',
    script: ['-d3', './no/main'],
    shell: 'exec 3>ready',
    exit: '111',
    stderr: 's6-log: fatal: unable to mkdir ./no/main: No such file or directory\n',
    files: { ready: '0644 ' },
  },
  {
    title: 'a descriptor nobody reads is no obstacle',
    script: ['-d3', '1'],
    shell: 'mkfifo p; exec 9<>p; exec 3>p; exec 9<&-',
    input: 'one\n',
    stdout: 'one\n',
  },
]

conforms('s6-log', 'usage', usages)
conforms('s6-log', 'scripts that are refused', directives)
conforms('s6-log', 'scripts that are not', fine)
conforms('s6-log', 'verbosity', verbosity)
conforms('s6-log', 'readiness', readiness)
