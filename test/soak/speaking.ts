// Starts speaker.ts on a pipe, and ends it.

import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, constants, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { buildSync } from 'esbuild'
import { until } from '../helpers/waiting.js'

/** As much as the pipe takes, pieces of any size now and then, or a line now and then. */
export type Load = 'flood' | 'bursts' | 'trickle'

export class Speaking {
  readonly #root: string
  readonly #child: ChildProcess

  /** `root` is where it is started; `pipe` is the path of its output, which has a reader. */
  constructor(root: string, pipe: string, load: Load, seed: number, bytes?: number) {
    const program = `${root}/speaker.mjs`
    buildSync({
      entryPoints: ['test/soak/speaker.ts'],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
    })
    // child_process waits for nobody: this end of the pipe blocks.
    const output = openSync(pipe, constants.O_WRONLY)
    this.#root = root
    this.#child = spawn(
      process.execPath,
      [program, load, String(seed), ...(bytes === undefined ? [] : [String(bytes)])],
      {
        cwd: root,
        stdio: ['ignore', output, 'inherit'],
      },
    )
    closeSync(output)
  }

  /** It has said all that it was to say. */
  get ended(): boolean {
    return existsSync(`${this.#root}/said`)
  }

  /** Has it finish its line; gives how many bytes it has said. */
  async end(): Promise<number> {
    writeFileSync(`${this.#root}/enough`, '')
    await until('the end of talking', () => this.ended)
    return Number(readFileSync(`${this.#root}/said`, 'latin1'))
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }
}
