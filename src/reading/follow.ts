// Logs shown as they are, and then as they grow. What there is at the beginning comes in the
// order of time, as reading does it; after that, each line when it has come. Lines of several
// logs that have come since the last look are merged, and none waits for a quiet log.
//
// Looks are a pace apart, so that a busy log costs no more than its lines do; what was shown
// goes out after each.

import { compareInstants, type Instant, later } from '../time/clock.js'
import type { Dialect } from '../time/tai64n.js'
import type { Cursor } from './cursor.js'
import { CursorKeeper } from './cursor-keeper.js'
import { LastLines } from './ends.js'
import { BLOCK, FollowedLogs, type FollowedWorld } from './followed-logs.js'
import type { Log } from './log.js'
import { choosing, type ReadPlan, type Rendering, renderingOf } from './read.js'
import type { Write } from './shown.js'
import type { Source, Span } from './source.js'
import { type Fill, type Taker, tell } from './timeline.js'

/** What is to be followed, and how it is shown. */
export type FollowPlan = Pick<
  ReadPlan,
  'span' | 'form' | 'dialect' | 'first' | 'last' | 'match' | 'ending'
> & {
  /** What is asked for of logs that are found after the beginning. */
  readonly spanLater: (dialect: Dialect) => Span
  /** Control bytes are shown as marks. */
  readonly visible?: boolean
  /** Before and behind a time. */
  readonly time?: readonly [Buffer, Buffer]
  /** What stands before the texts of a log, no longer than NAME_ROOM; nothing where it is one alone. */
  readonly nameOf?: (log: Log, index: number) => Buffer
  /**
   * Where to go on; a log it knows nothing of is read as the plan says otherwise. Then, and
   * where somebody is told what was passed, a last line is not shown without its end.
   */
  readonly after?: Cursor
}

/** What following needs of its surroundings. */
type FollowWorld = FollowedWorld & {
  readonly write: Write
  /** Resolves after so many milliseconds, and sooner after `wake` or where the end is asked for. */
  readonly sleep: (milliseconds: number) => Promise<void>
  /** Lets others have their turn. */
  readonly turn: () => Promise<void>
  /** Resolves when what was written has gone, or the end is asked for; undefined where it has. */
  readonly going: () => Promise<void> | undefined
  /** Whether nobody wants any more: somebody asked for the end, or what is shown is not read. */
  readonly ended: () => boolean
  readonly clock: { wall(): Instant; monotonic(): number }
  /**
   * Told where reading is to go on: when it has moved, once a second at most, all that was
   * written by then having gone; and at the end.
   */
  readonly passed?: (cursor: Cursor) => void
}

/** Bytes of a name at most. */
export const NAME_ROOM = 1 << 13

/** Milliseconds from one look to the next, and between turns of others. */
const PACE = 20

/** For so long after the last moment asked for its lines are waited for, in nanoseconds. */
const GRACE = 1e9

/** Shows logs until the end is asked for, or no more; resolves with whether anything was chosen. */
export const followLogs = (plan: FollowPlan, world: FollowWorld): Promise<boolean> =>
  new Following(plan, world).run()

class Following {
  readonly #plan: FollowPlan
  readonly #world: FollowWorld
  readonly #logs: FollowedLogs
  readonly #rendering: Rendering
  readonly #take: Taker
  readonly #found: () => boolean
  readonly #keeper: CursorKeeper
  /** Where shown lines go: at first to those of which the last are kept. */
  #write: Write
  #wanted = true

  constructor(plan: FollowPlan, world: FollowWorld) {
    const { time, visible = false, nameOf, dialect } = plan
    const after = plan.after ?? (world.passed && new Map())
    this.#plan = plan
    this.#world = world
    this.#write = world.write
    // By source. Until the first is known: the longest there may be, for room.
    const names: Buffer[] = nameOf ? [Buffer.alloc(NAME_ROOM)] : []
    const name = (log: Log, source: number): void => {
      if (nameOf) names[source] = nameOf(log, source)
    }
    this.#logs = new FollowedLogs(dialect, name, world, after)
    this.#keeper = new CursorKeeper(this.#logs, world)
    const dress = { visible, ...(time && { time }), names }
    const write: Write = (bytes, start, end) => this.#write(bytes, start, end)
    this.#rendering = renderingOf({ ...plan, dress }, BLOCK, world.localTime, write)
    const [take, found] = choosing(plan, this.#rendering)
    this.#take = this.#logs.watch(take)
    this.#found = found
  }

  async run(): Promise<boolean> {
    const { ended, clock, going } = this.#world
    await this.#showPast()
    const wasCut = ended()
    while (this.#wanted && !ended()) {
      const isLast = this.#isOver()
      const now = clock.monotonic()
      await this.#logs.find(now, this.#plan.spanLater)
      const fresh = await this.#logs.fresh(isLast ? Number.POSITIVE_INFINITY : now)
      const caughtUp = fresh.length === 0
      if (!caughtUp) await this.#show(fresh, now + PACE)
      else if (isLast) break
      await this.#keeper.keep()
      await this.#rest(caughtUp, now)
    }
    // The last lines of logs, which have no end.
    if (this.#wanted && !wasCut && !this.#logs.areKept)
      await this.#show(this.#logs.end(), clock.monotonic() + PACE)
    this.#rendering.renderer.finish()
    await going()
    await this.#keeper.end()
    this.#logs.close()
    return this.#found()
  }

  /** Shows what there is at the beginning, all of it in order. */
  async #showPast(): Promise<void> {
    const { span, first, last, match, ending } = this.#plan
    const { clock, write } = this.#world
    const kept = last === undefined ? undefined : new LastLines(last, ending)
    if (kept) this.#write = kept.write
    await this.#logs.find(clock.monotonic(), span)
    // The very last line may have no end, and is not shown then.
    const limits = {
      ...(first !== undefined && { first }),
      ...(last !== undefined && { last: last + 1 }),
      ...(match && { match }),
    }
    const sources = await this.#logs.fresh(clock.monotonic(), limits)
    this.#wanted = await tell(sources, this.#take, this.#breathing(kept === undefined))
    this.#rendering.shown.flush()
    this.#write = write
    kept?.finish(write)
  }

  /** Fills, and lets others have their turn now and then. `isShown`: what was passed is. */
  #breathing(isShown: boolean): Fill {
    const { clock, going, ended } = this.#world
    const fill: Fill = (source) => (ended() ? false : source.fill())
    let due = clock.monotonic() + PACE
    return (source) => {
      const gone = going()
      if (gone) return gone.then(() => fill(source))
      if (clock.monotonic() < due) return source.fill()
      due = clock.monotonic() + PACE
      return this.#breathe(isShown).then(() => fill(source))
    }
  }

  async #breathe(isShown: boolean): Promise<void> {
    const { clock, turn } = this.#world
    await turn()
    if (!isShown || clock.monotonic() < this.#keeper.due) return
    this.#rendering.shown.flush()
    await this.#keeper.keep()
  }

  /** Shows what has come of some logs, until it is time to look at others. */
  async #show(sources: readonly Source[], due: number): Promise<void> {
    const { clock, going } = this.#world
    const { shown } = this.#rendering
    const cut = new Set<Source>()
    const fill: Fill = (source) => {
      if (clock.monotonic() < due || source.stream.open) return source.fill()
      cut.add(source)
      return false
    }
    this.#wanted = await tell(sources, this.#take, fill)
    this.#logs.postpone(cut)
    shown.flush()
    await going()
    this.#wanted &&= shown.wanted
  }

  /** The last moment asked for has passed. */
  #isOver(): boolean {
    const now = this.#world.clock.wall()
    const ends = (['djb', 'tai'] as const).map((dialect) => this.#plan.span(dialect).until)
    return ends.every((end) => end && compareInstants(later(end, GRACE), now) < 0)
  }

  /** Waits until it is time for another look. */
  async #rest(caughtUp: boolean, since: number): Promise<void> {
    const { clock, sleep, ended } = this.#world
    const until = async (due: number, isEnough: () => boolean): Promise<void> => {
      for (let left = due - clock.monotonic(); left > 0 && !ended() && !isEnough(); ) {
        await sleep(left)
        left = due - clock.monotonic()
      }
    }
    await until(since + PACE, () => false)
    if (!caughtUp) return
    this.#logs.idle = true
    const due = Math.min(this.#logs.due, this.#keeper.due)
    await until(due, () => this.#logs.due === 0)
    this.#logs.idle = false
  }
}
