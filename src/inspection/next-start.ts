// What the next start of a logger does with what is in its directory: the steps that recovery
// decides on (rotation/recover.ts, rotation/direct.ts), told as what becomes of each file.
// Nothing is performed. A file that is none, such as a link, is the start's end, not told here.

import type { ByteString } from '../bytes.js'
import type { DirectoryPlan } from '../plan.js'
import { archivesOf } from '../rotation/archive-files.js'
import { archiveName, excess, pruned } from '../rotation/archives.js'
import { directOpening, directRecovery, oldFiles, thinned } from '../rotation/direct.js'
import { type Mark, recover } from '../rotation/recover.js'
import type { Step } from '../rotation/steps.js'
import type { Instant } from '../time/clock.js'
import type { Entry } from './world.js'

/** What becomes of one file. */
export type Outcome =
  | { readonly file: ByteString; readonly becomes: 'archive'; readonly code: ByteString }
  /** `resumed`: gone on with; `begun`: a new one; `emptied`, `deleted`; `pruned`: to keep a number. */
  | {
      readonly file: ByteString
      readonly becomes: 'resumed' | 'begun' | 'emptied' | 'deleted' | 'pruned'
    }
  /** Given to the processor, or compressed, beside the log. */
  | { readonly file: ByteString; readonly becomes: 'processed' | 'compressed' }

const OWNER_EXECUTE = 0o100
const WAITING = /\.u$/
const PLAIN = /\.[su]$/

/** Whether a file's writer had all of it on disk. */
export const isComplete = ({ mode }: Pick<Entry, 'mode'>): boolean => (mode & OWNER_EXECUTE) !== 0

/** What a start by `plan` at `now` makes of `entries`, in its order. */
export const nextStart = (
  plan: DirectoryPlan,
  entries: readonly Entry[],
  now: Instant,
): readonly Outcome[] => {
  const start = new Start(plan, entries, now)
  for (const step of stepsOf(plan, entries)) start.take(step)
  return start.outcomes
}

const stepsOf = (plan: DirectoryPlan, entries: readonly Entry[]): readonly Step[] => {
  const markOf = (name: ByteString): Mark => {
    const found = entries.find((entry) => entry.name === name)
    return !found ? 'absent' : isComplete(found) ? 'complete' : 'in-use'
  }
  if (plan.layout !== 'direct')
    return recover({ current: markOf('current'), processed: markOf('processed') }, plan)
  const empty = entries.some(({ name, size }) => name === 'current' && size === 0)
  return [...directOpening(plan), ...directRecovery(plan, markOf('current'), empty)]
}

class Start {
  readonly outcomes: Outcome[] = []
  readonly #plan: DirectoryPlan
  readonly #files: Map<ByteString, Entry>
  readonly #now: Instant
  /** What became an archive in this start, by its new name. */
  readonly #fresh = new Map<ByteString, ByteString>()

  constructor(plan: DirectoryPlan, entries: readonly Entry[], now: Instant) {
    this.#plan = plan
    this.#files = new Map(entries.map((entry) => [entry.name, entry]))
    this.#now = now
  }

  take(step: Step): void {
    switch (step.do) {
      case 'remove':
        // An empty one is made in its place.
        if (step.file !== 'state') this.#delete(step.file, 'deleted')
        break
      case 'clear-state':
        if ((this.#files.get('state')?.size ?? 0) > 0)
          this.outcomes.push({ file: 'state', becomes: 'emptied' })
        break
      case 'archive':
        this.#archive(step.file, step.code)
        break
      case 'retire':
        this.#archive('current', step.code)
        break
      case 'thin':
        this.#thin()
        break
      case 'open-current':
        this.outcomes.push({ file: 'current', becomes: step.resume ? 'resumed' : 'begun' })
        break
      case 'process-next':
        this.#work()
        break
    }
  }

  #delete(name: ByteString, becomes: 'deleted' | 'pruned'): void {
    if (!this.#files.delete(name)) return
    const file = this.#fresh.get(name) ?? name
    if (file !== name) {
      const at = this.outcomes.findIndex((each) => each.file === file && each.becomes === 'archive')
      this.outcomes.splice(at, 1)
    }
    this.outcomes.push({ file, becomes })
  }

  #archive(file: ByteString, code: ByteString): void {
    const found = this.#files.get(file)
    if (!found) return
    const archives = archivesOf(this.#listed, this.#plan)
    const isNamed = archives.some((name) => this.#files.get(name)?.identity === found.identity)
    if (isNamed) {
      this.#delete(file, 'deleted')
    } else {
      const name = archiveName(archives, this.#now, code, this.#plan)
      this.#files.delete(file)
      this.#files.set(name, { ...found, name })
      this.#fresh.set(name, file)
      this.outcomes.push({ file, becomes: 'archive', code })
    }
    if (this.#plan.layout !== 'direct') this.#prune()
  }

  #prune(): void {
    const { files } = this.#plan
    for (const name of pruned(archivesOf(this.#listed, this.#plan), files))
      this.#delete(name, 'pruned')
    this.#lighten(archivesOf(this.#listed, this.#plan), 0)
  }

  #thin(): void {
    for (const step of thinned(oldFiles(this.#listed, this.#plan), this.#plan.files, undefined))
      if (step.do === 'discard')
        this.#delete(step.file, step.as === 'leftover' ? 'deleted' : 'pruned')
    this.#lighten(oldFiles(this.#listed, this.#plan), this.#files.get('current')?.size ?? 0)
  }

  #lighten(archives: readonly ByteString[], beside: number): void {
    const { total } = this.#plan
    if (total === undefined) return
    const sizes = archives.map((name) => this.#files.get(name)?.size ?? 0)
    for (const name of archives.slice(0, excess(sizes, total - beside)))
      this.#delete(name, 'pruned')
  }

  #work(): void {
    const { processor, compression } = this.#plan
    if (compression) this.#delete('zipped', 'deleted')
    for (const file of oldFiles(this.#listed, this.#plan)) {
      const found = this.#files.get(file)
      if (found?.kind !== 'file') continue
      if (processor !== undefined && WAITING.test(file) && isComplete(found))
        this.outcomes.push({ file, becomes: 'processed' })
      if (compression && PLAIN.test(file) && found.links === 1)
        this.outcomes.push({ file, becomes: 'compressed' })
    }
  }

  get #listed(): { name: ByteString; directory: boolean }[] {
    return [...this.#files.values()].map(({ name, kind }) => ({
      name,
      directory: kind === 'directory',
    }))
  }
}
