// Bytes of lines put in place of others before anybody looks at them: what cannot be
// printed, and what the user names. Usually only the window a line is judged on is touched;
// the tail of a longer line goes as it came (`spec/svlogd.md §4.1`).

import { type Batch, findLines, lineStart } from '../batch.js'
import { type ByteString, toBytes } from '../bytes.js'
import { KernelReplacement } from '../kernel/replacement.js'

const TAB = 0x09
const LINE_FEED = 0x0a
const BLANK = 0x20
const TILDE = 0x7e

/** Which bytes are replaced by which. */
export type Replacement = {
  /** The byte that stands for every unprintable one. */
  readonly by: number
  /**
   * What counts as unprintable: all that is not printable ASCII (the default), or control
   * bytes alone, from 0 to 31 but for the tabulator (`spec/tinylog.md §2`).
   */
  readonly of?: 'unprintable' | 'controls'
  /** ... and for each of these. */
  readonly also: ByteString
  /** How far a line is touched: in its window (the default), or however long it is. */
  readonly within?: 'window' | 'line'
}

/** For each byte the one that takes its place. A line feed is never replaced. */
export const replacementTable = ({ by, of, also }: Replacement): Uint8Array => {
  const unprintable = (byte: number): boolean =>
    of === 'controls' ? byte < BLANK && byte !== TAB : byte < BLANK || byte > TILDE
  const table = Uint8Array.from({ length: 256 }, (_, byte) => (unprintable(byte) ? by : byte))
  for (const byte of toBytes(also)) table[byte] = by
  table[LINE_FEED] = LINE_FEED
  return table
}

/**
 * Replaces, in place, within the first `window` bytes of every line that begins in the batch;
 * where that is Infinity, in what goes on from the batch before too. All batches of one kernel
 * have one table.
 */
export const replace = (batch: Batch, window: number, table: Uint8Array): void => {
  findLines(batch)
  const { bytes, ends, lines, continued, kernel } = batch
  const first = continued && window < Number.POSITIVE_INFINITY ? 1 : 0
  if (kernel) {
    kernel.replacement ??= new KernelReplacement(kernel, table)
    kernel.replacement.replace(batch, first, window)
    return
  }
  for (let k = first; k < lines; k++) {
    const start = lineStart(batch, k)
    const end = Math.min(ends[k] as number, start + window)
    for (let at = start; at < end; at++) bytes[at] = table[bytes[at] as number] as number
  }
}

/** What a plan's replacement does to batches whose lines are judged on `window` bytes. */
export const replacing = (replacement: Replacement, window: number): ((batch: Batch) => void) => {
  const table = replacementTable(replacement)
  const reach = replacement.within === 'line' ? Number.POSITIVE_INFINITY : window
  return (batch) => replace(batch, reach, table)
}
