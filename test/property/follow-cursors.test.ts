// Following that ends anywhere, by order or not, and goes on by its cursor shows every line once,
// whoever writes, whatever becomes of the files meanwhile; and reading may take turns with it.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cursor, cursorText, parseCursor } from '../../src/reading/cursor.js'
import { logIn } from '../../src/reading/log.js'
import { type Following, following } from '../helpers/follow-world.js'
import { type Dice, dice, type Habit, LogWriter, numberOf } from '../helpers/log-writers.js'
import { MemoryFiles } from '../helpers/memory-files.js'
import { reading } from '../helpers/read-plan.js'

const habits = (processor: fc.Arbitrary<Habit['processor']>): fc.Arbitrary<Habit> =>
  fc.record({
    layout: fc.constantFrom('multilog', 's6-log', 'svlogd', 'cyclog', 'tinylog', 'seconds'),
    processor,
    compresses: fc.boolean(),
    stamped: fc.boolean(),
    keep: fc.constant(1000),
    size: fc.integer({ min: 50, max: 400 }),
    crashes: fc.boolean(),
  })

/** How a run ends: it is told to, it is killed, or it is no run of a follower's. */
type Ending = 'told' | 'killed' | 'reading'
const endings = fc.array(
  fc.record({
    ending: fc.constantFrom<Ending>('told', 'told', 'killed', 'reading'),
    sleeps: fc.nat(200),
    first: fc.option(fc.nat(30), { nil: undefined }),
  }),
  { maxLength: 12 },
)
type Run = { ending: Ending; sleeps: number; first: number | undefined }

const LINES = 150

/** A log, who writes it, and how far its lines have been taken. */
class Scene {
  readonly files = new MemoryFiles()
  readonly numbers: Dice
  readonly writer: LogWriter
  readonly faults: string[] = []
  taken = ''
  done = false
  broken: unknown
  #cursor: Cursor | undefined
  readonly #steps: Generator

  constructor(habit: Habit, seed: number) {
    this.numbers = dice(seed)
    this.writer = new LogWriter('log', habit, this.files, dice(seed + 1))
    this.#steps = this.writer.write(LINES)
    // Of a log that has no archive yet, an empty file is known by nothing.
    while (!this.done && !this.files.names('log').some((name) => /^[@_].*s$|^@\d+$/.test(name)))
      this.step(1)
  }

  step(count: number): void {
    for (let k = 0; k < count && !this.done; k++)
      try {
        this.done = this.#steps.next().done === true
      } catch (error) {
        this.broken = error
        this.done = true
      }
  }

  /** One run; what it took counts as far as the cursor says that is kept. */
  async run({ ending, sleeps, first }: Run): Promise<void> {
    const told: { cursor: Cursor; shown: string }[] = []
    const { faults } =
      ending === 'reading' ? await this.#read(first, told) : await this.#follow(sleeps, first, told)
    expect(this.files.opened).toBe(0)
    // The last one is told at the end, which who is killed does not live to see.
    const kept = ending === 'killed' ? told.at(-2) : told.at(-1)
    for (const { operation, file } of faults)
      if (operation !== 'cut-short') this.faults.push(`${operation} ${file}`)
    if (!kept) return
    this.#cursor = parseCursor(cursorText(kept.cursor))
    this.taken += kept.shown
  }

  #follow(
    sleeps: number,
    first: number | undefined,
    told: { cursor: Cursor; shown: string }[],
  ): Promise<Following> {
    const { files, numbers } = this
    let slept = 0
    const changed = new Set<() => void>()
    let given = false
    return following(
      files,
      {
        find: () => {
          const log = given ? undefined : logIn('log', 'log', files)
          given ||= log !== undefined
          return log ? [log] : []
        },
        between: () => {
          if (numbers.chance(6)) this.step(1 + numbers.below(numbers.chance(5) ? 60 : 4))
        },
        asleep: () => {
          this.step(numbers.below(numbers.chance(4) ? 200 : 12))
          for (const tell of changed) if (numbers.chance(2)) tell()
          return slept++ < sleeps
        },
        watch: (_, tell) => {
          changed.add(tell)
          return () => changed.delete(tell)
        },
        passed: (cursor, shown) => told.push({ cursor, shown }),
      },
      { ...(this.#cursor && { after: this.#cursor }), ...(first !== undefined && { first }) },
    )
  }

  async #read(
    first: number | undefined,
    told: { cursor: Cursor; shown: string }[],
  ): Promise<Pick<Following, 'faults'>> {
    const log = logIn('log', 'log', this.files)
    if (!log) return { faults: [] }
    const { shown, cursor, faults } = await reading(
      [log],
      this.files,
      {
        form: 'raw',
        ...(this.#cursor && { after: this.#cursor }),
        ...(first !== undefined && { first }),
      },
      { whole: true },
    )
    if (cursor) told.push({ cursor, shown })
    return { faults }
  }
}

const linesOf = async (habit: Habit, seed: number, runs: readonly Run[]): Promise<Scene> => {
  const scene = new Scene(habit, seed)
  for (const run of runs) {
    scene.step(scene.numbers.below(scene.numbers.chance(3) ? 300 : 30))
    await scene.run(run)
  }
  scene.step(Number.POSITIVE_INFINITY)
  await scene.run({ ending: 'told', sleeps: 30, first: undefined })
  if (scene.broken) throw scene.broken
  return scene
}

const numbersIn = ({ taken }: Scene): number[] =>
  taken
    .split('\n')
    .slice(0, -1)
    .map((line) => numberOf(line) ?? Number.NaN)

const upTo = (count: number): number[] => Array.from({ length: count }, (_, k) => k + 1)

test('every line is shown once, in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      habits(fc.constantFrom('none', 'copy', 'gzip')),
      fc.nat(),
      endings,
      async (habit, seed, runs) => {
        const scene = await linesOf(habit, seed, runs)

        const numbers = numbersIn(scene)
        // Less than a kilobyte without a stamp is no proof of a file: that is told.
        if (habit.stamped) expect(scene.faults).toEqual([])
        if (scene.faults.length === 0) expect(numbers).toEqual(upTo(scene.writer.written))
        else expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual(upTo(scene.writer.written))
      },
    ),
    { numRuns: 200 },
  )
}, 120_000)

test('where a processor changes lines, none is missing', async () => {
  await fc.assert(
    fc.asyncProperty(
      habits(fc.constant('change')),
      fc.nat(),
      endings,
      async (drawn, seed, runs) => {
        const scene = await linesOf({ ...drawn, stamped: true }, seed, runs)

        const found = new Set(numbersIn(scene))
        expect(upTo(scene.writer.written).filter((number) => !found.has(number))).toEqual([])
      },
    ),
    { numRuns: 100 },
  )
}, 120_000)
