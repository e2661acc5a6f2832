// Reading that goes on where it stopped shows every line once: whatever was rotated,
// compressed and deleted between two runs or in the midst of one, and wherever a run stopped.

import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cursor, cursorText, parseCursor } from '../../src/reading/cursor.js'
import type { Files } from '../../src/reading/files.js'
import { logIn } from '../../src/reading/log.js'
import { erePattern } from '../../src/select/ere.js'
import { labelOf } from '../../src/time/tai64n.js'
import { MemoryFiles } from '../helpers/memory-files.js'
import { reading } from '../helpers/read-plan.js'

const START = 1_763_000_000

/** How lines are stamped: each later, all alike, or not at all. */
type Stamping = 'rising' | 'equal' | 'none'

/** One log directory and who works in it. */
class Writer {
  readonly name: string
  readonly #files: MemoryFiles
  readonly #stamping: Stamping
  /** What is in each file, oldest first, as lines; the last of `current` may lack its end. */
  readonly archives: { name: string; lines: string[] }[] = []
  #current: string[] = []
  #part = ''
  #count = 0
  #time = START

  constructor(name: string, files: MemoryFiles, stamping: Stamping) {
    this.name = name
    this.#files = files
    this.#stamping = stamping
    files.plant(`${name}/current`)
    // A few bytes without a stamp are known by their neighbours alone.
    if (stamping === 'none') this.rotate(false)
  }

  /** Writes lines; of the last one the end may be missing, until the next is written. */
  write(lengths: readonly number[], unfinished: boolean): void {
    for (const length of lengths) {
      this.#finish()
      const line = `${this.#stamp()}${this.name} ${this.#count++} ${'x'.repeat(length)}\n`
      this.#part = line
      this.#put(line.slice(0, -3))
    }
    if (!unfinished) this.#finish()
  }

  #finish(): void {
    if (this.#part === '') return
    this.#put(this.#part.slice(-3))
    this.#current.push(this.#part)
    this.#part = ''
  }

  #put(bytes: string): void {
    this.#files.append(`${this.name}/current`, bytes)
  }

  #stamp(): string {
    if (this.#stamping === 'none') return ''
    const seconds = this.#stamping === 'equal' ? START : this.#time++
    return `${labelOf({ seconds, nanoseconds: 0 })} `
  }

  /** A file that ends inside a line goes on in the next one. */
  rotate(split: boolean): void {
    if (!split) this.#finish()
    const name = `${labelOf({ seconds: this.#time, nanoseconds: this.#count + this.archives.length })}.s`
    this.#time++
    this.#files.rename(`${this.name}/current`, `${this.name}/${name}`)
    this.archives.push({ name, lines: this.#current })
    this.#current = []
    this.#files.plant(`${this.name}/current`)
  }

  /** Another archive is compressed, if one is not. */
  compress(which: number): void {
    const plain = this.archives.filter(({ name }) => !name.endsWith('.gz'))
    const archive = plain[which % Math.max(1, plain.length)]
    if (!archive) return
    const path = `${this.name}/${archive.name}`
    this.#files.plant(`${path}.gz`, gzipSync(this.#files.content(path)))
    this.#files.remove(path)
    archive.name += '.gz'
  }

  /** The oldest archive goes, and gives its inode to `current`, if that is fresh. */
  prune(): readonly string[] {
    const archive = this.archives.shift()
    if (!archive) return []
    const identity = this.#files.stateOf(`${this.name}/${archive.name}`)?.identity ?? ''
    this.#files.remove(`${this.name}/${archive.name}`)
    if (this.#files.stateOf(`${this.name}/current`)?.size === 0)
      this.#files.plant(`${this.name}/current`, '', { identity })
    return archive.lines
  }

  /** All whole lines that are there. */
  get lines(): string[] {
    return [...this.archives.flatMap(({ lines }) => lines), ...this.#current]
  }
}

type Work =
  | { do: 'write'; lengths: number[]; unfinished: boolean }
  | { do: 'rotate'; split: boolean }
  | { do: 'compress'; which: number }
type Step =
  | (Work & { log: number })
  | { do: 'prune'; log: number }
  | {
      do: 'run'
      first: number | undefined
      match: boolean
      block: number
      lost: boolean
      meanwhile: { at: number; log: number; work: Work }[]
    }

const work: fc.Arbitrary<Work> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      lengths: fc.array(fc.oneof(fc.nat(20), fc.nat(300)), { maxLength: 8 }),
      unfinished: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('rotate' as const), split: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('compress' as const), which: fc.nat(9) }) },
)
const log = fc.nat(2)
const stepsWith = (pruning: boolean): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.tuple(work, log).map(([what, where]): Step => ({ ...what, log: where })),
      },
      ...(pruning
        ? [{ weight: 2, arbitrary: fc.record({ do: fc.constant('prune' as const), log }) }]
        : []),
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constant('run' as const),
          first: fc.option(fc.nat(7), { nil: undefined }),
          match: fc.boolean(),
          block: fc.constantFrom(64, 100, 300, 5000, 1 << 17),
          lost: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
          meanwhile: fc.array(fc.record({ at: fc.nat(40), log, work }), { maxLength: 3 }),
        }),
      },
    ),
    { maxLength: 30 },
  )

/** Files that somebody else works on while they are read, at the calls of these numbers. */
const disturbed = (files: MemoryFiles, at: (call: number) => void): Files => {
  let calls = 0
  const told =
    <A extends unknown[], R>(act: (...words: A) => R) =>
    (...words: A): R => {
      at(calls++)
      return act(...words)
    }
  return {
    list: told((directory) => files.list(directory)),
    stateOf: told((path) => files.stateOf(path)),
    open: told((path) => files.open(path)),
    state: told((descriptor) => files.state(descriptor)),
    read: told((...call: Parameters<Files['read']>) => files.read(...call)),
    close: (descriptor) => files.close(descriptor),
  }
}

const perform = (writer: Writer, what: Work): void => {
  if (what.do === 'write') writer.write(what.lengths, what.unfinished)
  else if (what.do === 'rotate') writer.rotate(what.split)
  else writer.compress(what.which)
}

/** What was shown of each log, and what was told. */
type Read = { shown: Map<string, string[]>; told: string[] }

const follow = async (
  writers: readonly Writer[],
  files: MemoryFiles,
  steps: readonly Step[],
  pruned: (lines: readonly string[]) => void = () => undefined,
): Promise<Read> => {
  const shown = new Map(writers.map(({ name }) => [name, [] as string[]]))
  const told: string[] = []
  let cursor: Cursor | undefined
  const run = async (step: Extract<Step, { do: 'run' }>): Promise<void> => {
    const busy = disturbed(files, (call) => {
      for (const { at, log: number, work: what } of step.meanwhile)
        if (at === call) perform(writers[number % writers.length] as Writer, what)
    })
    const logs = writers.map(({ name }) => logIn(name, name, busy)).filter((each) => !!each)
    const result = await reading(
      logs,
      busy,
      {
        form: 'raw',
        block: step.block,
        ...(step.first !== undefined && { first: step.first }),
        ...(step.match && { match: erePattern(Buffer.from('[02468] x*$')) }),
        ...(cursor && { after: cursor }),
      },
      { whole: true },
    )
    expect(files.opened).toBe(0)
    if (step.lost || !result.cursor) return
    told.push(...result.faults.map(({ operation, file }) => `${operation} ${file}`))
    cursor = parseCursor(cursorText(result.cursor))
    for (const line of result.shown.split(/(?<=\n)/))
      for (const [name, lines] of shown)
        if (new RegExp(`^(@\\w{24} )?${name} `).test(line)) lines.push(line)
  }
  for (const step of steps) {
    const writer = step.do === 'run' ? undefined : writers[step.log % writers.length]
    if (step.do === 'run') await run(step)
    else if (step.do === 'prune') pruned(writer?.prune() ?? [])
    else if (writer) perform(writer, step)
  }
  const rest = { first: undefined, match: false, block: 1 << 17, lost: false, meanwhile: [] }
  await run({ do: 'run', ...rest })
  return { shown, told }
}

const stampings = fc.array(fc.constantFrom<Stamping>('rising', 'equal', 'none'), {
  minLength: 1,
  maxLength: 3,
})

const numberOf = (line: string): number => Number(/ (\d+) x*\n$/.exec(line)?.[1])
const isChosen = (line: string): boolean => /[02468] x*\n$/.test(line)

test('every line is shown once, in its order', async () => {
  await fc.assert(
    fc.asyncProperty(stampings, stepsWith(false), async (kinds, drawn) => {
      const files = new MemoryFiles()
      const writers = kinds.map((kind, k) => new Writer(`log${k}`, files, kind))
      const steps = drawn.map((step) => (step.do === 'run' ? { ...step, match: false } : step))

      const { shown, told } = await follow(writers, files, steps)

      expect(told).toEqual([])
      for (const { name, lines } of writers) expect(shown.get(name)).toEqual(lines)
    }),
    { numRuns: 200 },
  )
})

test('those that are chosen are, once, whatever was left out between them', async () => {
  await fc.assert(
    fc.asyncProperty(stampings, stepsWith(false), async (kinds, steps) => {
      const files = new MemoryFiles()
      const writers = kinds.map((kind, k) => new Writer(`log${k}`, files, kind))

      const { shown } = await follow(writers, files, steps)

      for (const { name, lines } of writers) {
        const found = shown.get(name) ?? []
        expect(found).toEqual(lines.filter((line) => found.includes(line)))
        expect(found.filter(isChosen)).toEqual(lines.filter(isChosen))
      }
    }),
    { numRuns: 100 },
  )
})

test('none is missing but what was deleted, and none comes twice', async () => {
  await fc.assert(
    fc.asyncProperty(stampings, stepsWith(true), async (kinds, drawn) => {
      const files = new MemoryFiles()
      const writers = kinds.map((kind, k) => new Writer(`log${k}`, files, kind))
      // Of a line in two files a part may be left.
      const whole = <W extends Work>(what: W): W =>
        what.do === 'rotate' ? { ...what, split: false } : what
      const steps = drawn.map((step) => {
        if (step.do === 'prune') return step
        if (step.do !== 'run') return whole(step)
        const meanwhile = step.meanwhile.map((each) => ({ ...each, work: whole(each.work) }))
        return { ...step, match: false, meanwhile }
      })
      const pruned: string[] = []

      const { shown, told } = await follow(writers, files, steps, (lines) => pruned.push(...lines))

      for (const { name, lines } of writers) {
        const found = shown.get(name) ?? []
        const missing = lines.filter((line) => !found.includes(line))
        expect(missing).toEqual([])
        const numbers = found.map(numberOf)
        // What has too little to be known by may come again, which is told.
        if (told.length === 0) expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
      }
    }),
    { numRuns: 200 },
  )
})
