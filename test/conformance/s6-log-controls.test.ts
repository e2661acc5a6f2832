// How long controls hold: spec/s6-log.md §2. Values are those in force when an action is
// read.

import type { ByteString } from '../../src/bytes.js'
import { conforms, type Scenario } from './scenario.js'

const line = (length: number): ByteString => `${'x'.repeat(length - 1)}\n`

const prints = (
  script: readonly ByteString[],
  stdout: ByteString,
  title = script.join(' '),
): Scenario => ({ title, script, input: 'hello\n', stdout })

const T = 'DATE TIME  '
const t = '@LABEL '

const stamps: readonly Scenario[] = [
  prints(['t', '1', '1'], `${t}hello\nhello\n`),
  prints(['T', '1', '1'], `${T}hello\nhello\n`),
  prints(['t', 't', '1', '1'], `${t}hello\nhello\n`),
  prints(['t', 'T', '1'], `${t}${T}hello\n`),
  prints(['T', 't', '1'], `${t}${T}hello\n`),
  prints(['t', '-', '+h', 'n5', 'f', '1', '1'], `${t}hello\nhello\n`),
  prints(
    ['t', 'T', 'pfoo:', '1', 't', '1', '1'],
    `${t}${T}foo: hello\n${t}foo: hello\nfoo: hello\n`,
  ),
  prints(['t', '1', 'T', '1', '1'], `${t}hello\n${T}hello\nhello\n`),
]

const prefixes: readonly Scenario[] = [
  prints(['pA', '1', '1', 'p', '1'], 'A hello\nA hello\nhello\n'),
  prints(['pA', 'pB', '1'], 'B hello\n'),
  prints(['p a b ', '1'], ' a b  hello\n'),
  prints(['p\xff\n', '1'], '\xff\n hello\n', 'a prefix of any bytes'),
  prints(['pA', '-', '+h', '1', 'f', '1'], 'A hello\n'),
  {
    title: 'a prefix holds for every kind of action',
    script: ['pA', '1', '2', '^0', '=st', './main'],
    input: 'x\n',
    stdout: 'A x\n',
    stderr: 's6-log: alert: A x\n',
    files: { st: '0644 A x\n', 'main/current': '0744 A x\n' },
  },
  {
    title: 'a stamp goes to every kind of action',
    script: ['t', '1', 'T', '2', '^0', 't', '=st', 'T', './main', './bare'],
    input: 'x\n',
    stdout: `${t}x\n`,
    stderr: `s6-log: alert: ${T}x\n`,
    files: { st: `0644 ${t}x\n`, 'main/current': `0744 ${T}x\n`, 'bare/current': '0744 x\n' },
  },
]

/** One line a file: what is kept tells n, how it is split s and l. */
const lines = Array.from({ length: 6 }, (_, k) => `${k}${line(4100)}`)

const directories: readonly Scenario[] = [
  {
    title: 'n holds for directories after it',
    script: ['s4096', 'l0', 'n1', './a', 'n3', './b', './c'],
    steps: (logger) => logger.feed(...lines),
    also: ({ files }) => {
      const count = (d: string): number =>
        Object.keys(files).filter((name) => name.startsWith(`${d}/@`)).length
      const found = ['a', 'b', 'c'].map(count).join()
      if (found !== '1,3,3') throw new Error(found)
    },
  },
  {
    title: 's and l hold for directories after them',
    script: ['./a', 's4096', 'l0', './b', 'l2000', './c', 's9000', './d'],
    steps: (logger) => logger.feed(...Array<string>(25).fill(line(100))),
    files: {
      'a/@1.s': undefined,
      'a/current': `0744 ${line(100).repeat(25)}`,
      'b/@1.s': undefined,
      'c/@1.s': `0744 ${line(100).repeat(21)}`,
      'c/current': `0744 ${line(100).repeat(4)}`,
      'd/@1.s': undefined,
    },
  },
  {
    title: 'the default size is 99999, its tolerance 2000',
    script: ['./main'],
    steps: (logger) =>
      logger.feed(...Array<string>(12).fill(line(8000)), line(1998), line(1), line(5)),
    text: line(8000).repeat(12) + line(1998) + line(1) + line(5),
    sizes: [97_999, 5],
  },
  {
    title: 'sizes above 268435455 are 268435455',
    script: ['s4294967295', 'l0', './main'],
    shell: 'mkdir main; truncate -s 268435450 main/current; chmod 744 main/current',
    steps: (logger) => logger.feed('abc\n', 'x\n', 'y\n'),
    files: { 'main/@1.s': '0744 (268435456 bytes)', 'main/current': '0744 y\n' },
  },
  {
    title: 'a processor holds for directories after it, and an empty one is none',
    script: ['-d3', 's4096', '?echo one', './a', '!echo two', './b', '!', './c'],
    shell: 'exec 3>/dev/null',
    input: line(4100),
    files: {
      'a/@1.s': '0744 one\n',
      'b/@1.s': '0744 two\n',
      'c/@1.s': `0744 ${line(4100)}`,
    },
  },
  {
    title: 'a shell processor stays one for the next directory',
    script: ['-d3', 's4096', '?echo $((1+1))', './a', './b'],
    shell: 'exec 3>/dev/null',
    input: line(4100),
    deviation: 's6-log: shell processors',
    files: { 'a/@1.s': '0744 2\n', 'b/@1.s': '0744 2\n' },
    theirs: { files: { 'a/@1.s': '0744 2\n', 'b/@1.s': '0744 $((1+1))\n' } },
  },
  {
    title: 'alert lengths and status sizes hold for actions after them',
    script: ['E5', '2', 'E0', '2', '^3', '=a', '^0', '=b'],
    input: '0123456789\n',
    stderr: 's6-log: alert: 01234...\ns6-log: alert: 0123456789\n',
    files: { a: '0644 012', b: '0644 0123456789\n' },
  },
]

conforms('s6-log', 'stamps', stamps)
conforms('s6-log', 'prefixes', prefixes)
conforms('s6-log', 'controls of directories', directories)
