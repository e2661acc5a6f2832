// One run of reading that goes on where another stopped, and tells where it stops itself.
//
// It ends with the last line that has its end when a log is first looked at; what is still
// being written is for the next run. So no line is ever shown in two parts.

import { resolve } from 'node:path'
import type { ByteString } from '../bytes.js'
import type { ContentWorld } from './content.js'
import type { Cursor } from './cursor.js'
import { KeptFiles } from './kept-files.js'
import { type Log, opened, type PlacedFile } from './log.js'
import type { Place } from './order.js'
import { positionIn } from './position.js'
import { resumed } from './resume.js'
import { type Reckoning, Seeker } from './seek.js'
import type { Source } from './source.js'
import type { Run, Taker } from './timeline.js'

/** A log that was entered: all its files, and how its stamps are read. */
type Entered = { readonly log: Log; readonly reckoning: Reckoning }

export class Passage {
  /** What streams read through: files that will have another name soon stay open to the end. */
  readonly world: ContentWorld
  readonly #files: KeptFiles
  readonly #kept: number[] = []
  readonly #after: Cursor
  readonly #entered = new Map<ByteString, Entered>()
  /** Where the takers wanted no more. */
  #stop: Pick<Run, 'source' | 'end'> | undefined

  constructor(after: Cursor, world: ContentWorld) {
    this.#files = new KeptFiles(world.files)
    this.#after = after
    // What was deleted unread cannot be read by the next run either.
    this.world = { ...world, files: this.#files, gone: world.report }
  }

  /** A log as it is to be read now: up to the end of its last line. */
  async enter(found: Log, reckoning: Reckoning): Promise<Log> {
    const kept = { ...found, files: found.files.map((file) => this.#keep(file)) }
    const { file, offset } = await new Seeker(kept, reckoning, this.world).lastEnd()
    const files = kept.files.map((each, k) =>
      k < file ? each : { ...each, end: k === file ? offset : 0 },
    )
    this.#entered.set(kept.path, { log: { ...kept, files }, reckoning })
    return { ...kept, files: files.slice(0, file + 1) }
  }

  /** Where to go on in a log that was entered; undefined where it is read for the first time. */
  async resume({ path }: Log): Promise<Place | undefined> {
    const entered = this.#entered.get(path)
    return entered && resumed(this.#after, entered.log, entered.reckoning, this.world)
  }

  /** Takes as `take` does, and keeps where that stops. */
  watch(take: Taker): Taker {
    return (run) => {
      const wanted = take(run)
      if (!wanted) this.#stop = { source: run.source, end: run.end }
      return wanted
    }
  }

  /** The places of all sources behind what was passed, and those of logs not among them. */
  async end(sources: readonly Source[]): Promise<Cursor> {
    const cursor = new Map(this.#after)
    for (const source of sources) {
      const { stream } = source
      const place = stream.placeOf(this.#stop?.source === source ? this.#stop.end : stream.start)
      const entered = this.#entered.get(stream.log.path)
      // Of a log that could not be read nothing was passed.
      if (!place || !entered) continue
      const { log, reckoning } = entered
      const position = await positionIn(log, place, reckoning, this.world)
      cursor.set(resolve(log.path), position)
    }
    for (const descriptor of this.#kept) {
      this.#files.close(descriptor)
      this.#files.release(descriptor)
    }
    return cursor
  }

  #keep(file: PlacedFile): PlacedFile {
    const open = file.role === 'archive' ? file : (opened(file, this.#files) ?? file)
    if (open.descriptor === undefined) return file
    this.#files.keep(open.descriptor)
    this.#kept.push(open.descriptor)
    return open
  }
}
