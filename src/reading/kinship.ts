// Whether an archive was made of a file that was read before it had an archive's name, and is
// another file: by a processor, or a compressor.
//
// What begins as that file does was made of it. What does not may have been made by a
// processor that changes lines: then its first stamp is one of that file, or at least none
// behind it.

import type { ByteString } from '../bytes.js'
import { codeOf } from '../fault/fault.js'
import { compareInstants, type Instant } from '../time/clock.js'
import type { Zone } from '../time/zone.js'
import { formatOf } from './content.js'
import type { Files } from './files.js'
import { inflatedHead } from './gzip-content.js'
import { whileOpen } from './looks.js'
import { STAMP_ROOM, Stamps } from './stamps.js'

const LINE_FEED = 0x0a

/** Bytes that are compared. */
const HEAD = 4096
/** Bytes of an end among which the last stamp is looked for. */
const TAIL = 1 << 16

/** `gone`: there is no such archive any more. */
type Kinship = 'made' | 'other' | 'unknown' | 'gone'

/** Whether the archive at `path` was made of the open file `original`. */
export const kinship = (path: ByteString, original: number, files: Files, zone: Zone): Kinship => {
  const archived = headAt(path, files)
  if (!archived) return 'gone'
  const own = headOf(original, files)
  const common = Math.min(archived.length, own.length)
  if (own.length === 0) return archived.length === 0 ? 'made' : 'other'
  if (common > 0 && archived.subarray(0, common).equals(own.subarray(0, common))) return 'made'
  const moment = stampsIn(archived, zone)[0]
  const first = stampsIn(own, zone)[0]
  const last = stampsIn(tailOf(original, files), zone).at(-1) ?? first
  if (!moment || !first || !last) return 'unknown'
  const within = compareInstants(first, moment) <= 0 && compareInstants(moment, last) <= 0
  return within ? 'made' : 'other'
}

const headAt = (path: ByteString, files: Files): Buffer | undefined => {
  try {
    return whileOpen({ path }, files, (descriptor) => headOf(descriptor, files))
  } catch (error) {
    // What cannot be read tells nothing.
    return codeOf(error) === 'ENOENT' ? undefined : Buffer.alloc(0)
  }
}

/** The first bytes that were logged in a file; none where its format is foreign. */
const headOf = (descriptor: number, files: Files): Buffer => {
  const head = Buffer.alloc(HEAD)
  const bytes = head.subarray(0, files.read(descriptor, head, 0, HEAD, 0))
  const format = formatOf(descriptor, files)
  if (format === 'gzip') return inflatedHead(bytes).subarray(0, HEAD)
  return format === 'plain' ? bytes : bytes.subarray(0, 0)
}

const tailOf = (descriptor: number, files: Files): Buffer => {
  const tail = Buffer.alloc(TAIL)
  const { size } = files.state(descriptor)
  return tail.subarray(0, files.read(descriptor, tail, 0, TAIL, Math.max(0, size - TAIL)))
}

const stampsIn = (part: Buffer, zone: Zone): Instant[] => {
  const bytes = Buffer.concat([part, Buffer.alloc(STAMP_ROOM)])
  const stamps = new Stamps(bytes, 'djb', zone)
  const found: Instant[] = []
  for (let at = 0; at < part.length; ) {
    if (stamps.read(at) > 0) found.push(stamps.instant)
    const next = part.indexOf(LINE_FEED, at)
    if (next < 0) break
    at = next + 1
  }
  return found
}
