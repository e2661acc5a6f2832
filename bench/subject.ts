// One logger under observation: what goes in, what it has written, what it has used.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

/** How long anything may take to be written, in milliseconds. */
const PATIENCE = 60_000

/** A logger that writes `current` in a directory of its own. */
export class Subject {
  /** When it was started, by `performance.now()`. */
  readonly started: number
  readonly #child: ChildProcess
  readonly #directory: string
  readonly #input: number

  /** `command`: its words; the directory is added as the last one. */
  constructor(root: string, command: readonly string[]) {
    this.#directory = join(root, 'subject')
    mkdirSync(this.#directory)
    const [program = '', ...words] = [...command, this.#directory]
    // A pipe with a name: the one spawn makes is a socket.
    const pipe = join(root, 'pipe')
    spawnSync('mkfifo', [pipe])
    const both = openSync(pipe, 'r+')
    const out = openSync(pipe, 'r')
    this.#input = openSync(pipe, 'w')
    closeSync(both)
    rmSync(pipe)
    this.started = performance.now()
    this.#child = spawn(program, words, { stdio: [out, 'ignore', 'inherit'] })
    closeSync(out)
  }

  /** Puts bytes in its pipe; waits while that is full. */
  feed(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#input, bytes, at)
  }

  /** Bytes in `current`; 0 before there is one. */
  get size(): number {
    return statSync(join(this.#directory, 'current'), { throwIfNoEntry: false })?.size ?? 0
  }

  /**
   * Looks until `current` has `bytes`, giving the loop its turns. `rest`: milliseconds between two
   * looks; none keeps a processor busy, which is then missing where two are at work on a start.
   */
  async reach(bytes: number, rest = 0): Promise<void> {
    const started = performance.now()
    while (this.size < bytes) {
      if (performance.now() - started > PATIENCE) throw new Error(`no ${bytes} bytes are written`)
      await (rest > 0 ? pause(rest) : new Promise((resolve) => setImmediate(resolve)))
    }
  }

  /** Microseconds of processor all its threads have used. */
  get busy(): number {
    const tasks = `/proc/${this.#child.pid}/task`
    return readdirSync(tasks)
      .map((task) => Number(readFileSync(`${tasks}/${task}/schedstat`, 'latin1').split(' ')[0]))
      .reduce((sum, nanoseconds) => sum + nanoseconds / 1000, 0)
  }

  /** Resident memory in KiB. */
  get resident(): number {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, 'latin1')
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1])
  }

  /** Ends its input and waits for its end. */
  async end(): Promise<void> {
    const ended = once(this.#child, 'exit')
    closeSync(this.#input)
    await ended
    rmSync(this.#directory, { recursive: true })
  }
}

/** So large that `current` is never full. */
const SIZE = 's268435455'

/** Our multilog and the originals, by name; `words` go before all else. */
export const loggersWith = (
  ...words: readonly string[]
): Readonly<Record<string, readonly string[]>> => ({
  ours: [process.execPath, 'dist/multilog.cjs', ...words, SIZE],
  multilog: ['multilog', ...words, SIZE],
  's6-log': ['s6-log', ...words, SIZE],
})

export const loggers = loggersWith()

/** A line as services write them. */
export const LINE = Buffer.from(
  `${'tcpserver: ok 4711 mx.example.org:127.0.0.1:25 :10.0.0.1::40000 '.padEnd(89, '.')}\n`,
)

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))
