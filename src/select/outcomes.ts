// What matched patterns add up to: which have matched so far, and the verdict on that.

import type { Fate } from './pattern.js'
import type { Event } from './states.js'

/**
 * What the fates of all patterns, by their number, come to: a verdict if it is the same
 * whatever becomes of the open ones, else undefined.
 */
export type Settle<Verdict> = (fates: readonly Fate[]) => Verdict | undefined

/** Which patterns have matched so far. */
export type Outcome<Verdict> = {
  /** Numbered from 0, which is `none`, in the order they came up. */
  readonly id: number
  readonly matched: readonly number[]
  /** The verdict if it stands whatever follows. */
  readonly settled: Verdict | undefined
  /** The verdict if no other pattern matches. */
  readonly final: Verdict
  readonly next: Map<Event, Outcome<Verdict>>
}

/** The outcomes that lines have had. */
export class Outcomes<Verdict> {
  /** No pattern has matched. */
  readonly none: Outcome<Verdict>
  readonly #patterns: number
  readonly #settle: Settle<Verdict>
  readonly #all: Outcome<Verdict>[] = []
  readonly #known = new Map<string, Outcome<Verdict>>()

  /** `patterns` is their number. */
  constructor(patterns: number, settle: Settle<Verdict>) {
    this.#patterns = patterns
    this.#settle = settle
    this.none = this.#outcomeOf([])
  }

  get size(): number {
    return this.#known.size
  }

  /** The outcome of this number. */
  byId(id: number): Outcome<Verdict> {
    return this.#all[id] as Outcome<Verdict>
  }

  /** What comes of `outcome` when the patterns of `event` match too. */
  after(outcome: Outcome<Verdict>, event: Event): Outcome<Verdict> {
    const known = outcome.next.get(event)
    if (known) return known
    const next = this.#outcomeOf([...outcome.matched, ...event.matched])
    outcome.next.set(event, next)
    return next
  }

  #outcomeOf(patterns: readonly number[]): Outcome<Verdict> {
    const matched = patterns.toSorted((a, b) => a - b)
    const key = matched.join()
    const outcome = this.#known.get(key) ?? this.#judge(matched)
    this.#known.set(key, outcome)
    return outcome
  }

  #judge(matched: readonly number[]): Outcome<Verdict> {
    const final = this.#settle(this.#fates(matched, 'fail'))
    if (final === undefined) throw new Error('no verdict on a line all of whose patterns are known')
    const settled = this.#settle(this.#fates(matched, 'open'))
    const outcome = { id: this.#all.length, matched, settled, final, next: new Map() }
    this.#all.push(outcome)
    return outcome
  }

  #fates(matched: readonly number[], others: Fate): readonly Fate[] {
    const fates = new Array<Fate>(this.#patterns).fill(others)
    for (const pattern of matched) fates[pattern] = 'match'
    return fates
  }
}
