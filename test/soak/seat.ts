// A seat for one logger at a time: a pipe that stays, somebody who speaks into it, and a log.

import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { InputPipe } from '../helpers/pipes.js'
import { inMemory, Place } from '../helpers/places.js'
import { sleepsForInput } from '../helpers/processes.js'
import { until } from '../helpers/waiting.js'
import type { Tool } from './contenders.js'
import { Log } from './log.js'
import { type Load, Speaking } from './speaking.js'

// So many that none is pruned.
const FILES = 1_000_000

export class Seat {
  readonly log: Log
  // On a disk every rotation waits for it, and nothing would ever be a flood.
  readonly #place = new Place(inMemory())
  readonly #path = `${this.#place.root}/pipe`
  readonly #pipe = new InputPipe(this.#path)
  readonly #stderr = openSync(`${this.#place.root}/stderr`, 'a')
  readonly #program: readonly string[]
  readonly #tool: Tool
  readonly #size: number
  /** What the log was when the logger was started. */
  #before = ''
  #logger: ChildProcess | undefined
  #exit: Promise<string> = Promise.resolve('')
  #ended = true

  /** `program` and its first arguments; files are to have `size` bytes. */
  constructor(program: readonly string[], tool: Tool, size: number) {
    this.#program = program
    this.#tool = tool
    this.#size = size
    const main = `${this.#place.work}/main`
    tool.prepare?.(main, size, FILES)
    this.log = new Log(tool, main)
  }

  /** Runs `story` while `load` is spoken, so many bytes at most; then everything is gone. */
  async occupy<T>(
    load: Load,
    seed: number,
    story: (speaker: Speaking) => Promise<T>,
    bytes?: number,
  ): Promise<T> {
    const speaker = new Speaking(this.#place.root, this.#path, load, seed, bytes)
    try {
      return await story(speaker)
    } catch (error) {
      const said = readFileSync(`${this.#place.root}/stderr`, 'latin1')
      throw new Error(`${this.#tool.name}: ${error}; stderr: ${said.slice(-1000)}`)
    } finally {
      speaker.kill()
      await this.#clear()
    }
  }

  get pid(): number {
    return this.#logger?.pid ?? 0
  }

  start(): void {
    this.#before = this.log.mark()
    const [file = '', ...words] = [...this.#program, ...this.#tool.words(this.#size, FILES)]
    const logger = spawn(file, words, {
      cwd: this.#place.work,
      env: { PATH: process.env.PATH, TZ: 'UTC' },
      stdio: [this.#pipe.forProgram, 'ignore', this.#stderr],
    })
    this.#logger = logger
    this.#ended = false
    this.#exit = new Promise((settle) => {
      logger.on('exit', (code, signal) => {
        this.#ended = true
        settle(String(code ?? signal))
      })
    })
  }

  signal(name: NodeJS.Signals | undefined): void {
    this.#logger?.kill(name)
  }

  /** Waits for the end; throws where it is another than this exit code or signal. */
  async ends(expected: string): Promise<void> {
    const exit = await this.#exit
    if (exit !== expected) throw new Error(`exit ${exit}`)
  }

  /** It has recovered, and lines go to the log; or there are none left. */
  writing(speaker: Speaking): Promise<void> {
    return this.#until(
      'bytes on disk',
      () => ![this.#before, ''].includes(this.log.mark()) || speaker.ended,
    )
  }

  /** Has everything said, logged and ended in order; throws where that is not what was said. */
  async finish(speaker: Speaking): Promise<void> {
    const said = await speaker.end()
    const idle = (): boolean => this.#pipe.waiting() === 0 && sleepsForInput(this.pid)
    await this.#until('an idle logger', idle)
    this.#pipe.end()
    await this.ends('0')
    this.log.finish(said)
  }

  #until(what: string, condition: () => boolean): Promise<void> {
    return until(what, () => {
      if (condition()) return true
      if (this.#ended) throw new Error(`ended without ${what}`)
      return false
    })
  }

  async #clear(): Promise<void> {
    if (!this.#ended) this.signal('SIGKILL')
    await this.#exit
    this.#pipe.drain()
    closeSync(this.#pipe.forProgram)
    closeSync(this.#stderr)
    this.#place.clear()
  }
}
