// Copies of a log's files, each whole before anybody relies on it: written under a name that
// nobody reads, like its original in mode, owner and time, on disk, and read back.

import type { ByteString } from '../bytes.js'
import { codeOf, type Fault, ignoring, unlessGone } from '../fault/fault.js'
import type { ContentWorld } from '../reading/content.js'
import type { PlacedFile } from '../reading/log.js'
import type { Directory, FileSystem } from '../system/filesystem.js'
import type { LocalTime } from '../time/zone.js'
import { STAGED } from './commit.js'
import { type Drain, type Recipe, rewrite, sumOf, Tally } from './content.js'
import { GzipDrain, PlainDrain } from './drains.js'
import type { Format } from './names.js'

/** What copying needs of its surroundings. */
export type CopyWorld = ContentWorld & {
  readonly filesystem: FileSystem
  readonly localTime: LocalTime
  /** Gives an open file the mode, the times and, if it may, the owner of the one at `path`. */
  readonly makeLike: (descriptor: number, path: ByteString) => void
}

/** A file, by which recipe it is copied, how it is laid out, and its copy; what that is called. */
export type Copy = Recipe & {
  readonly file: PlacedFile
  readonly was: Format
  readonly name: ByteString
  readonly format: Format
}

/** What became of a copy: `gone` where its original was deleted meanwhile. */
export type Outcome = 'made' | 'gone' | 'failed'

/** Makes copies in one directory. */
export class Copyist {
  readonly #directory: Directory
  readonly #level: number
  readonly #world: CopyWorld

  /** `level`: of compression, 1 to 9. */
  constructor(directory: Directory, level: number, world: CopyWorld) {
    this.#directory = directory
    this.#level = level
    this.#world = world
  }

  /** Makes a copy under its staged name. What keeps it from being one is reported. */
  async make(copy: Copy): Promise<Outcome> {
    const outcome = await this.#attempt(copy)
    if (outcome !== 'made') ignoring(() => this.#directory.remove(STAGED + copy.name))
    return outcome
  }

  /** Whether the file that is called like the copy holds what the copy would. */
  async isThere(copy: Copy): Promise<boolean> {
    const { name } = copy
    if (this.#directory.stat(name)?.kind !== 'file') return false
    const tally = new Tally()
    if (!(await this.#rewrite(copy, tally))) return false
    return (await sumOf(`${this.#directory.path}/${name}`, this.#world)) === tally.sum
  }

  async #attempt(copy: Copy): Promise<Outcome> {
    const { file, name } = copy
    const staged = STAGED + name
    try {
      unlessGone(() => this.#directory.remove(staged))
      const sum = await this.#write(copy, staged)
      if (!this.#world.files.stateOf(file.path)) return 'gone'
      if (sum === undefined) return 'failed'
      const found = await sumOf(`${this.#directory.path}/${staged}`, this.#world)
      if (found === sum) return 'made'
      this.#world.report({ operation: 'read-back', file: file.path })
    } catch (error) {
      this.#world.report({ operation: 'copy', file: file.path, code: codeOf(error) })
    }
    return 'failed'
  }

  /** Writes the copy, to the disk; gives the sum of what it must hold. */
  async #write(copy: Copy, staged: ByteString): Promise<string | undefined> {
    const { file, format } = copy
    const { filesystem, makeLike } = this.#world
    const descriptor = this.#directory.open(staged, 'replace', 0o600)
    const drain =
      format === 'gzip'
        ? new GzipDrain(descriptor, this.#level, filesystem)
        : new PlainDrain(descriptor, filesystem)
    try {
      const tally = new Tally()
      const whole = await this.#rewrite(copy, {
        take: (bytes, start, end) => {
          tally.take(bytes, start, end)
          drain.take(bytes, start, end)
        },
        ready: () => drain.ready(),
      })
      await drain.finish()
      if (!whole || !this.#world.files.stateOf(file.path)) return undefined
      makeLike(descriptor, file.path)
      filesystem.sync(descriptor)
      return tally.sum
    } finally {
      drain.abandon()
      filesystem.close(descriptor)
    }
  }

  /** Whether all of the file could be read. */
  async #rewrite(copy: Copy, drain: Drain): Promise<boolean> {
    const { localTime, report } = this.#world
    let whole = true
    const noting = (fault: Fault): void => {
      whole = false
      report(fault)
    }
    await rewrite(copy.file, copy, drain, localTime, {
      ...this.#world,
      report: noting,
    })
    return whole
  }
}
