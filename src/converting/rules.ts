// By which rule the labels of each file count. A log may have files of both, where its script
// was changed or a part of it was converted; so every file is asked by itself, as dialect.ts
// asks a log: the last label in it is about as old as the file. Only a label tells: a date says
// nothing of what is in a name.
//
// A file without labels in its end has the rule of the others: that of their lines, and of all
// names beside the times of their files. These may be apart, where a log was idle before it
// was rotated; so they must agree, or nobody can tell.

import { lineEnd } from '../lines.js'
import { type Content, type ContentWorld, openContent } from '../reading/content.js'
import { labelOf, ruleBeside } from '../reading/dialect.js'
import type { PlacedFile } from '../reading/log.js'
import { STAMP_ROOM, Stamps } from '../reading/stamps.js'
import type { Instant } from '../time/clock.js'
import { type Dialect, LABEL_LENGTH } from '../time/tai64n.js'
import { universalTime } from '../time/universal-time.js'
import { Zone } from '../time/zone.js'

const AT = 0x40
const BLANK = 0x20
const LINE_FEED = 0x0a

/** Bytes of a file's end in which labels are looked for. */
const LOOK = 1 << 16

/** The rule somebody says labels count by, and the one they shall count by. */
type Said = { readonly dialect: Dialect | 'auto'; readonly to?: Dialect }

/**
 * The rules of files, in their order; undefined where one cannot be told. What is said holds,
 * but for a file that is plainly what it shall become: an earlier run has converted it.
 */
export const rulesOf = async (
  files: readonly PlacedFile[],
  { dialect, to }: Said,
  world: ContentWorld,
): Promise<readonly Dialect[] | undefined> => {
  const quiet = { ...world, report: () => undefined }
  const bytes = Buffer.allocUnsafeSlow(2 * LOOK + STAMP_ROOM)
  const asked: (Instant | undefined)[] = []
  for (const file of files) asked.push(await lastLabel(file, bytes, quiet))
  const told = files.map((file, k) => ruleBeside(asked[k], file, world.files))
  if (dialect !== 'auto') return told.map((rule) => (rule === to && rule) || dialect)
  const named = files.map((file) => ruleBeside(labelOf(file), file, world.files))
  const all = new Set([...told, ...named].filter((rule) => rule !== undefined))
  const [agreed] = all.size === 1 ? all : []
  const labelled = files.some((file, k) => asked[k] || labelOf(file))
  const rules = told.map((rule) => rule ?? agreed ?? (labelled ? undefined : 'djb'))
  return rules.every((rule) => rule !== undefined) ? rules : undefined
}

/** The last label of a line in a file's end, by djb's rule. */
const lastLabel = async (
  file: PlacedFile,
  bytes: Buffer,
  world: ContentWorld,
): Promise<Instant | undefined> => {
  const size = world.files.stateOf(file.path)?.size ?? 0
  // Of a compressed file no offset is taken, and all of it is read.
  const content = openContent(file, world, Math.max(0, size - LOOK))
  if (!content) return undefined
  try {
    return lastLabelIn(bytes, await endOf(content, bytes))
  } finally {
    content.close()
  }
}

/** Reads all there is, and keeps the last of it: so many bytes from the buffer's beginning. */
const endOf = async (content: Content, bytes: Buffer): Promise<number> => {
  let have = 0
  for (;;) {
    const count = await content.read(bytes, have, 2 * LOOK)
    if (count === 0) return have
    have += count
    if (have < 2 * LOOK) continue
    bytes.copyWithin(0, LOOK, have)
    have -= LOOK
  }
}

const lastLabelIn = (bytes: Buffer, end: number): Instant | undefined => {
  const view = new DataView(bytes.buffer)
  const stamps = new Stamps(bytes, 'djb', new Zone(universalTime))
  bytes.fill(LINE_FEED, end)
  let last: Instant | undefined
  // The first line may be the rest of one; then what looks like a label in it is overruled.
  for (let at = 0; at < end; at = lineEnd(view, at))
    if (bytes[at] === AT && stamps.read(at) > 0 && bytes[at + LABEL_LENGTH] === BLANK)
      last = stamps.instant
  return last
}
