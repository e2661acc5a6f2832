// Where reading goes on: the place a position tells of, in the log as it is now. Since then
// `current` may have become an archive, archives may have been compressed, made into something
// else by a processor, or deleted.
//
// Archives keep their order, so ours is the first file that is not before the place. Whether it
// is, its bytes say. If they do not, nothing behind it is ours, unless a clock was set back; so
// other files are believed only on evidence that others would not give. Lines of many files may
// begin with the same bytes: a few of them, without a stamp, are no evidence.
//
// If none is ours, it was deleted, or is the first one with other content. Then reading goes on
// in that, with the first line that is not older than the last one passed, to the second: what
// a processor writes may be of a lesser precision. Some lines may come again, and none is left
// out unless its clock was set back just there.

import { resolve } from 'node:path'
import { type ByteString, toBytes } from '../bytes.js'
import type { Fault } from '../fault/fault.js'
import { lineEnd } from '../lines.js'
import { compareInstants, type Instant } from '../time/clock.js'
import type { ContentWorld } from './content.js'
import { type Cursor, type Position, printLength } from './cursor.js'
import { isPlace } from './fingerprint.js'
import type { Log, PlacedFile } from './log.js'
import { namedBy } from './log-files.js'
import { stateNow } from './looks.js'
import { FoundFiles, type Place } from './order.js'
import type { Reckoning } from './seek.js'
import { STAMP_ROOM, Stamps } from './stamps.js'
import { LogStream } from './stream.js'

/** So many bytes before a place tell it from others, stamps or not. */
const TELLING = 1024

/** Bytes read at a time to find a moment. */
const BLOCK = 1 << 16

/** Where to go on, and what is to be told of it: what may be missing, or come again. */
type Resumed = { readonly place: Place; readonly fault?: Fault }

/** Where to go on in a log, and tells what is to be told; undefined where `after` has nothing of it. */
export const resumed = async (
  after: Cursor,
  log: Log,
  reckoning: Reckoning,
  world: ContentWorld,
): Promise<Place | undefined> => {
  const position = after.get(resolve(log.path))
  if (!position) return undefined
  const { place, fault } = await findPlace(position, log, reckoning, world)
  if (fault) world.report(fault)
  return place
}

/** Finds a position in a log. Behind all files, if all of them are before it. */
const findPlace = async (
  position: Position,
  log: Log,
  reckoning: Reckoning,
  world: ContentWorld,
): Promise<Resumed> => {
  const { files } = log
  const found = files.findIndex((file) => !isBefore(file, position))
  const first = found < 0 ? files.length : found
  const own = Math.min(files.length, first + (position.leftovers ?? 0))
  // Where nothing had been read of a file, the order is all there is to know it by.
  const numbers = position.offset === 0 ? [] : [...files.keys()]
  const rest = [...numbers.slice(own), ...numbers.slice(0, own).reverse()]
  for (const k of rest) {
    const file = files[k] as PlacedFile
    const near = k >= first && k <= own
    const believed = near ? isLikely(position, files, k, world) : position.stamp !== undefined
    if (believed && (await isPlace(file, position, world)))
      return { place: { file: k, offset: position.offset } }
  }
  if (isNext(files, own, position)) return instead(position, log, own, reckoning, world)
  return instead(position, log, first, reckoning, world)
}

/** Whether a file was written before the one of a position. */
const isBefore = ({ named }: PlacedFile, { file, after }: Position): boolean => {
  const own = namedBy(file)
  const other = own ?? (after === undefined ? undefined : namedBy(after))
  if (!named || !other) return false
  const order = compareInstants(named.instant, other.instant)
  return own ? order < 0 : order <= 0
}

/** Whether a file that is where a position's must be is that, if its bytes agree. */
const isLikely = (
  position: Position,
  files: readonly PlacedFile[],
  k: number,
  world: ContentWorld,
): boolean =>
  position.stamp !== undefined ||
  printLength(position.tail) >= TELLING ||
  isNext(files, k, position) ||
  identityOf(files[k], world) === position.identity

/** Whether a file must be the one of a position, or made from it: its neighbours say so. */
const isNext = (
  files: readonly PlacedFile[],
  k: number,
  { file, after, leftovers = 0 }: Position,
): boolean => {
  const same = (name: ByteString, other: PlacedFile | undefined): boolean => {
    const named = namedBy(name)
    return named && other?.named
      ? compareInstants(named.instant, other.named.instant) === 0
      : name === other?.name
  }
  return after === undefined
    ? namedBy(file) !== undefined && same(file, files[k])
    : same(after, files[k - 1 - leftovers])
}

const identityOf = (file: PlacedFile | undefined, { files }: ContentWorld): string | undefined =>
  file && stateNow(file, files)?.identity

/** Where to go on when no file is that of the position. */
const instead = async (
  position: Position,
  log: Log,
  number: number,
  reckoning: Reckoning,
  world: ContentWorld,
): Promise<Resumed> => {
  const { files } = log
  const file = files[number]
  const place = { file: number, offset: 0 }
  const changed = isNext(files, number, position)
  if (position.offset === 0) {
    const unknown = position.after === undefined && namedBy(position.file) === undefined
    const known = unknown || identityOf(file, world) === position.identity
    if (changed || (known && position.leftovers === undefined)) return { place }
  }
  if (!file) return { place, fault: gone(position, log) }
  const fault: Fault = changed
    ? { operation: 'changed-log', file: file.path }
    : gone(position, log, file)
  const moment = momentOf(position, reckoning)
  if (!moment || (!changed && namedBy(position.file))) return { place, fault }
  const offset = await firstFrom(moment, { ...log, files: [file] }, reckoning, world)
  return { place: { file: number, offset }, fault }
}

const gone = ({ file }: Position, { files, path }: Log, next?: PlacedFile): Fault => {
  const directory = files[0] ? files[0].path.slice(0, -files[0].name.length) : `${path}/`
  return { operation: 'gone-log', file: `${directory}${file}`, ...(next && { to: next.name }) }
}

/** The second of the last stamp before a position. */
const momentOf = ({ stamp }: Position, { dialect, zone }: Reckoning): Instant | undefined => {
  if (stamp === undefined) return undefined
  const stamps = new Stamps(
    Buffer.concat([toBytes(stamp), Buffer.alloc(STAMP_ROOM)]),
    dialect,
    zone,
  )
  return stamps.read(0) > 0 ? { seconds: stamps.seconds, nanoseconds: 0 } : undefined
}

/** Where in a log of one file the lines of `moment` or later begin; 0 if all do, or none tells. */
const firstFrom = async (
  moment: Instant,
  log: Log,
  reckoning: Reckoning,
  world: ContentWorld,
): Promise<number> => {
  const order = new FoundFiles(log, 0, world.files)
  const stream = new LogStream(log, BLOCK, { ...reckoning, order, offset: 0 }, world)
  const { stamps, view } = stream
  let offset = 0
  /** The line before was older. */
  let older = false
  const pass = (at: number): void => {
    if (older) offset = stream.placeOf(at)?.offset ?? 0
    older = false
  }
  const seek = (): boolean => {
    const { start, end, continued } = stream
    for (let at = continued ? lineEnd(view, start) : start; at < end; at = lineEnd(view, at)) {
      pass(at)
      if (stamps.read(at) === 0) continue
      older = compareInstants(stamps, moment) < 0
      if (!older) return true
    }
    return false
  }
  let found = false
  while (!found && (await stream.fill())) found = seek()
  if (!found) pass(stream.start)
  stream.close()
  return offset
}
