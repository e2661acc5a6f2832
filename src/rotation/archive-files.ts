// The archives of one directory as the rotation machine needs them: which there are, a name
// for the next one, and which must go.

import type { ByteString } from '../bytes.js'
import { codeOf } from '../fault/fault.js'
import type { DirectoryPlan } from '../plan.js'
import type { Directory, FileStatus } from '../system/filesystem.js'
import type { Clock } from '../time/clock.js'
import { archiveName, archivesAmong, excess, pruned } from './archives.js'
import { type Step, severityOf } from './steps.js'

/** With a label, as `archivesAmong` has seen. */
const OWN_NAME = /^.{25}\.[su]$/s

/** The archives a plan counts among a directory's entries, oldest first. */
export const archivesOf = (
  entries: Parameters<typeof archivesAmong>[0],
  { archives, names }: DirectoryPlan,
): ByteString[] => {
  const found = archivesAmong(entries, names)
  return archives === 'own' ? found.filter((name) => OWN_NAME.test(name)) : found
}

/** Whether the file with this status has one of `names` too. */
export const isNamedAmong = (
  names: readonly ByteString[],
  { links, inode }: FileStatus,
  directory: Directory,
): boolean => links > 1 && names.some((name) => directory.stat(name)?.inode === inode)

/**
 * For so many milliseconds a look into the directory will do. Nobody but us makes archives here,
 * and who deletes one finds the next rotations to keep one less at the worst.
 */
const FRESH = 5

/** Archives as of the last look into the directory, and kept up since; oldest first. */
export class ArchiveFiles {
  readonly #plan: DirectoryPlan
  readonly #clock: Clock
  #names: ByteString[] = []
  /** Until when they are fresh, in monotonic milliseconds. */
  #fresh = Number.NEGATIVE_INFINITY

  constructor(plan: DirectoryPlan, clock: Clock) {
    this.#plan = plan
    this.#clock = clock
  }

  look(directory: Directory): void {
    this.#names = archivesOf(directory.list(), this.#plan)
    this.#fresh = this.#clock.monotonic() + FRESH
  }

  /** The same, unless it did so a moment ago. */
  glance(directory: Directory): void {
    if (this.#clock.monotonic() >= this.#fresh) this.look(directory)
  }

  /** Gives `file` an archive's name in place of its own; false where that is refused. */
  take(file: ByteString, code: ByteString, directory: Directory): boolean {
    const name = this.next(code)
    try {
      directory.renameNew(file, name)
    } catch (error) {
      codeOf(error)
      return false
    }
    this.#names.push(name)
    return true
  }

  /** Whether the file with this status is one of them, by a second name. */
  has(status: FileStatus, directory: Directory): boolean {
    return isNamedAmong(this.#names, status, directory)
  }

  /** A name for a file that is finished now. */
  next(code: ByteString): ByteString {
    return archiveName(this.#names, this.#clock.wall(), code, this.#plan)
  }

  /** Gives `file` this name too. */
  link(file: ByteString, name: ByteString, directory: Directory): void {
    try {
      directory.link(file, name)
    } catch (error) {
      // What link(2) says of a directory is that it is not permitted.
      const refused = this.#plan.recovery === 'fatal' && codeOf(error) === 'EPERM'
      if (!refused || directory.stat(file)?.kind !== 'directory') throw error
      throw Object.assign(new Error('a directory'), { code: 'EISDIR' })
    }
    this.#names.push(name)
  }

  forget(file: ByteString): void {
    this.#names = this.#names.filter((name) => name !== file)
  }

  /** The steps that bring them down to what the plan keeps. */
  removals(directory: Directory): Step[] {
    const { files, total, deleting } = this.#plan
    const tooMany = pruned(this.#names, files)
    const names = total === undefined ? tooMany : this.#within(total, tooMany, directory)
    const severity = severityOf(deleting)
    return names.map((file) => ({ do: 'remove', file, severity }))
  }

  #within(total: number, tooMany: readonly ByteString[], directory: Directory): ByteString[] {
    const left = this.#names.slice(tooMany.length)
    const sizes = left.map((name) => directory.stat(name)?.size ?? 0)
    return [...tooMany, ...left.slice(0, excess(sizes, total))]
  }
}
