// Lines that come one at a time and go into a file as they are, or with a stamp before them.
// Between two of them all caches are lost, and then a function called costs some microseconds.
// So this is one loop over the calls themselves, and whatever is not as usual is left to others.

import type { Calls, Memory } from './transfers.js'

const LINE_FEED = 0x0a
const POLLIN = 0x001

/** How bytes that were read become a line as it is written. */
export type LoneInput = {
  /** Reads go to bytes[at..). */
  readonly bytes: Uint8Array
  readonly at: number
  /** So many bytes before `at` are written too. */
  readonly head: number
  /**
   * Lays them before what is in bytes[from..to), and gives whether that is what can be written;
   * false where others must see to it. Not there: all of it can.
   */
  readonly prepare?: (from: number, to: number) => boolean
}

/** Where such lines go. */
export type LoneOutput = {
  readonly descriptor: number
  /** How many bytes it takes before anything else is to be done. */
  readonly room: number
}

/** What of a line the system did not take. */
type Refused = {
  /** It is bytes[start..end). */
  readonly start: number
  readonly end: number
  /** All of it; else it has been taken in part, and `errno` is 0. */
  readonly whole: boolean
  readonly errno: number
}

/** What came of lines that went so. */
export type LonePassed = {
  /** Bytes written. */
  readonly written: number
  /** How many bytes were read at last and not written, or 0 at the end of input. */
  readonly count?: number | undefined
  readonly refused?: Refused | undefined
}

/**
 * Waits for `input`, the first of the `watched` in `set`, and lets lines go from there to `output`,
 * until anything else happens. Of a read of `most` bytes nothing is written.
 */
export type PassLone = (
  set: Uint8Array,
  watched: number,
  input: number,
  most: number,
  lines: LoneInput,
  output: LoneOutput,
) => LonePassed & {
  /** What `poll` gave at last. */
  readonly ready: number
}

/** The same by these calls. */
export const passLoneBy = ({ poll, read, write }: Calls, { address, errno }: Memory): PassLone => {
  let known: LoneInput | undefined
  let of: Uint8Array | undefined
  let setAt = 0n
  let readAt = 0n
  let writeAt = 0n
  return (set, watched, input, most, lines, { descriptor, room }) => {
    const { bytes, at, head, prepare } = lines
    if (set !== of) {
      setAt = address(set)
      of = set
    }
    // Nobody behind this knows where they end.
    if (!(at >= head && at + most <= bytes.length))
      throw new RangeError(`no bytes ${at - head} to ${at + most} of ${bytes.length}`)
    if (bytes !== known?.bytes || at !== known.at || head !== known.head) {
      readAt = address(bytes) + BigInt(at)
      writeAt = readAt - BigInt(head)
      known = lines
    }
    let written = 0
    for (;;) {
      const ready = poll(setAt, watched, -1)
      if (ready !== 1 || set[6] !== POLLIN || set[7] !== 0)
        return { written, ready: ready < 0 ? -errno() : ready }
      const count = read(input, readAt, most)
      // Reading again tells why.
      if (count < 0) return { written, ready }
      const length = head + count
      const to = at + count
      const plain = count > 0 && count < most && bytes[to - 1] === LINE_FEED
      const goes = plain && written + length <= room && (prepare === undefined || prepare(at, to))
      if (!goes) return { written, ready, count }
      const taken = write(descriptor, writeAt, length)
      if (taken !== length) {
        const failed = taken < 0 ? errno() : 0
        const part = Math.max(0, taken)
        const refused = { start: at - head + part, end: to, whole: part === 0, errno: failed }
        return { written: written + part, ready, refused }
      }
      written += length
    }
  }
}
