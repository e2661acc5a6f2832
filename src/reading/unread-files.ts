// Which files of a log have not been read. Names alone do not tell:
//
//  - An archive that was read is known by its label (seen-archives.ts).
//  - A file read as `current` or `previous` gets an archive's name later, or an archive is made
//    of it by a processor or a compressor, later still. Until then it stays open and is
//    waited for: `unnamed`. What has its number is the file itself. Where nothing has, the
//    first archive not seen before was made of it, unless that tells otherwise (kinship.ts):
//    the one made of it may have been deleted by now.
//  - What is left after that was not read: archives in their order, a leftover, `current`.

import type { ByteString } from '../bytes.js'
import { ignoring } from '../fault/fault.js'
import type { Zone } from '../time/zone.js'
import type { FileState } from './files.js'
import type { KeptFiles } from './kept-files.js'
import { kinship } from './kinship.js'
import { isSingle, type Log, type PlacedFile } from './log.js'
import { isComplete, type LogFile, logFilesAmong } from './log-files.js'
import { stateNow } from './looks.js'
import { SeenArchives } from './seen-archives.js'

/** Files of which somebody has taken the names are given up when there are more. */
const UNNAMED = 4

/** A file read, or being read. */
export type Given = {
  readonly identity: string | undefined
  readonly descriptor: number | undefined
  /** What it had when it was looked at last. */
  size: number
  /** Its beginning has been written anew. */
  cut: boolean
  /** What it is called, if a writer that was killed has left it so. */
  left: ByteString | undefined
}

/** An entry of the directory, as a look has found it. */
export type Found = PlacedFile & { readonly state: FileState }

export class UnreadFiles {
  readonly #log: Log
  readonly #single: boolean
  readonly #zone: Zone
  readonly #files: KeptFiles
  readonly #seen = new SeenArchives()
  /** Not known by any archive's name, oldest first. */
  #unnamed: readonly Given[] = []

  constructor(log: Log, zone: Zone, files: KeptFiles) {
    this.#log = log
    this.#single = isSingle(log)
    this.#zone = zone
    this.#files = files
  }

  /** A file is read from now on, or need not be. */
  take(file: PlacedFile): Given {
    const { name, path, role, descriptor } = file
    const state = stateNow(file, this.#files)
    const left = isLeft(name, state) ? path : undefined
    const given = { identity: state?.identity, descriptor, size: 0, cut: false, left }
    if (role === 'archive' && !this.#single) this.#seen.add(name, state)
    else if (descriptor !== undefined) {
      this.#files.keep(descriptor)
      this.#unnamed = [...this.#unnamed, given]
      this.#restrict(this.#single ? 1 : UNNAMED)
    }
    return given
  }

  /** Closes what is open. */
  close(): void {
    this.#restrict(0)
  }

  #restrict(count: number): void {
    const surplus = Math.max(0, this.#unnamed.length - count)
    for (const given of this.#unnamed.slice(0, surplus)) this.#release(given)
    this.#unnamed = this.#unnamed.slice(surplus)
  }

  #release({ descriptor }: Given): void {
    if (descriptor !== undefined) this.#files.release(descriptor)
  }

  /** What has not been read, in order; undefined where something moved meanwhile. */
  look(): Found[] | undefined {
    const listed = this.#listed()
    const archives = listed.filter(({ role }) => role === 'archive')
    const fresh = archives.filter(
      ({ name, path }) => !this.#seen.has(name, () => this.#files.stateOf(path)),
    )
    const files: Found[] = []
    for (const file of [...fresh, ...listed.filter(({ role }) => role !== 'archive')]) {
      const state = this.#files.stateOf(file.path)
      if (!state) return undefined
      files.push({ ...file, state })
    }
    const isPruned = this.#seen.any && fresh.length === archives.length
    const known = this.#recognize(files, isPruned)
    if (!known) return undefined
    // What has gone was there a moment ago, if names have moved between the list and now.
    const isGone = [...known.values()].includes(undefined)
    if (isGone && !this.#isAsListed(listed, files)) return undefined
    for (const [given, file] of known)
      if (file?.role === 'archive' || !file) this.#name(given, file)
    this.#seen.forget(archives.length)
    const read = new Set([...known.values()])
    return files.filter((file) => !read.has(file))
  }

  /** Whether a directory is as a look has found it. */
  #isAsListed(listed: readonly PlacedFile[], files: readonly Found[]): boolean {
    const names = (all: readonly PlacedFile[]): string => all.map(({ name }) => name).join('/')
    const others = files.filter(({ role }) => role !== 'archive')
    return (
      names(this.#listed()) === names(listed) &&
      others.every(({ path, state }) => this.#files.stateOf(path)?.identity === state.identity)
    )
  }

  /**
   * Which of `files` those without a name of their own are, or were made into; undefined for
   * one whose archive has gone. `pruned`: nothing is left of what was read before.
   */
  #recognize(files: readonly Found[], pruned: boolean): Map<Given, Found | undefined> | undefined {
    const known = new Map<Given, Found | undefined>()
    for (const given of this.#unnamed) {
      const itself = files.find(({ state }) => state.identity === given.identity)
      if (itself) known.set(given, itself)
    }
    for (const given of this.#unnamed) {
      if (known.has(given) || given.descriptor === undefined) continue
      const taken = new Set(known.values())
      const first = files.find((file) => file.role !== 'current' && !taken.has(file))
      if (!first || first.name === 'previous') continue
      const kin = kinship(first.path, given.descriptor, this.#files, this.#zone)
      if (kin === 'gone') return undefined
      const made = kin === 'made' || (kin === 'unknown' && !pruned)
      known.set(given, made ? first : undefined)
    }
    return known
  }

  /** A file has got an archive's name, or lost it already. */
  #name(given: Given, archive: Found | undefined): void {
    if (archive) {
      this.#seen.add(archive.name, archive.state)
      if (isLeft(archive.name, archive.state)) given.left = archive.path
    }
    this.#unnamed = this.#unnamed.filter((each) => each !== given)
    this.#release(given)
  }

  #listed(): PlacedFile[] {
    if (this.#single) {
      const file: LogFile = { name: this.#log.files[0]?.name ?? '', role: 'current' }
      return this.#files.stateOf(this.#log.path) ? [{ ...file, path: this.#log.path }] : []
    }
    const { path: directory } = this.#log
    const place = (file: LogFile): PlacedFile => ({ ...file, path: `${directory}/${file.name}` })
    const stateOf = (name: ByteString): FileState | undefined =>
      this.#files.stateOf(`${directory}/${name}`)
    // Where there is no directory, there may be one again.
    const entries = ignoring(() => this.#files.list(directory)) ?? []
    return logFilesAmong(entries, stateOf).map(place)
  }
}

const isLeft = (name: ByteString, state: FileState | undefined): boolean =>
  name.endsWith('.u') && !isComplete(state)
