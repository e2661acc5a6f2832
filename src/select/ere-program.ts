// Expressions as programs that run along a line, and how programs are put together.
//
// A program ends by running off its end, and says where to go on relative to where it is. So
// a sequence is one program after the other, and a repetition is copies.

import type { ByteSet } from './byte-set.js'

/** What an expression does at one place of the line. */
export type Instruction =
  /** Takes one byte of the set. */
  | { readonly do: 'take'; readonly set: ByteSet }
  /** Asks for one of the contexts; takes nothing. */
  | { readonly do: 'assert'; readonly contexts: Contexts }
  /** Goes on, and goes on so many instructions away as well. */
  | { readonly do: 'fork'; readonly by: number }
  /** Goes on so many instructions away. */
  | { readonly do: 'jump'; readonly by: number }

/** Whoever gets past the last instruction has matched. */
export type Program = readonly Instruction[]

/** What lies on one side of a place: a byte of a word, another byte, or none at all. */
export type Side = 0 | 1 | 2

export const WORD: Side = 0
export const OTHER: Side = 1
export const EDGE: Side = 2

/** A set of contexts, that is of what lies before a place and after it: a bit for each. */
export type Contexts = number

/** The one context of these sides. */
export const contextOf = (before: Side, after: Side): Contexts => 1 << (3 * before + after)

/** The contexts of a place after `before`, whatever follows. */
export const contextsAfter = (before: Side): Contexts => 0b111 << (3 * before)

const contextsWhere = (holds: (before: Side, after: Side) => boolean): Contexts => {
  const sides = [WORD, OTHER, EDGE]
  let contexts = 0
  for (const before of sides)
    for (const after of sides) if (holds(before, after)) contexts |= contextOf(before, after)
  return contexts
}

export const LINE_START = contextsAfter(EDGE)
export const LINE_END = contextsWhere((_, after) => after === EDGE)
export const WORD_START = contextsWhere((before, after) => before !== WORD && after === WORD)
export const WORD_END = contextsWhere((before, after) => before === WORD && after !== WORD)
export const WORD_EDGE = WORD_START | WORD_END
export const NO_WORD_EDGE = contextsWhere((before, after) => (before === WORD) === (after === WORD))

/** One byte of the set. */
export const take = (set: ByteSet): Program => [{ do: 'take', set }]

/** One of the contexts. */
export const assert = (contexts: Contexts): Program => [{ do: 'assert', contexts }]

/** One program after the other. */
export const sequence = (programs: readonly Program[]): Program => {
  const [first = [], ...others] = programs
  return others.length === 0 ? first : programs.flat()
}

/** Any one of the programs, of which there is at least one. */
export const alternatives = (programs: readonly Program[]): Program => {
  let left = programs.reduce((sum, { length }) => sum + length + 2, -2)
  return programs.flatMap((program, i): Program => {
    if (i === programs.length - 1) return program
    left -= program.length + 2
    return [{ do: 'fork', by: program.length + 2 }, ...program, { do: 'jump', by: left + 1 }]
  })
}

/** `least` times or more, without limit where `most` is undefined. */
export const repetition = (program: Program, least: number, most: number | undefined): Program => {
  const { length } = program
  if (length === 0) return []
  const copies: Instruction[] = Array.from({ length: least }, () => program).flat()
  if (most === undefined) {
    if (least > 0) return [...copies, { do: 'fork', by: -length }]
    return [{ do: 'fork', by: length + 2 }, ...program, { do: 'fork', by: -length }]
  }
  for (let left = most - least; left > 0; left--)
    copies.push({ do: 'fork', by: left * (length + 1) }, ...program)
  return copies
}
