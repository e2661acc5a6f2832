// The lines of a batch that one sink gets: one by one, or as ranges of bytes.

import { type Batch, findLines, lineStart } from '../batch.js'
import type { Runs } from '../select/selector.js'

/** Calls `each` for every one of them, in order, with its number in the batch. */
export const eachLine = (
  batch: Batch,
  { everything, count, bounds }: Runs,
  each: (line: number) => void,
): void => {
  if (!everything && count === 0) return
  findLines(batch)
  for (let i = 0; i < (everything ? 1 : count); i++) {
    const from = everything ? 0 : (bounds[2 * i] as number)
    const to = everything ? batch.lines : (bounds[2 * i + 1] as number)
    for (let line = from; line < to; line++) each(line)
  }
}

/** The last of them that began in this batch, or -1. */
export const lastLine = (batch: Batch, { everything, count, bounds }: Runs): number => {
  if (everything) findLines(batch)
  const last = everything ? batch.lines - 1 : (bounds[2 * count - 1] ?? 0) - 1
  return last === 0 && batch.continued ? -1 : last
}

/** Where run `i` begins in the batch's bytes. */
export const runStart = (batch: Batch, { bounds }: Runs, i: number): number =>
  lineStart(batch, bounds[2 * i] as number)

/** Where it ends. */
export const runEnd = (batch: Batch, { bounds }: Runs, i: number): number =>
  batch.ends[(bounds[2 * i + 1] as number) - 1] as number
