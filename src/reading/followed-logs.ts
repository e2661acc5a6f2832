// The logs that are followed: found as they come, looked at when it is time to, and opened once
// there is a line by which one can tell how its labels count.

import { resolve } from 'node:path'
import type { ByteString } from '../bytes.js'
import type { Fault } from '../fault/fault.js'
import type { Dialect } from '../time/tai64n.js'
import { Zone } from '../time/zone.js'
import type { ContentWorld } from './content.js'
import type { Cursor } from './cursor.js'
import { dialectOf } from './dialect.js'
import type { Files } from './files.js'
import { Followed, hasLine, type Watch } from './followed.js'
import { KeptFiles } from './kept-files.js'
import { LiveLog } from './live-log.js'
import { closeLog, type Log, logAgain, opened } from './log.js'
import type { Place } from './order.js'
import { beginning, type ReadPlan, type ReadWorld } from './read.js'
import { resumed } from './resume.js'
import { Seeker } from './seek.js'
import { Source } from './source.js'
import { LogStream } from './stream.js'
import type { Taker } from './timeline.js'
import { Trail } from './trail.js'

/** Of what there is at the beginning, so many lines. */
type Limits = Pick<ReadPlan, 'first' | 'last' | 'match'>

/** What opening logs needs of its surroundings. */
export type FollowedWorld = ContentWorld &
  Pick<ReadWorld, 'localTime' | 'counts'> & {
    /** The logs that are there and were not given before. */
    readonly find: () => Promise<readonly Log[]>
    readonly watch: Watch
    readonly wake: () => void
    readonly clock: { monotonic(): number }
  }

/** Bytes read at a time of a log. */
export const BLOCK = 1 << 16

/** Milliseconds between looks for logs that have come. */
const FIND = 2000

/** Where to begin in a log is looked for so often at most, while names move. */
const LOOKS = 100

export class FollowedLogs {
  /** Nobody is at work, who would see a change anyway. */
  idle = false
  readonly #world: FollowedWorld
  readonly #dialect: Dialect | 'auto'
  readonly #name: (log: Log, source: number) => void
  readonly #zone: Zone
  readonly #after: Cursor | undefined
  readonly #logs: Followed[] = []
  readonly #trails = new Map<Source, Trail>()
  #sources = 0
  #findDue = 0

  /**
   * `name` is told of each log that is opened, and of the number of its source. `after`: where
   * to go on; with it, `cursor` tells where that is next.
   */
  constructor(
    dialect: Dialect | 'auto',
    name: (log: Log, source: number) => void,
    world: FollowedWorld,
    after?: Cursor,
  ) {
    this.#after = after
    this.#dialect = dialect
    this.#name = name
    this.#world = world
    this.#zone = new Zone(world.localTime)
  }

  /** When there is something to do, in monotonic milliseconds; 0 for at once. */
  get due(): number {
    return Math.min(this.#findDue, ...this.#logs.map(({ due }) => due))
  }

  /** Finds logs that have come, if it is time to. */
  async find(now: number, spanOf: Followed['spanOf']): Promise<void> {
    const { find, wake, clock, files } = this.#world
    if (now < this.#findDue) return
    const changed = (): void => {
      if (this.idle) wake()
    }
    for (const log of await find()) this.#logs.push(new Followed(log, spanOf, files, changed))
    this.#findDue = clock.monotonic() + FIND
  }

  /** Sources of which something new may have come. */
  async fresh(now: number, limits: Limits = {}): Promise<Source[]> {
    const fresh = this.#logs.filter((log) => log.look(now, this.#world.watch))
    const counting: ByteString[] = []
    for (const log of fresh) {
      log.more = false
      if (!log.reader) await this.#open(log, limits, counting)
    }
    if (counting.length > 0) this.#world.counts?.(counting)
    return fresh.flatMap(({ reader }) => reader?.source ?? [])
  }

  /** There is more in these than was read. */
  postpone(sources: ReadonlySet<Source>): void {
    for (const log of this.#logs) if (log.reader && sources.has(log.reader.source)) log.more = true
  }

  /** Waits for no more; gives all sources, which may have the beginning of a line left. */
  end(): Source[] {
    const readers = this.#logs.flatMap(({ reader }) => reader ?? [])
    for (const { live } of readers) live.over = true
    return readers.map(({ source }) => source)
  }

  /** Takes as `take` does, and keeps what was passed. */
  watch(take: Taker): Taker {
    if (!this.#after) return take
    return (run) => {
      const wanted = take(run)
      this.#trails.get(run.source)?.passed(run, wanted)
      return wanted
    }
  }

  /** Whether it is kept what was passed. */
  get areKept(): boolean {
    return this.#after !== undefined
  }

  /** Whether more was passed than the last cursor tells. */
  get haveMoved(): boolean {
    return [...this.#trails.values()].some(({ hasMoved }) => hasMoved)
  }

  /** The places of all logs behind what was passed, and those of logs that were not opened. */
  async cursor(): Promise<Cursor> {
    const cursor = new Map(this.#after)
    for (const [{ stream }, trail] of this.#trails) {
      const position = await trail.position()
      if (position) cursor.set(resolve(stream.log.path), position)
    }
    return cursor
  }

  close(): void {
    for (const log of this.#logs) log.close()
  }

  /** Begins to read a log, if there is a line by which one can tell how its labels count. */
  async #open(followed: Followed, limits: Limits, counting: ByteString[]): Promise<void> {
    const world = this.#world
    const zone = this.#zone
    const found = followed.take()
    if (!found) return
    const asked = this.#dialect
    const known = asked === 'auto' ? dialectOf(found, zone, world.files) : asked
    if (!known && !hasLine(found, world.files)) {
      closeLog(found, world.files)
      return
    }
    const dialect = known ?? 'djb'
    if (asked === 'auto' && dialect === 'tai') counting.push(found.path)
    const span = followed.spanOf(dialect)
    const reckoning = { dialect, zone }
    const after = this.#after
    const { log, place } = await this.#placed(
      found,
      async (log, looked) =>
        (after && (await resumed(after, log, reckoning, looked))) ??
        beginning(limits, span, new Seeker(log, reckoning, looked)),
    )
    const files = new KeptFiles(world.files)
    const live = new LiveLog(log, place.file, zone, this.#after ? { ...world, files } : world)
    const trail = this.#after && new Trail(live, log, files, reckoning, world)
    const reading = { ...reckoning, order: trail ?? live, offset: place.offset }
    const stream = new LogStream(log, BLOCK, reading, live.world)
    const source = new Source(stream, this.#sources++, span)
    this.#name(log, source.index)
    followed.reader = { live, source, ...(trail && { trail }) }
    if (!trail) return
    trail.stream = stream
    this.#trails.set(source, trail)
  }

  /**
   * Where to begin in a log, as it is now: the file of the place is open. Names may move while
   * it is looked for; then all is looked at again, before anything is told.
   */
  async #placed(
    found: Log,
    placeIn: (log: Log, looked: ContentWorld) => Promise<Place>,
  ): Promise<{ log: Log; place: Place }> {
    const world = this.#world
    let log = found
    for (let looks = 1; ; looks++) {
      // What is open is to be read on.
      const files = new KeptFiles(world.files)
      for (const { descriptor } of log.files) if (descriptor !== undefined) files.keep(descriptor)
      const faults: Fault[] = []
      const report = (fault: Fault): number => faults.push(fault)
      const place = await placeIn(log, { ...world, files, report })
      const open = withOpen(log, place.file, world.files)
      const now = open && faults.length === 0 ? undefined : logAgain(log, world.files)
      if (!now || looks === LOOKS || (open && namesIn(now) === namesIn(log))) {
        if (now) closeLog(now, world.files)
        for (const fault of faults) world.report(fault)
        return { log: open ?? log, place }
      }
      closeLog(open ?? log, world.files)
      log = now
    }
  }
}

/** A log, one file of which is open; undefined where that has another name by now. */
const withOpen = (log: Log, number: number, files: Files): Log | undefined => {
  const file = log.files[number]
  if (!file) return log
  const open = opened(file, files)
  return open && { ...log, files: log.files.with(number, open) }
}

const namesIn = ({ files }: Log): string => files.map(({ name }) => name).join('/')
