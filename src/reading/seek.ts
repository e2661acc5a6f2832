// Where reading a log must begin for what is asked of it, found without reading all: by the
// names of archives, by bisection inside plain files, and from the end.
//
// What is found may be too early, never too late: whoever reads on compares every stamp
// until the first line that is wanted. So a clock that was set back, or an archive whose
// name does not tell its end, costs time and no line. A log in which stamps run back by
// more than a file is not in order, and what is found in it is some place where the moment
// was passed.

import { ignoring } from '../fault/fault.js'
import { lineEnd } from '../lines.js'
import { compareInstants, type Instant } from '../time/clock.js'
import type { Dialect } from '../time/tai64n.js'
import type { Zone } from '../time/zone.js'
import { type ContentWorld, formatOf, openContent } from './content.js'
import type { Log, PlacedFile } from './log.js'
import { whileOpen } from './looks.js'
import type { Place } from './order.js'
import { STAMP_ROOM, Stamps } from './stamps.js'

const LINE_FEED = 0x0a

/** Bytes looked at in one place, and what is left to be read through in the end. */
const LOOK = 1 << 16

/** How stamps are read. */
export type Reckoning = { readonly dialect: Dialect; readonly zone: Zone }

/** Looks into the files of one log. */
export class Seeker {
  readonly #log: Log
  readonly #world: ContentWorld
  readonly #bytes = Buffer.allocUnsafeSlow(LOOK + STAMP_ROOM)
  readonly #view = new DataView(this.#bytes.buffer)
  readonly #stamps: Stamps

  constructor(log: Log, { dialect, zone }: Reckoning, { files }: Pick<ContentWorld, 'files'>) {
    this.#log = log
    this.#world = { files, report: () => undefined }
    this.#stamps = new Stamps(this.#bytes, dialect, zone)
  }

  /** A place before which no line is of `moment` or later. */
  since(moment: Instant): Place {
    const { files } = this.#log
    // By names first, which costs nothing; then the files before, if their ends do not agree.
    let file = Math.max(
      0,
      files.findIndex((each) => !endsBefore(each, moment)),
    )
    while (file > 0 && this.#mayHold(files[file - 1] as PlacedFile, moment)) file--
    const chosen = files[file]
    return { file, offset: chosen ? this.#bisect(chosen, moment) : 0 }
  }

  /** A place from which there are `count` lines at least, or all there are. */
  async last(count: number): Promise<Place> {
    const { files } = this.#log
    let wanted = count
    for (let number = files.length - 1; number >= 0; number--) {
      const file = files[number] as PlacedFile
      const found = this.#back(file, wanted) ?? { lines: (await this.#read(file)).lines, offset: 0 }
      if (found.offset > 0) return { file: number, offset: found.offset }
      // Its first line may have begun in the file before.
      wanted = Math.max(1, wanted - Math.max(0, found.lines - 1))
    }
    return { file: 0, offset: 0 }
  }

  /** Whether the line at a place in a plain file has a stamp of `moment` or later. */
  isSince({ file, offset }: Place, moment: Instant): boolean {
    const chosen = this.#log.files[file]
    const found =
      chosen &&
      this.#inPlain(chosen, (_size, read) => {
        read(offset)
        return this.#stamps.read(0) > 0 && compareInstants(this.#stamps, moment) >= 0
      })
    return found === true
  }

  /** The last stamp in a plain file; undefined where its last bytes have none. */
  lastStamp(file: PlacedFile): Instant | undefined {
    return this.#inPlain(file, (size, read) => {
      const from = Math.max(0, size - LOOK)
      const end = read(from)
      let at = from === 0 ? 0 : lineEnd(this.#view, 0)
      let stamp: Instant | undefined
      for (; at < end; at = lineEnd(this.#view, at))
        if (this.#stamps.read(at) > 0) stamp = this.#stamps.instant
      return stamp
    })
  }

  /** Whether lines of `moment` or later may be in a file that has others behind it. */
  #mayHold(file: PlacedFile, moment: Instant): boolean {
    const stamp = this.lastStamp(file)
    if (stamp) return compareInstants(stamp, moment) >= 0
    return !endsBefore(file, moment)
  }

  /** A line's beginning in a plain file, before which all stamps are less than `moment`. */
  #bisect(file: PlacedFile, moment: Instant): number {
    const found = this.#inPlain(file, (size, read) => {
      let low = 0
      let high = size
      while (high - low > LOOK) {
        const middle = low + Math.floor((high - low) / 2)
        const end = read(middle)
        const at = this.#stampedFrom(lineEnd(this.#view, 0), end)
        if (at >= 0 && compareInstants(this.#stamps, moment) < 0) low = middle + at
        else high = middle
      }
      return low
    })
    return found ?? 0
  }

  #stampedFrom(from: number, end: number): number {
    for (let at = from; at < end; at = lineEnd(this.#view, at))
      if (this.#stamps.read(at) > 0) return at
    return -1
  }

  /**
   * Where the last `count` lines of a plain file begin, and how many there are from there on.
   * Undefined for any other file.
   */
  #back(file: PlacedFile, count: number): { lines: number; offset: number } | undefined {
    return this.#inPlain(file, (size, read) => {
      let lines = 0
      for (let to = size; to > 0; ) {
        const from = Math.max(0, to - LOOK)
        read(from)
        for (let at = to - from - 1; at >= 0; at--) {
          // The line feed at the very end ends the last line; others begin one.
          if (this.#bytes[at] !== LINE_FEED || from + at === size - 1) continue
          if (++lines >= count) return { lines, offset: from + at + 1 }
        }
        to = from
      }
      return { lines: size > 0 ? lines + 1 : 0, offset: 0 }
    })
  }

  /** The place behind the last line that has its end. */
  async lastEnd(): Promise<Place> {
    const { files } = this.#log
    for (let number = files.length - 1; number >= 0; number--) {
      const file = files[number] as PlacedFile
      const { end, size } = this.endInPlain(file) ?? (await this.#read(file))
      if (end > 0 && end === size && number + 1 < files.length)
        return { file: number + 1, offset: 0 }
      if (end > 0) return { file: number, offset: end }
    }
    return { file: 0, offset: 0 }
  }

  /**
   * Where the last line ends that does so in a plain file `back` bytes before `to` or earlier, and
   * how long that file is. Undefined for any other file.
   */
  endInPlain(file: PlacedFile, to?: number, back = 0): { end: number; size: number } | undefined {
    return this.#inPlain(file, (size, read) => {
      for (let high = Math.min(to ?? size, size) - back; high > 0; ) {
        const from = Math.max(0, high - LOOK)
        read(from)
        const found = this.#bytes.lastIndexOf(LINE_FEED, high - from - 1)
        if (found >= 0) return { end: from + found + 1, size }
        high = from
      }
      return { end: 0, size }
    })
  }

  /** How many lines a compressed file has, where the last one ends, and how long the file is. */
  async #read(file: PlacedFile): Promise<{ lines: number; end: number; size: number }> {
    const { descriptor: _, ...alone } = file
    const content = openContent(alone, this.#world)
    const read = { lines: 0, end: 0, size: 0 }
    for (;;) {
      const count = (await content?.read(this.#bytes, 0, LOOK)) ?? 0
      if (count === 0) break
      for (let at = 0; at < count; at++) {
        if (this.#bytes[at] !== LINE_FEED) continue
        read.lines++
        read.end = read.size + at + 1
      }
      read.size += count
    }
    content?.close()
    return read
  }

  /** Asks about a plain file by its size and a look at any place; undefined of all others. */
  #inPlain<T>(file: PlacedFile, ask: (size: number, read: Look) => T): T | undefined {
    const { files } = this.#world
    const look = (descriptor: number): T | undefined => {
      if (formatOf(descriptor, files) !== 'plain') return undefined
      const { size } = files.state(descriptor)
      return ask(Math.min(size, file.end ?? size), (from) => {
        const count = files.read(descriptor, this.#bytes, 0, LOOK, from)
        this.#bytes[count] = LINE_FEED
        return count
      })
    }
    // Whoever reads it will say what is wrong.
    return ignoring(() => whileOpen(file, files, look))
  }
}

/** Reads what is at an offset; returns how many bytes that are. */
type Look = (from: number) => number

/** How far names may be before the last stamps of their files, in seconds. */
const NAMES_OFF = 60

/** Whether a file's name says that its last line is older: labels are read by any rule. */
const endsBefore = ({ named }: PlacedFile, { seconds }: Instant): boolean =>
  named !== undefined && named.by !== 'seconds' && named.instant.seconds + NAMES_OFF < seconds
