// One log that is followed: when it is to be looked at, and what reads it once it can be read.
//
// Whoever is told of changes need not look; but not every file system tells. So each log is
// looked at now and then, and one of whose changes nobody has told, often.

import type { ByteString } from '../bytes.js'
import { codeOf, ignoring } from '../fault/fault.js'
import type { Dialect } from '../time/tai64n.js'
import type { Files } from './files.js'
import type { LiveLog } from './live-log.js'
import { closeLog, directoryOf, type Log, logAgain } from './log.js'
import { whileOpen } from './looks.js'
import type { Source, Span } from './source.js'
import { STAMP_ROOM } from './stamps.js'
import type { Trail } from './trail.js'

/** Milliseconds between looks at a log whose changes are told, and at any other. */
const SELDOM = 1000
const OFTEN = 50

/** Tells of changes in a directory until the function it gives is called; undefined: it cannot. */
export type Watch = (directory: ByteString, changed: () => void) => (() => void) | undefined

/** What reads a log. */
export type Reader = {
  readonly live: LiveLog
  readonly source: Source
  /** Where somebody is told how far it has been read. */
  readonly trail?: Trail
}

export class Followed {
  readonly name: ByteString
  /** What is asked of it. */
  readonly spanOf: (dialect: Dialect) => Span
  reader: Reader | undefined
  /** There is more than was read. */
  more = true
  /** As it was found, until it is read. */
  #log: Log | undefined
  readonly #form: Log
  readonly #directory: ByteString
  readonly #files: Files
  readonly #changed: () => void
  #unwatch: (() => void) | undefined
  /** Which directory is watched: another one may come by its name. */
  #identity: string | undefined
  #isTold = true
  #due = 0
  /** Something has changed of which nobody has told yet. */
  #untold = false
  #reliable = true
  #isNew = true

  constructor(log: Log, spanOf: Followed['spanOf'], files: Files, changed: () => void) {
    this.name = log.name
    this.spanOf = spanOf
    this.#log = log
    this.#form = { ...log, files: log.files.slice(0, 1) }
    this.#directory = directoryOf(log)
    this.#files = files
    this.#changed = changed
  }

  /** When it is to be looked at, in monotonic milliseconds; nothing is to come of one that ended. */
  get due(): number {
    if (this.reader?.source.ended) return Number.POSITIVE_INFINITY
    return this.#isTold || this.more ? 0 : this.#due
  }

  /** Looks, if it is time to: whether there may be something new. */
  look(now: number, watch: Watch): boolean {
    if (now < this.due) return false
    const told = this.#isTold
    this.#isTold = false
    if (this.#untold && !told) this.#reliable = false
    // First: of what comes after the look one is told.
    this.#watchAgain(watch)
    const isQuick = this.#identity !== undefined && !(this.#unwatch && this.#reliable)
    this.#due = now + (isQuick ? OFTEN : SELDOM)
    if (!this.reader) return true
    const news = this.reader.live.hasNews()
    // Of what was there before the first look nobody has told.
    this.#untold = news && !told && !this.#isNew
    this.#isNew = false
    return news || this.more
  }

  /** The log as it is, to be read or closed. */
  take(): Log | undefined {
    const log = this.#log ?? logAgain(this.#form, this.#files)
    this.#log = undefined
    return log
  }

  close(): void {
    this.#unwatch?.()
    this.#unwatch = undefined
    if (this.#log) closeLog(this.#log, this.#files)
    this.#log = undefined
    this.reader?.source.stream.close()
    this.reader?.trail?.end()
  }

  #watchAgain(watch: Watch): void {
    const identity = this.#identityNow()
    if (this.#unwatch && identity === this.#identity) return
    this.#unwatch?.()
    this.#identity = identity
    this.#unwatch = identity === undefined ? undefined : watch(this.#directory, () => this.#tell())
  }

  #identityNow(): string | undefined {
    return ignoring(() => this.#files.stateOf(this.#directory)?.identity)
  }

  #tell(): void {
    this.#isTold = true
    this.#untold = false
    this.#changed()
  }
}

/** Whether a log has a line, or so much of one that its stamp can be told. */
export const hasLine = (log: Log, files: Files): boolean => {
  const head = Buffer.alloc(STAMP_ROOM)
  return log.files.some(({ role, path }) => {
    if (role === 'archive') return true
    try {
      const count = whileOpen({ path }, files, (descriptor) =>
        files.read(descriptor, head, 0, STAMP_ROOM, 0),
      )
      return count === STAMP_ROOM || head.subarray(0, count).includes(0x0a)
    } catch (error) {
      // Whoever reads it will say so.
      return codeOf(error) !== 'ENOENT'
    }
  })
}
