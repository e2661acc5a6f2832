// The automaton in the kernel and its plain twin: the same lines for every sink, whatever the
// dialects, with the tables warm and after another selector had them.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Batch, findLines } from '../../src/batch.js'
import { type ByteString, fromBytes, toBytes } from '../../src/bytes.js'
import { moveBatch } from '../../src/kernel/batches.js'
import { Kernel } from '../../src/kernel/kernel.js'
import { KernelRuns, runsRoom } from '../../src/kernel/runs.js'
import { STEPS_ROOM } from '../../src/kernel/steps.js'
import { Automaton } from '../../src/select/automaton.js'
import { erePattern } from '../../src/select/ere.js'
import type { PatternMachine } from '../../src/select/pattern.js'
import { type Rule, Selector } from '../../src/select/selector.js'
import { Spans } from '../../src/select/spans.js'
import { Hand } from '../../src/sinks/hand.js'
import { batchOf, fnmatch, star } from '../helpers/patterns.js'

const BYTES = ['a', 'b', 'c', ' ', '\0', '\xe9', '\xff']

const joined = (parts: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> =>
  fc.array(parts, { maxLength }).map((all) => all.join(''))

const expression = fc
  .tuple(
    fc.constantFrom('', '', '^'),
    joined(fc.constantFrom('a', 'b', 'ab', '.', '(a|bc)', '[^a]', 'b*', 'c+', '\xe9'), 4),
    fc.constantFrom('', '', '$'),
  )
  .map((parts) => parts.join('') || 'a')

const machine: fc.Arbitrary<PatternMachine> = fc.oneof(
  joined(fc.constantFrom(...BYTES, '*', '*'), 6).map(star),
  joined(fc.constantFrom(...BYTES, '*', '?'), 5).map(fnmatch),
  expression.map((text) => erePattern(toBytes(text))),
)

const rule: fc.Arbitrary<Rule> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('select', 'deselect'), machine }),
  },
  { weight: 1, arbitrary: fc.constant<Rule>({ do: 'deliver' }) },
)
const script = fc
  .array(rule, { minLength: 1, maxLength: 10 })
  .map((rules): Rule[] => [...rules, { do: 'deliver' }])

const line = fc.oneof(
  joined(fc.constantFrom(...BYTES), 12),
  fc
    .tuple(fc.constantFrom('c', 'z', '\xff'), fc.integer({ min: 15, max: 60 }))
    .chain(([filler, length]) =>
      joined(fc.constantFrom(...BYTES), 6).map((end) => filler.repeat(length) + end),
    ),
)
const batchLines = fc.array(line, { maxLength: 20 })

/** The same batch in a kernel's memory, which it shares with those before. */
const inKernel = (batch: Batch, kernel: Kernel, ends: Int32Array): Batch => {
  const moved: Batch = { ...batch, kernel, bytes: kernel.bytes, ends, lines: -1 }
  kernel.bytes.fill('a')
  kernel.bytes.set(batch.bytes)
  return moved
}

/** What every sink gets. */
const given = (selector: Selector, batch: Batch, sinks: number): unknown => {
  selector.judge(batch)
  findLines(batch)
  return Array.from({ length: sinks }, (_, sink) => {
    const { everything, count, bounds } = selector.runs(sink)
    return everything ? 'everything' : Array.from(bounds.subarray(0, 2 * count))
  })
}

type Draw = {
  readonly scripts: readonly (readonly Rule[])[]
  /** Lines of batches; the last of each may have no end. */
  readonly batches: readonly (readonly string[])[]
  readonly window: number
  readonly limit: number
  /** Digits in it change from line to line. */
  readonly stamp: string
}

const selectTheSame = (draws: fc.Arbitrary<Draw>, numRuns: number): void => {
  const kernel = Kernel.open(8192, 4 * 8192, STEPS_ROOM, runsRoom(8192, 8192))
  if (!kernel) throw new Error('no kernel here')
  const ends = kernel.reserveNumbers(8192)

  fc.assert(
    fc.property(draws, ({ scripts, batches, window, limit, stamp }) => {
      const pairs = scripts.map((rules) => ({
        plain: new Selector(rules, window, limit),
        fast: new Selector(rules, window, limit),
        sinks: rules.filter(({ do: does }) => does === 'deliver').length,
      }))

      for (const lines of batches) {
        const text: ByteString = lines
          .map((each, k) => stamp.replaceAll(/\d/g, String(k % 2)) + each)
          .join('')
        for (const { plain, fast, sinks } of pairs) {
          const batch = batchOf(text)
          const moved = { ...inKernel(batch, kernel, ends), stamp: stamp.length }
          expect(given(fast, moved, sinks)).toEqual(given(plain, batch, sinks))
        }
      }
    }),
    { numRuns },
  )
}

test('kernel and twin select the same lines', () => {
  const draw = fc.record({
    scripts: fc.array(script, { minLength: 1, maxLength: 2 }),
    batches: fc.array(
      batchLines.map((lines) => lines.map((each) => `${each}\n`)),
      { maxLength: 6 },
    ),
    window: fc.constantFrom(1, 7, 20, 1000),
    limit: fc.constantFrom(0, 3, 20, 8192),
    stamp: fc.constant(''),
  })

  selectTheSame(draw, 1500)
})

// Where every pattern waits, a search for what they begin with goes before; and of a stamp only
// the blank may be awaited.
test('kernel and twin select the same lines where patterns wait', () => {
  const few = fc.constantFrom('x', 'y', ' ', '1')
  const waiting = fc
    .tuple(
      fc.constantFrom('*', '*', '*', '*', '-'),
      fc.array(few, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('*', '*', '', '*x'),
    )
    .map(([start, text, end]) => star(`${start}${text.join('')}${end}`))
  const rules = fc.array(
    fc.record({ do: fc.constantFrom('select', 'deselect'), machine: waiting }),
    { minLength: 1, maxLength: 5 },
  )
  const text = fc.oneof(
    joined(few, 9),
    joined(fc.constantFrom('x', 'xy', ' z', '-----'), 9),
    joined(fc.constantFrom('x', 'xy', ' z', '-'.repeat(150)), 9),
  )
  const draw = fc.record({
    scripts: fc.array(
      rules.map((all): Rule[] => [
        { do: 'deselect', machine: star('*') },
        ...(all as Rule[]),
        { do: 'deliver' },
      ]),
      { minLength: 1, maxLength: 2 },
    ),
    batches: fc.array(
      fc
        .tuple(fc.array(text, { maxLength: 12 }), fc.option(text, { nil: '' }))
        .map(([lines, last]) => [...lines.map((each) => `${each}\n`), ...(last ? [last] : [])]),
      { minLength: 1, maxLength: 6 },
    ),
    window: fc.constantFrom(3, 9, 1000),
    limit: fc.constantFrom(3, 8192, 8192),
    stamp: fc.constantFrom('', '@00 ', '-00 ', 'x00 ', '- 0 '),
  })

  selectTheSame(draw, 1500)
})

const LONG = '-'.repeat(300)

test.each([
  ['a match leads to', ['* fatal: *'], 'a fatal: b', 'c', 1],
  ['a star waits for behind another', ['* *fatal*'], 'a is fatal: b', 'c d', 1],
  ['ways of several patterns lead to', ['* fatal*', '*: fat*'], `a: fatal ${LONG}`, LONG, 2],
  ['the end of a line leads to', ['* fatal', '*x-'], `${LONG} fatal`, LONG, 1],
])('what %s is known after lines that had it', (_, patterns, matching, other, stops) => {
  const kernel = Kernel.open(8192, 4 * 8192, STEPS_ROOM, runsRoom(8192, 8192))
  if (!kernel) throw new Error('no kernel here')
  const batch = batchOf([matching, matching, other, ''].join('\n'))
  const moved = inKernel(batch, kernel, kernel.reserveNumbers(8192))
  const automaton = new Automaton(patterns.map(star), (fates) =>
    fates.includes('open') ? undefined : Number(fates.includes('match')),
  )
  const spans = new Spans(kernel.reserveNumbers(10))
  findLines(moved)
  const pass = (): number => automaton.pass(moved, 0, 0, 1000, spans)
  const judge = (): number => automaton.judge(moved.bytes, 0, moved.ends[0] as number, true)

  const judged = Array.from({ length: stops }, () => [pass(), judge()])

  expect(judged).toEqual(Array.from({ length: stops }, () => [0, 1]))
  expect(pass()).toBe(3)
  expect(spans.numbers.slice(0, 2 * spans.count)).toEqual(Int32Array.of(0, 1, 2, 0))
})

test('two patterns that begin to wait at one byte both wait', () => {
  const kernel = Kernel.open(8192, 4 * 8192, STEPS_ROOM, runsRoom(8192, 8192))
  if (!kernel) throw new Error('no kernel here')
  const select = ['*yx*1', '*x*2'].map((text): Rule => ({ do: 'select', machine: star(text) }))
  const rules: Rule[] = [{ do: 'deselect', machine: star('*') }, ...select, { do: 'deliver' }]
  const batch = batchOf('yx 2\nyx 1\nyx 2\nyx 1\nyx 3\nyx 2\n')

  const lines = given(
    new Selector(rules, 100),
    inKernel(batch, kernel, kernel.reserveNumbers(8192)),
    1,
  )

  expect(lines).toEqual([[0, 4, 5, 6]])
})

test('kernel and twin gather the same bytes', () => {
  const kernel = Kernel.open(8192, 4 * 8192, runsRoom(8192, 8192))
  if (!kernel) throw new Error('no kernel here')
  const ends = kernel.reserveNumbers(8192)
  const room = new KernelRuns(kernel, 8192)
  kernel.runs = room
  const lines = fc.array(
    fc.tuple(fc.constantFrom(0, 1, 14, 15, 16, 17, 40, 255, 300), fc.boolean()),
    { minLength: 1, maxLength: 20 },
  )

  fc.assert(
    fc.property(lines, (all) => {
      const text = all.map(([length], k) => `${String.fromCharCode(97 + k).repeat(length)}\n`)
      const batch = batchOf(text.join(''))
      const moved = inKernel(batch, kernel, ends)
      for (const each of [batch, moved]) findLines(each)
      const bounds = all.flatMap(([, chosen], k) => (chosen ? [k, k + 1] : []))
      room.bounds.set(bounds)
      const runs = { everything: false, count: bounds.length / 2 }
      const [plain, fast] = [new Hand(), new Hand()]

      plain.take(batch, { ...runs, bounds: Int32Array.from(bounds) })
      fast.take(moved, { ...runs, bounds: room.bounds })

      const held = ({ bytes, at, end }: Hand): ByteString => fromBytes(bytes.subarray(at, end))
      expect(held(fast)).toBe(text.filter((_, k) => all[k]?.[1]).join(''))
      expect(held(plain)).toBe(held(fast))
    }),
  )
})

test('kernel and twin find the same lines', () => {
  const kernel = Kernel.open(8192, 8 * 8192)
  if (!kernel) throw new Error('no kernel here')
  const ends = kernel.reserveNumbers(8192)
  const texts = fc.array(fc.constantFrom('a\n', '\n', 'b', 'c'.repeat(15), 'd'.repeat(33)))

  fc.assert(
    fc.property(texts, (parts) => {
      const batch = batchOf(parts.join(''))
      const moved = inKernel(batch, kernel, ends)

      findLines(batch)
      findLines(moved)

      expect(moved.lines).toBe(batch.lines)
      expect(Array.from(ends.subarray(0, moved.lines))).toEqual(
        Array.from(batch.ends.subarray(0, batch.lines)),
      )
    }),
  )
})

test('a batch that is moved is the kernel’s', () => {
  const kernel = Kernel.open(100, 1000)
  if (!kernel) throw new Error('no kernel here')
  const batch = batchOf('one\n')

  moveBatch(batch, kernel)

  expect(batch.kernel).toBe(kernel)
  expect(batch.bytes.buffer).toBe(batch.ends.buffer)
  expect(fromBytes(batch.bytes.subarray(0, 4))).toBe('\0\0\0\0')
})
