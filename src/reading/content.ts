// The bytes of one file of a log, as they were logged: a file's own, or what a compressed
// one inflates to. What a file is, its first bytes say: multilog's processors write
// compressed archives by the name `@LABEL.s`.

import type { ByteString } from '../bytes.js'
import { codeOf, type Fault } from '../fault/fault.js'
import type { Instant } from '../time/clock.js'
import type { Files } from './files.js'
import { GzipContent } from './gzip-content.js'
import { type PlacedFile, renamed } from './log.js'
import { changeOf } from './looks.js'

/** A file's bytes, from some place on. */
export type Content = {
  /** The end of the log is missing: what came last may be no whole line. */
  readonly short: boolean
  /** Where in the file it begins. */
  readonly offset: number
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
  /** Told of files that are not there any more, if that is to be told. */
  readonly gone?: (fault: Fault) => void
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
 * Opens a file of a log, to be read from `offset` on, as it was logged, to the file's `end`.
 * Undefined where it cannot be read at all, which is reported; not so where it is gone: an
 * archive may be deleted at any time. One that has another name by now is found by that, and
 * read from its beginning if it is not just compressed.
 */
export const openContent = (
  file: PlacedFile,
  world: ContentWorld,
  offset = 0,
): Content | undefined => {
  const { files, report } = world
  try {
    const descriptor = file.descriptor ?? files.open(file.path)
    const modified = changeOf(files.state(descriptor))
    const opened = { path: file.path, descriptor, modified }
    const format = formatOf(descriptor, files)
    if (format === 'plain') return limited(new PlainContent(opened, offset, world), file, offset)
    if (format === 'gzip') return limited(new GzipContent(opened, offset, world), file, offset)
    files.close(descriptor)
    report({ operation: 'foreign-format', file: file.path, to: format })
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT') return openRenamed(file, world, offset)
    report({ operation: 'read-log', file: file.path, code })
  }
  return undefined
}

const openRenamed = (
  file: PlacedFile,
  world: ContentWorld,
  offset: number,
): Content | undefined => {
  const now = renamed(file, world.files)
  if (now) return openContent(now, world, now.name.startsWith(file.name) ? offset : 0)
  world.gone?.({ operation: 'gone-log', file: file.path })
  return undefined
}

/** What a file's first bytes say: `plain`, `gzip`, or the name of another format. */
export const formatOf = (descriptor: number, files: Files): string => {
  const head = Buffer.alloc(LONGEST_MAGIC)
  const count = files.read(descriptor, head, 0, head.length, 0)
  const magic = head.toString('latin1', 0, count)
  if (magic.startsWith(GZIP)) return 'gzip'
  return FOREIGN.find(([, mark]) => magic.startsWith(mark))?.[0] ?? 'plain'
}

/** A content up to the end that a file is said to have. */
const limited = (content: Content, { end }: PlacedFile, offset: number): Content =>
  end === undefined ? content : new LimitedContent(content, Math.max(0, end - offset))

class LimitedContent implements Content {
  readonly #content: Content
  #left: number

  constructor(content: Content, left: number) {
    this.#content = content
    this.#left = left
  }

  get short(): boolean {
    return this.#content.short
  }

  get offset(): number {
    return this.#content.offset
  }

  get modified(): Instant {
    return this.#content.modified
  }

  read(bytes: Buffer, start: number, end: number): number | Promise<number> {
    const last = Math.min(end, start + this.#left)
    if (last === start) return 0
    const count = this.#content.read(bytes, start, last)
    return typeof count === 'number' ? this.#take(count) : count.then((came) => this.#take(came))
  }

  close(): void {
    this.#content.close()
  }

  #take(count: number): number {
    this.#left -= count
    return count
  }
}

class PlainContent implements Content {
  readonly short = false
  readonly offset: number
  readonly modified: Instant
  readonly #path: ByteString
  readonly #descriptor: number
  readonly #world: ContentWorld
  #position: number

  constructor({ path, descriptor, modified }: Opened, offset: number, world: ContentWorld) {
    this.#path = path
    this.#descriptor = descriptor
    this.#position = offset
    this.offset = offset
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
