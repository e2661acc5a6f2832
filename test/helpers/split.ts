// Bytes through a splitter, piece by piece.

import { type Batch, findLines, lineStart } from '../../src/batch.js'
import type { Splitter } from '../../src/input/splitter.js'

/** Calls `each` for every batch that comes of `pieces`, the one that ends the last line included. */
export const split = (
  splitter: Splitter,
  pieces: readonly Uint8Array[],
  each: (batch: Batch) => void,
): void => {
  for (const piece of pieces) {
    splitter.bytes.set(piece, splitter.readAt)
    splitter.accept(piece.length)
    for (let batch = splitter.next(); batch; batch = splitter.next()) each(batch)
  }
  const last = splitter.finish()
  if (!last) return
  each(last)
  for (let batch = splitter.next(); batch; batch = splitter.next()) each(batch)
}

/** The lines of a batch as text. */
export const linesOf = (batch: Batch): string[] => {
  findLines(batch)
  return Array.from({ length: batch.lines }, (_, k) =>
    Buffer.from(batch.bytes.subarray(lineStart(batch, k), batch.ends[k])).toString(),
  )
}
