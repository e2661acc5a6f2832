// Runs a program along a line, along all of its ways at once: the subset construction, one
// set at a time (who steps remembers the sets, states.ts).
//
// Places are the instructions at which a way stands: takes, and assertions that depend on
// what follows. Those look at what came before too, so places with such assertions end with
// a marker of it, a number beyond all instructions.

import { loopsOf } from './ere-analysis.js'
import { type Contexts, contextOf, contextsAfter, type Program, type Side } from './ere-program.js'
import type { Places } from './pattern.js'

/** The ways of one program. */
export class Stepper {
  readonly program: Program
  /** The places of a match. */
  readonly matched: Places
  /** By instruction: `loopsOf`. */
  readonly isLoop: readonly boolean[]
  /** By instruction: the walk that met it last. */
  readonly #met: Float64Array
  #walk = 0

  constructor(program: Program) {
    this.program = program
    this.matched = [program.length]
    this.isLoop = loopsOf(program)
    this.#met = new Float64Array(program.length + 1)
  }

  /** The places that `from`, instructions just come to, lead to after `before`. */
  arrive(from: readonly number[], before: Side): Places {
    const reached = this.#follow(from, contextsAfter(before))
    if (this.#atEnd(reached)) return this.matched
    // A loop that all ways lead through takes whatever an earlier one would take up to it: no
    // place before it is worth keeping.
    const loop = reached.findLastIndex((place) => this.isLoop[place])
    const places = loop > 0 ? reached.slice(loop) : reached
    const asserting = places.some((place) => this.program[place]?.do === 'assert')
    return asserting ? [...places, this.program.length + 1 + before] : places
  }

  /** The places `byte`, which is a `side`, leads to. */
  step(places: Places, byte: number, side: Side): Places {
    const resolved = this.#resolve(places, side)
    if (this.#atEnd(resolved)) return this.matched
    const next: number[] = []
    for (const place of resolved) {
      const instruction = this.program[place]
      if (instruction?.do === 'take' && instruction.set[byte]) next.push(place + 1)
    }
    return this.arrive(next, side)
  }

  /** Whether the end is reached when `after` follows. */
  matches(places: Places, after: Side): boolean {
    return this.#atEnd(this.#resolve(places, after))
  }

  #atEnd(places: Places): boolean {
    return places.at(-1) === this.program.length
  }

  /** Follows the assertions, now that it is known what comes after them. */
  #resolve(places: Places, after: Side): Places {
    const before = (places.at(-1) ?? 0) - this.program.length - 1
    if (before < 0) return places
    return this.#follow(places.slice(0, -1), contextOf(before as Side, after))
  }

  /**
   * Where ways come to stand in a place of the line that has one of the contexts, in
   * ascending order; of assertions those that hold in some of the contexts only.
   */
  #follow(from: readonly number[], contexts: Contexts): number[] {
    this.#walk++
    const standing: number[] = []
    const ways = [...from]
    for (let place = ways.pop(); place !== undefined; place = ways.pop()) {
      if (this.#met[place] === this.#walk) continue
      this.#met[place] = this.#walk
      const instruction = this.program[place]
      if (!instruction || instruction.do === 'take') standing.push(place)
      else if (instruction.do === 'assert') {
        const held = instruction.contexts & contexts
        if (held === contexts) ways.push(place + 1)
        else if (held !== 0) standing.push(place)
      } else {
        ways.push(place + instruction.by)
        if (instruction.do === 'fork') ways.push(place + 1)
      }
    }
    return standing.sort((a, b) => a - b)
  }
}
