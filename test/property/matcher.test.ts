// The combined machine and the selector against an interpreter too simple to be wrong: one
// pattern after the other, one line after the other, straight from the rules of
// `spec/multilog.md §2.5` and §3.1. Few different bytes, so that patterns meet their lines;
// few states, so that forgetting them is part of it.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Batch, findLines, lineStart } from '../../src/batch.js'
import { type ByteString, fromBytes } from '../../src/bytes.js'
import type { PatternMachine } from '../../src/select/pattern.js'
import { type Rule, Selector } from '../../src/select/selector.js'
import { batchOf, fnmatch, placesAfter, star } from '../helpers/patterns.js'

/** A pattern with the answer it should give. */
type Pattern = {
  readonly machine: PatternMachine
  readonly naive: (line: ByteString) => boolean
}
type Step = { readonly do: 'select' | 'deselect'; readonly pattern: Pattern } | 'deliver'

const ALPHABET = ['a', 'b', '*', '\0', '\xff']
const byte = fc.constantFrom(...ALPHABET)
const text = (maxLength: number) => fc.array(byte, { maxLength }).map((bytes) => bytes.join(''))

// The three rules of the sheet, from the front of both.
const starMatches = (pattern: ByteString, line: ByteString): boolean => {
  if (pattern === '') return line === ''
  if (!pattern.startsWith('*'))
    return line[0] === pattern[0] && starMatches(pattern.slice(1), line.slice(1))
  const rest = pattern.slice(1)
  if (rest === '') return true
  const found = line.indexOf(rest.charAt(0))
  return found >= 0 && starMatches(rest, line.slice(found))
}

/** A shell pattern's elements: a star, or the bytes that may stand in one place. */
type Element = { readonly text: ByteString; readonly accepts: '*' | ((byte: string) => boolean) }

const element: fc.Arbitrary<Element> = fc.oneof(
  fc.constant<Element>({ text: '*', accepts: '*' }),
  fc.constant<Element>({ text: '?', accepts: () => true }),
  byte.map((one): Element => ({ text: `\\${one}`, accepts: (other) => other === one })),
  fc
    .constantFrom('a', 'b')
    .map((one): Element => ({ text: one, accepts: (other) => other === one })),
  fc.tuple(fc.boolean(), byte, byte).map(
    ([not, ...two]): Element => ({
      text: `[${not ? '!' : ''}${two.join('')}]`,
      accepts: (other) => two.includes(other) !== not,
    }),
  ),
)

const elementsMatch = (elements: readonly Element[], line: ByteString): boolean => {
  const [first, ...rest] = elements
  if (!first) return line === ''
  if (first.accepts === '*')
    return elementsMatch(rest, line) || (line !== '' && elementsMatch(elements, line.slice(1)))
  return line !== '' && first.accepts(line.charAt(0)) && elementsMatch(rest, line.slice(1))
}

/** A pattern that a counterexample prints as `words`. */
const shown = (words: ByteString, given: Pattern): Pattern =>
  Object.assign(given, { [fc.toStringMethod]: () => fc.stringify(words) })

const starPattern = text(6).map((pattern) =>
  shown(pattern, { machine: star(pattern), naive: (line) => starMatches(pattern, line) }),
)
const shellPattern = fc.array(element, { maxLength: 5 }).map((elements) => {
  const pattern = elements.map((one) => one.text).join('')
  const naive = (line: ByteString): boolean => elementsMatch(elements, line)
  return shown(`F ${pattern}`, { machine: fnmatch(pattern), naive })
})
const everything = shown('*', { machine: star('*'), naive: () => true })
const pattern = fc.oneof(
  { weight: 6, arbitrary: starPattern },
  { weight: 3, arbitrary: shellPattern },
  { weight: 1, arbitrary: fc.constant(everything) },
)
const script = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('select', 'deselect'), pattern }) },
    { weight: 1, arbitrary: fc.constant<Step>('deliver') },
  ) as fc.Arbitrary<Step>,
  { maxLength: 12 },
)

const rulesOf = (steps: readonly Step[]): readonly Rule[] =>
  steps.map((step) =>
    step === 'deliver' ? { do: step } : { do: step.do, machine: step.pattern.machine },
  )

/** Whether each sink of the script gets a line with this window. */
const verdict = (steps: readonly Step[], window: ByteString): readonly boolean[] => {
  const sinks: boolean[] = []
  let selected = true
  for (const step of steps) {
    if (step === 'deliver') sinks.push(selected)
    else if (step.do === 'select' && !selected) selected = step.pattern.naive(window)
    else if (step.do === 'deselect' && selected) selected = !step.pattern.naive(window)
  }
  return sinks
}

/** Lines of `window` bytes or more in pieces, the first of which holds the window. */
type Line = { readonly pieces: readonly ByteString[]; readonly endsBatch: boolean }

const line = (window: number): fc.Arbitrary<Line> =>
  fc
    .tuple(text(14), fc.array(fc.nat(14), { maxLength: 2 }), fc.boolean())
    .map(([whole, cuts, endsBatch]) => {
      const at = cuts.map((cut) => cut + window).filter((cut) => cut <= whole.length)
      const bounds = [0, ...at.sort((a, b) => a - b), whole.length + 1]
      const ended = `${whole}\n`
      const pieces = bounds.slice(1).map((end, k) => ended.slice(bounds[k], end))
      return { pieces, endsBatch }
    })

const input = fc.integer({ min: 1, max: 8 }).chain((window) =>
  fc.record({
    window: fc.constant(window),
    lines: fc.array(line(window), { maxLength: 20 }),
    limit: fc.constantFrom(0, 1, 5, 50),
  }),
)

/** Batches as a splitter would cut them: within a line only where its window is full. */
const batchesOf = (lines: readonly Line[]): Batch[] => {
  const batches: Batch[] = []
  let held = ''
  let continued = false
  const hand = (open: boolean): void => {
    if (held !== '') batches.push(batchOf(held, { continued, open }))
    held = ''
    continued = open
  }
  for (const { pieces, endsBatch } of lines) {
    for (const [k, piece] of pieces.entries()) {
      held += piece
      if (k < pieces.length - 1) hand(true)
    }
    if (endsBatch) hand(false)
  }
  hand(false)
  return batches
}

/** The bytes of a batch that a sink gets. */
const given = (selector: Selector, batch: Batch, sink: number): ByteString => {
  const { everything, count, bounds } = selector.runs(sink)
  if (everything) return fromBytes(batch.bytes.subarray(batch.start, batch.end))
  findLines(batch)
  return Array.from({ length: count }, (_, i) => {
    const [from = 0, to = 0] = bounds.subarray(2 * i)
    return fromBytes(batch.bytes.subarray(lineStart(batch, from), batch.ends[to - 1]))
  }).join('')
}

test('every sink gets the lines that the rules give it, however they come', () => {
  fc.assert(
    fc.property(script, input, (steps, { window, lines, limit }) => {
      const selector = new Selector(rulesOf(steps), window, limit)
      const sinks = steps.filter((step) => step === 'deliver').map((_, sink) => sink)

      const seen = sinks.map(() => '')
      for (const batch of batchesOf(lines)) {
        selector.judge(batch)
        for (const sink of sinks) seen[sink] += given(selector, batch, sink)
      }

      const wholes = lines.map(({ pieces }) => pieces.join(''))
      const expected = sinks.map((sink) =>
        wholes
          .filter((whole) => verdict(steps, whole.slice(0, -1).slice(0, window))[sink])
          .join(''),
      )
      expect(seen).toEqual(expected)
    }),
    { numRuns: 3000 },
  )
})

test('runs are in order, not empty, and apart', () => {
  fc.assert(
    fc.property(script, input, (steps, { window, lines }) => {
      const selector = new Selector(rulesOf([...steps, 'deliver']), window)

      for (const batch of batchesOf(lines)) {
        selector.judge(batch)
        findLines(batch)
        const { everything, count, bounds } = selector.runs(0)
        const used = everything ? [] : Array.from(bounds.subarray(0, 2 * count))

        expect(used).toEqual([...new Set(used)].sort((a, b) => a - b))
        expect(Math.max(0, ...used)).toBeLessThanOrEqual(batch.lines)
      }
    }),
    { numRuns: 300 },
  )
})

test('what a pattern says of itself is true of it', () => {
  fc.assert(
    fc.property(
      pattern,
      text(8),
      text(4),
      byte,
      byte,
      ({ machine, naive }, head, tail, one, other) => {
        const places = placesAfter(machine, head)
        const awaited = machine.awaits(places)
        const kind = (b: string): number => machine.kinds[b.charCodeAt(0)] as number

        expect(machine.accepts(places)).toBe(naive(head))
        if (machine.fate(places) !== 'open')
          expect(naive(head + tail)).toBe(machine.fate(places) === 'match')
        if (awaited !== undefined && one.charCodeAt(0) !== awaited)
          expect(machine.step(places, one.charCodeAt(0))).toEqual(places)
        if (awaited !== undefined) expect(naive(head)).toBe(false)
        if (kind(one) === kind(other))
          expect(placesAfter(machine, head + one)).toEqual(placesAfter(machine, head + other))
      },
    ),
    { numRuns: 5000 },
  )
})
