// Lines to the system's log: syslog(3), a message each. Long ones go in pieces, and as they
// come, so that no line is held in memory beyond one piece. Nobody answers: whether a
// daemon is there, and what it does with a message, is not told (`spec/tinylog.md §12`).

import { type Batch, lineStart } from '../batch.js'
import { type ByteString, toBytes } from '../bytes.js'
import type { Runs } from '../select/selector.js'
import { native } from '../system/native.js'
import { eachLine } from './selected.js'
import type { Blocked, Sink } from './sink.js'

const LINE_FEED = 0x0a

/** How much a message matters, as syslog(3) numbers it. */
export const PRIORITIES = {
  emerg: 0,
  alert: 1,
  crit: 2,
  err: 3,
  warning: 4,
  notice: 5,
  info: 6,
  debug: 7,
} as const

/** What kind of program speaks, as syslog(3) numbers it. */
export const FACILITIES = {
  kern: 0,
  user: 1 << 3,
  mail: 2 << 3,
  daemon: 3 << 3,
  auth: 4 << 3,
  syslog: 5 << 3,
  lpr: 6 << 3,
  news: 7 << 3,
  uucp: 8 << 3,
  cron: 9 << 3,
  ftp: 11 << 3,
} as const

export type Priority = keyof typeof PRIORITIES
export type Facility = keyof typeof FACILITIES

/** As whom to speak. */
export type Speaker = {
  /** Stands before every message; ends at a NUL. */
  readonly identity: ByteString
  readonly facility: Facility
}

/** What becomes of a line. */
export type MessageForm = {
  /** The first prefix that a line begins with decides; without one it is `info`. */
  readonly priorities: readonly { readonly prefix: ByteString; readonly priority: Priority }[]
  /** Bytes of a line in one message, at least 1. */
  readonly piece: number
  /** Before each piece of a line but the first; all have the priority of that. */
  readonly continuation: ByteString
}

/**
 * Sends one message, and waits as long as the daemon takes nothing. What it does not take at
 * all is lost without a word. `text` is valid during the call, and should hold no NUL: for
 * the C library that is its end.
 */
export type SendMessage = (priority: Priority, text: Uint8Array) => void

/** Opens the system's log for one speaker. */
export type OpenSystemLog = (speaker: Speaker) => SendMessage

/** By the C library. Speakers share its one connection; it is theirs in turn. */
export const systemLog: OpenSystemLog = ({ identity, facility }) => {
  const send = native().systemLog(identity, FACILITIES[facility])
  return (priority, text) => send(PRIORITIES[priority], text)
}

/** Makes messages of its lines. */
export class SystemLog implements Sink {
  readonly #send: SendMessage
  readonly #priorities: readonly { readonly prefix: Buffer; readonly priority: Priority }[]
  /** The continuation mark, and room for a piece: #bytes[#start..#end) is what will be sent. */
  readonly #bytes: Buffer
  readonly #mark: number
  #start: number
  #end: number
  /** That of the line whose pieces are being sent. */
  #priority: Priority = 'info'
  #taken: { readonly batch: Batch; readonly runs: Runs } | undefined

  constructor({ priorities, piece, continuation }: MessageForm, send: SendMessage) {
    this.#send = send
    this.#priorities = priorities.map(({ prefix, priority }) => ({
      prefix: toBytes(prefix),
      priority,
    }))
    this.#mark = continuation.length
    this.#bytes = Buffer.allocUnsafeSlow(this.#mark + piece)
    this.#bytes.write(continuation, 'latin1')
    this.#start = this.#end = this.#mark
  }

  open(): void {}

  take(batch: Batch, runs: Runs): void {
    this.#taken = { batch, runs }
  }

  rotate(): void {}

  finish(): void {}

  settle(): Blocked | undefined {
    if (!this.#taken) return undefined
    const { batch, runs } = this.#taken
    this.#taken = undefined
    eachLine(batch, runs, (line) => this.#addLine(batch, line))
    return undefined
  }

  #addLine(batch: Batch, line: number): void {
    const { bytes, continued, open, lines } = batch
    const end = batch.ends[line] as number
    const content = bytes[end - 1] === LINE_FEED ? end - 1 : end
    if (line > 0 || !continued) this.#start = this.#end = this.#mark
    for (let at = lineStart(batch, line); at < content; ) {
      const room = this.#bytes.length - this.#end
      const next = Math.min(content, at + room)
      this.#bytes.set(bytes.subarray(at, next), this.#end)
      this.#end += next - at
      at = next
      if (this.#end === this.#bytes.length) this.#sendPiece()
    }
    const goesOn = open && line === lines - 1
    // The last piece of a line may have been a full one.
    if (!goesOn && (this.#end > this.#mark || this.#start === this.#mark)) this.#sendPiece()
  }

  /** What follows of the line is a continuation. */
  #sendPiece(): void {
    const text = this.#bytes.subarray(this.#start, this.#end)
    if (this.#start === this.#mark) this.#priority = this.#priorityOf(text)
    this.#send(this.#priority, text)
    this.#start = 0
    this.#end = this.#mark
  }

  #priorityOf(text: Buffer): Priority {
    for (const { prefix, priority } of this.#priorities)
      if (prefix.equals(text.subarray(0, prefix.length))) return priority
    return 'info'
  }
}
