// logrun follow as a program, while others write.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { command } from './commands.js'
import { until } from './waiting.js'

export class FollowerProcess {
  readonly child: ChildProcess
  readonly #ended: Promise<unknown[]>
  stdout = ''
  stderr = ''

  constructor(cwd: string, words: readonly string[], env: Record<string, string> = {}) {
    this.child = spawn(command('logrun'), ['follow', ...words], {
      cwd,
      env: { PATH: process.env.PATH, TZ: 'UTC', ...env },
    })
    this.#ended = once(this.child, 'close')
    this.child.stdout?.on('data', (bytes: Buffer) => {
      this.stdout += bytes.toString('latin1')
    })
    this.child.stderr?.on('data', (bytes: Buffer) => {
      this.stderr += bytes.toString('latin1')
    })
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal)
  }

  async shows(text: string): Promise<void> {
    await until(
      () => `${JSON.stringify(text)} in ${JSON.stringify(this.stdout.slice(-300))}`,
      () => this.stdout.includes(text),
    )
  }

  /** Its exit code, or the signal it died by. */
  async end(): Promise<number | NodeJS.Signals> {
    const [code, signal] = await this.#ended
    return (signal ?? code) as number | NodeJS.Signals
  }
}
