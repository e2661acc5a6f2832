// A service and its log service under a real supervisor, in a private directory.
//
// Supervisors give their services sessions of their own, so a process group does not
// hold them all: every process is found again by a mark in its environment.

import { execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { setTimeout as moment } from 'node:timers/promises'
import { Place } from '../helpers/places.js'
import { isStopped, sleepsForInput } from '../helpers/processes.js'
import { until } from '../helpers/waiting.js'
import type { Disturbance } from './disturbances.js'
import { archives } from './log-text.js'
import type { Order, Supervisor } from './supervisors.js'

const SIGNALS = { t: 'SIGTERM', a: 'SIGALRM', k: 'SIGKILL', h: 'SIGHUP' } as const

export class LogService {
  readonly #supervisor: Supervisor
  readonly #place = new Place()
  readonly #mark = `LOGRUN_TEST=${randomUUID()}`
  readonly service: string
  readonly log: string
  /** The log directory. */
  readonly main: string

  /** `run` is the service's command line; nothing is started yet. */
  constructor(supervisor: Supervisor, run: string) {
    this.#supervisor = supervisor
    this.service = `${this.#place.work}/service`
    this.log = `${this.service}/log`
    this.main = `${this.log}/main`
    mkdirSync(this.log, { recursive: true })
    this.#script(this.service, run)
  }

  /** From its next start on, the log service is `logger`, a command line without arguments. */
  use(logger: string, options: string): void {
    this.#script(this.log, `${logger} ${options} ./main`)
  }

  /** Starts the supervisor, and waits for the logger to have its directory, or its file. */
  async start(file = `${this.main}/current`): Promise<void> {
    const [program = '', ...words] = this.#supervisor.start(this.#place.work)
    const [name = '', value] = this.#mark.split('=')
    spawn(program, words, {
      env: { PATH: process.env.PATH, TZ: 'UTC', [name]: value },
      stdio: 'ignore',
      detached: true,
    }).unref()
    await this.#until(file, () => statSync(file).isFile())
  }

  /** The logger's process, 0 while there is none. */
  pid(): number {
    return this.#supervisor.pid(this.log)
  }

  /** Gives the log service an order, through its supervisor or past it. */
  order(order: Order, past: boolean): void {
    if (past && order !== 'd') {
      this.#signal(SIGNALS[order])
      return
    }
    const [program = '', ...words] = this.#supervisor.order(order, this.log)
    execFileSync(program, words, { stdio: 'pipe' })
  }

  /** TERM or KILL: waits for another logger to have taken over. */
  async restart(order: 't' | 'k', past: boolean): Promise<void> {
    const before = this.pid()
    this.order(order, past)
    await this.#until(`a logger after ${before}`, () => ![0, before].includes(this.pid()))
  }

  /**
   * Waits for the moment of a disturbance, and gives the order; `restart` gives one after which
   * there is another logger.
   */
  async suffer(
    { order, past, rotations, delay }: Disturbance,
    restart = (order: 't' | 'k', past: boolean): Promise<void> => this.restart(order, past),
  ): Promise<void> {
    await this.rotations(rotations)
    await moment(delay)
    if (order === 'a' || order === 'h') this.order(order, past)
    else await restart(order, past)
  }

  /**
   * The logger sleeps until there is input. Where all of it is in the log already, nothing can
   * meet a signal but that sleep: an original told to end while busy waits for one more line.
   */
  async rest(): Promise<void> {
    await this.#until('an idle logger', () => sleepsForInput(this.pid()))
  }

  /** The log service is down, and stays down. */
  async stop(): Promise<void> {
    this.order('d', false)
    await this.#until('the log service being down', () => this.pid() === 0)
  }

  /**
   * Stops the logger where a KILL costs one file its end, and no more: between two rotations,
   * with something in `current`. A restart must follow.
   */
  async halt(): Promise<void> {
    for (;;) {
      await this.#until('a logger between two rotations', () => this.#atWork())
      const pid = this.pid()
      process.kill(pid, 'SIGSTOP')
      await this.#until('a stopped logger', () => isStopped(pid))
      if (this.#atWork()) return
      process.kill(pid, 'SIGCONT')
    }
  }

  // A file that is complete, or on its way to an archive, would be no `.u` after a KILL.
  #atWork(): boolean {
    const onTheWay = readdirSync(this.main).some((name) => /^(previous|processed)$/.test(name))
    const current = statSync(`${this.main}/current`, { throwIfNoEntry: false })
    return !onTheWay && current !== undefined && current.size > 0 && (current.mode & 0o100) === 0
  }

  /** Waits for `count` more files to be finished; what a recovery makes does not count. */
  async rotations(count: number): Promise<void> {
    const finished = (): number => archives(this.main).filter((name) => name.endsWith('.s')).length
    const before = finished()
    for (let k = 1; k <= count; k++)
      await this.#until(`rotation ${k} of ${count}`, () => finished() >= before + k)
  }

  /** What the loggers said on standard error. */
  stderr(): string {
    const path = `${this.log}/stderr`
    return existsSync(path) ? readFileSync(path, 'latin1') : ''
  }

  /** Ends every process and removes the directory. */
  async end(): Promise<void> {
    await until('the end of all processes', () => {
      const left = this.#processes()
      for (const pid of left) kill(pid)
      return left.length === 0
    })
    this.#place.clear()
  }

  // A supervisor starts `run` whenever it likes: it is replaced, never half written.
  #script(directory: string, command: string): void {
    const text = `#!/bin/sh\nexec 2>>./stderr\nexec ${command}\n`
    writeFileSync(`${directory}/run.new`, text, { mode: 0o755 })
    renameSync(`${directory}/run.new`, `${directory}/run`)
  }

  #signal(name: NodeJS.Signals): void {
    const pid = this.pid()
    if (pid > 0) process.kill(pid, name)
  }

  // What is asked of files that may not be there yet, or no longer, counts as no.
  async #until(what: string, condition: () => boolean): Promise<void> {
    const story = (): string => `${what} under ${this.#supervisor.name}; stderr: ${this.stderr()}`
    await until(story, () => {
      try {
        return condition()
      } catch {
        return false
      }
    })
  }

  #processes(): readonly number[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && environment(name).includes(this.#mark))
      .map(Number)
  }
}

const environment = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1')
  } catch {
    return ''
  }
}

const kill = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
}
