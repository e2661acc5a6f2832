// Starts a logger as a log/run script would, and feeds it.
//
// The script is written to a file and run by sh, so that arguments may hold any byte
// and a test can set limits, masks and descriptors before the program takes over. The
// program leads a process group of its own, which ends with the test.

import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type ByteString, fromBytes, toBytes } from '../../src/bytes.js'
import { InputPipe } from './pipes.js'
import type { Place } from './places.js'
import { groupLives, isStopped, sleepsForInput, waitsForChild, wakings } from './processes.js'
import { until } from './waiting.js'

export type Launch = {
  readonly script: readonly ByteString[]
  /** Shell commands before the program is executed. */
  readonly shell?: ByteString
  /** Standard input from a file with this content rather than from a pipe. */
  readonly inputFile?: ByteString
  /** Standard input is a pipe in non-blocking mode. */
  readonly nonBlocking?: boolean
}

const quoted = (argument: ByteString): string => `'${argument.replaceAll("'", "'\\''")}'`

// Descriptors 0 to 2 of a child are made blocking by child_process; 3 stays as it is.
const INPUT = 'exec 0<&3 3<&-'

/** fixtures/programs, known to scripts and processors as $PROGRAMS. */
const PROGRAMS = resolve('fixtures/programs')

export class RunningLogger {
  readonly place: Place
  readonly #exited: Promise<string>
  readonly #child: ChildProcess
  readonly #pipe: InputPipe
  readonly #stdout: string
  readonly #stderr: string
  #ended = false

  /** `program` is a path; `run` tells apart the runs made in one place. */
  constructor(program: string, place: Place, launch: Launch, run = 0) {
    const own = (name: string): string => join(place.root, `${name}.${run}`)
    const words = [program, ...launch.script].map(quoted).join(' ')
    writeFileSync(own('script'), toBytes(`${INPUT}\n${launch.shell ?? ''}\nexec ${words}\n`))
    this.place = place
    this.#stdout = own('stdout')
    this.#stderr = own('stderr')
    this.#pipe = new InputPipe(own('stdin'), launch.nonBlocking)
    if (launch.inputFile !== undefined) writeFileSync(own('input'), toBytes(launch.inputFile))
    const input =
      launch.inputFile === undefined ? this.#pipe.forProgram : openSync(own('input'), 'r')
    const outputs = [this.#stdout, this.#stderr].map((path) => openSync(path, 'a'))
    this.#child = spawn('/bin/sh', [own('script')], {
      cwd: place.work,
      env: { PATH: process.env.PATH, PROGRAMS, TZ: 'UTC' },
      stdio: ['ignore', ...outputs, input],
      detached: true,
    })
    for (const descriptor of new Set([input, this.#pipe.forProgram, ...outputs]))
      closeSync(descriptor)
    this.#exited = new Promise((settle) => {
      this.#child.on('exit', (code, signal) => {
        this.#ended = true
        settle(String(code ?? signal))
      })
    })
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('the logger did not start')
    return this.#child.pid
  }

  get ended(): boolean {
    return this.#ended
  }

  stdout(): ByteString {
    return fromBytes(readFileSync(this.#stdout))
  }

  stderr(): ByteString {
    return fromBytes(readFileSync(this.#stderr))
  }

  /** Writes without waiting for the program to take it. */
  write(bytes: ByteString): Promise<void> {
    return this.#pipe.write(bytes)
  }

  /** Bytes written that the program has not read. */
  waiting(): number {
    return this.#pipe.waiting()
  }

  /** Waits for something, or in vain. */
  sleeps(): boolean {
    return sleepsForInput(this.pid)
  }

  /** Writes each piece once the program has dealt with the one before, and with the last. */
  async feed(...pieces: readonly ByteString[]): Promise<void> {
    for (const piece of pieces) {
      await this.write(piece)
      await this.idle()
    }
  }

  /** The program has taken all input and sleeps until there is more. */
  idle(): Promise<void> {
    return this.until('an idle logger', () => this.#idle)
  }

  /** `text` has appeared on standard error, at least `times` times. */
  says(text: string, times = 1): Promise<void> {
    return this.until(`"${text}"`, () => this.stderr().split(text).length > times)
  }

  /** Waits for `condition`, and no longer than the program lives. */
  until(what: string, condition: () => boolean): Promise<void> {
    const story = (): string => `${what}; stderr: ${JSON.stringify(this.stderr())}`
    return until(story, () => {
      if (condition()) return true
      if (this.#ended) throw new Error(`the logger ended without ${story()}`)
      return false
    })
  }

  signal(name: NodeJS.Signals): void {
    process.kill(this.pid, name)
  }

  /** Stops it, that a signal and input may come at the same moment; CONT lets it go on. */
  async stop(): Promise<void> {
    this.signal('SIGSTOP')
    await this.stopped()
  }

  /** Somebody, or it itself, has stopped it. */
  stopped(): Promise<void> {
    return this.until('a stopped logger', () => isStopped(this.pid))
  }

  /** Input and signals that come at the same moment: while it is stopped. */
  async atOnce(bytes: ByteString, ...signals: readonly NodeJS.Signals[]): Promise<void> {
    await this.stop()
    await this.write(bytes)
    for (const name of signals) this.signal(name)
    this.signal('SIGCONT')
  }

  /** KILL, where it has not ended yet. */
  kill(): void {
    if (!this.#ended) this.signal('SIGKILL')
  }

  /** Signals an idle logger and waits until it has woken up for it: it sleeps again or ended. */
  async wake(name: NodeJS.Signals): Promise<void> {
    const before = wakings(this.pid)
    this.signal(name)
    await until(
      () => `a logger that noticed ${name}`,
      () => this.#ended || (wakings(this.pid) > before && this.sleeps()),
    )
  }

  /**
   * Signals a logger whose processor runs and waits until it has noticed, if it can notice: ours
   * sleeps beside its processor, but holds signals back while it makes the process; the originals
   * wait for the process and hold signals back until then.
   */
  async interrupt(name: NodeJS.Signals): Promise<void> {
    const waits = (): boolean => this.sleeps() || waitsForChild(this.pid)
    await this.until('a logger that waits for its processor', waits)
    if (this.sleeps()) await this.wake(name)
    else this.signal(name)
  }

  /** Has taken all input and sleeps, or has ended. */
  async settled(): Promise<void> {
    await until('a settled logger', () => this.#ended || this.#idle)
  }

  end(): void {
    this.#pipe.end()
  }

  /** Waits for the program to end by itself and gives its exit code or signal. */
  async exit(): Promise<string> {
    await until(
      () => `an exit; stderr: ${JSON.stringify(this.stderr())}`,
      () => this.#ended,
    )
    return this.#exited
  }

  /** Ends the input and waits for the exit. */
  finish(): Promise<string> {
    this.end()
    return this.exit()
  }

  /** Ends what still runs, and waits for that; gives what was left in the pipe. */
  async close(): Promise<ByteString> {
    if (this.#killGroup()) await until('the end of all', () => !groupLives(this.pid))
    await this.#exited
    return this.#pipe.drain()
  }

  get #idle(): boolean {
    return this.waiting() === 0 && this.sleeps()
  }

  /** Whether there was anything to kill. */
  #killGroup(): boolean {
    try {
      return process.kill(-this.pid, 'SIGKILL')
    } catch {
      // The whole group has ended by itself.
      return false
    }
  }
}
