// How s6-tai64n and s6-tai64nlocal begin, wait and end, beside the originals: arguments,
// descriptors that fail, and what is said of them. spec/s6-log.md §12, spec/tai64.md §5.

import { describe, expect, test } from 'vitest'
import type { ByteString } from '../../src/bytes.js'
import { until } from '../helpers/waiting.js'
import { type FilterRun, ours, type Seen, shows, theirs } from './filter-run.js'

type FilterUnderTest = {
  readonly tool: string
  /** A line, and what becomes of it. */
  readonly line: ByteString
  readonly shown: ByteString
}

type Case = readonly [title: string, run: FilterRun, expected: Seen]

type Side = { readonly run: FilterRun; readonly seen: Seen }

type Difference = readonly [title: string, ours: Side, theirs: Side]

const filters: readonly FilterUnderTest[] = [
  { tool: 's6-tai64n', line: 'x\n', shown: '@LABEL x\n' },
  {
    tool: 's6-tai64nlocal',
    line: '@4000000037c219bf2ef02e94 x\n',
    shown: '1999-08-24 04:03:43.787492500 x\n',
  },
]

/** Hides the labels of s6-tai64n. */
const fold = (seen: Seen): Seen => ({
  ...seen,
  stdout: seen.stdout.replaceAll(/^@[0-9a-f]{24} /gm, '@LABEL '),
})

// A FIFO whose reader is gone.
const CLOSED_PIPE = 'mkfifo pipe; exec 3<>pipe; exec >pipe 3<&-'

const fails = (tool: string, what: string, stdout = ''): Seen => ({
  stdout,
  stderr: `${tool}: fatal: unable to ${what}\n`,
  exit: '111',
})

const ends = ({ tool, line, shown }: FilterUnderTest): readonly Case[] => [
  ['empty input gives no output', { input: '' }, shows('')],
  ['words are ignored', { input: line, script: ['foo', '', '-x', '-g'] }, shows(shown)],
  ['a dash is a word', { input: line, script: ['-', '-x'] }, shows(shown)],
  ['two dashes end options', { input: line, script: ['--', '-x'] }, shows(shown)],
  ['input may be a file', { inputFile: line.repeat(1000) }, shows(shown.repeat(1000))],
  [
    'a directory cannot be read',
    { shell: 'exec </' },
    fails(tool, 'read from stdin: Is a directory'),
  ],
  [
    'nor can a descriptor open for writing',
    { shell: 'exec 0>file' },
    fails(tool, 'read from stdin: Bad file descriptor'),
  ],
  ['a closed pipe ends it by signal', { shell: CLOSED_PIPE, input: line }, shows('', 'SIGPIPE')],
]

const fullDevice = { shell: 'exec >/dev/full' }

const differences = ({ tool, line, shown }: FilterUnderTest): readonly Difference[] => [
  [
    'a failed write is said to be one, where the original says it could not read',
    {
      run: { ...fullDevice, input: line },
      seen: fails(tool, 'write to stdout: No space left on device'),
    },
    {
      run: { ...fullDevice, input: line },
      seen: fails(tool, 'read from stdin: No space left on device'),
    },
  ],
  [
    'so is one on a descriptor open for reading',
    {
      run: { shell: 'exec 1</dev/null', input: line },
      seen: fails(tool, 'write to stdout: Bad file descriptor'),
    },
    {
      run: { shell: 'exec 1</dev/null', input: line },
      seen: fails(tool, 'read from stdin: Bad file descriptor'),
    },
  ],
  [
    'input that is non-blocking is waited for, where the original exits 111',
    {
      run: { nonBlocking: true, steps: (filter) => filter.feed(line, line) },
      seen: shows(shown.repeat(2)),
    },
    {
      run: { nonBlocking: true, steps: (filter) => until('an end', () => filter.ended) },
      seen: fails(tool, 'read from stdin: Resource temporarily unavailable'),
    },
  ],
  [
    'a closed standard input is empty input, where the original exits 111',
    { run: { shell: 'exec <&-' }, seen: shows('') },
    {
      run: { shell: 'exec <&-' },
      seen: fails(tool, 'read from stdin: Bad file descriptor'),
    },
  ],
  [
    'a closed standard output takes everything, where the original exits 111',
    { run: { shell: 'exec >&-', input: line }, seen: shows('') },
    {
      run: { shell: 'exec >&-', input: line },
      seen: fails(tool, 'read from stdin: Bad file descriptor'),
    },
  ],
]

describe.each(filters)('$tool', (filter) => {
  const { tool } = filter

  describe.concurrent('begins, waits and ends as the original does', () => {
    test.for(ends(filter))('%s', async ([, run, expected], context) => {
      expect(fold(await ours(tool, run))).toEqual(expected)
      expect(fold(await theirs(tool, run, context))).toEqual(expected)
    })
  })

  describe.concurrent('differs on purpose', () => {
    test.for(differences(filter))('%s', async ([, own, original], context) => {
      expect(fold(await ours(tool, own.run))).toEqual(own.seen)
      expect(fold(await theirs(tool, original.run, context))).toEqual(original.seen)
    })
  })

  test('answers --help and --version, which the original does not know', async (context) => {
    const input = filter.line

    const [help, version] = [
      await ours(tool, { script: ['--help'], input }),
      await ours(tool, { script: ['--version'], input }),
    ]

    expect(help.stdout).toMatch(new RegExp(`^# ${tool}\n`))
    expect(version).toEqual(shows(expect.stringMatching(/^logrun \d/)))
    expect((await theirs(tool, { script: ['--help'], input }, context)).stdout).not.toMatch('# ')
  })
})

const usage: Seen = {
  stdout: '',
  stderr: 's6-tai64nlocal: usage: s6-tai64nlocal [ -g ]\n',
  exit: '100',
}

describe.concurrent('options', () => {
  test.for([['-x'], ['-gx'], ['-xg'], ['-g-'], ['-g', '-x'], ['-g', '--help'], ['-G']] as const)(
    '%j of s6-tai64nlocal are misuse',
    async (script, context) => {
      expect(await ours('s6-tai64nlocal', { script })).toEqual(usage)
      expect(await theirs('s6-tai64nlocal', { script }, context)).toEqual(usage)
    },
  )

  test.for([
    [[], '21:03:43'],
    [['-g'], '04:03:43'],
    [['-gg'], '04:03:43'],
    [['-g', '-g'], '04:03:43'],
    [['-g', 'foo', '-x'], '04:03:43'],
    [['foo', '-g'], '21:03:43'],
    [['--', '-g'], '21:03:43'],
    [['-g', '--', '-x'], '04:03:43'],
  ] as const)('%j of s6-tai64nlocal show %s', async ([script, time], context) => {
    const run = {
      script,
      shell: 'export TZ=US/Pacific',
      input: '@4000000037c219bf2ef02e94\n',
    }
    const shown = shows(expect.stringContaining(` ${time}.787492500\n`))

    expect(await ours('s6-tai64nlocal', run)).toEqual(shown)
    expect(await theirs('s6-tai64nlocal', run, context)).toEqual(shown)
  })

  test('of s6-tai64n are ignored', async (context) => {
    const run = { script: ['-x', '-g'], input: 'x\n' }

    expect(fold(await ours('s6-tai64n', run))).toEqual(shows('@LABEL x\n'))
    expect(fold(await theirs('s6-tai64n', run, context))).toEqual(shows('@LABEL x\n'))
  })
})
