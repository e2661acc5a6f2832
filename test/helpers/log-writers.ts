// Loggers as their sheets have them, one operation on disk at a time: whoever asks for the next
// one decides when it takes place. Between two of them, anybody may look.

import { gzipSync } from 'node:zlib'
import type { MemoryFiles } from './memory-files.js'

/** How a log is written. */
export type Habit = {
  layout: 'multilog' | 's6-log' | 'svlogd' | 'cyclog' | 'tinylog' | 'seconds'
  processor: 'none' | 'copy' | 'gzip' | 'change'
  /** Archives are compressed beside the log. */
  compresses: boolean
  stamped: boolean
  /** Archives kept. */
  keep: number
  /** Bytes of a file, or so. */
  size: number
  /** At times its writer is killed, and another one comes. */
  crashes: boolean
}

/** Numbers of a draw: `chance(n)` is true once in n. */
export type Dice = { below(n: number): number; chance(n: number): boolean }

export const dice = (seed: number): Dice => {
  let state = seed >>> 0
  const below = (n: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * n)
  }
  return { below, chance: (n) => below(n) === 0 }
}

/** POSIX seconds; times are nanoseconds since then. */
const START = 1_763_000_000

const label = (time: number): string => {
  const seconds = 2n ** 62n + 10n + BigInt(START + Math.floor(time / 1e9))
  return `@${seconds.toString(16)}${(time % 1e9).toString(16).padStart(8, '0')}`
}

const dated = (time: number): string => {
  const text = new Date(START * 1000 + Math.floor(time / 1e6)).toISOString().replace(/[-:]/g, '')
  return `_${text.slice(0, 15)}.${String(Math.floor(time / 1000) % 1_000_000).padStart(6, '0')}`
}

type Steps = Generator<void, void, void>

/** The number of a line; undefined where it is none in full. */
export const numberOf = (line: string): number | undefined => {
  const found = /^(?:@[0-9a-f]{24} )?<(\d+):(\d+)>( [xyz]*)?$/.exec(line)
  return found && found[1] === found[2] ? Number(found[1]) : undefined
}

/** Writes `count` numbered lines into a directory, a step at a time. */
export class LogWriter {
  readonly #directory: string
  readonly #habit: Habit
  readonly #files: MemoryFiles
  readonly #dice: Dice
  #time = 0
  #number = 0
  /** What is done to archives beside the log. */
  readonly #beside: Steps[] = []
  /** What a processor is at work on stays. */
  #busy = '-'
  /** The end of a line that was cut where a file was full. */
  #rest = ''

  constructor(directory: string, habit: Habit, files: MemoryFiles, numbers: Dice) {
    this.#directory = directory
    this.#habit = habit
    this.#files = files
    this.#dice = numbers
  }

  get written(): number {
    return this.#number
  }

  *write(count: number): Steps {
    const { layout, crashes, size } = this.#habit
    if (layout === 'seconds') this.#plant(`@${this.#second()}`, '', 0o644)
    else this.#plant('current', '', 0o644)
    yield
    while (this.#number < count || this.#rest !== '') {
      yield* this.#line()
      yield* this.#one(this.#beside)
      if (this.#sizeOfCurrent() >= size) yield* this.#rotate()
      else if (crashes && this.#dice.chance(40)) yield* this.#crash()
    }
    this.#number++
    this.#append(`<${this.#number}:${this.#number}>\n`)
    while (this.#beside.length > 0) yield* this.#one(this.#beside)
  }

  /** A step of one of several things that go on. */
  *#one(all: Steps[]): Steps {
    const [first] = all
    if (!first || this.#dice.chance(3)) return
    if (first.next().done) all.shift()
    yield
  }

  *#line(): Steps {
    const { stamped, size } = this.#habit
    const number = ++this.#number
    this.#time += 1 + this.#dice.below(50_000_000)
    const stamp = stamped ? `${label(this.#time)} ` : ''
    const text = `${this.#rest}${stamp}<${number}:${number}> ${'x'.repeat(this.#dice.below(60))}\n`
    this.#rest = ''
    const room = size + 40 - this.#sizeOfCurrent()
    const within = this.#dice.chance(4) ? this.#dice.below(text.length) : 0
    // A file that is full ends inside a line: but not of a stamp, nor before one.
    const cut = text.length > room && room > 30 ? room : -1
    if (cut > 0) {
      this.#append(text.slice(0, cut))
      this.#rest = text.slice(cut)
      yield
      return
    }
    if (within > 0) {
      this.#append(text.slice(0, within))
      yield
    }
    this.#append(text.slice(within))
    yield
  }

  *#rotate(): Steps {
    const { layout, processor } = this.#habit
    this.#time += 1000
    if (layout === 'seconds') {
      const last = this.#second()
      while (this.#second() === last) this.#time += 1e9
      this.#plant(`@${this.#second()}`, '', 0o644)
      yield
      yield* this.#prune()
    } else if (layout === 'svlogd' || layout === 'tinylog') yield* this.#rotateDirectly()
    else if (layout === 'cyclog') yield* this.#rotateLate()
    else {
      // One rotation at a time.
      while (this.#has('previous') || this.#has('processed')) yield* this.#one(this.#beside)
      this.#rename('current', 'previous')
      yield
      this.#plant('current', '', 0o644)
      yield
      this.#mode('previous', 0o744)
      const archive = processor === 'none' ? this.#archive('previous') : this.#process()
      // One goes on logging meanwhile, the other waits.
      if (layout === 's6-log') {
        this.#beside.push(archive)
        yield
      } else yield* archive
    }
  }

  *#rotateDirectly(): Steps {
    const { layout, processor } = this.#habit
    const name = layout === 'tinylog' ? dated(this.#time) : label(this.#time)
    this.#mode('current', 0o744)
    this.#rename('current', processor === 'none' ? `${name}.s` : `${name}.u`)
    yield
    this.#plant('current', '', 0o644)
    yield
    if (processor !== 'none') this.#beside.push(this.#processBeside(name))
    else if (this.#habit.compresses) this.#beside.push(this.#compress(`${name}.s`))
    yield* this.#prune()
  }

  /** What was not written yet comes after the rename. */
  *#rotateLate(): Steps {
    const name = label(this.#time)
    this.#rename('current', `${name}.u`)
    yield
    const number = ++this.#number
    this.#time += 1
    const stamp = this.#habit.stamped ? `${label(this.#time)} ` : ''
    this.#files.append(
      this.#at(`${name}.u`),
      `${this.#rest}${stamp}<${number}:${number}>\n`,
      this.#now,
    )
    this.#rest = ''
    yield
    this.#mode(`${name}.u`, 0o744)
    this.#rename(`${name}.u`, `${name}.s`)
    yield
    yield* this.#prune()
    this.#plant('current', '', 0o644)
    yield
  }

  *#process(): Steps {
    this.#plant('processed', '', 0o600)
    yield
    const output = this.#processed(this.#files.content(this.#at('previous')))
    this.#files.append(this.#at('processed'), output.subarray(0, output.length / 2), this.#now)
    yield
    this.#files.append(this.#at('processed'), output.subarray(output.length / 2), this.#now)
    yield
    this.#mode('processed', 0o744)
    yield
    this.#files.remove(this.#at('previous'))
    yield
    yield* this.#archive('processed')
  }

  *#archive(file: string): Steps {
    const name = `${label(this.#time)}.s`
    this.#time += 1
    this.#files.link(this.#at(file), this.#at(name))
    yield
    this.#files.remove(this.#at(file))
    yield
    yield* this.#prune()
    if (this.#habit.compresses && this.#habit.processor !== 'gzip')
      this.#beside.push(this.#compress(name))
  }

  *#processBeside(name: string): Steps {
    const input = this.#at(`${name}.u`)
    if (!this.#has(`${name}.u`)) return
    this.#busy = name
    this.#plant(`${name}.t`, '', 0o644)
    yield
    const output = this.#processed(this.#files.content(input))
    this.#files.append(this.#at(`${name}.t`), output, this.#now)
    this.#mode(`${name}.t`, 0o744)
    yield
    this.#rename(`${name}.t`, `${name}.s`)
    yield
    this.#files.remove(input)
    this.#busy = '-'
    yield
  }

  *#compress(name: string): Steps {
    if (!this.#has(name)) return
    const output = gzipSync(this.#files.content(this.#at(name)))
    if (this.#dice.chance(2)) {
      this.#plant('zipped', output, 0o600)
      yield
      if (!this.#has(name)) return this.#files.remove(this.#at('zipped'))
      this.#rename('zipped', `${name}.Z`)
    } else {
      // As gzip does it.
      this.#plant(`${name}.gz`, output.subarray(0, 20), 0o600)
      yield
      if (!this.#has(`${name}.gz`)) return
      // gzip itself would leave it, and an archive that was read and deleted would be back.
      if (!this.#has(name)) return this.#files.remove(this.#at(`${name}.gz`))
      this.#files.append(this.#at(`${name}.gz`), output.subarray(20), this.#now)
    }
    yield
    this.#files.remove(this.#at(name))
    yield
  }

  /** Killed, and started again. */
  *#crash(): Steps {
    const { layout } = this.#habit
    if (this.#beside.length > 0 || this.#rest !== '' || layout === 'seconds') return
    this.#time += 1000
    const name = `${layout === 'tinylog' ? dated(this.#time) : label(this.#time)}.u`
    const ended = this.#files.content(this.#at('current')).at(-1) === 0x0a
    if (!ended) return
    this.#rename('current', name)
    yield
    this.#plant('current', '', 0o644)
    yield
  }

  *#prune(): Steps {
    const archives = this.#files
      .names(this.#directory)
      .filter((name) => /^[@_]/.test(name) && !name.endsWith('.t') && !name.startsWith(this.#busy))
      .sort()
    for (const name of archives.slice(0, Math.max(0, archives.length - this.#habit.keep))) {
      this.#files.remove(this.#at(name))
      yield
    }
  }

  #processed(input: Buffer): Buffer {
    const { processor } = this.#habit
    if (processor === 'gzip') return gzipSync(input)
    if (processor === 'change')
      return Buffer.from(input.toString('latin1').replaceAll('x', 'yz'), 'latin1')
    return input
  }

  get #now(): number {
    return START + Math.floor(this.#time / 1e9)
  }

  #second(): number {
    return this.#now
  }

  #current(): string {
    if (this.#habit.layout !== 'seconds') return 'current'
    return this.#files.names(this.#directory).sort().at(-1) ?? ''
  }

  #sizeOfCurrent(): number {
    return this.#files.content(this.#at(this.#current())).length
  }

  #append(text: string): void {
    this.#files.append(this.#at(this.#current()), text, this.#now)
  }

  #plant(name: string, content: string | Buffer, mode: number): void {
    this.#files.plant(this.#at(name), content, { mode, modified: this.#now })
  }

  #rename(from: string, to: string): void {
    this.#files.rename(this.#at(from), this.#at(to))
  }

  #mode(name: string, mode: number): void {
    this.#files.setMode(this.#at(name), mode)
  }

  #has(name: string): boolean {
    return this.#files.names(this.#directory).includes(name)
  }

  #at(name: string): string {
    return `${this.#directory}/${name}`
  }
}
