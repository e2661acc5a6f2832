// Patterns and batches written as byte strings.

import { type Batch, emptyBatch } from '../../src/batch.js'
import { type ByteString, toBytes } from '../../src/bytes.js'
import { fnmatchPattern } from '../../src/select/fnmatch.js'
import type { PatternMachine, Places } from '../../src/select/pattern.js'
import { starPattern } from '../../src/select/star.js'

export const star = (pattern: ByteString): PatternMachine => starPattern(toBytes(pattern))
export const fnmatch = (pattern: ByteString): PatternMachine => fnmatchPattern(toBytes(pattern))

/** Where a pattern stands after these bytes of a line. */
export const placesAfter = (machine: PatternMachine, line: ByteString): Places =>
  toBytes(line).reduce<Places>((places, byte) => machine.step(places, byte), machine.start)

export const matches = (machine: PatternMachine, line: ByteString): boolean =>
  machine.accepts(placesAfter(machine, line))

/**
 * A batch of `text`, whose lines have not been found yet. It does not begin at the front of
 * its buffer, and what lies around it looks like more of the first and last line.
 */
export const batchOf = (
  text: ByteString,
  { continued = false, open = false }: { continued?: boolean; open?: boolean } = {},
): Batch => {
  const around = 'x'.repeat(3)
  const bytes = toBytes(around + text + around)
  const batch = emptyBatch(bytes, bytes.length)
  batch.start = around.length
  batch.end = around.length + text.length
  return Object.assign(batch, { continued, open })
}
