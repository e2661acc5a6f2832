// Where a log that goes on has been read to, as it can be kept.
//
// The file of that place may be called otherwise by now, or be gone: so it stays open until
// reading has left it, and what the directory was when it was seen there last is remembered.

import type { ByteString } from '../bytes.js'
import { compareInstants } from '../time/clock.js'
import type { ContentWorld } from './content.js'
import type { Position } from './cursor.js'
import { KeptFiles } from './kept-files.js'
import { closeLog, type Log, logAgain, type PlacedFile } from './log.js'
import type { Named } from './log-files.js'
import { stateNow } from './looks.js'
import type { FileOrder } from './order.js'
import { positionIn } from './position.js'
import type { Reckoning } from './seek.js'
import type { FilePlace, LogStream } from './stream.js'
import type { Run } from './timeline.js'

const LINE_FEED = 0x0a

/** A line may go through more files; of one that does the beginning is not known any more. */
const OPEN = 16

/** A file that was given to be read, and the directory as it was when it was last seen there. */
type Given = { readonly file: PlacedFile; seen: Sighting }
type Sighting = { readonly log: Log; readonly file: PlacedFile }

/** An order of files that keeps those open which the place is in, or may come to be. */
export class Trail implements FileOrder {
  readonly #order: FileOrder
  readonly #log: Log
  readonly #reckoning: Reckoning
  readonly #world: ContentWorld
  readonly #files: KeptFiles
  #stream: LogStream | undefined
  #given: readonly Given[] = []
  /** Where the place is not where the stream's window begins. */
  #held: FilePlace | undefined
  /** The last position told, and of which place it was. */
  #told: { readonly place: FilePlace; readonly position: Position } | undefined

  /** `files`: by which `order` and who reads it open and close. */
  constructor(
    order: FileOrder,
    log: Log,
    files: KeptFiles,
    reckoning: Reckoning,
    world: ContentWorld,
  ) {
    this.#order = order
    this.#log = { ...log, files: log.files.slice(0, 1) }
    this.#files = files
    this.#reckoning = reckoning
    this.#world = { files, report: () => undefined, ...(world.turn && { turn: world.turn }) }
  }

  /** Who reads in this order. */
  set stream(stream: LogStream) {
    this.#stream = stream
  }

  get ended(): boolean {
    return this.#order.ended
  }

  next(): PlacedFile | 'later' | undefined {
    const next = this.#order.next()
    if (!next || next === 'later') return next
    this.#leave(this.#place?.file)
    if (next.descriptor !== undefined) this.#files.keep(next.descriptor)
    const seen = this.#sight(next) ?? this.#unseen(next)
    this.#given = [...this.#given, { file: next, seen }]
    return next
  }

  close(): void {
    this.#order.close()
  }

  /** Lines were taken; `wanted`: more are. The place is never inside a line. */
  passed({ start, end, continued, open }: Run, wanted: boolean): void {
    const stream = this.#stream
    if (!wanted) this.#held = stream?.placeOf(end)
    else if (!open) this.#held = undefined
    else {
      const feed = stream?.bytes.lastIndexOf(LINE_FEED, end - 1) ?? -1
      if (feed >= start) this.#held = stream?.placeOf(feed + 1)
      else if (!continued) this.#held = stream?.placeOf(start)
    }
  }

  /** Whether the place is another one than that of the last position. */
  get hasMoved(): boolean {
    const place = this.#place
    const told = this.#told?.place
    return place !== undefined && !(told?.file === place.file && told.offset === place.offset)
  }

  /** The position behind all lines that were taken; undefined before the first file was opened. */
  async position(): Promise<Position | undefined> {
    const place = this.#place
    const given = this.#given.find(({ file }) => file === place?.file)
    if (!place || !given || !this.hasMoved) return this.#told?.position
    given.seen = this.#sight(given.file) ?? given.seen
    const { log, file } = given.seen
    const { descriptor } = given.file
    // Whoever reads on has the file open by the same number.
    const files = new KeptFiles(this.#files)
    if (descriptor !== undefined) files.keep(descriptor)
    const here = { ...file, ...(descriptor !== undefined && { descriptor }) }
    const world = { ...this.#world, files }
    const { offset } = place
    const position = await positionIn(log, { file: here, offset }, this.#reckoning, world)
    this.#told = { place, position }
    return position
  }

  /** Closes what is open, when nothing more is read or asked. */
  end(): void {
    for (const { file } of this.#given) this.#release(file)
    this.#given = []
  }

  get #place(): FilePlace | undefined {
    return this.#held ?? this.#stream?.placeOf(this.#stream.start)
  }

  /** The files before that of the place are read. */
  #leave(file: PlacedFile | undefined): void {
    const own = this.#given.findIndex((given) => given.file === file)
    const from = Math.max(own, this.#given.length - OPEN)
    for (const given of this.#given.slice(0, Math.max(0, from))) this.#release(given.file)
    this.#given = this.#given.slice(Math.max(0, from))
  }

  #release({ descriptor }: PlacedFile): void {
    if (descriptor !== undefined) this.#files.release(descriptor)
  }

  /** Looks for a file where it may be now: by its label, and by what it is. */
  #sight(given: PlacedFile): Sighting | undefined {
    const found = logAgain(this.#log, this.#files)
    if (!found) return undefined
    const identity = this.#identityOf(given)
    const likely = given.named
      ? found.files.filter(({ named }) => isSameMoment(named, given.named))
      : found.files
    const own = likely.findLast((file) => this.#identityOf(file) === identity)
    const place = found.files.findIndex((file) => file === (own ?? (given.named && likely[0])))
    closeLog(found, this.#files)
    const files = found.files.map(({ descriptor: _, ...alone }) => alone)
    const file = files[place]
    return file && { log: { ...found, files }, file }
  }

  #identityOf(file: PlacedFile): ByteString | undefined {
    return stateNow(file, this.#files)?.identity
  }

  /** A file that has gone already: it was behind those given before. */
  #unseen(file: PlacedFile): Sighting {
    const before = this.#given.at(-1)?.seen
    const archives = before?.log.files.slice(0, 1 + before.log.files.indexOf(before.file)) ?? []
    return { log: { ...this.#log, files: [...archives, file] }, file }
  }
}

const isSameMoment = (one: Named | undefined, other: Named | undefined): boolean =>
  one !== undefined && other !== undefined && compareInstants(one.instant, other.instant) === 0
