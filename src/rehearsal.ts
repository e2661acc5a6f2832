// What a plan would do with lines, without doing it: they go through the stages of a logger,
// splitter, stamps, replacement, selector and forms, and where a sink would write is kept what
// it is given. Beside the selector's verdict stands how each pattern came to it.

import { type Batch, lineStart, oneByOne } from './batch.js'
import { type ByteString, fromBytes, toBytes } from './bytes.js'
import { replacing } from './input/replacement.js'
import { READ_SIZE, Splitter } from './input/splitter.js'
import { formed, type OutputWorld, ruleOf, stampsLate } from './outputs.js'
import type { Action, Plan } from './plan.js'
import { fatesOn, follow, type Rule } from './select/rules.js'
import { Selector } from './select/selector.js'
import { Backlog } from './sinks/backlog.js'
import type { Sink } from './sinks/sink.js'
import type { Clock } from './time/clock.js'
import { stampFormat } from './time/formats.js'

const LINE_FEED = 0x0a

/** What one line comes to. Lists are by action of the plan. */
export type Rehearsed = {
  /** The bytes that patterns see. */
  readonly seen: ByteString
  /** Whether its pattern matches; undefined of an action without one. */
  readonly matches: readonly (boolean | undefined)[]
  /** Whether the line is selected behind it. */
  readonly selected: readonly boolean[]
  /** What a sink is given, in its form and with its line feed; undefined for nothing. */
  readonly given: readonly (ByteString | undefined)[]
}

/** Lines in order, as one logger would have them. */
export class Rehearsal {
  readonly #plan: Plan
  readonly #rules: readonly Rule[]
  readonly #splitter: Splitter
  readonly #replace: ((batch: Batch) => void) | undefined
  readonly #selector: Selector
  /** By action; undefined where lines go nowhere. */
  readonly #sinks: readonly (Kept | undefined)[]

  constructor(plan: Plan, world: Pick<OutputWorld, 'localTime'> & { readonly clock: Clock }) {
    const { stamp, lines, actions, replacement } = plan
    const { clock, localTime } = world
    const format = stamp && stampFormat(stamp, localTime)
    this.#plan = plan
    this.#rules = actions.map(ruleOf)
    const told = stampsLate(actions) ? clock : undefined
    this.#splitter = new Splitter(lines, format && { format, clock }, told)
    this.#replace = replacement && replacing(replacement, lines.window)
    this.#selector = new Selector(this.#rules, lines.window)
    this.#sinks = actions.map((action, k) =>
      this.#rules[k]?.do === 'deliver' ? new Kept(action, world) : undefined,
    )
  }

  /** What becomes of a line, without its line feed: of more than one where it is cut. */
  line(text: ByteString): readonly Rehearsed[] {
    const bytes = toBytes(`${text}\n`)
    const all: Rehearsed[] = []
    for (let at = 0; at < bytes.length; at += READ_SIZE) {
      this.#splitter.accept(
        bytes.copy(this.#splitter.bytes, this.#splitter.readAt, at, at + READ_SIZE),
      )
      for (let batch = this.#splitter.next(); batch; batch = this.#splitter.next()) {
        this.#replace?.(batch)
        for (const one of oneByOne(batch)) this.#add(one, all)
      }
    }
    return all
  }

  #add(one: Batch, all: Rehearsed[]): void {
    this.#selector.judge(one)
    let sink = 0
    const given = this.#sinks.map((kept) => kept?.take(one, this.#selector.runs(sink++)))
    const last = one.continued ? all.pop() : undefined
    if (last) all.push({ ...last, given: given.map((more, k) => joined(last.given[k], more)) })
    else all.push({ ...this.#judged(one), given })
  }

  #judged(one: Batch): Omit<Rehearsed, 'given'> {
    const start = lineStart(one, 0)
    const end = one.bytes[one.end - 1] === LINE_FEED ? one.end - 1 : one.end
    const seen = one.bytes.subarray(start, Math.min(end, start + this.#plan.lines.window))
    const fates = fatesOn(this.#rules, seen)
    let pattern = 0
    return {
      seen: fromBytes(seen),
      matches: this.#rules.map((rule) =>
        'machine' in rule ? fates[pattern++] === 'match' : undefined,
      ),
      selected: follow(this.#rules, fates).map((selection) => selection === true),
    }
  }
}

const joined = (
  before: ByteString | undefined,
  more: ByteString | undefined,
): ByteString | undefined => (more === undefined ? before : `${before ?? ''}${more}`)

/** What one action's sink is given, in its form. */
class Kept {
  readonly #text = new Backlog()
  readonly #sink: Sink

  constructor(action: Action, world: Pick<OutputWorld, 'localTime'>) {
    const text = this.#text
    const nothing = (): undefined => undefined
    const keeping: Sink = {
      unwritten: false,
      take: (batch, runs) => text.addRuns(batch, runs),
      open: nothing,
      rotate: nothing,
      finish: nothing,
      settle: nothing,
    }
    this.#sink = formed(keeping, 'form' in action ? action.form : undefined, world)
  }

  take(...part: Parameters<Sink['take']>): ByteString | undefined {
    this.#sink.take(...part)
    const { bytes, start, end, empty } = this.#text
    const taken = empty ? undefined : fromBytes(bytes.subarray(start, end))
    this.#text.clear()
    return taken
  }
}
