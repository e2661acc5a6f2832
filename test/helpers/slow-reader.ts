// Reading logs the slow way, as an oracle: everything read, sorted stably, and formatted line by
// line with strings and big integers. Nothing is shared with what it is to be compared with.

import type { Form } from '../../src/reading/read.js'

/** One line as it was logged: its bytes without the line feed, and where it stands. */
export type SlowLine = { text: string; file: string; offset: number }

/** A log as the slow reader has it: all lines in order, and how labels count. */
export type SlowLog = { name: string; lines: readonly SlowLine[]; ahead: (tai: bigint) => bigint }

type Timed = SlowLine & { log: number; time: bigint | undefined; rest: string; key: bigint }

const NANO = 1_000_000_000n

const utc = (year: string, ...rest: string[]): bigint => {
  const [month, day, hour, minute, second] = rest.map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ]
  return BigInt(Date.UTC(Number(year), month - 1, day, hour, minute, second) / 1000)
}

const fraction = (digits: string): bigint => BigInt(digits.padEnd(9, '0'))

/** A line's time in nanoseconds since 1970, and its text with the blank before it. */
const stampOf = (
  text: string,
  ahead: SlowLog['ahead'],
): { time: bigint | undefined; rest: string } => {
  const label = /^@([0-9a-f]{16})([0-9a-f]{8})/.exec(text)
  if (label) {
    const tai = BigInt(`0x${label[1]}`) - (1n << 62n)
    const nano = BigInt(`0x${label[2]}`)
    return { time: (tai - ahead(tai)) * NANO + nano, rest: text.slice(25) }
  }
  const date =
    /^(\d{4})-(\d\d)-(\d\d)[ _T](\d\d):(\d\d):(\d\d)\.(\d{1,9})(?= )/.exec(text) ??
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)\.(\d{6}):(?= )/.exec(text)
  if (date) {
    const [all, year = '', month = '', day = '', hour = '', minute = '', second = '', digits = ''] =
      date
    const time = utc(year, month, day, hour, minute, second) * NANO + fraction(digits)
    const rest = text.slice(all.length)
    const isLocal = text[10] === ' '
    return { time, rest: isLocal && rest.startsWith('  ') ? rest.slice(1) : rest }
  }
  const seconds = /^(\d{10})\.(\d{6})(?= )/.exec(text)
  if (seconds) {
    const [all, whole = '', digits = ''] = seconds
    return { time: BigInt(whole) * NANO + fraction(digits), rest: text.slice(all.length) }
  }
  return { time: undefined, rest: text }
}

const timed = (logs: readonly SlowLog[]): Timed[] => {
  const all = logs.flatMap(({ lines, ahead }, log) => {
    const stamped = lines.map((line) => ({ ...line, log, ...stampOf(line.text, ahead) }))
    // The first lines of all have the first stamp's time; then the latest so far counts.
    let key = stamped.find(({ time }) => time !== undefined)?.time ?? 0n
    return stamped.map((line) => {
      if (line.time !== undefined && line.time > key) key = line.time
      return { ...line, key }
    })
  })
  return all.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.log - b.log))
}

const shown = (time: bigint, between: string, tail: string): string => {
  const date = new Date(Number(time / NANO) * 1000).toISOString().slice(0, 19)
  return `${date.replace('T', between)}.${String(time % NANO).padStart(9, '0')}${tail}`
}

const labelled = (time: bigint): string =>
  `@${(time / NANO + 10n + (1n << 62n)).toString(16)}${(time % NANO).toString(16).padStart(8, '0')}`

const difference = (time: bigint, last: bigint): string => {
  const nano = time < last ? last - time : time - last
  const whole = `${time < last ? '-' : '+'}${nano / NANO}.`.padStart(8)
  return whole + String((nano % NANO) / 1000n).padStart(6, '0')
}

/** Text as JSON has it, from bytes: what is no UTF-8 as lone surrogates. */
const jsonText = (text: string): string => {
  const bytes = Buffer.from(text, 'latin1')
  let out = ''
  for (let at = 0; at < bytes.length; ) {
    const size = [1, 2, 3, 4].find((length) => {
      const part = bytes.subarray(at, at + length)
      const decoded = part.toString('utf8')
      return (
        part.length === length && [...decoded].length === 1 && Buffer.from(decoded).equals(part)
      )
    })
    const part = bytes.subarray(at, at + (size ?? 1))
    out += size ? part.toString('utf8') : String.fromCharCode(0xdc00 + (part[0] ?? 0))
    at += size ?? 1
  }
  return out
}

const CONTROLS: Record<string, string> = { b: '0008', t: '0009', n: '000a', f: '000c', r: '000d' }

/** JSON in which every control character is an escape by its number. */
const jsonOf = (whole: object): string =>
  JSON.stringify(whole)
    .replace(/\x7f/g, '\\u007f')
    .replace(/\\(.)/g, (whole, letter: string) =>
      letter in CONTROLS ? `\\u${CONTROLS[letter]}` : whole,
    )

export type Wishes = {
  form: Form
  since?: bigint
  until?: bigint
  first?: number
  last?: number
  reverse?: boolean
  match?: RegExp
  names?: boolean
}

/** What reading the logs shows, one character a byte. */
export const slowly = (logs: readonly SlowLog[], wishes: Wishes): string => {
  const kept = logs.map((log) => ({ ...log, lines: between(log, wishes) }))
  let lines = timed(kept)
  const { form, match, first, last, reverse, names } = wishes
  if (match)
    lines = lines.filter(({ time, rest }) =>
      match.test(time === undefined ? rest : rest.replace(/^ /, '')),
    )
  if (first !== undefined) lines = lines.slice(0, first)
  let before: bigint | undefined
  let texts = lines.map((line) => {
    const { time, rest, text, log, file, offset } = line
    const name = logs[log]?.name ?? ''
    const prefix = names && form !== 'raw' ? `${name}:` : ''
    if (form === 'raw') return text
    if (form === 'json') {
      const whole = {
        time: time === undefined ? null : shown(time, 'T', 'Z'),
        label: time === undefined ? null : labelled(time),
        service: name,
        file,
        offset,
        text: jsonText(time === undefined ? rest : rest.replace(/^ /, '')),
      }
      return Buffer.from(jsonOf(whole)).toString('latin1')
    }
    if (time === undefined) return prefix === '' ? text : `${prefix} ${text}`
    const head =
      form === 'short'
        ? shown(time, ' ', '')
        : form === 'iso'
          ? shown(time, 'T', '+00:00')
          : form === 'iso-utc'
            ? shown(time, 'T', 'Z')
            : form === 'tai64n'
              ? labelled(time)
              : difference(time, before ?? time)
    before = time
    return `${head}${prefix === '' ? '' : ` ${prefix}`}${rest}`
  })
  if (last !== undefined) texts = last === 0 ? [] : texts.slice(-last)
  if (reverse) texts.reverse()
  return texts.map((text) => `${text}\n`).join('')
}

const between = (log: SlowLog, { since, until }: Wishes): readonly SlowLine[] => {
  const times = log.lines.map(({ text }) => stampOf(text, log.ahead).time)
  const from =
    since === undefined ? 0 : times.findIndex((time) => time !== undefined && time >= since)
  if (from < 0) return []
  const late = times.findIndex(
    (time, k) => k >= from && until !== undefined && time !== undefined && time > until,
  )
  return log.lines.slice(from, late < 0 ? undefined : late)
}
