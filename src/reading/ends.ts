// The end of what is shown, and the whole of it from the end: for the last so many lines, and
// for the latest line first. Both are of bytes as they are shown, so that what is shown is the
// same lines, whatever they were made from.

import { Shown, type Write } from './shown.js'

type Chunk = { readonly bytes: Buffer; readonly lines: number }

/** Keeps the last `count` lines of what is written to it: memory is what they take. */
export class LastLines {
  readonly #count: number
  readonly #ending: number
  readonly #chunks: Chunk[] = []
  #lines = 0

  /** Lines end with the byte `ending`; the last one may do without. */
  constructor(count: number, ending: number) {
    this.#count = count
    this.#ending = ending
  }

  readonly write: Write = (bytes, start, end) => {
    const copy = Buffer.from(bytes.subarray(start, end))
    let lines = 0
    for (let at = copy.indexOf(this.#ending); at >= 0; at = copy.indexOf(this.#ending, at + 1))
      lines++
    this.#chunks.push({ bytes: copy, lines })
    this.#lines += lines
    // One line more may be unfinished.
    while (this.#lines - (this.#chunks[0]?.lines ?? 0) > this.#count)
      this.#lines -= this.#chunks.shift()?.lines ?? 0
    return true
  }

  /** How many lines are kept. */
  get lines(): number {
    return Math.min(this.#count, this.#linesWritten)
  }

  /** Ends a last line that has no end. */
  endLine(): void {
    if (this.#unfinished) this.write(Buffer.from([this.#ending]), 0, 1)
  }

  /** Writes the lines kept. */
  finish(write: Write): void {
    let surplus = this.#linesWritten - this.#count
    for (const { bytes } of this.#chunks) {
      let from = 0
      for (; surplus > 0 && from < bytes.length; surplus--) {
        const at = bytes.indexOf(this.#ending, from)
        if (at < 0) break
        from = at + 1
      }
      const dropped = surplus > 0
      if (!dropped && !write(bytes, from, bytes.length)) return
    }
  }

  get #unfinished(): boolean {
    const last = this.#chunks.findLast(({ bytes }) => bytes.length > 0)
    return last !== undefined && last.bytes.at(-1) !== this.#ending
  }

  /** Those in chunks that are kept. */
  get #linesWritten(): number {
    return this.#lines + (this.#unfinished ? 1 : 0)
  }
}

/** Bytes kept outside memory. */
export type Spool = {
  readonly size: number
  write(bytes: Uint8Array, start: number, end: number): void
  /** Puts all bytes from `position` on that fit at bytes[start..end); there are so many. */
  read(bytes: Uint8Array, start: number, end: number, position: number): void
  close(): void
}

const BLOCK = 1 << 16

/**
 * Writes the lines of a spool, the last one first, `count` at most; the last gets its end. Gives
 * how many are left of `count`.
 */
export const writeReversed = (
  spool: Spool,
  ending: number,
  count: number,
  write: Write,
): number => {
  const shown = new Shown(write, BLOCK)
  const block = Buffer.allocUnsafeSlow(BLOCK)
  const piece = Buffer.allocUnsafeSlow(BLOCK)
  let left = count
  let lineEnd = spool.size
  const show = (from: number): void => {
    for (let at = from; at < lineEnd && shown.wanted; at += BLOCK) {
      const size = Math.min(BLOCK, lineEnd - at)
      spool.read(piece, 0, size, at)
      shown.makeRoom()
      piece.copy(shown.bytes, shown.end, 0, size)
      shown.end += size
    }
    if (lineEnd > from && shown.bytes[shown.end - 1] !== ending) shown.bytes[shown.end++] = ending
    lineEnd = from
    left--
  }
  for (let to = spool.size; to > 0 && left > 0 && shown.wanted; to -= BLOCK) {
    const from = Math.max(0, to - BLOCK)
    spool.read(block, 0, to - from, from)
    for (let at = to - 1; at >= from && left > 0; at--)
      if (block[at - from] === ending && at + 1 < lineEnd) show(at + 1)
  }
  if (left > 0 && lineEnd > 0) show(0)
  shown.flush()
  return left
}
