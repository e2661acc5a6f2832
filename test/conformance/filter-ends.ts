// How tai64n and tai64nlocal begin, wait and end: the same for both. spec/tai64.md §3, §4.

import { describe, expect, test } from 'vitest'
import type { ByteString } from '../../src/bytes.js'
import { until } from '../helpers/waiting.js'
import { type FilterRun, ours, type Seen, shows, theirs } from './filter-run.js'

export type FilterUnderTest = {
  readonly tool: string
  /** A line, and what becomes of it. */
  readonly line: ByteString
  readonly shown: ByteString
  /** Hides in what was seen what differs from run to run. */
  readonly fold: (seen: Seen) => Seen
}

type End = readonly [title: string, run: FilterRun, expected: Seen]

type Side = { readonly run: FilterRun; readonly seen: Seen }

type Difference = readonly [title: string, ours: Side, theirs: Side]

// A FIFO whose reader is gone.
const CLOSED_PIPE = 'mkfifo pipe; exec 3<>pipe; exec >pipe 3<&-'

const ends = ({ line, shown }: FilterUnderTest): readonly End[] => [
  ['empty input gives no output', { input: '' }, shows('')],
  ['arguments are ignored', { input: line, script: ['-x', 'foo', ''] }, shows(shown)],
  ['input may be a file', { inputFile: line.repeat(1000) }, shows(shown.repeat(1000))],
  ['a directory cannot be read', { shell: 'exec </' }, shows('', '111')],
  ['nor can a descriptor open for writing', { shell: 'exec 0>file' }, shows('', '111')],
  ['a full device cannot be written', { shell: 'exec >/dev/full', input: line }, shows('', '111')],
  [
    'nor can a descriptor open for reading',
    { shell: 'exec 1</dev/null', input: line },
    shows('', '111'),
  ],
  ['a closed pipe ends it by signal', { shell: CLOSED_PIPE, input: line }, shows('', 'SIGPIPE')],
]

const differences = ({ line, shown }: FilterUnderTest): readonly Difference[] => [
  [
    'input that is non-blocking is waited for, where the original exits 111',
    {
      run: { nonBlocking: true, steps: (filter) => filter.feed(line, line) },
      seen: shows(shown.repeat(2)),
    },
    {
      run: { nonBlocking: true, steps: (filter) => until('an end', () => filter.ended) },
      seen: shows('', '111'),
    },
  ],
  [
    'a closed standard input is empty input, where the original exits 111',
    { run: { shell: 'exec <&-' }, seen: shows('') },
    { run: { shell: 'exec <&-' }, seen: shows('', '111') },
  ],
  [
    'a closed standard output takes everything, where the original exits 111',
    { run: { shell: 'exec >&-', input: line }, seen: shows('') },
    { run: { shell: 'exec >&-', input: line }, seen: shows('', '111') },
  ],
]

/** Declares the tests of one tool. */
export const filterEnds = (filter: FilterUnderTest): void => {
  const { tool, fold } = filter

  describe.concurrent(`${tool} begins, waits and ends as the original does`, () => {
    test.for(ends(filter))('%s', async ([, run, expected], context) => {
      expect(fold(await ours(tool, run))).toEqual(expected)
      expect(fold(await theirs(tool, run, context))).toEqual(expected)
    })
  })

  describe.concurrent(`${tool} differs on purpose`, () => {
    test.for(differences(filter))('%s', async ([, own, original], context) => {
      expect(fold(await ours(tool, own.run))).toEqual(own.seen)
      expect(fold(await theirs(tool, original.run, context))).toEqual(original.seen)
    })
  })
}
