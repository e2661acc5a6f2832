// The logs that are followed: found as they come, looked at when it is time to, and opened once
// there is a line by which one can tell how its labels count.

import type { ByteString } from '../bytes.js'
import type { Dialect } from '../time/tai64n.js'
import { Zone } from '../time/zone.js'
import type { ContentWorld } from './content.js'
import { Followed, hasLine, type Watch } from './followed.js'
import { LiveLog } from './live-log.js'
import { closeLog, type Log } from './log.js'
import { beginning, type ReadPlan, type ReadWorld, told } from './read.js'
import { Seeker } from './seek.js'
import { Source } from './source.js'
import { LogStream } from './stream.js'

/** Of what there is at the beginning, so many lines. */
export type Limits = Pick<ReadPlan, 'first' | 'last' | 'match'>

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

export class FollowedLogs {
  /** Nobody is at work, who would see a change anyway. */
  idle = false
  readonly #world: FollowedWorld
  readonly #dialect: Dialect | 'auto'
  readonly #name: (log: Log, source: number) => void
  readonly #zone: Zone
  readonly #logs: Followed[] = []
  #sources = 0
  #findDue = 0

  /** `name` is told of each log that is opened, and of the number of its source. */
  constructor(
    dialect: Dialect | 'auto',
    name: (log: Log, source: number) => void,
    world: FollowedWorld,
  ) {
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

  close(): void {
    for (const log of this.#logs) log.close()
  }

  /** Begins to read a log, if there is a line by which one can tell how its labels count. */
  async #open(followed: Followed, limits: Limits, counting: ByteString[]): Promise<void> {
    const world = this.#world
    const zone = this.#zone
    const log = followed.take()
    if (!log) return
    const asked = this.#dialect
    const known = asked === 'auto' ? told(log, zone, world) : asked
    if (!known && !hasLine(log, world.files)) {
      closeLog(log, world.files)
      return
    }
    const dialect = known ?? 'djb'
    if (asked === 'auto' && dialect === 'tai') counting.push(log.path)
    const span = followed.spanOf(dialect)
    const place = await beginning(limits, span, new Seeker(log, { dialect, zone }, world))
    const order = new LiveLog(log, place.file, zone, world)
    const reading = { dialect, zone, order, offset: place.offset }
    const stream = new LogStream(log, BLOCK, reading, order.world)
    const source = new Source(stream, this.#sources++, span)
    this.#name(log, source.index)
    followed.reader = { live: order, source }
  }
}
