// A log in numbers: how much there is of it, from when to when, and how fast it grows.
//
// Nothing is read but what the numbers need: the first stamp of the first file, the last one of
// the last. Lines are counted in samples, the beginnings of some files, and reckoned by their
// mean length in the rest; what an archive inflates to, its last bytes say. Or all is read.
//
// Where there are no stamps, the first moment known is the end of the first file, by its name
// or its last change; then that file counts for no rate.

import { lineEnd } from '../lines.js'
import { type ContentWorld, openContent } from '../reading/content.js'
import { dialectOf } from '../reading/dialect.js'
import type { Log, PlacedFile } from '../reading/log.js'
import { momentIn } from '../reading/log-files.js'
import { changeOf } from '../reading/looks.js'
import { Seeker } from '../reading/seek.js'
import { STAMP_ROOM, Stamps } from '../reading/stamps.js'
import type { Instant } from '../time/clock.js'
import type { Dialect } from '../time/tai64n.js'
import type { Zone } from '../time/zone.js'
import {
  LOOK,
  linesIn,
  loggedIn,
  type Measured,
  meanOf,
  measure,
  sampled,
  sum,
} from './sampling.js'

/** A moment, and what tells it: a line's stamp, an archive's name, or a file's last change. */
export type Moment = Instant & { readonly by: 'stamp' | 'name' | 'change' }

/** A log in numbers. */
export type Survey = {
  readonly files: number
  /** On disk. */
  readonly bytes: number
  /** As they were logged. */
  readonly logged: number
  readonly lines: number
  /** All was read; otherwise `lines` is reckoned, and `logged` where archives are compressed. */
  readonly counted: boolean
  readonly first?: Moment
  readonly last?: Moment
  /** A minute, between the two moments; none where they are less than a second apart. */
  readonly rates?: { readonly lines: number; readonly bytes: number }
  /** The newest archive's moment. */
  readonly rotated?: Instant
  /** How labels count; undefined where nobody can tell, or there are none. */
  readonly dialect?: Dialect
  /** Archives `.u`. */
  readonly unprocessed: number
}

/** Measures a log. `count`: all is read. What cannot be read is reported. */
export const survey = async (
  log: Log,
  zone: Zone,
  world: ContentWorld,
  count: boolean,
): Promise<Survey> => {
  const { files } = world
  const told = dialectOf(log, zone, files)
  const dialect = told ?? 'djb'
  const measured = log.files.flatMap((file) => measure(file, files) ?? [])
  const samples = await sampled(measured, world, count)
  const rest = meanOf([...samples.values()])
  const lines = measured.map((each) => linesIn(each, samples.get(each.file), rest))
  const logged = measured.map((each) => loggedIn(each, samples.get(each.file)))
  const first = await firstOf(measured, dialect, zone, world)
  const last = lastOf(measured, new Seeker(log, { dialect, zone }, world), dialect)
  // Without a stamp the first moment is the end of the first file.
  const from = first && first.by !== 'stamp' ? 1 : 0
  const minutes = first && last ? (last.seconds - first.seconds) / 60 : 0
  const newest = log.files.findLast(({ role }) => role === 'archive')
  const rotated = newest?.named && momentIn(newest.named, dialect)
  return {
    files: measured.length,
    bytes: sum(measured.map(({ state }) => state.size)),
    logged: sum(logged),
    lines: Math.round(sum(lines)),
    counted: measured.every(({ file }) => samples.get(file)?.all === true),
    ...(first && { first }),
    ...(last && { last }),
    ...(minutes >= 1 / 60 && {
      rates: { lines: sum(lines.slice(from)) / minutes, bytes: sum(logged.slice(from)) / minutes },
    }),
    ...(rotated && { rotated }),
    ...(told && { dialect: told }),
    unprocessed: log.files.filter(({ name }) => /\.u(\.|$)/.test(name)).length,
  }
}

const LINE_FEED = 0x0a

const firstOf = async (
  measured: readonly Measured[],
  dialect: Dialect,
  zone: Zone,
  world: ContentWorld,
): Promise<Moment | undefined> => {
  const [first] = measured.filter(({ state }) => state.size > 0)
  if (!first) return undefined
  const stamp = await firstStamp(first.file, dialect, zone, world)
  return stamp ? { ...stamp, by: 'stamp' } : endOf(first, dialect)
}

const firstStamp = async (
  { descriptor: _, ...file }: PlacedFile,
  dialect: Dialect,
  zone: Zone,
  world: ContentWorld,
): Promise<Instant | undefined> => {
  const content = openContent(file, { ...world, report: () => undefined })
  if (!content) return undefined
  const block = Buffer.allocUnsafeSlow(LOOK + STAMP_ROOM)
  const stamps = new Stamps(block, dialect, zone)
  const came = await content.read(block, 0, LOOK)
  content.close()
  block[came] = LINE_FEED
  const view = new DataView(block.buffer)
  for (let at = 0; at < came; at = lineEnd(view, at)) if (stamps.read(at) > 0) return stamps.instant
  return undefined
}

const lastOf = (
  measured: readonly Measured[],
  seeker: Seeker,
  dialect: Dialect,
): Moment | undefined => {
  const last = measured.findLast(({ state }) => state.size > 0)
  if (!last) return undefined
  const stamp = seeker.lastStamp(last.file)
  return stamp ? { ...stamp, by: 'stamp' } : endOf(last, dialect)
}

/** When a file ended: by its name where it is an archive, else by its last change. */
const endOf = ({ file, state }: Measured, dialect: Dialect): Moment => {
  const { named } = file
  if (named && named.by !== 'seconds') return { ...momentIn(named, dialect), by: 'name' }
  return { ...changeOf(state), by: 'change' }
}
