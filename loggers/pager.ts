// A pager between a command and the terminal it shows on, as git has it: LOGRUN_PAGER, PAGER,
// or less, which ends at once where all fits on the screen.
//
// The terminal is the pager's while it runs. An interrupt ends what is read and not the pager,
// which would be left without a shell's care; what there is to say on the same terminal waits;
// and the command ends behind the pager, by the signal it would have ended by.

import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import type { Fault } from '../src/fault/fault.js'
import { native } from '../src/system/native.js'
import {
  dieBy,
  environment,
  holdSaying,
  isTerminal,
  Output,
  onInterrupt,
  variable,
  writeAll,
} from './world.js'

/** Nobody wants to see more: thrown out of what is read. */
class Unwanted extends Error {}

/** What git has less and lv do: end with what fits, show colours, leave the screen. */
const SETTINGS = { LESS: 'FRX', LV: '-c' }

/** The pager's command; undefined where none is wanted. */
const wantedPager = (): string | undefined => {
  const command = (variable('LOGRUN_PAGER') ?? variable('PAGER') ?? 'less').trim()
  return command === '' || command === 'cat' ? undefined : command
}

/** A pager that runs. */
class Pager {
  readonly #descriptor: number
  readonly #ended: Promise<void>
  readonly #release: () => void
  /** It has ended, or nothing more is to be shown. */
  over = false
  #interrupted = false

  constructor(child: ChildProcess, descriptor: number) {
    this.#descriptor = descriptor
    this.#ended = new Promise((resolve) => {
      child.on('exit', () => {
        this.over = true
        resolve()
      })
    })
    this.#release = onInterrupt(() => {
      this.over = true
      this.#interrupted = true
    })
  }

  readonly write = (bytes: Uint8Array, start: number, end: number): boolean => {
    if (!this.over && writeAll(this.#descriptor, bytes, start, end)) this.over = true
    return !this.over
  }

  /** Waits for its end; gives the signal that ends what was not wanted to its own end. */
  async close(): Promise<NodeJS.Signals | undefined> {
    const unwanted = this.over
    fs.closeSync(this.#descriptor)
    await this.#ended
    this.#release()
    return this.#interrupted ? 'SIGINT' : unwanted ? 'SIGPIPE' : undefined
  }
}

/** Starts the pager; undefined where it cannot be. */
const startPager = (command: string): Pager | undefined => {
  const pipe = native().pipe('for a program')
  if (!pipe) return undefined
  const [reading, writing] = pipe
  // Without a shell between, an interrupt finds the pager alone.
  const plain = /^[\w%+,./:@ -]*$/.test(command)
  const [program = '', ...words] = plain ? command.split(/ +/) : ['/bin/sh', '-c', command]
  const child = spawn(program, words, {
    stdio: [reading, 'inherit', 'inherit'],
    env: { ...SETTINGS, ...environment() },
  })
  child.on('error', () => undefined)
  fs.closeSync(reading)
  if (child.pid !== undefined) return new Pager(child, writing)
  fs.closeSync(writing)
  return undefined
}

/**
 * Standard output of a command that shows a lot: with the first bytes a pager is started,
 * where it is a terminal and `paged`.
 */
export class PagedOutput {
  readonly #plain = new Output()
  #command: string | undefined
  #pager: Pager | undefined

  constructor(paged: boolean) {
    this.#command = paged && isTerminal() ? wantedPager() : undefined
  }

  /** What standard output itself has refused. */
  get fault(): Fault | undefined {
    return this.#plain.fault
  }

  /** Takes bytes[start..end); false once nobody wants any more. */
  readonly write = (bytes: Uint8Array, start: number, end: number): boolean => {
    if (this.#command !== undefined) {
      this.#pager = startPager(this.#command)
      this.#command = undefined
    }
    return (this.#pager ?? this.#plain).write(bytes, start, end)
  }

  /** Where a pager may run, others get their turn; throws `Unwanted` once it is over. */
  get turn(): (() => Promise<void>) | undefined {
    if (this.#command === undefined) return undefined
    return async () => {
      await new Promise((resolve) => setImmediate(resolve))
      if (this.#pager?.over) throw new Unwanted()
    }
  }

  /** Does `act`, which shows something, and waits for the pager's end. */
  async during<T>(act: () => Promise<T>): Promise<T | undefined> {
    const saying = this.#command === undefined ? undefined : holdSaying()
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof Unwanted)) throw error
      return undefined
    } finally {
      const signal = await this.#pager?.close()
      saying?.()
      if (signal) dieBy(signal)
      this.#plain.close()
    }
  }
}

/** Shows text by the page, as it would be printed. */
export const showPage = async (text: string): Promise<void> => {
  const output = new PagedOutput(true)
  const bytes = Buffer.from(text)
  await output.during(async () => output.write(bytes, 0, bytes.length))
}
