// A syslog daemon of our own, and commands that find it at /dev/log.
//
// Where we may have a mount namespace, a command gets a /dev of its own, and the machine's
// is not touched. Elsewhere /dev/log is made a link to our socket for the time being, which
// takes root and a machine without a daemon, as a container is.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { type ByteString, fromBytes } from '../../src/bytes.js'
import { command } from '../helpers/commands.js'
import { Place } from '../helpers/places.js'
import { isStopped } from '../helpers/processes.js'
import { type Launch, RunningLogger } from '../helpers/run-logger.js'
import { until } from '../helpers/waiting.js'

/** Puts the directory $0 in place of /dev, and runs the command. */
const OWN_DEV = 'mount --bind /dev/null "$0/null" && mount --rbind "$0" /dev && exec "$@"'

/** As root, and as anybody. */
const NAMESPACES = ['-m', '-rm']

const inNamespace = (option: string, dev: string, words: readonly string[]): string[] => [
  option,
  '/bin/sh',
  '-c',
  OWN_DEV,
  dev,
  ...words,
]

export class SystemLogDaemon {
  readonly place = new Place()
  readonly #dev = join(this.place.root, 'dev')
  readonly #output = join(this.place.root, 'datagrams')
  readonly #namespace: string | undefined
  #child: ChildProcess | undefined
  #linked = false
  #runs = 0

  constructor() {
    mkdirSync(this.#dev)
    writeFileSync(join(this.#dev, 'null'), '')
    writeFileSync(this.#output, '')
    this.#namespace = NAMESPACES.find(
      (option) => spawnSync('unshare', inNamespace(option, this.#dev, ['true'])).status === 0,
    )
    if (this.#namespace !== undefined) return
    symlinkSync(this.#socket, '/dev/log')
    this.#linked = true
  }

  get #socket(): string {
    return join(this.#dev, 'log')
  }

  async start(): Promise<void> {
    const output = openSync(this.#output, 'a')
    this.#child = spawn('perl', [resolve('fixtures/programs/system-log'), this.#socket], {
      stdio: ['ignore', output, 'inherit'],
    })
    closeSync(output)
    await until('a bound socket', () => existsSync(this.#socket))
  }

  /** It takes nothing until `goOn`, though its socket is there. */
  async stop(): Promise<void> {
    const pid = this.#child?.pid ?? 0
    this.#child?.kill('SIGSTOP')
    await until('a stopped daemon', () => isStopped(pid))
  }

  goOn(): void {
    this.#child?.kill('SIGCONT')
  }

  /** Nobody is there any more; nor is the socket. */
  async end(): Promise<void> {
    const child = this.#child
    if (!child) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
    this.#child = undefined
    rmSync(this.#socket, { force: true })
  }

  /** Runs sissylog where this daemon is that of the machine. */
  run(words: readonly ByteString[], launch: Partial<Launch> = {}): RunningLogger {
    const sissylog = [command('sissylog'), ...words]
    const [program = '', ...script] =
      this.#namespace === undefined
        ? sissylog
        : ['unshare', ...inNamespace(this.#namespace, this.#dev, sissylog)]
    return new RunningLogger(program, this.place, { ...launch, script }, this.#runs++)
  }

  /** All it has got, without the times. */
  datagrams(): readonly ByteString[] {
    return fromBytes(readFileSync(this.#output))
      .split('\n')
      .slice(0, -1)
      .map((datagram) => datagram.replace(/(?<=^<\d+>)\w{3} [ \d]\d \d\d:\d\d:\d\d /, ''))
  }

  /** Waits until it has got this one. */
  async got(datagram: ByteString): Promise<void> {
    const what = (): string => `${datagram} among ${JSON.stringify(this.datagrams().slice(-5))}`
    await until(what, () => this.datagrams().includes(datagram))
  }

  async clear(): Promise<void> {
    await this.end()
    if (this.#linked) rmSync('/dev/log')
    this.place.clear()
  }
}

/** Why there can be no such daemon here; undefined where there can. CI skips nothing. */
export const noDaemon = async (): Promise<string | undefined> => {
  try {
    await new SystemLogDaemon().clear()
    return undefined
  } catch (error) {
    if (process.env.CI === 'true') throw error
    return `neither a mount namespace nor /dev/log is to be had: ${error}`
  }
}
