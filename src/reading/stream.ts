// A log as one stream of lines, file after file, a block at a time:
//
//   [ unread carry | this read's bytes ] and room for what a look reaches past them
//
// What is handed on is a window of whole lines. A line that does not fit is handed on in
// pieces: `open` says that the window ends inside a line, `continued` that it begins in one.
// Only a line shorter than the buffer is carried over to the next window.
//
// A logger may have had to cut a line where a file was full; so a file that ends inside a
// line goes on in the next one. But not where its writer was killed, or where the next file
// begins with a stamp: then the line ends there, and a line feed is put behind it.
//
// Of a log that goes on (live-log.ts), what has come so far is handed on; an unfinished line
// waits, and `fill` may be asked again.

import type { Instant } from '../time/clock.js'
import type { Dialect } from '../time/tai64n.js'
import type { Zone } from '../time/zone.js'
import type { ContentWorld } from './content.js'
import { FilesInTurn } from './files-in-turn.js'
import type { Log, PlacedFile } from './log.js'
import type { FileOrder } from './order.js'
import { STAMP_ROOM, Stamps } from './stamps.js'

const LINE_FEED = 0x0a

/** Bytes of a file that are read where a line may go on in it: enough to see a stamp. */
const JOIN = 4096

/** Bytes by which a window may be larger than the capacity. */
export const WINDOW_ROOM = JOIN

/** Where to begin, and how stamps are read. `offset`, a line's beginning, is in the first file. */
export type Reading = {
  readonly dialect: Dialect
  readonly zone: Zone
  readonly order: FileOrder
  readonly offset: number
}

/** A place in a file, as it was logged. */
export type FilePlace = { readonly file: PlacedFile; readonly offset: number }

/** What has ended inside a line: the file the line began in, and how the last one ended. */
type Before = { readonly file: PlacedFile; readonly complete: boolean }

/** Reads one log. Protocol: `fill` until it gives false; each time the window is new. */
export class LogStream {
  readonly log: Log
  /** The window is bytes[start..end), and bytes[end] can be read past. */
  readonly bytes: Buffer
  readonly view: DataView
  readonly stamps: Stamps
  start = 0
  end = 0
  continued = false
  open = false
  readonly #files: FilesInTurn
  readonly #capacity: number
  /** Where bytes[0] is in the file. */
  #base = 0
  /** Bytes behind the window up to here are unread. */
  #have = 0
  /** The file of the line that is unfinished, where that is not the one being read. */
  #before: Before | undefined
  /** Where it met its file's end: what is read next goes one byte behind, to be looked at. */
  #joint = -1
  /** Bytes read there. */
  #met = 0
  /** Where in the buffer the file being read begins, the window before being another's. */
  #seam = -1

  constructor(
    log: Log,
    capacity: number,
    { dialect, zone, order, offset }: Reading,
    world: ContentWorld,
  ) {
    this.log = log
    this.bytes = Buffer.allocUnsafeSlow(capacity + JOIN + STAMP_ROOM)
    this.view = new DataView(this.bytes.buffer)
    this.stamps = new Stamps(this.bytes, dialect, zone)
    this.#capacity = capacity
    this.#files = new FilesInTurn(order, offset, world)
  }

  /** The file the window is of. */
  get file(): PlacedFile {
    const file = this.#before?.file ?? this.#files.file
    if (!file) throw new Error('a stream that was not filled')
    return file
  }

  /** When the file being read was changed last. */
  get modified(): Instant {
    return this.#files.modified
  }

  /** The place of the byte at `at`, in the window or right behind it; none before `fill`. */
  placeOf(at: number): FilePlace | undefined {
    const turned = this.#seam >= 0 && at >= this.#seam
    const file = turned ? this.#files.file : (this.#before?.file ?? this.#files.file)
    return file && { file, offset: turned ? at - this.#seam : this.offsetOf(at) }
  }

  /** Where in its file, as it was logged, the byte at `at` is. */
  offsetOf(at: number): number {
    return this.#base + at
  }

  /** Makes the window the next one; false where there is none any more, or none yet. */
  fill(): boolean | Promise<boolean> {
    const unseen = this.#seam >= 0 && this.end > 0
    this.#moveCarry()
    // What was read to see how two files meet has not been looked at for lines.
    return (unseen && this.#cut(0)) || this.#fillOn()
  }

  /** Closes what is open; nothing more is read. */
  close(): void {
    this.#files.close()
  }

  /** As `fill`, with the carry in its place. */
  #fillOn(): boolean | Promise<boolean> {
    for (;;) {
      const count = this.#read()
      if (typeof count !== 'number')
        return count.then((came) => this.#accept(came) ?? this.#fillOn())
      const done = this.#accept(count)
      if (done !== undefined) return done
    }
  }

  #moveCarry(): void {
    if (this.#seam >= 0 && this.end > 0) {
      this.#base = -this.#seam
      this.#seam = -1
      this.#before = undefined
    }
    this.continued = this.open
    this.bytes.copyWithin(0, this.end, this.#have)
    this.#base += this.end
    this.#have -= this.end
    this.start = 0
    this.end = 0
  }

  #read(): number | Promise<number> {
    if (this.#joint < 0) return this.#files.read(this.bytes, this.#have, this.#capacity)
    return this.#files.read(this.bytes, this.#joint + 1 + this.#met, this.#joint + JOIN)
  }

  /** Takes in what was read; undefined where more must be. */
  #accept(count: number): boolean | undefined {
    if (count === 0) return this.#turnFile()
    if (this.#joint >= 0) return this.#meet(count)
    this.#have += count
    return this.#cut(this.#have - count)
  }

  /** Hands on what is whole, line feeds being looked for from `fresh` on. */
  #cut(fresh: number): boolean | undefined {
    if (this.#have === 0) return undefined
    const read = this.bytes.subarray(fresh, this.#have)
    // A line that has gone on in another file is handed on alone.
    const found = this.#seam >= 0 ? read.indexOf(LINE_FEED) : read.lastIndexOf(LINE_FEED)
    if (found >= 0) return this.#hand(fresh + found + 1, false)
    return this.#have >= this.#capacity ? this.#hand(this.#have, true) : undefined
  }

  /** What there is of the file in hand has been read. */
  #turnFile(): boolean | undefined {
    const ended = this.#files.ended()
    if (ended !== 'yes') return ended === 'later' ? false : undefined
    if (this.#met > 0) return this.#join()
    const unfinished = this.#have > 0
    if (this.#files.file && (unfinished || this.continued))
      this.#before = { file: this.file, complete: this.#files.complete }
    this.#seam = -1
    const offset = this.#files.turn()
    if (offset === undefined) {
      this.#joint = -1
      // The last line, without its end.
      return unfinished ? this.#hand(this.#have, true) : false
    }
    if (this.#before) this.#joint = offset < 0 ? -1 : this.#have
    else this.#base = offset
    return undefined
  }

  /** What an unfinished line meets has come, `count` bytes more of it. */
  #meet(count: number): boolean | undefined {
    const from = this.#joint + 1
    this.#met += count
    const enough =
      this.#met >= STAMP_ROOM || this.bytes.subarray(from, from + this.#met).includes(LINE_FEED)
    return enough ? this.#join() : undefined
  }

  #join(): boolean | undefined {
    const { bytes } = this
    const joint = this.#joint
    this.#joint = -1
    this.#have = joint + 1 + this.#met
    this.#met = 0
    bytes[this.#have] = LINE_FEED
    // After what is not complete its writer was gone, and another one began a line.
    if (!this.#before?.complete || this.stamps.read(joint + 1) > 0) {
      bytes[joint] = LINE_FEED
      this.#seam = joint + 1
      return this.#hand(joint + 1, false)
    }
    bytes.copyWithin(joint, joint + 1, this.#have)
    this.#have -= 1
    this.#seam = joint
    return this.#cut(joint)
  }

  #hand(end: number, open: boolean): true {
    this.end = end
    this.open = open
    if (open) this.bytes[end] = LINE_FEED
    return true
  }
}
