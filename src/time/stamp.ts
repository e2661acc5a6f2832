// The stamp stage: lays a stamp before every line. It is a pure stream transformation,
// so a line's stamp is written the moment its first byte is there, and the window a line
// is judged on counts the stamp (`spec/multilog.md §2`). Where the moment meant is that of
// its last byte, the stamp of a line that is kept back is laid anew with every read.

import type { Batch } from '../batch.js'
import { viewOf } from '../bytes.js'
import type { Kernel } from '../kernel/kernel.js'
import { KernelStamps } from '../kernel/stamps.js'
import { indexOf, isLoneLine, lineFeedsIn, through } from '../lines.js'
import type { Sequence } from './sequence.js'

const LINE_FEED = 0x0a

/** How a moment is written before a line. */
export type StampFormat = {
  /** Bytes, the trailing blank included; 32 at most. */
  readonly width: number
  /** All that changes within a second; nothing does where there is none. */
  readonly fraction?: Fraction
  /** Writes `width` bytes at offset `at` of `bytes`, of which `view` is a view. */
  write(bytes: Buffer, view: DataView, at: number, seconds: number, nanoseconds: number): void
}

/**
 * The digits of a fraction: where in a stamp they are, how many, and of what: decimal digits
 * of the nanoseconds over `unit`, or hexadecimal ones of the nanoseconds, always 8.
 */
export type Fraction = {
  readonly at: number
  readonly digits: number
  readonly unit: number | 'hex'
}

/** Lines up to here are looked through word by word; beyond, library calls are faster. */
const NEAR = 128

/** Stamps lines in one format. */
export class StampStage {
  readonly #format: StampFormat
  /** When the lines begin. */
  readonly #sequence: Sequence
  #bytes: Buffer
  #view: DataView
  #byKernel: KernelStamps | undefined

  /** `bytes`: the buffer that is stamped in, with four bytes to spare behind every line. */
  constructor(format: StampFormat, sequence: Sequence, bytes: Buffer) {
    this.#format = format
    this.#sequence = sequence
    this.#bytes = bytes
    this.#view = viewOf(bytes)
  }

  /** What is stamped lies in the kernel from now on. */
  moveTo(kernel: Kernel): void {
    this.#bytes = kernel.bytes
    this.#view = viewOf(kernel.bytes)
    this.#byKernel = new KernelStamps(kernel, this.#format)
  }

  /** Bytes of a stamp. */
  get width(): number {
    return this.#format.width
  }

  /**
   * Lays the stamp of a line that comes now right before it: bytes[from..to), which must end with
   * a line feed; false where they are more than one.
   */
  readonly stampLone = (from: number, to: number): boolean => {
    if (indexOf.call(this.#bytes, LINE_FEED, from) !== to - 1) return false
    this.#sequence.readClock()
    this.lay(from - this.#format.width)
    return true
  }

  /** Lays a stamp at bytes[at], of the next moment. */
  lay(at: number): void {
    const sequence = this.#sequence
    this.#format.write(this.#bytes, this.#view, at, sequence.seconds, sequence.nanoseconds)
    if (++sequence.nanoseconds === 1e9) sequence.nextSecond()
  }

  /**
   * Copies bytes[from..to) behind `batch.end`, each line that begins there stamped, as far
   * as there is room before `room`; bytes[to] must be a line feed. Sets the batch's `end`,
   * `ends` and `lines` (complete lines only). `midLine`: the first byte goes on with a line
   * that has its stamp. Returns how many bytes it took.
   */
  fill(batch: Batch, room: number, from: number, to: number, midLine: boolean): number {
    batch.lines = 0
    if (!midLine && isLoneLine(this.#bytes, from, to)) {
      // One that comes alone, as most do.
      this.lay(batch.end)
      const out = batch.end + this.#format.width
      this.#bytes.copyWithin(out, from, to)
      batch.end = batch.ends[0] = out + to - from
      batch.lines = 1
      return to - from
    }
    const kernel = this.#byKernel
    const sequence = this.#sequence
    let at = from
    let stamped = midLine
    // What a line can need at most is what is left of the input, and its stamp.
    while (at < to && batch.end + this.#format.width + to - at <= room) {
      at = kernel
        ? kernel.fill(batch, room, at, to, stamped, sequence.seconds, sequence.nanoseconds)
        : this.#fill(batch, room, at, to, stamped)
      if (kernel) sequence.nanoseconds = kernel.nanoseconds
      if (sequence.nanoseconds === 1e9) sequence.nextSecond()
      stamped = false
    }
    // The last line feed found may be the one put there.
    if (at > to) {
      batch.end--
      batch.lines--
      at--
    }
    return at - from
  }

  /** As `KernelStamps.fill`, which is its twin. */
  #fill(batch: Batch, room: number, from: number, to: number, midLine: boolean): number {
    const { ends } = batch
    const format = this.#format
    const { width } = format
    const { seconds } = this.#sequence
    let { nanoseconds } = this.#sequence
    let out = batch.end
    let lines = batch.lines
    let at = from
    let stamped = midLine
    while (at < to && out + width + to - at <= room && nanoseconds < 1e9) {
      if (!stamped) {
        format.write(this.#bytes, this.#view, out, seconds, nanoseconds)
        out += width
        nanoseconds++
      }
      const next = this.#copyLine(at, out)
      out += next - at
      at = next
      ends[lines++] = out
      stamped = false
    }
    this.#sequence.nanoseconds = nanoseconds
    batch.end = out
    batch.lines = lines
    return at
  }

  // As `moveLine`, but library calls deal with what is long.
  #copyLine(from: number, out: number): number {
    const view = this.#view
    const shift = out - from
    const near = from + NEAR
    let at = from
    while (at < near) {
      const word = view.getInt32(at, true)
      view.setInt32(at + shift, word, true)
      const marks = lineFeedsIn(word)
      if (marks !== 0) return at + through(marks)
      at += 4
    }
    const next = this.#bytes.indexOf(LINE_FEED, at) + 1
    this.#bytes.copyWithin(at + shift, at, next)
    return next
  }
}
