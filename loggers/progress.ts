// How far long work has come, as one line on standard error where that is a terminal: how much
// of it is done, how fast, and how long it will take. As with git, nothing is said of what
// takes less than two seconds.

import type { Progressing } from '../src/reading/content.js'
import type { Write } from '../src/reading/shown.js'
import { isKept, isTerminal, setting, showLine } from './world.js'

/** Milliseconds before the first line, and between two. */
const DELAY = 2000
const PAUSE = 200

/** What it needs of its surroundings: monotonic milliseconds, and where a line goes. */
type ProgressWorld = { readonly now: () => number; readonly show: (line: string) => void }

/** Bytes of so many, shown now and then. `end` takes the line away for good. */
export class Progress implements Progressing {
  readonly #name: string
  readonly #world: ProgressWorld
  readonly #began: number
  #total: number
  #done = 0
  /** When to show it next. */
  #next: number

  /** `name`: who is at work; `total`: bytes there are to do; `delay`: milliseconds. */
  constructor(name: string, total: number, world: ProgressWorld, delay = DELAY) {
    this.#name = name
    this.#total = total
    this.#world = world
    this.#began = world.now()
    this.#next = this.#began + delay
  }

  /** So many bytes more are done. */
  passed(bytes: number): void {
    this.#done += bytes
    const now = this.#world.now()
    if (now < this.#next) return
    this.#next = now + PAUSE
    this.#world.show(this.#lineAt(now))
  }

  /** So many bytes need not be done. */
  skipped(bytes: number): void {
    this.#total -= bytes
  }

  /** Takes the line away; none is shown any more. */
  end(): void {
    this.#next = Number.POSITIVE_INFINITY
    this.#world.show('')
  }

  #lineAt(now: number): string {
    // Files grow while they are read.
    const total = Math.max(this.#total, this.#done, 1)
    const rate = this.#done / Math.max((now - this.#began) / 1000, 0.001)
    const percent = String(Math.floor((100 * this.#done) / total)).padStart(3)
    const left = rate > 0 ? `, ${minutes((total - this.#done) / rate)} left` : ''
    return `${this.#name}: ${percent}% of ${size(total)}, ${size(rate)}/s${left}`
  }
}

/** For work on `total()` bytes; undefined where nobody would see it. */
export const progressOf = (name: string, total: () => number): Progress | undefined => {
  if (setting('TERM') === 'dumb' || !isTerminal('stderr')) return undefined
  const told = Number(setting('LOGRUN_PROGRESS_DELAY') ?? DELAY / 1000)
  const delay = told >= 0 ? told * 1000 : DELAY
  return new Progress(name, total(), { now: () => performance.now(), show: showLine }, delay)
}

/** What writes on standard output, where the line must be gone: both may come to one terminal. */
export const writingBeside = (progress: Progress | undefined, write: Write): Write =>
  progress === undefined || isKept()
    ? write
    : (bytes, start, end) => {
        progress.end()
        return write(bytes, start, end)
      }

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB']

/** `12.3 MB`: three digits or more, of a thousand bytes each unit. */
const size = (bytes: number): string => {
  const k = Math.min(Math.max(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), 0), UNITS.length - 1)
  const count = bytes / 1000 ** k
  return `${count.toFixed(k === 0 || count >= 100 ? 0 : 1)} ${UNITS[k]}`
}

/** `1:05`: minutes and seconds. */
const minutes = (seconds: number): string => {
  const whole = Math.ceil(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
