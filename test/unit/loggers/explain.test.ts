// Directives in words: what each means and when it is warned of.

import { describe, expect, test } from 'vitest'
import { loggerAmong, loggerIn } from '../../../loggers/explain/command-line.js'
import { bytesText, type Explanation } from '../../../loggers/explain/explanation.js'
import { row } from '../../../loggers/explain/layout.js'
import { explainMultilog } from '../../../loggers/explain/multilog.js'
import { linesMatching, trapsIn } from '../../../loggers/explain/patterns.js'
import { explainS6Log } from '../../../loggers/explain/s6-log.js'
import { explainSvlogd } from '../../../loggers/explain/svlogd.js'
import { configEntries } from '../../../loggers/explain/svlogd-config.js'
import { explainTinylog } from '../../../loggers/explain/tinylog.js'
import { lineText } from '../../../loggers/explain/told.js'
import { ownWords, parse } from '../../../loggers/logrun-explain-options.js'
import { directives as multilogDirectives } from '../../../loggers/multilog.js'
import { Misuse } from '../../../loggers/option-words.js'
import { directives as s6Directives } from '../../../loggers/s6-log-script.js'
import { options as svlogdOptions } from '../../../loggers/svlogd.js'
import { directives as configDirectives } from '../../../loggers/svlogd-config.js'
import { options as tinylogOptions } from '../../../loggers/tinylog.js'
import type { Dialect } from '../../../src/plan.js'

const here = (...files: string[]) => ({
  at: (path: string) => path.replace(/\/$/, ''),
  has: (path: string) => files.includes(path),
})
const multilog = (...words: string[]): Explanation => explainMultilog(words, here('log'))
const s6 = (...words: string[]): Explanation => explainS6Log(words)

/** What is said of word `at`: its meaning, then its warnings. */
const said = ({ entries }: Explanation, at: number): string =>
  entries
    .filter((entry) => entry.at === at)
    .flatMap(({ means, warnings }) => [means, ...warnings])
    .join('\n')
const warned = ({ entries, warnings }: Explanation): string =>
  [...entries.flatMap((entry) => entry.warnings), ...warnings].join('\n')

test.each<[string, Dialect, string]>([
  ['hello', 'star', 'lines that are "hello", and nothing else'],
  ['', 'star', 'empty lines'],
  ['*', 'star', 'every line'],
  ['a*', 'star', 'lines that begin with "a"'],
  ['*a', 'star', 'lines whose first "a" is their end'],
  ['*b*', 'star', 'lines with a "b", then anything'],
  ['**', 'star', 'lines with a "*", then anything'],
  ['*error*', 'star', 'lines whose first "e" begins "error", then anything'],
  ['* one', 'star', 'lines whose first blank begins " one", and there the line ends'],
  [
    '* * one',
    'star',
    'lines with a blank, whose next blank begins " one", and there the line ends',
  ],
  [
    'named[*]: Cleaned cache *',
    'star',
    'lines that begin with "named[", whose next "]" begins "]: Cleaned cache ", then anything',
  ],
  [
    '*: *: pid *',
    'plus',
    'lines whose first ":" begins ": ", whose next ":" begins ": pid ", then anything',
  ],
  [
    'x+ y',
    'plus',
    'lines like "x< ...>y", where <x...> is a run of one or more x, as long as it goes',
  ],
  ['a?', 'fnmatch', 'lines like the shell pattern "a?", from their beginning to their end'],
  ['*', 'fnmatch', 'every line'],
  ['\\', 'fnmatch', 'no line: "\\" is malformed'],
  ['', 'ere', 'every line'],
  ['^$', 'ere', 'empty lines'],
  ['ap', 'ere', 'lines with "ap" in them'],
  ['^auth\\.', 'ere', 'lines that begin with "auth."'],
  ['t$', 'ere', 'lines that end with "t"'],
  ['^bat$', 'ere', 'lines that are "bat", and nothing else'],
  ['ap|bat', 'ere', 'lines with a match of "ap|bat"'],
])('%j, %s: %s', (pattern, dialect, expected) => {
  expect(linesMatching(pattern, dialect)).toBe(expected)
})

const LABEL = { like: '@4000000069153eca075bcbf4 ', word: 't' }
const DATE = { like: '2025-11-13 02:13:20.123 ', word: 'm' }

test.each([
  ['* fatal: *', LABEL, ''],
  ['@* x', LABEL, ''],
  ['*: x*', LABEL, ''],
  ['hello*', LABEL, 'no line begins so'],
  ['', LABEL, 'no line is empty'],
  ['*fatal*', LABEL, 'the star may stop within the stamp, where there is a "f"'],
  ['* fatal: *', DATE, 'a blank of its own'],
  ['2*', DATE, ''],
  ['*: x*', DATE, 'within the stamp, where there is a ":"'],
  [
    '*fatal*',
    undefined,
    '* stops at the first "f", and there it must begin. "f fatal" does not match',
  ],
  ['a?', undefined, 'only * is special'],
  ['named[*]: x', undefined, ''],
])('a trap in %j behind %j: %j', (pattern, stamp, expected) => {
  const traps = trapsIn(pattern, 'star', stamp).join()

  if (expected === '') expect(traps).toBe('')
  else expect(traps).toContain(expected)
})

describe('multilog', () => {
  test('every directive means something', () => {
    for (const letter of Object.keys(multilogDirectives))
      expect(said(multilog(`${letter}x`, './d'), 0)).not.toMatch(/^(nothing|)$/m)
  })

  test.each([
    [['t', './d'], 0, 'a TAI64N label'],
    [['m', './d'], 0, "known to sagredo's multilog and ours"],
    [['time', './d'], 0, 'the first letter says it all: ime is ignored'],
    [['-*', './d'], 0, 'deselects every line'],
    [['-*', '+a*', './d'], 1, 'selects lines that begin with "a"'],
    [['+a*', './d'], 0, 'no effect: every line is selected here already'],
    [['-*', '-a*', './d'], 1, 'no effect: no line is selected here'],
    [['-*', './d'], 1, 'no line comes here'],
    [['./d', '+a*'], 1, 'no action comes after it'],
    [['./d', 's5000'], 1, 'no directory comes after it'],
    [['s5000', 's6000', './d'], 0, 's6000 takes its place before any directory'],
    [
      ['s5000', './d', 's6000', './e'],
      0,
      'files of ./d have 5000 bytes at most, and end with a line from 3000 on',
    ],
    [['s4095', './d'], 0, '4096 it is'],
    [['s16777216', './d'], 0, "daemontools' own multilog takes no more than 16777215"],
    [['s9999999999', './d'], 0, '2147483647 it is'],
    [['s1m', './d'], 0, 'there are no units: m is ignored'],
    [['size', './d'], 0, 'there is no number'],
    [['n1', './d'], 0, '2 it is'],
    [['n10', './d'], 0, '10 files are kept in ./d: current and 9 finished ones'],
    [['n5', '!x y', './d'], 1, 'pass through sh -c "x y"'],
    [['!', './d'], 0, 'an empty command empties every finished file'],
    [['wtxt', './d'], 0, 'end with .txt'],
    [['F', './d'], 0, 'no pattern comes after it'],
    [['e', 't', './d'], 1, 'a stamp must be the first word'],
    [['!a', './d', '!b', './e'], 0, 'finished files of ./d pass through'],
    [['E', './d'], 0, 'nothing: multilog ignores it'],
    [['--line', './d'], 0, "options of explain come before the logger's name"],
    [['e', 'log', './d'], 1, 'it is the name of a file here'],
    [['logs'], 0, 'write ./ before it'],
    [['main'], 0, 'ain is ignored. If this is a directory, write ./ before it'],
    [['./d', '-h', './e'], 1, 'multilog has no options'],
    [['--line=x', './e'], 0, "options of explain come before the logger's name"],
    [['e'], 0, 'copies every line to standard error at once; longer ones are cut to 200 bytes'],
    [
      ['-a*', '=s'],
      1,
      'keeps the last of the lines selected here in s, padded with line feeds to 1001 bytes',
    ],
    [['s5000', 'n3', './d'], 2, '3 files: 15000 bytes (15 KiB) at most'],
  ])('%j, word %i: %s', (words, at, expected) => {
    expect(said(multilog(...words), at)).toContain(expected)
  })

  test.each([
    [['t', './d']],
    [['t', '-*', '+* fatal: *', './d']],
    [['t', '-* * status: *', './main']],
    [['t', '+*', '-*: status: *', 's100000', 'n20', './d'].slice(2)],
    [['-*', '+*: x*', '=st', './d', '+*', './e']],
  ])('nothing is wrong with %j', (words) => {
    expect(warned(multilog('t', ...words.filter((word) => word !== 't')))).toBe('')
  })

  test('a script that writes nowhere', () => {
    expect(warned(multilog())).toContain('nothing is written anywhere')
  })

  test.each([
    [['./d', 'e', './d'], 2, 'multilog: fatal: unable to lock directory ./d: temporary failure\n'],
    [['./d', './d/'], 1, 'multilog: fatal: unable to lock directory ./d/: temporary failure\n'],
    [['=', './d'], 0, 'multilog: fatal: unable to create : file does not exist\n'],
  ])('%j is refused at word %i', (words, at, message) => {
    expect(multilog(...words).refusal).toEqual({ at, message, code: 111 })
  })
})

describe('s6-log', () => {
  test('every directive and option means something', () => {
    for (const letter of Object.keys(s6Directives)) {
      const word = 'ftT12'.includes(letter)
        ? letter
        : `${letter}${'nsSrRE^'.includes(letter) ? '9' : 'x'}`
      const words = letter === 'l' ? ['l9', './d'] : [word, './e']
      expect(said(s6('--', ...words), 1)).not.toMatch(/^$/)
    }
  })

  test.each([
    [['-b', '-d3', '-l9', './d'], 1, 'writes a line feed to descriptor 3'],
    [['-b', '-d3', '-l9', './d'], 2, 'less than 48 cannot be: 48 it is'],
    [['-t0', './d'], 0, 'however long it takes'],
    [['+a', './d'], 0, 'no effect: every line is selected here already; put - before it'],
    [['--', '-', '+a', './d'], 1, 'deselects every line'],
    [['--', '-', './d'], 2, 'no line comes here'],
    [['f', './d'], 0, 'no effect'],
    [['./d', 'f', './e'], 1, 'selects the lines that no action before has had'],
    [['t', './d', '1'], 2, 't and T hold for one action alone'],
    [['./d', 't'], 1, 'nothing it holds for comes after it'],
    [['./d', 'E9', '1'], 1, 'nothing it holds for comes after it'],
    [['n5', 'n6', './d'], 0, 'n6 takes its place'],
    [['l2000', 's4096', './d'], 2, 'from 2096 bytes on'],
    [['l40000', 's4096', './d'], 2, 'every line is a file of its own'],
    [['S100', './d'], 1, 'each goes as soon as it is made'],
    [['?gzip', './d'], 1, 'passed through sh -c "gzip"'],
    [['pX', '1'], 1, 'with "X " before it'],
    [['2'], 0, 'of lines of 204 bytes and more 200 and "..."'],
    [['--', '-\\d', './d'], 1, 'a digit is [0-9]'],
    [['--', '-*x', './d'], 1, 'found anywhere in the line'],
  ])('%j, word %i: %s', (words, at, expected) => {
    expect(said(s6(...words), at)).toContain(expected)
  })

  test.each([
    [['--', 'n5', 'e', './d'], 2, 'unrecognized directive: e'],
    [['--', './d', 'tx'], 2, 'syntax error at directive: tx'],
    [['--', 'nx', './d'], 1, 'unrecognized directive: nx'],
    [['--', 'l3000', 's5000', 'l3000', './d'], 3, 'directive l3000 conflicts'],
    [['--', './d', '+(', '1'], 2, 'unrecognized directive: +('],
    [['--', './d', './d'], 2, 'directory given twice: ./d'],
    [['--', 'n5'], undefined, 'no action directive specified'],
    [['-d2', './d'], undefined, 'notification fd must be 3 or more'],
    [['-x', './d'], 0, 'usage'],
    [['-b'], undefined, 'usage'],
  ])('%j is refused at word %j', (words, at, message) => {
    const { refusal } = s6(...words)

    expect(refusal?.at).toBe(at)
    expect(refusal?.message).toContain(message)
    expect(refusal?.code).toBe(100)
  })

  test('what stands before a word that is refused is explained', () => {
    expect(said(s6('--', '-', '+a', 'nx', './d'), 2)).toBe('selects lines with "a" in them')
  })

  test('a script that needs dashes, and words of old', () => {
    expect(warned(s6('-auth', './d'))).toContain('needs -- before it')
    expect(warned(s6('--', 'e'))).toContain('write 2')
    expect(warned(s6('./d', '+x'))).toContain('ignoring extraneous non-action directives')
  })
})

describe('svlogd', () => {
  const config = (...lines: string[]): string =>
    configEntries(lines.map((line) => `${line}\n`).join(''), 1000)
      .flatMap(({ means, warnings }) => [means, ...warnings])
      .join('\n')

  test('every line and option means something', () => {
    for (const letter of Object.keys(configDirectives))
      expect(config(`${letter}1`)).not.toMatch(/ignores it/)
    for (const letter of Object.keys(svlogdOptions))
      expect(explainSvlogd([`-${letter}9`, '-b2000', './d'], here()).entries[0]?.means).not.toBe('')
  })

  test.each([
    [['s1m'], 'files have 1048576 bytes (1 MiB) at most, and end with a line from 1047576 on'],
    [['s1K'], 'units are k and m, in lower case: K is ignored, and this is 1'],
    [['s1kb'], 'b is ignored'],
    [['s 1000'], 'counts as 0. No blank may stand before it'],
    [['s0'], 'no size ends a file'],
    [['s1500'], 'less than two lines of 1000 bytes'],
    [['t1d'], 'd is ignored, and this is 1'],
    [['t2h'], 'rotates what is not empty every 7200 seconds'],
    [['n0'], 'deletes no old file'],
    [['N3'], 'as long as there are more than 3'],
    [['!'], 'there is no command'],
    [['p'], 'there is no text'],
    [['s1m', 's2m'], 's2m takes its place further down'],
    [['ubad'], 'no address and port'],
    [['U10.0.0.1:99'], 'sends the selected lines by UDP to 10.0.0.1 port 99, and logs none'],
    [['+foo*'], 'no effect: every line is logged here anyway'],
    [['-*', '-foo'], 'no effect: no line is logged here anyway'],
    [['Efoo'], 'no effect: no line is copied here anyway'],
    [['-*'], 'logs no line; a later line'],
    [['efoo '], 'the blank or return at its end counts'],
    [[' s1m'], 'no blank may stand before the letter'],
    [['x'], 'nothing: svlogd ignores it'],
    [['# x'], 'a comment'],
  ])('%j: %s', (lines, expected) => {
    expect(config(...lines)).toContain(expected)
  })

  test('a last line of one byte', () => {
    expect(configEntries('-*\n-', 1000).at(-1)?.warnings.join()).toContain('line feed')
  })

  test.each([
    [['-l', '1024', './d'], undefined],
    [['-r', 'ab', './d'], 0],
    [['-t', '-x', './d'], 1],
    [['-t'], undefined],
    [['-V', './d'], 0],
  ])('%j is refused at word %j', (words, at) => {
    expect(explainSvlogd(words, here()).refusal).toMatchObject({
      code: 111,
      ...(at !== undefined && { at }),
    })
    expect(explainSvlogd(words, here()).refusal?.at).toBe(at)
  })

  test('directories that are not there, or there twice, or look like options', () => {
    const explained = explainSvlogd(['-tt', '/no/d', '/no/d', '-v'], here())

    expect(said(explained, 0)).toContain('counts: there are 2 of them')
    expect(said(explained, 0)).toContain('universal time like 2026-11-20_12:05:13.97942')
    expect(said(explained, 1)).toContain('no such directory here')
    expect(said(explained, 2)).toContain('given twice')
    expect(said(explained, 3)).toContain('this is a directory')
  })
})

describe('tinylog', () => {
  const tinylog = (...words: string[]): Explanation => explainTinylog(words)

  test('every option means something', () => {
    for (const letter of Object.keys(tinylogOptions))
      expect(said(tinylog(`-${letter}${'kms'.includes(letter) ? '9' : ''}`, './d'), 0)).not.toBe('')
  })

  test.each([
    [['-k3', '-s', '100', './d'], 1, 'less than 2000 cannot be: 2000 it is'],
    [['-m', '60', './d'], 0, 'once the last one is 60 seconds old'],
    [['-tz', './d', 'x', '-t'], 1, 'cut to 1000 bytes, to ./d/current'],
    [['-tz', './d', 'x', '-t'], 2, 'nothing: tinylog has one directory'],
    [['-tz', './d', 'x', '-t'], 3, 'options come before the directory'],
    [['-k2', '--', './d'], 2, '2 archives kept: 300000 bytes (293 KiB) at most'],
  ])('%j, word %i: %s', (words, at, expected) => {
    expect(said(tinylog(...words), at)).toContain(expected)
  })

  test.each([
    [['-x', './d'], 0, 'invalid option -x'],
    [['-t', '-kx', './d'], 1, 'numeric argument required for option -k'],
    [['-t'], undefined, 'missing log directory argument'],
  ])('%j is refused at word %j', (words, at, message) => {
    expect(tinylog(...words).refusal).toEqual({
      message: `tinylog: usage error: ${message}`,
      code: 100,
      ...(at !== undefined && { at }),
    })
  })

  test('empty lines are dropped', () => {
    expect(lineText('', [], tinylog('./d'), { width: 80, coloured: false })).toContain('dropped')
  })
})

describe('where the command line is found', () => {
  const names = new Set(['multilog', 's6-log'])

  test.each([
    ['exec setuidgid x /usr/bin/multilog t ./main', 'multilog', ['t', './main'], '/s'],
    [
      'if [ -x /bin/multilog ]; then echo multilog; fi\nmultilog a\nexec multilog b',
      'multilog',
      ['b'],
      '/s',
    ],
    [
      'cd /var/log && exec logrun --full=prune:2 multilog ./x 2>&1',
      'multilog',
      ['./x'],
      '/var/log',
    ],
    ['#!/bin/execlineb -P\nfoo { s6-log t ./a }\nbar', 's6-log', ['t', './a'], '/s'],
  ])('%j', (script, logger, words, directory) => {
    expect(loggerIn(script, names, '/s')).toMatchObject({ logger, words, directory })
  })

  test('in a command that is a word of another', () => {
    const script = "exec envuidgid x sh -c '\n  cd /x; exec multilog t ./main\n'"

    expect(loggerIn(script, names, '/s')).toMatchObject({ words: ['t', './main'], directory: '/x' })
    expect(loggerIn("echo 'no multilog here'", names, '/s')).toBeUndefined()
  })

  test('nowhere', () => {
    expect(loggerIn('exec tinylog ./main', names, '/s')).toBeUndefined()
    expect(loggerAmong(['cat'], names)).toBeUndefined()
  })

  test('what the shell would work out is told of', () => {
    const found = loggerIn('multilog s$X -* ./main', names, '/s')

    expect(found?.remarks.map((remarks) => remarks.join())).toEqual([
      expect.stringContaining('what $X stands for is not known'),
      expect.stringContaining('not quoted'),
      '',
    ])
  })
})

test('options come before the logger', () => {
  const asked = parse(['-l', 'a', '--line=b', '-j', 'multilog', '-h', '--line', 'x'])

  expect(asked).toEqual({
    command: ['multilog', '-h', '--line', 'x'],
    lines: ['a', 'b'],
    json: true,
    paged: true,
    colour: 'auto',
  })
  expect(ownWords(['-l', '--help', 'multilog', '--help'])).toEqual(['-l', '--help'])
  expect(ownWords(['--color', 'never', '-j', 'svlogd', '-h'])).toEqual(['--color', 'never', '-j'])
  expect(ownWords(['--help'])).toEqual(['--help'])
  for (const words of [[], ['-x', 'multilog'], ['-l'], ['--color=blue', 'svlogd']])
    expect(() => parse(words)).toThrow(Misuse)
})

test.each([
  [1, '1 byte'],
  [10239, '10239 bytes'],
  [16777216, '16777216 bytes (16 MiB)'],
  [Number.POSITIVE_INFINITY, 'Infinity bytes'],
])('%d bytes', (count, text) => {
  expect(bytesText(count)).toBe(text)
})

test('text is wrapped to the width, what is quoted is not broken, and nothing commands a terminal', () => {
  const style = { width: 40, coloured: false }
  const text = 'one two three four "five six seven" eight\x1b[31m'

  expect(row('+\x1b', [{ text }, { text: 'w', mark: 'warning: ' }], 8, style)).toBe(
    `+\\x1b   one two three four
        "five six seven" eight\\x1b[31m
        warning: w
`,
  )
})
