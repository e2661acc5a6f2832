// Lines by UDP, a datagram each. Nobody waits for an answer, and nothing is sent twice: a
// datagram the system refuses is written where the plan says, behind words that say so
// (`spec/svlogd.md §6`).

import type { Socket } from 'node:dgram'
import { type Batch, emptyBatch, lineStart } from '../batch.js'
import type { ByteString } from '../bytes.js'
import { EVERYTHING, type Runs } from '../select/selector.js'
import { datagrams } from '../system/seldom.js'
import { eachLine } from './selected.js'
import type { Blocked, Sink } from './sink.js'

/** Where datagrams go. */
export type Destination = { readonly address: string; readonly port: number }

/** Sends one datagram; whether the system took it, or there is no socket. Never rejects. */
export type Send = (datagram: Uint8Array) => Promise<'sent' | 'refused' | 'no-socket'>

/** Opens a way to `destination`. */
export type SendTo = (destination: Destination) => { readonly send: Send; close(): void }

/** By a socket of this machine, made at the first datagram. */
export const udp: SendTo = ({ address, port }) => {
  let socket: Socket | undefined
  let failed: (() => void) | undefined
  return {
    send: (datagram) =>
      new Promise((resolve) => {
        try {
          if (!socket) {
            socket = datagrams().createSocket('udp4')
            // Without this an error would end the process.
            socket.on('error', () => failed?.())
          }
        } catch {
          return resolve('no-socket')
        }
        failed = () => {
          socket?.close()
          socket = undefined
          resolve('no-socket')
        }
        socket.send(datagram, port, address, (error) => {
          failed = undefined
          resolve(error ? 'refused' : 'sent')
        })
      }),
    close: () => socket?.close(),
  }
}

/** What is written before a datagram that was not sent. */
const WORDS = {
  refused: Buffer.from('warning: failure sending through udp: '),
  'no-socket': Buffer.from('warning: no udp socket available: '),
}

/** Sends each of its lines. `log` gets what could not be sent; `path` is said when waiting. */
export class Datagrams implements Sink {
  readonly #path: ByteString
  readonly #log: Sink
  readonly #way: ReturnType<SendTo>
  readonly #left: Buffer[] = []
  #failed: Buffer | undefined

  constructor(path: ByteString, destination: Destination, sendTo: SendTo, log: Sink) {
    this.#path = path
    this.#way = sendTo(destination)
    this.#log = log
  }

  open(): void {}

  take(batch: Batch, runs: Runs): void {
    eachLine(batch, runs, (line) => {
      if (line === 0 && batch.continued) return
      const text = batch.bytes.subarray(lineStart(batch, line), batch.ends[line])
      this.#left.push(Buffer.from(text))
    })
  }

  rotate(): void {}

  finish(): void {
    this.#way.close()
  }

  settle(): Blocked | undefined {
    if (this.#failed) {
      this.#log.take(whole(this.#failed), EVERYTHING)
      this.#failed = undefined
    }
    // What could not be sent stands before whatever follows.
    const blocked = this.#log.settle()
    if (blocked) return blocked
    const datagram = this.#left.shift()
    if (!datagram) return undefined
    const until = this.#way.send(datagram).then((outcome) => {
      if (outcome !== 'sent') this.#failed = Buffer.concat([WORDS[outcome], datagram])
    })
    return { until, directory: this.#path }
  }
}

const whole = (line: Buffer): Batch => {
  const batch = emptyBatch(Buffer.concat([line, Buffer.from('\n')]), 1)
  batch.end = line.length
  return batch
}
