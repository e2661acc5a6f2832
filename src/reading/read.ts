// Logs read and shown as a plan says: streams from the right places, merged, chosen from,
// rendered, and written from the front or from the back.

import type { ByteString } from '../bytes.js'
import type { PatternMachine } from '../select/pattern.js'
import type { Dialect } from '../time/tai64n.js'
import { type LocalTime, Zone } from '../time/zone.js'
import { intoSpool, isBackwards, showBackwards } from './backwards.js'
import { First, Matching } from './choice.js'
import type { ContentWorld } from './content.js'
import type { Cursor } from './cursor.js'
import { dialectOf } from './dialect.js'
import { LastLines, type Spool, writeReversed } from './ends.js'
import type { Files } from './files.js'
import { headOf, type TimeForm } from './heads.js'
import { JSON_GROWTH, JSON_ROOM, JsonRenderer } from './json.js'
import type { Log } from './log.js'
import { FoundFiles, type Place } from './order.js'
import { Passage } from './passage.js'
import { Pieces } from './pieces.js'
import { RAW_ROOM, RawRenderer } from './raw-renderer.js'
import { type Dress, LineRenderer, type Renderer } from './renderer.js'
import { Seeker } from './seek.js'
import { Shown, type Write } from './shown.js'
import { Source, type Span } from './source.js'
import { LogStream, WINDOW_ROOM } from './stream.js'
import { type Taker, tell } from './timeline.js'

/** How lines are shown: a form of time, or as they are, or as JSON. */
export type Form = TimeForm | 'raw' | 'json'

/** What is to be read and how it is shown. */
export type ReadPlan = {
  readonly logs: readonly Log[]
  /** What is asked for of a log whose labels count so. */
  readonly span: (dialect: Dialect) => Span
  readonly form: Form
  /** How labels count; `auto` is what their logs tell, and djb's rule where they do not. */
  readonly dialect: Dialect | 'auto'
  /** So many lines at most: the first ones, or the last. */
  readonly first?: number
  readonly last?: number
  /** The latest line first. */
  readonly reverse: boolean
  /** What must be in a line's text. */
  readonly match?: PatternMachine
  /** What ends a line that is shown. */
  readonly ending: number
  readonly dress: Pick<Dress, 'time' | 'names' | 'visible'>
  /**
   * Where to go on; a log it knows nothing of is read as the plan says otherwise. Then, and
   * where somebody is told what was passed, lines are read that have their ends, and no others.
   */
  readonly after?: Cursor
  /** Bytes read at a time of each log, where that is not for the reader to choose. */
  readonly block?: number
}

/** What reading needs of its surroundings. */
export type ReadWorld = ContentWorld & {
  readonly localTime: LocalTime
  readonly write: Write
  /** A place to keep what is shown from the back. */
  readonly spool: () => Spool
  /** Told of logs whose labels were found to count leap seconds. */
  readonly counts?: (paths: readonly ByteString[]) => void
  /** Told at the end where reading is to go on. */
  readonly passed?: (cursor: Cursor) => void
}

/** Bytes read at a time: of one log, and of each of many. */
const BLOCK = { one: 1 << 17, many: 1 << 16 }

/** Reads and shows; resolves with whether anything was chosen. */
export const readLogs = async (plan: ReadPlan, world: ReadWorld): Promise<boolean> => {
  const passage =
    plan.after || world.passed ? new Passage(plan.after ?? new Map(), world) : undefined
  if (!passage && isBackwards(plan)) return readBackwards(plan, world)
  const sources = await openSources(plan, world, passage)
  const last = plan.last === undefined ? undefined : new LastLines(plan.last, plan.ending)
  const spool = plan.reverse ? world.spool() : undefined
  const write = spool ? intoSpool(spool) : (last?.write ?? world.write)
  const found = await show(sources, plan, { ...world, write }, passage)
  if (spool) {
    const count = plan.last ?? Number.POSITIVE_INFINITY
    writeReversed(spool, plan.ending, count, world.write)
    spool.close()
  } else last?.finish(world.write)
  const cursor = await passage?.end(sources)
  if (cursor) world.passed?.(cursor)
  return found
}

/** Shows all that sources have; resolves with whether anything was chosen. */
const show = async (
  sources: readonly Source[],
  plan: ReadPlan,
  { localTime, write }: Pick<ReadWorld, 'localTime' | 'write'>,
  passage?: Passage,
): Promise<boolean> => {
  const rendering = renderingOf(plan, blockOf(plan), localTime, write)
  const [take, found] = choosing(plan, rendering)
  await tell(sources, passage?.watch(take) ?? take)
  for (const { stream } of sources) stream.close()
  rendering.renderer.finish()
  return found()
}

/** As `readLogs`, of one log from its end. */
const readBackwards = async (plan: ReadPlan, world: ReadWorld): Promise<boolean> => {
  const zone = new Zone(world.localTime)
  const [dialect = 'djb'] = dialectsOf(plan, zone, world)
  const [log] = plan.logs as readonly [Log]
  const reckoning = { dialect, zone }
  const span = plan.span(dialect)
  const place = await beginning({}, span, new Seeker(log, reckoning, world))
  world.progress?.skipped(bytesBefore(log, place, world.files))
  const pieces = new Pieces(log, reckoning, blockOf(plan), world)
  await pieces.confine(span, place)
  const found = await showBackwards(pieces, plan, world, (source, write) =>
    show([source], plan, { ...world, write }),
  )
  return found || plan.match === undefined
}

/** What of a plan and of the world tells where reading begins. */
export type Opening = Pick<
  ReadPlan,
  'logs' | 'span' | 'dialect' | 'first' | 'last' | 'match' | 'block'
>
export type OpeningWorld = ContentWorld & Pick<ReadWorld, 'localTime' | 'counts'>

/** Streams that begin where something is asked for; who asks closes them. */
export const openSources = async (
  plan: Opening,
  world: OpeningWorld,
  passage?: Passage,
): Promise<Source[]> => {
  const zone = new Zone(world.localTime)
  const capacity = blockOf(plan)
  const dialects = dialectsOf(plan, zone, world)
  const sources: Source[] = []
  const contents = passage?.world ?? world
  for (const [k, found] of plan.logs.entries()) {
    const dialect = dialects[k] ?? 'djb'
    const reckoning = { dialect, zone }
    const log = (await passage?.enter(found, reckoning)) ?? found
    const span = plan.span(dialect)
    const { file, offset } =
      (await passage?.resume(log)) ??
      (await beginning(plan, span, new Seeker(log, reckoning, contents)))
    world.progress?.skipped(bytesBefore(log, { file, offset }, contents.files))
    const order = new FoundFiles(log, file, contents.files)
    const stream = new LogStream(log, capacity, { ...reckoning, order, offset }, contents)
    sources.push(new Source(stream, sources.length, span))
  }
  return sources
}

/** How the labels of each log count; the world is told of those that were found to count true. */
const dialectsOf = ({ logs, dialect }: Opening, zone: Zone, world: OpeningWorld): Dialect[] => {
  if (dialect !== 'auto') return logs.map(() => dialect)
  const found = logs.map((log) => dialectOf(log, zone, world.files) ?? 'djb')
  const counting = logs.filter((_, k) => found[k] === 'tai')
  if (counting.length > 0) world.counts?.(counting.map(({ path }) => path))
  return found
}

const blockOf = ({ block, logs }: Opening): number =>
  block ?? (logs.length > 1 ? BLOCK.many : BLOCK.one)

/** Where to begin: at the first moment asked for, or where the last lines are. */
export const beginning = async (
  { first, last, match }: Pick<ReadPlan, 'first' | 'last' | 'match'>,
  span: Span,
  seeker: Seeker,
): Promise<Place> => {
  const since = span.since ? seeker.since(span.since) : { file: 0, offset: 0 }
  // Which lines are the last ones is not known before they are chosen.
  if (last === undefined || first !== undefined || match || span.until) return since
  const tail = await seeker.last(last)
  return !span.since || seeker.isSince(tail, span.since) ? tail : since
}

const bytesBefore = ({ files }: Log, { file, offset }: Place, world: Files): number =>
  files.slice(0, file).reduce((sum, { path }) => sum + (world.stateOf(path)?.size ?? 0), offset)

/** What shows lines, and where they are put. */
export type Rendering = { readonly renderer: Renderer; readonly shown: Shown }

/** The renderer of a form, for windows of streams whose capacity is `block`. */
export const renderingOf = (
  { form, ending, dress }: Pick<ReadPlan, 'form' | 'ending' | 'dress'>,
  block: number,
  localTime: LocalTime,
  write: Write,
): Rendering => {
  const line = WINDOW_ROOM + block
  if (form === 'json') {
    const shown = new Shown(write, JSON_GROWTH * line + JSON_ROOM)
    return { renderer: new JsonRenderer(shown, ending), shown }
  }
  if (form === 'raw') {
    const shown = new Shown(write, RAW_ROOM)
    return { renderer: new RawRenderer(shown, ending, dress.visible), shown }
  }
  const head = headOf(form, localTime)
  const shown = new Shown(write, line + LineRenderer.room(head, dress))
  return { renderer: new LineRenderer(shown, head, { ...dress, ending }), shown }
}

/** Who takes the lines first, and whether any have been chosen in the end. */
export const choosing = (
  plan: Pick<ReadPlan, 'first' | 'match'>,
  { renderer, shown }: Rendering,
): [Taker, () => boolean] => {
  const show: Taker = (run) => {
    renderer.take(run)
    return shown.wanted
  }
  const first = plan.first === undefined ? show : new First(plan.first, show).take
  if (!plan.match) return [first, () => true]
  const matching = new Matching(plan.match, first)
  return [matching.take, () => matching.found]
}
