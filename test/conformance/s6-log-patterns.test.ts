// POSIX extended regular expressions by bytes, spec/s6-log.md §3.2. Every pattern of a
// group is the prefix of an action of its own, so that the output reads
// `pattern line`.

import type { ByteString } from '../../src/bytes.js'
import { labelled } from './s6-selection.js'
import { conforms, type Scenario } from './scenario.js'

/** Each pattern with the lines it matches, all others being among those of the group. */
const group = (
  title: string,
  lines: readonly ByteString[],
  matches: Readonly<Record<ByteString, readonly ByteString[]>>,
): Scenario => ({
  title,
  script: labelled(Object.keys(matches)),
  input: lines.map((line) => `${line}\n`).join(''),
  stdout: lines
    .flatMap((line) =>
      Object.entries(matches).map(([pattern, found]) =>
        found.includes(line) ? `${pattern} ${line}\n` : '',
      ),
    )
    .join(''),
})

const groups: readonly Scenario[] = [
  group('literals are searched for anywhere', ['abc', 'xabcx', 'ab', '', 'ABC'], {
    '()': ['abc', 'xabcx', 'ab', '', 'ABC'],
    abc: ['abc', 'xabcx'],
    b: ['abc', 'xabcx', 'ab'],
    'a.c': ['abc', 'xabcx'],
    '.': ['abc', 'xabcx', 'ab', 'ABC'],
    '....': ['xabcx'],
  }),
  group('anchors', ['ab', 'abab', 'cab', 'abc', ''], {
    '^ab': ['ab', 'abab', 'abc'],
    ab$: ['ab', 'abab', 'cab'],
    '^ab$': ['ab'],
    '^$': [''],
    '^': ['ab', 'abab', 'cab', 'abc', ''],
    $: ['ab', 'abab', 'cab', 'abc', ''],
    'x^ab': [],
    a$b: [],
    '(^a)b': ['ab', 'abab', 'abc'],
    'a(b$|bc)': ['ab', 'abab', 'cab', 'abc'],
    'c|^ab$': ['ab', 'cab', 'abc'],
  }),
  group('repetition', ['', 'a', 'aa', 'aaa', 'aaaa', 'b'], {
    '^a*$': ['', 'a', 'aa', 'aaa', 'aaaa'],
    '^a+$': ['a', 'aa', 'aaa', 'aaaa'],
    '^a?$': ['', 'a'],
    '^a{2}$': ['aa'],
    '^a{2,}$': ['aa', 'aaa', 'aaaa'],
    '^a{1,3}$': ['a', 'aa', 'aaa'],
    '^a{0}$': [''],
    '^a{,2}$': ['', 'a', 'aa'],
    '^a**$': ['', 'a', 'aa', 'aaa', 'aaaa'],
    '^(aa)+$': ['aa', 'aaaa'],
    '^(a{1,2}){2}$': ['aa', 'aaa', 'aaaa'],
    '^(a*)*$': ['', 'a', 'aa', 'aaa', 'aaaa'],
    '^(a|b)?$': ['', 'a', 'b'],
    '^()$': [''],
  }),
  group('alternatives', ['', 'a', 'b', 'ab', 'c'], {
    'a|b': ['a', 'b', 'ab'],
    '^(a|b)$': ['a', 'b'],
    '^a|b$': ['a', 'b', 'ab'],
    '^(|a)$': ['', 'a'],
    '^(a|)b$': ['b', 'ab'],
    'a|': ['', 'a', 'b', 'ab', 'c'],
    '^(a|b|c)+$': ['a', 'b', 'ab', 'c'],
    '^((a)|(b))((a)|(b))$': ['ab'],
  }),
  group('bracket expressions', ['a', 'b', 'z', '-', ']', '^', '\\', '[', 'B', '5', ' '], {
    '[ab]': ['a', 'b'],
    '[^ab]': ['z', '-', ']', '^', '\\', '[', 'B', '5', ' '],
    '[a-y]': ['a', 'b'],
    '[]]': [']'],
    '[^]]': ['a', 'b', 'z', '-', '^', '\\', '[', 'B', '5', ' '],
    '[]a]': ['a', ']'],
    '[a-]': ['a', '-'],
    '[-a]': ['a', '-'],
    '[a^]': ['a', '^'],
    '[\\]': ['\\'],
    '[\\n]': ['\\'],
    '[[]': ['['],
    '[[.-.]]': ['-'],
    '[[.a.]-b]': ['a', 'b'],
    '[[=a=]]': ['a'],
    '[b-b]': ['b'],
    '[.a*]': ['a'],
  }),
  group('classes of bytes', ['a', 'Z', '7', ' ', '\t', '.', '_', 'f', '\x01', '\xe9', '\x80'], {
    '[[:alpha:]]': ['a', 'Z', 'f'],
    '[[:digit:]]': ['7'],
    '[[:alnum:]]': ['a', 'Z', '7', 'f'],
    '[[:upper:]]': ['Z'],
    '[[:lower:]]': ['a', 'f'],
    '[[:space:]]': [' ', '\t'],
    '[[:blank:]]': [' ', '\t'],
    '[[:punct:]]': ['.', '_'],
    '[[:print:]]': ['a', 'Z', '7', ' ', '.', '_', 'f'],
    '[[:graph:]]': ['a', 'Z', '7', '.', '_', 'f'],
    '[[:cntrl:]]': ['\t', '\x01'],
    '[[:xdigit:]]': ['a', '7', 'f'],
    '[^[:alnum:]]': [' ', '\t', '.', '_', '\x01', '\xe9', '\x80'],
    '[[:digit:]_]': ['7', '_'],
    '[\x80-\xff]': ['\xe9', '\x80'],
    '^.$': ['a', 'Z', '7', ' ', '\t', '.', '_', 'f', '\x01', '\xe9', '\x80'],
  }),
  group('escapes of the C library', ['a b', 'ab', 'a_1', ' ', '-', 'b', 'dn', ''], {
    '^\\w+$': ['ab', 'a_1', 'b', 'dn'],
    '\\W': ['a b', ' ', '-'],
    '\\s': ['a b', ' '],
    '^\\S+$': ['ab', 'a_1', '-', 'b', 'dn'],
    '\\bb': ['a b', 'b'],
    '\\Bb': ['ab'],
    '\\<b': ['a b', 'b'],
    'b\\>': ['a b', 'ab', 'b'],
    '\\`a': ['a b', 'ab', 'a_1'],
    "b\\'": ['a b', 'ab', 'b'],
    '\\d\\n': ['dn'],
  }),
  group('quoted special characters', ['a.b', 'a+b', 'a\\b', '(a)', '{1}', 'a|b', '^a$', 'axb'], {
    'a\\.b': ['a.b'],
    'a\\+b': ['a+b'],
    'a\\\\b': ['a\\b'],
    '\\(a\\)': ['(a)'],
    '\\{1\\}': ['{1}'],
    'a\\|b': ['a|b'],
    '\\^a\\$': ['^a$'],
    'a[.+]b': ['a.b', 'a+b'],
    '1}': ['{1}'],
    'a\\xb': ['axb'],
  }),
]

const bytes: readonly Scenario[] = [
  {
    title: 'the empty pattern matches every line',
    script: ['-', '+', '1'],
    input: 'a\n\n',
    stdout: 'a\n\n',
  },
  group('LC_ALL has no effect', ['\xc3\xa9', '\xe9'], { '^.$': ['\xe9'], '^..$': ['\xc3\xa9'] }),
  group('carriage returns are bytes like others', ['a\r', 'a'], { a$: ['a'], 'a.$': ['a\r'] }),
].map((scenario) => ({ ...scenario, shell: 'export LC_ALL=C.UTF-8' }))

const refused = (pattern: ByteString): Scenario => ({
  title: `+${pattern} is refused`,
  script: ['--', '-', `+${pattern}`, '1'],
  input: 'unread\n',
  exit: '100',
  stderr: `s6-log: fatal: unrecognized directive: +${pattern}\n`,
  left: 'unread\n',
})

conforms('s6-log', 'patterns', [...groups, ...bytes])
conforms(
  's6-log',
  'patterns that are none',
  [
    '(',
    'a(b',
    '[',
    '[a',
    '[[:foo:]]',
    '[b-a]',
    '*a',
    '+',
    '(*)',
    'a{2,1}',
    '\\',
    'a{1',
    'a{99999}',
  ].map(refused),
)
