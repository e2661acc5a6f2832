// By what a place in a file is known again: its first bytes and those before the place, as
// they were logged.

import { createHash } from 'node:crypto'
import { type ByteString, fromBytes } from '../bytes.js'
import { type ContentWorld, openContent } from './content.js'
import { type Position, type Print, printLength } from './cursor.js'
import type { PlacedFile } from './log.js'
import type { Reckoning } from './seek.js'
import { STAMP_ROOM, Stamps } from './stamps.js'

const LINE_FEED = 0x0a

/** Of so many bytes a print is taken at most. */
const PRINTED = 4096

/** What is known of a place, from the file it is in. */
export type Evidence = Pick<Position, 'head' | 'tail' | 'stamp'> & {
  /** Nothing is behind it. */
  readonly last: boolean
}

/** Looks at the place `offset` in a file; undefined where there is no such place any more. */
export const evidenceAt = async (
  file: PlacedFile,
  offset: number,
  reckoning: Reckoning,
  world: ContentWorld,
): Promise<Evidence | undefined> => {
  const from = Math.max(0, offset - PRINTED)
  const head = await bytesIn(file, 0, PRINTED, world)
  const around = await bytesIn(file, from, offset + 1, world)
  if (!head || !around || around.length < offset - from) return undefined
  const tail = around.subarray(0, offset - from)
  const stamp = lastStamp(tail, from === 0, reckoning)
  return {
    head: printOf(head),
    tail: printOf(tail),
    ...(stamp !== undefined && { stamp }),
    last: around.length === tail.length,
  }
}

/** Whether a place in a file is the one that prints were taken at. */
export const isPlace = async (
  file: PlacedFile,
  { offset, head, tail }: Position,
  world: ContentWorld,
): Promise<boolean> => {
  const first = await bytesIn(file, 0, printLength(head), world)
  if (!first || head === undefined || printOf(first) !== head) return false
  const before = await bytesIn(file, offset - printLength(tail), offset, world)
  return before !== undefined && printOf(before) === tail
}

const printOf = (bytes: Uint8Array): Print =>
  `${bytes.length}:${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}`

/** What a file holds from one offset to another, or to its end; undefined if it cannot be read. */
const bytesIn = async (
  file: PlacedFile,
  from: number,
  to: number,
  world: ContentWorld,
): Promise<Buffer | undefined> => {
  const quietly = { files: world.files, report: (): void => undefined }
  // However far it is to be read.
  const { end: _, ...whole } = file
  const content = openContent(whole, quietly, from)
  if (content?.offset !== from) {
    content?.close()
    return undefined
  }
  const bytes = Buffer.alloc(to - from)
  let end = 0
  while (end < bytes.length) {
    const count = await content.read(bytes, end, bytes.length)
    if (count === 0) break
    end += count
  }
  content.close()
  return bytes.subarray(0, end)
}

/** The stamp of the last line that has one; `whole`: the first of them is a line's beginning. */
const lastStamp = (
  lines: Buffer,
  whole: boolean,
  { dialect, zone }: Reckoning,
): ByteString | undefined => {
  const bytes = Buffer.concat([lines, Buffer.alloc(STAMP_ROOM)])
  const stamps = new Stamps(bytes, dialect, zone)
  for (let at = lines.length; at > 0; ) {
    at = at > 1 ? lines.lastIndexOf(LINE_FEED, at - 2) + 1 : 0
    const length = at > 0 || whole ? stamps.read(at) : 0
    if (length > 0) return fromBytes(bytes.subarray(at, at + length))
  }
  return undefined
}
