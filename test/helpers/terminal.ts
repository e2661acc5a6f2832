// A command on a terminal of its own, which script(1) gives it: what it shows is kept, and
// what a user would type is typed.

import { type ChildProcess, spawn } from 'node:child_process'
import { until } from './waiting.js'

export class Terminal {
  /** All that was shown, control sequences too; a character a byte. */
  shown = ''
  /** The exit code of what ran, or 128 and the number of its signal. */
  readonly ended: Promise<number>
  readonly #script: ChildProcess
  over = false

  /** Runs a line of sh(1) on 80 columns and 24 rows; standard error is the terminal too. */
  constructor(line: string, { cwd, env }: { cwd: string; env?: NodeJS.ProcessEnv }) {
    const words = ['-qfec', `stty rows 24 cols 80; ${line}`, '/dev/null']
    this.#script = spawn('script', words, {
      cwd,
      env: { PATH: process.env.PATH, SHELL: '/bin/sh', TERM: 'xterm', TZ: 'UTC', ...env },
      stdio: ['pipe', 'pipe', 'inherit'],
      detached: true,
    })
    this.#script.stdout?.on('data', (bytes: Buffer) => {
      this.shown += bytes.toString('latin1')
    })
    // What is typed to a program that has ended is lost.
    this.#script.stdin?.on('error', () => undefined)
    this.ended = new Promise((settle, fail) => {
      this.#script.on('error', fail)
      this.#script.on('close', (code) => {
        this.over = true
        settle(code ?? -1)
      })
    })
  }

  /** The lines shown, without the carriage returns of a terminal. */
  get text(): string {
    return this.shown.replaceAll('\r\n', '\n')
  }

  type(keys: string): void {
    this.#script.stdin?.write(keys)
  }

  /** Waits until it has shown this, since the place given. */
  async shows(wanted: string | RegExp, since = 0): Promise<void> {
    const found = (): boolean => {
      const shown = this.shown.slice(since)
      return typeof wanted === 'string' ? shown.includes(wanted) : wanted.test(shown)
    }
    await until(
      () => `${wanted} on a terminal, but ${JSON.stringify(this.shown)}`,
      () => found() || this.over,
    )
    if (!found()) throw new Error(`ended without ${wanted}: ${JSON.stringify(this.shown)}`)
  }

  /** Takes the terminal away; whatever is left on it ends. */
  close(): void {
    if (!this.over) this.#script.kill('SIGKILL')
  }
}
