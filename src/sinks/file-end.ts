// Where a file of a log directory ends: a rule about its bytes alone, never about reads or
// writes.
//
// Either at the first line end from `maximum - reserve` bytes on, and at `maximum` bytes if
// there is none; a file filled to `maximum` without a line end is rotated when the next byte
// comes (`spec/multilog.md §6`), or at once (`spec/cyclog.md §5`). Or before the line that
// would bring it to `maximum` bytes, with no line ever split (`spec/tinylog.md §5`).

import type { DirectoryPlan } from '../plan.js'

const LINE_FEED = 0x0a

/** Where one directory's files end. */
export type FileEnd = {
  /** No file of fewer bytes has ended. */
  readonly least: number
  /**
   * Up to where bytes[at..end) may be written in one go to a file of `size` bytes; -1 where
   * the file has ended. `ended`: bytes[at] begins a line.
   */
  next(bytes: Uint8Array, at: number, end: number, size: number, ended: boolean): number
  /** Whether a file of `size` bytes has ended; `ended`: its last byte has ended a line. */
  full(size: number, ended: boolean): boolean
}

/** The rule of a plan. */
export const fileEnds = ({
  maximum,
  reserve,
  whole,
  full,
}: Pick<DirectoryPlan, 'maximum' | 'reserve' | 'whole' | 'full'>): FileEnd =>
  whole ? wholeLines(maximum) : lineEnds(maximum, reserve, full === 'at-once')

const lineEnds = (maximum: number, reserve: number, atOnce: boolean): FileEnd => ({
  least: maximum - Math.max(reserve, 0),
  next: (bytes, at, end, size) => {
    if (size >= maximum) return -1
    const room = maximum - size
    const earliest = room - reserve - 1
    if (end - at <= earliest) return end
    const found = bytes.indexOf(LINE_FEED, at + Math.max(0, earliest))
    const lineEnd = found < 0 ? end : found + 1
    return Math.min(lineEnd, end, at + room)
  },
  full: (size, ended) => (ended ? size >= maximum - reserve : atOnce && size >= maximum),
})

const wholeLines = (maximum: number): FileEnd => ({
  least: maximum,
  next: (bytes, at, end, size, ended) => {
    const room = maximum - 1 - size
    if (ended) {
      if (end - at <= room) return end
      const last = room <= 0 ? -1 : bytes.lastIndexOf(LINE_FEED, at + room - 1)
      if (last >= at) return last + 1
      if (size > 0) return -1
    }
    const found = bytes.indexOf(LINE_FEED, at)
    return found < 0 || found >= end ? end : found + 1
  },
  full: () => false,
})
