// The unit everything between the reader and the sinks speaks: one read's worth of
// bytes, with its line ends beside it.
//
// Line k of a batch is bytes[lineStart(k) .. ends[k]): its line feed is included when
// it has one. Two lines can be incomplete, and only these two:
//  - the first, when `continued`: its window was judged in an earlier batch, and these
//    are more of its bytes;
//  - the last, when `open`: it has no line feed yet and goes on in the next batch. It
//    is in a batch at all only because its window is full (or input has ended).
//
// A batch and its buffer are reused: nobody keeps either past the call that got it.

import type { Kernel } from './kernel/kernel.js'
import { isLoneLine } from './lines.js'
import { type Instant, later } from './time/clock.js'

/** One read's worth of lines. `spec/multilog.md §2`. */
export type Batch = {
  /** The buffer holding the lines; bytes outside [start, end) mean nothing. */
  bytes: Uint8Array
  start: number
  end: number
  /** `ends[k]` is the offset just past line k, its line feed included; k < `lines`. */
  ends: Int32Array
  /** How many lines `ends` holds, or -1 while nobody has asked for them. */
  lines: number
  continued: boolean
  open: boolean
  /** How long a stamp every line begins with, but the rest of one begun before; none where absent. */
  stamp?: number
  /**
   * When the first line began, and the second; those behind it follow 1 ns apart. There only
   * where somebody is to lay stamps from it.
   */
  moments?: { first: Instant; second: Instant }
  /** In whose memory `bytes` and `ends` lie; `bytes` are the kernel's own. */
  kernel?: Kernel
}

const LINE_FEED = 0x0a

/** A batch over `capacity` bytes at most; `ends` has room for a line a byte, and one open line. */
export const emptyBatch = (bytes: Uint8Array, capacity: number): Batch => ({
  bytes,
  start: 0,
  end: 0,
  ends: new Int32Array(capacity + 1),
  lines: -1,
  continued: false,
  open: false,
})

/** The offset of the first byte of line `k`. */
export const lineStart = (batch: Batch, k: number): number =>
  k === 0 ? batch.start : (batch.ends[k - 1] as number)

/** When line `k` began; its `moments` must be known. */
export const momentOf = ({ moments }: Batch, k: number): Instant => {
  if (!moments) throw new Error('a batch without moments')
  return k === 0 ? moments.first : later(moments.second, k - 1)
}

/** Each line of a batch as a batch of its own, for what must happen line by line. */
export function* oneByOne(batch: Batch): Generator<Batch> {
  findLines(batch)
  const { kernel: _, ...rest } = batch
  const one: Batch = { ...rest, ends: new Int32Array(1), lines: 1 }
  for (let k = 0; k < batch.lines; k++) {
    one.start = lineStart(batch, k)
    one.end = batch.ends[k] as number
    one.ends[0] = one.end
    one.continued = k === 0 && batch.continued
    if (batch.moments) one.moments = { ...batch.moments, first: momentOf(batch, k) }
    one.open = k === batch.lines - 1 && batch.open
    yield one
  }
}

/** Fills `ends` and `lines` if no stage has done so yet. */
export const findLines = (batch: Batch): void => {
  if (batch.lines >= 0) return
  const { bytes, start, end, ends, kernel } = batch
  if (kernel) {
    batch.lines = kernel.calls.findLines(start, end, ends.byteOffset)
    return
  }
  if (isLoneLine(bytes, start, end)) {
    ends[0] = end
    batch.lines = 1
    return
  }
  let count = 0
  let at = start
  while (at < end) {
    const found = bytes.indexOf(LINE_FEED, at)
    at = found < 0 || found >= end ? end : found + 1
    ends[count++] = at
  }
  batch.lines = count
}
