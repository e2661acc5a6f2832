// One archive's way from plain to compressed.
//
//   ARCHIVE -> `zipped` -> read back and compared -> mode 0644 -> on disk -> ARCHIVE.Z
//   -> names on disk -> ARCHIVE goes
//
// A stop anywhere leaves the plain archive, or `.Z` whole and on disk, or both: then the
// next start finds that one holds the other, and lets the plain one go; a `.Z` that does
// not is made again. `zipped` is worth nothing after a stop. It is removed, not truncated:
// a program that outlived its logger may be writing to it still.
//
// What a program makes cannot be read back here: which format it is, is its own affair. Its
// exit code is all there is to go by.

import type { ByteString } from '../bytes.js'
import { codeOf, type Fault, ignoring, type Operation, unlessGone } from '../fault/fault.js'
import type { DirectoryPlan } from '../plan.js'
import type { Directory } from '../system/filesystem.js'
import { type CompressorEnd, runCompressor } from './compressor.js'
import type { DirectoryWorld } from './directory-world.js'
import type { GzipWorld } from './gzip.js'

/** What is being made. `spec/tinylog.md §3`. */
export const ZIPPED = 'zipped'
/** ... until it is `ARCHIVE.Z`. */
export const COMPRESSED = '.Z'
const MODE = 0o644

/** Loaded at first use: zlib would cost every logger a millisecond of its start. */
const gzip = (): Promise<typeof import('./gzip.js')> => import('./gzip.js')

/** The compression of one archive; `perform` is called once. */
export class CompressionRun {
  readonly archive: ByteString
  readonly #target: ByteString
  readonly #directory: Directory
  readonly #plan: DirectoryPlan
  readonly #world: DirectoryWorld
  readonly #stop = new AbortController()
  /** What is being done, for its fault. */
  #doing: Omit<Fault, 'code'> = { operation: 'compress' }

  constructor(
    archive: ByteString,
    directory: Directory,
    plan: DirectoryPlan,
    world: DirectoryWorld,
  ) {
    this.archive = archive
    this.#target = archive + COMPRESSED
    this.#directory = directory
    this.#plan = plan
    this.#world = world
  }

  /**
   * Compresses the archive and leaves no `zipped` behind. Gives what is to be said: nothing
   * where that went well, or where nobody wants it any more.
   */
  async perform(): Promise<readonly Fault[]> {
    const faults = await this.#attempt()
    ignoring(() => this.#directory.remove(ZIPPED))
    return this.#unwanted ? [] : faults
  }

  /** Lets go at the next chunk, or has the program end; the archive stays as it is. */
  abandon(): void {
    this.#stop.abort()
  }

  async #attempt(): Promise<readonly Fault[]> {
    try {
      this.#does('compress', this.archive)
      const there = this.#directory.stat(this.#target)?.kind === 'file'
      const made = there && (await this.#holds(this.#target))
      const faults = made || this.#unwanted ? [] : await this.#make()
      if (faults.length === 0 && !this.#unwanted) this.#publish(made ? this.#target : ZIPPED)
      return faults
    } catch (error) {
      const fault = { ...this.#doing, code: codeOf(error) }
      const compressed = fault.operation === 'compress' || fault.operation === 'remove'
      return compressed ? [fault] : [fault, this.#uncompressed]
    }
  }

  async #make(): Promise<readonly Fault[]> {
    unlessGone(() => this.#directory.remove(ZIPPED))
    const { program } = this.#plan.compression ?? {}
    if (program !== undefined) return this.#run(program)
    const { zip } = await gzip()
    await this.#open(this.archive, 'read', (plain) =>
      this.#open(ZIPPED, 'replace', (zipped) => zip(plain, zipped, this.#surroundings)),
    )
    return (await this.#holds(ZIPPED)) ? [] : [this.#uncompressed]
  }

  /** `spec/tinylog.md §7.1, §7.4`. */
  async #run(program: ByteString): Promise<readonly Fault[]> {
    const { runCompressor: run = runCompressor } = this.#world
    const { path: directory } = this.#directory
    const end = await this.#open(this.archive, 'read', (input) =>
      this.#open(ZIPPED, 'replace', (output) => {
        const { ended, stop } = run({ program, directory, input, output })
        this.#stop.signal.addEventListener('abort', stop)
        return ended
      }),
    )
    if (end.end === 'exit' && end.status === 0) return []
    return [this.#faultOf(end, program), this.#uncompressed]
  }

  #faultOf(end: CompressorEnd, program: ByteString): Fault {
    const where = { directory: this.#plan.path, file: this.archive }
    if (end.end === 'not-run') return { operation: 'run', file: program, code: end.code }
    if (end.end === 'signal')
      return { operation: 'compressor-killed', ...where, signal: end.signal }
    return { operation: 'compressor-exited', ...where, status: end.status }
  }

  /** Whether `file` inflates to the archive. */
  async #holds(file: ByteString): Promise<boolean> {
    const { holds } = await gzip()
    return this.#open(this.archive, 'read', (plain) =>
      this.#open(file, 'read', (zipped) => holds(zipped, plain, this.#surroundings)),
    )
  }

  /** `made` is whole; the archive goes when that is safe on disk under its own name. */
  #publish(made: ByteString): void {
    const { filesystem } = this.#world
    const directory = this.#directory
    const descriptor = directory.open(made, 'append', MODE)
    try {
      this.#does('set-mode', made)
      filesystem.setMode(descriptor, MODE)
      this.#does('sync', made)
      filesystem.sync(descriptor)
    } finally {
      filesystem.close(descriptor)
    }
    this.#does('rename', ZIPPED, this.#target)
    if (made === ZIPPED) directory.rename(ZIPPED, this.#target)
    this.#does('sync', this.#target)
    directory.sync()
    this.#does('remove', this.archive)
    unlessGone(() => directory.remove(this.archive))
  }

  async #open<T>(
    file: ByteString,
    how: 'read' | 'replace',
    use: (descriptor: number) => T | Promise<T>,
  ): Promise<T> {
    const descriptor = this.#directory.open(file, how, 0o600)
    try {
      return await use(descriptor)
    } finally {
      this.#world.filesystem.close(descriptor)
    }
  }

  /** Somebody asked for the end, or has pruned the archive. */
  get #unwanted(): boolean {
    if (this.#stop.signal.aborted) return true
    try {
      return this.#directory.stat(this.archive) === undefined
    } catch (error) {
      codeOf(error)
      return false
    }
  }

  get #surroundings(): GzipWorld {
    return { filesystem: this.#world.filesystem, signal: this.#stop.signal }
  }

  get #uncompressed(): Fault {
    return { operation: 'compress', directory: this.#plan.path, file: this.archive }
  }

  #does(operation: Operation, file: ByteString, to?: ByteString): void {
    this.#doing = { operation, directory: this.#plan.path, file, ...(to && { to }) }
  }
}
