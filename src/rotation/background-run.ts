// The files of one background run: what it is given, and what is made of what it leaves.

import type { ByteString } from '../bytes.js'
import { codeOf, type Operation, unlessGone } from '../fault/fault.js'
import type { Directory, FileSystem } from '../system/filesystem.js'
import { oldFiles } from './direct.js'
import type { ProcessorJob } from './processor.js'
import { markOf } from './recover.js'
import { COMPLETE, UNFINISHED } from './steps.js'

/** Something done to the files of a run that succeeded, and what to say if it cannot be. */
export type Finishing = {
  readonly operation: Operation
  readonly file: ByteString
  readonly act: () => void
}

/** A file of a run could not be opened. */
export class Unopened extends Error {
  readonly file: ByteString
  readonly code: string

  constructor(file: ByteString, code: string) {
    super(file)
    this.file = file
    this.code = code
  }
}

/** The oldest complete archive in `directory` that waits for a processor. */
export const waiting = (directory: Directory): ByteString | undefined =>
  oldFiles(directory.list()).find((name) => {
    if (!name.endsWith(`.${UNFINISHED}`)) return false
    const status = directory.stat(name)
    return status?.kind === 'file' && markOf(status) === 'complete'
  })

/**
 * The job of processing the archive `label`. Every descriptor goes to `opened` too, to be
 * closed in any case. Throws `Unopened`. `spec/svlogd.md §8.5`.
 */
export const openJob = (
  command: ByteString,
  label: ByteString,
  directory: Directory,
  opened: number[],
): ProcessorJob => {
  const next = (file: ByteString, open: () => number): number => {
    try {
      const descriptor = open()
      opened.push(descriptor)
      return descriptor
    } catch (error) {
      throw new Unopened(file, codeOf(error))
    }
  }
  return {
    command,
    directory: directory.path,
    input: next('input', () => directory.open(`${label}.${UNFINISHED}`, 'read', 0)),
    output: next('output', () => directory.open(`${label}.t`, 'replace', 0o644)),
    state: next('state', () => directory.open('state', 'read-create', 0o644)),
    newState: next('newstate', () => directory.open('newstate', 'replace', 0o644)),
  }
}

/**
 * What makes an archive with the suffix `code` of a run's output. Each can be done again
 * where the one behind it failed. The input goes when the output is safe on disk.
 */
export const finishings = (
  label: ByteString,
  code: ByteString,
  directory: Directory,
  filesystem: FileSystem,
): Finishing[] => {
  const output = `${label}.t`
  const archive = `${label}.${code}`
  const input = `${label}.${UNFINISHED}`
  const seal = (): void => {
    const descriptor = directory.open(output, 'append', 0o644)
    try {
      filesystem.sync(descriptor)
      filesystem.setMode(descriptor, COMPLETE)
    } finally {
      filesystem.close(descriptor)
    }
  }
  return [
    { operation: 'set-mode', file: output, act: seal },
    { operation: 'rename', file: output, act: () => directory.rename(output, archive) },
    { operation: 'sync', file: archive, act: () => directory.sync() },
    { operation: 'remove', file: input, act: () => unlessGone(() => directory.remove(input)) },
    { operation: 'rename', file: 'state', act: () => directory.rename('newstate', 'state') },
  ]
}
