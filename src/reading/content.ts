// The bytes of one file of a log, as they were logged: a file's own, or what a compressed
// one inflates to. What a file is, its first bytes say: multilog's processors write
// compressed archives by the name `@LABEL.s`.

import type { ByteString } from '../bytes.js'
import { codeOf, type Fault } from '../fault/fault.js'
import type { Instant } from '../time/clock.js'
import type { Files } from './files.js'
import { GzipContent } from './gzip-content.js'
import type { PlacedFile } from './log.js'

/** A file's bytes, from some place on. */
export type Content = {
  /** The end of the log is missing: what came last may be no whole line. */
  readonly short: boolean
  /** When the file was changed last. */
  readonly modified: Instant
  /** Puts bytes at bytes[start..end); how many came, 0 at the end. At once where it can be. */
  read(bytes: Buffer, start: number, end: number): number | Promise<number>
  close(): void
}

/** An open file, whose descriptor is its content's to close. */
export type Opened = {
  readonly path: ByteString
  readonly descriptor: number
  readonly modified: Instant
}

/** Who is told how far reading has come, in bytes of files as they are on disk. */
export type Progressing = {
  /** So many more have been read. */
  passed(bytes: number): void
  /** So many will not be. */
  skipped(bytes: number): void
}

/** What reading contents needs of its surroundings. */
export type ContentWorld = {
  readonly files: Files
  /** Told of what is wrong with a file, which has been read as far as it goes. */
  readonly report: (fault: Fault) => void
  /** Where others must have their turn: asked for one before a file is read on. */
  readonly turn?: () => Promise<void>
  readonly progress?: Progressing
}

const FOREIGN: readonly (readonly [string, ByteString])[] = [
  ['compress', '\x1f\x9d'],
  ['bzip2', 'BZh'],
  ['xz', '\xfd7zXZ\0'],
  ['zstd', '\x28\xb5\x2f\xfd'],
  ['lz4', '\x04\x22\x4d\x18'],
]
const GZIP = '\x1f\x8b\x08'
const LONGEST_MAGIC = 6

/**
 * Opens a file of a log, to be read from `offset` on, which counts in plain files alone.
 * Undefined where it cannot be read at all, which is reported; not so where it is gone: an
 * archive may be deleted at any time.
 */
export const openContent = (
  file: PlacedFile,
  world: ContentWorld,
  offset = 0,
): Content | undefined => {
  const { files, report } = world
  try {
    const descriptor = file.descriptor ?? files.open(file.path)
    const modified = momentOf(files.state(descriptor).modified)
    const opened = { path: file.path, descriptor, modified }
    const format = formatOf(descriptor, files)
    if (format === 'plain') return new PlainContent(opened, offset, world)
    if (format === 'gzip') return new GzipContent(opened, world)
    files.close(descriptor)
    report({ operation: 'foreign-format', file: file.path, to: format })
  } catch (error) {
    const code = codeOf(error)
    if (code !== 'ENOENT') report({ operation: 'read-log', file: file.path, code })
  }
  return undefined
}

/** A time of the system's, as far as a number can tell it. */
const momentOf = (modified: number): Instant => {
  const seconds = Math.floor(modified)
  return { seconds, nanoseconds: Math.floor((modified - seconds) * 1e9) }
}

/** What a file's first bytes say: `plain`, `gzip`, or the name of another format. */
export const formatOf = (descriptor: number, files: Files): string => {
  const head = Buffer.alloc(LONGEST_MAGIC)
  const count = files.read(descriptor, head, 0, head.length, 0)
  const magic = head.toString('latin1', 0, count)
  if (magic.startsWith(GZIP)) return 'gzip'
  return FOREIGN.find(([, mark]) => magic.startsWith(mark))?.[0] ?? 'plain'
}

class PlainContent implements Content {
  readonly short = false
  readonly modified: Instant
  readonly #path: ByteString
  readonly #descriptor: number
  readonly #world: ContentWorld
  #position: number

  constructor({ path, descriptor, modified }: Opened, position: number, world: ContentWorld) {
    this.#path = path
    this.#descriptor = descriptor
    this.#position = position
    this.#world = world
    this.modified = modified
  }

  read(bytes: Buffer, start: number, end: number): number | Promise<number> {
    const { turn } = this.#world
    return turn ? turn().then(() => this.#read(bytes, start, end)) : this.#read(bytes, start, end)
  }

  #read(bytes: Buffer, start: number, end: number): number {
    const { files, report } = this.#world
    try {
      const count = files.read(this.#descriptor, bytes, start, end, this.#position)
      this.#position += count
      this.#world.progress?.passed(count)
      return count
    } catch (error) {
      report({ operation: 'read-log', file: this.#path, code: codeOf(error) })
      return 0
    }
  }

  close(): void {
    this.#world.files.close(this.#descriptor)
  }
}
