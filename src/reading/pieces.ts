// A log from its end, in pieces of whole lines, the last piece first: so that no more is read
// than is wanted, and no more is kept at a time than a piece.
//
// A piece begins where a line surely does: behind a line feed in a plain file, and at the
// beginning of a file whose first line has a stamp, or that is behind a plain file which ends
// with a line feed. A file of which neither can be told is in one piece with the one before it.

import type { ByteString } from '../bytes.js'
import { later } from '../time/clock.js'
import { type ContentWorld, openContent } from './content.js'
import { KeptFiles } from './kept-files.js'
import type { Log, PlacedFile } from './log.js'
import { FoundFiles, type Place } from './order.js'
import { type Reckoning, Seeker } from './seek.js'
import { Source, type Span } from './source.js'
import { STAMP_ROOM, Stamps } from './stamps.js'
import { LogStream } from './stream.js'

/** Bytes of a piece in blocks: of the last one, and of any. Each is twice the one behind it. */
const LEAST = 1 / 16
const MOST = 32

/** The end of a file, wherever that is. */
const END = Number.POSITIVE_INFINITY

/** Gives the pieces of one log. */
export class Pieces {
  readonly #log: Log
  readonly #reckoning: Reckoning
  readonly #files: KeptFiles
  readonly #world: ContentWorld
  readonly #block: number
  readonly #seeker: Seeker
  /** Where the first piece begins; undefined: no line is wanted. */
  #start: Place | undefined = { file: 0, offset: 0 }
  /** Where the piece given last begins. */
  #from: Place
  /** Up to when lines are wanted, until the last piece was given. */
  #until: Span['until']
  #size: number

  /** Pieces are read in blocks of `block` bytes, and a fault is reported once. */
  constructor(log: Log, reckoning: Reckoning, block: number, world: ContentWorld) {
    const told = new Set<ByteString>()
    this.#log = log
    this.#reckoning = reckoning
    this.#block = block
    this.#files = new KeptFiles(world.files)
    for (const { descriptor } of log.files)
      if (descriptor !== undefined) this.#files.keep(descriptor)
    this.#world = {
      ...world,
      files: this.#files,
      report: (fault) => {
        const text = JSON.stringify(fault)
        if (!told.has(text)) world.report(fault)
        told.add(text)
      },
    }
    this.#seeker = new Seeker(log, reckoning, this.#world)
    this.#from = { file: log.files.length - 1, offset: END }
    this.#size = block * LEAST
  }

  /** Takes only lines of a span from now on; `place`: no line that is wanted is before it. */
  async confine({ since, until }: Span, place: Place): Promise<void> {
    if (since) this.#start = await this.#first({ since, ...(until && { until }) }, place)
    this.#until = until
  }

  /** The lines before those given last; undefined: there are none. */
  async next(): Promise<Source | undefined> {
    const start = this.#start
    const to = this.#from
    if (!start || to.file < 0 || !isBefore(start, to)) return undefined
    const until = this.#until
    this.#until = undefined
    const end = to.offset > 0 ? to : { file: to.file - 1, offset: END }
    this.#from = until
      ? await this.#lineBefore(this.#seeker.since(later(until, 1)), 0, start)
      : await this.#lineBefore(end, this.#size, start)
    this.#size = Math.min(2 * this.#size, MOST * this.#block)
    return this.#source(this.#from, to, until ? { until } : {})
  }

  /** Closes what was open from the beginning. */
  close(): void {
    for (const { descriptor } of this.#log.files) {
      if (descriptor === undefined) continue
      this.#files.close(descriptor)
      this.#files.release(descriptor)
    }
  }

  /** Where the first line of a span is, looked for from `place` on. */
  async #first(span: Span, place: Place): Promise<Place | undefined> {
    const { files } = this.#log
    const source = this.#source(place, { file: files.length - 1, offset: END }, span)
    const { stream } = source
    const found = (await source.fill()) ? stream.placeOf(stream.start) : undefined
    stream.close()
    return (
      found && {
        file: files.findIndex(({ path }) => path === found.file.path),
        offset: found.offset,
      }
    )
  }

  /** A line's beginning, `back` bytes before a place or more, but not before `start`. */
  async #lineBefore({ file, offset }: Place, back: number, start: Place): Promise<Place> {
    const chosen = this.#log.files[file] as PlacedFile
    const at = offset > 0 ? (this.#seeker.endInPlain(chosen, offset, back)?.end ?? 0) : 0
    const found = { file, offset: at }
    if (!isBefore(start, found)) return start
    if (at > 0 || (await this.#beginsLine(file))) return found
    return this.#lineBefore({ file: file - 1, offset: END }, back, start)
  }

  /** Whether a file surely begins with a line, and not with the rest of one. */
  async #beginsLine(file: number): Promise<boolean> {
    const { files } = this.#log
    const before = this.#seeker.endInPlain(files[file - 1] as PlacedFile)
    if (before && before.end > 0 && before.end === before.size) return true
    const content = openContent(files[file] as PlacedFile, {
      files: this.#files,
      report: () => undefined,
    })
    const bytes = Buffer.alloc(2 * STAMP_ROOM)
    await content?.read(bytes, 0, STAMP_ROOM)
    content?.close()
    return new Stamps(bytes, this.#reckoning.dialect, this.#reckoning.zone).read(0) > 0
  }

  #source(from: Place, to: Place, span: Span): Source {
    const files = this.#log.files.slice(from.file, to.file + (to.offset > 0 ? 1 : 0))
    const last = files.at(-1)
    if (last && to.offset > 0 && to.offset < END) files.splice(-1, 1, { ...last, end: to.offset })
    const log = { ...this.#log, files }
    const order = new FoundFiles(log, 0, this.#files)
    const reading = { ...this.#reckoning, order, offset: from.offset }
    return new Source(new LogStream(log, this.#block, reading, this.#world), 0, span)
  }
}

const isBefore = (one: Place, other: Place): boolean =>
  one.file < other.file || (one.file === other.file && one.offset < other.offset)
