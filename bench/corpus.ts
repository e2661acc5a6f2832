// Corpora made by a seeded generator: the same bytes on every machine, nothing to download.

import { closeSync, openSync, writeSync } from 'node:fs'

/** Lines of 90 bytes as qmail and tcpserver write them, of 20, and JSON of 600, on average. */
export type Kind = 'qmail' | 'short' | 'json' | 'labels' | 'seconds'

export type Corpus = { readonly path: string; readonly bytes: number; readonly lines: number }

const BLOCK = 5000

/** A small linear congruential generator; its upper bits are good enough to vary text. */
const generator = (seed: number): ((below: number) => number) => {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

type Draw = (below: number) => number

const WORDS = [
  (n: Draw) => `tcpserver: status: ${n(40)}/40`,
  (n: Draw) =>
    `tcpserver: ok ${n(65536)} mx.example.org:127.0.0.1:25 :10.${n(256)}.0.${n(256)}::${n(65536)}`,
  (n: Draw) => `tcpserver: end ${n(65536)} status ${256 * n(2)}`,
  (n: Draw) =>
    `starting delivery ${n(1e6)}: msg ${n(1e6)} to remote user${n(5000)}@host${n(900)}.example.com`,
  (n: Draw) =>
    `delivery ${n(1e6)}: success: 10.0.${n(256)}.${n(256)}_accepted_message./Remote_host_said:_250_ok_${n(1e9)}_qp_${n(65536)}/`,
  (n: Draw) =>
    `info msg ${n(1e6)}: bytes ${n(1e5)} from <user${n(5000)}@host${n(900)}.example.net> qp ${n(65536)} uid ${n(9000)}`,
  (n: Draw) => `end msg ${n(1e6)}`,
  (n: Draw) =>
    `delivery ${n(1e6)}: deferral: Sorry,_I_wasn't_able_to_establish_an_SMTP_connection._(#4.4.1)/`,
  (n: Draw) => `fatal: unable to write /var/qmail/queue/todo/${n(1e6)}: out of disk space`,
  (n: Draw) =>
    `rblsmtpd: 10.${n(256)}.${n(256)}.${n(256)} pid ${n(65536)}: 451 blocked, see https://rbl.example.org/lookup?ip=10.${n(256)}.0.1`,
]

const qmail = (n: Draw): string => `${WORDS[n(WORDS.length)]?.(n)} [${'x'.repeat(n(50))}]`

const short = (n: Draw): string =>
  `job ${n(1000)} ${['ok', 'started', 'fatal: 7', 'done in 35 ms'][n(4)]}`

const json = (n: Draw): string => {
  const fields = Array.from(
    { length: 16 },
    (_, k) => `"field${k}":"${'abcdef0123456789'.repeat(1 + n(2)).slice(n(12))}"`,
  )
  return `{"level":"${['info', 'warn', 'error'][n(3)]}","time":${1.7e12 + n(1e9)},"pid":${n(65536)},"msg":"request completed",${fields.join()}}`
}

const FIRST_LABEL = 2n ** 62n + 1_700_000_010n

/** A line under a label of its own, `perSecond` of them in each second. */
const labelled =
  (perSecond: number) =>
  (n: Draw, line: number): string => {
    const second = FIRST_LABEL + BigInt(Math.floor(line / perSecond))
    const digits = second.toString(16) + n(1e9).toString(16).padStart(8, '0')
    return `@${digits} ${qmail(n).slice(0, 64)}`
  }

const LINES: Readonly<Record<Kind, (n: Draw, line: number) => string>> = {
  qmail,
  short,
  json,
  labels: labelled(5000),
  seconds: labelled(1),
}

/** Writes about `size` bytes of lines to `path`: a block of them, again and again. */
export const writeCorpus = (path: string, kind: Kind, size: number): Corpus => {
  const draw = generator(kind.length)
  const lines = Array.from({ length: BLOCK }, (_, line) => `${LINES[kind](draw, line)}\n`)
  const block = Buffer.from(lines.join(''))
  const repeats = Math.max(1, Math.round(size / block.length))
  const descriptor = openSync(path, 'w')
  for (let i = 0; i < repeats; i++) writeSync(descriptor, block)
  closeSync(descriptor)
  return { path, bytes: repeats * block.length, lines: repeats * BLOCK }
}
