// A log service whose logger changes at every restart: ours and the original take turns
// on the same pipe and the same directory.

import { READ_SIZE } from '../../src/input/splitter.js'
import { command } from '../helpers/commands.js'
import { original } from '../helpers/originals.js'
import type { Disturbance } from './disturbances.js'
import { LogService } from './log-service.js'
import { archives } from './log-text.js'
import { lastWords } from './numbered-lines.js'
import type { Supervisor } from './supervisors.js'

export type Contender = {
  readonly name: string
  readonly command: string
  /** How many bytes a KILL may cost. */
  readonly loss: number
  /** How many bytes may be there twice after a KILL. */
  readonly doubled?: number
}

/** Two loggers that take turns, ours first, and what both are told. */
export type Pair = {
  readonly contenders: readonly [Contender, Contender]
  readonly options: string
}

const pair = (tool: string, loss: number, options: string, own = ''): Pair => ({
  contenders: [
    // A small read, or what was written of a flood, and the window carried over.
    {
      name: 'ours',
      command: `${process.execPath} ${command(tool)}${own}`,
      loss: 1024 + 1000,
      doubled: READ_SIZE,
    },
    { name: 'the original', command: original(tool) ?? '', loss },
  ],
  options,
})

// Small files, so that signals meet rotations; so many of them that none is pruned.
const OPTIONS = 't s16384 n20000'

// 512 bytes of output, a window, and a read. spec/multilog.md §6, Visibility.
export const multilogs = (): Pair => pair('multilog', 512 + 1000 + 1024, OPTIONS)

// The order of controls and actions is s6-log's: a stamp is for the next action alone. A
// service that is slow to say the rest of its line is waited for, as the original does.
export const s6Logs = (): Pair => pair('s6-log', 8192 + 8192, 's16384 n20000 t', ' -t0')

export type Kill = {
  readonly victim: Contender
  /** How many `.u` files there were. */
  readonly before: number
}

export class Relay {
  readonly service: LogService
  readonly kills: Kill[] = []
  #running: Contender
  #next: Contender

  readonly #options: string

  /** `run` is the service's command line. */
  constructor(supervisor: Supervisor, run: string, { contenders, options } = multilogs()) {
    // First, since it can fail, and a service's directory is removed by its end alone.
    ;[this.#running, this.#next] = contenders
    this.#options = options
    this.service = new LogService(supervisor, run)
    this.service.use(this.#running.command, options)
  }

  /** The logger at work. */
  get running(): Contender {
    return this.#running
  }

  /** Waits for the moment of a disturbance, and gives the order. */
  suffer(disturbance: Disturbance): Promise<void> {
    return this.service.suffer(disturbance, (order, past) => this.#change(order, past))
  }

  /** Has a numbered service stop talking, lets the log end with it; gives all it said. */
  async lastWords(): Promise<string> {
    const truth = await lastWords(this.service)
    // A rotation may be on its way: a directory is compared at rest.
    await this.service.rest()
    await this.service.stop()
    return truth
  }

  async #change(order: 't' | 'k', past: boolean): Promise<void> {
    if (order === 'k') {
      await this.service.halt()
      const before = archives(this.service.main).filter((name) => name.endsWith('.u')).length
      this.kills.push({ victim: this.#running, before })
    }
    this.service.use(this.#next.command, this.#options)
    await this.service.restart(order, past)
    ;[this.#running, this.#next] = [this.#next, this.#running]
  }
}
