// The last lines of a log, or all of it with the latest first: shown piece by piece from its end.

import { LastLines, type Spool, writeReversed } from './ends.js'
import type { Pieces } from './pieces.js'
import type { ReadPlan } from './read.js'
import type { Write } from './shown.js'
import type { Source } from './source.js'

/**
 * Whether lines are to be looked for from the end. Of several logs the last lines may be
 * anywhere in each; and a difference is to a line before.
 */
export const isBackwards = ({ logs, form, first, last, reverse, match, span }: ReadPlan): boolean =>
  logs.length === 1 &&
  form !== 'delta' &&
  first === undefined &&
  (reverse || (last !== undefined && (match !== undefined || span('djb').until !== undefined)))

/** Shows all that a source has, by a write of its own; resolves with whether that was anything. */
export type Show = (source: Source, write: Write) => Promise<boolean>

/** Shows pieces until there are lines enough, or nobody wants more; resolves as `show`. */
export const showBackwards = async (
  pieces: Pieces,
  {
    last = Number.POSITIVE_INFINITY,
    reverse,
    ending,
  }: Pick<ReadPlan, 'last' | 'reverse' | 'ending'>,
  world: { readonly write: Write; readonly spool: () => Spool },
  show: Show,
): Promise<boolean> => {
  const kept: LastLines[] = []
  let left = last
  let found = false
  let wanted = true
  const write: Write = (bytes, start, end) => {
    wanted &&= world.write(bytes, start, end)
    return wanted
  }
  // Whether there is a match is told even of no lines.
  while (wanted && (left > 0 || !found)) {
    const piece = await pieces.next()
    if (!piece) break
    if (reverse) {
      const spool = world.spool()
      if (await show(piece, intoSpool(spool))) found = true
      left = writeReversed(spool, ending, left, write)
      spool.close()
    } else {
      const lines = new LastLines(left, ending)
      if (await show(piece, lines.write)) found = true
      if (kept.length > 0) lines.endLine()
      left -= lines.lines
      kept.push(lines)
    }
  }
  pieces.close()
  for (const lines of kept.reverse()) lines.finish(write)
  return found
}

/** Writes behind what a spool has. */
export const intoSpool =
  (spool: Spool): Write =>
  (bytes, start, end) => {
    spool.write(bytes, start, end)
    return true
  }
