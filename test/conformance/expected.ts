// What a scenario says must be seen, checked against a transcript.

import { expect } from 'vitest'
import type { ByteString } from '../../src/bytes.js'
import { logged, type Snapshot } from '../helpers/snapshot.js'
import type { Transcript } from '../helpers/transcript.js'

/** For a text that only the comparison with the original can tell. */
export const ANY = Symbol('any')

export type Expected = {
  /** Exit of each run; without it all exit 0. */
  readonly exit?: string
  readonly stdout?: ByteString | typeof ANY
  /** Whole standard error; without it nothing was said. `ANY`: not known beforehand. */
  readonly stderr?: ByteString | typeof ANY
  readonly left?: ByteString | typeof ANY
  /** Mode and content by name, as in `0744 one\n`; undefined: no such file. Others may exist. */
  readonly files?: Readonly<Record<ByteString, ByteString | undefined>>
  /** All that is in `main` after the runs, in name order; locks, `state` and `config` left out. */
  readonly names?: readonly ByteString[]
  /** Bytes in each archive of `main`, oldest first, then in its `current`. */
  readonly sizes?: readonly number[]
  /** S of `main`: every archive was closed where the documented rule allows it. */
  readonly limit?: number
  /** Archives and `current` of `main` put together. */
  readonly text?: ByteString
  /** Anything else that must hold. */
  readonly also?: (transcript: Transcript) => void
}

/**
 * What came into the pipe while the program was stopped, and TERM after it: `late` is logged
 * behind `before`, or left. Which thread of a stopped process gets a signal, and when that
 * one runs, is not known; input may be read first.
 */
export const loggedOrLeft = (
  file: ByteString,
  before: ByteString,
  late: ByteString,
  stamp = '',
): Pick<Expected, 'left' | 'also'> => ({
  left: ANY,
  also: ({ files, left }) => {
    const seen = { [file]: files[file], left }
    expect([
      { [file]: before, left: late },
      { [file]: `${before}${stamp}${late}`, left: '' },
    ]).toContainEqual(seen)
  },
})

const USUAL = new Set(['lock', 'tinylog.pid', 'state', 'config'])

const namesIn = (files: Snapshot, directory: string): readonly string[] =>
  Object.keys(files)
    .filter((name) => name.startsWith(`${directory}/`))
    .map((name) => name.slice(directory.length + 1))
    .filter((name) => !USUAL.has(name))

// spec/multilog.md §6: an archive ends with a line end and has S - 2000 bytes at least,
// or has exactly S bytes and ends inside a line.
const misplaced = (files: Snapshot, limit: number): readonly ByteString[] =>
  logged(files, 'main')
    .slice(0, -1)
    .filter((text) =>
      text.endsWith('\n')
        ? text.length < limit - 2000 || text.length > limit
        : text.length !== limit,
    )

/**
 * What a killed logger leaves in the pipe is what it had not read; ours leaves what it had
 * not written too, and for a moment what it had: whichever of the runs it was.
 */
const killed = ({ exit }: Transcript): boolean => exit.includes('SIGKILL')

/** Throws where `transcript` is not as expected. */
export const verify = (expected: Expected, transcript: Transcript): void => {
  const { exit, stdout, stderr, left, files } = transcript
  const succeeded = exit.replaceAll(/\w+/g, '0')
  expect({ exit, stdout, stderr, left }).toEqual({
    exit: expected.exit ?? succeeded,
    stdout: expected.stdout === ANY ? stdout : (expected.stdout ?? ''),
    stderr: expected.stderr === ANY ? stderr : (expected.stderr ?? ''),
    left: expected.left === ANY || killed(transcript) ? left : (expected.left ?? ''),
  })
  const named = Object.keys(expected.files ?? {})
  expect(Object.fromEntries(named.map((name) => [name, files[name]]))).toEqual(expected.files ?? {})
  if (expected.names) expect(namesIn(files, 'main')).toEqual(expected.names)
  if (expected.sizes)
    expect(logged(files, 'main').map((text) => text.length)).toEqual(expected.sizes)
  if (expected.text !== undefined) expect(logged(files, 'main').join('')).toBe(expected.text)
  if (expected.limit) expect(misplaced(files, expected.limit)).toEqual([])
  expected.also?.(transcript)
}

/** What must be the same of the original and of ours. */
export const comparable = (transcript: Transcript): Transcript =>
  killed(transcript) ? { ...transcript, left: '' } : transcript

/** The transcript with archives and `current` of each log directory joined to one entry. */
export const joined = (transcript: Transcript): Transcript => {
  const files: Record<ByteString, ByteString> = {}
  const modes: Record<ByteString, Set<string>> = {}
  for (const [name, text] of Object.entries(transcript.files)) {
    const [, directory] = /^(.*)\/(?:@\d+\.s|current)$/.exec(name) ?? []
    if (directory === undefined) files[name] = text
    else {
      modes[directory] = (modes[directory] ?? new Set()).add(text.slice(0, '0744'.length))
      files[`${directory}/(joined)`] = logged(transcript.files, directory).join('')
    }
  }
  for (const [directory, all] of Object.entries(modes))
    files[`${directory}/(modes)`] = [...all].sort().join(' ')
  return { ...comparable(transcript), files }
}
