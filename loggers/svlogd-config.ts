// The file `config` of svlogd's directories: lines to settings. `spec/svlogd.md §3`.

import type { ByteString } from '../src/bytes.js'
import type { Fault } from '../src/fault/fault.js'
import type { Destination } from '../src/sinks/datagram.js'

/** The first byte of a line decides what it is. `spec/svlogd.md §3`. */
export const directives: Readonly<Record<string, string>> = {
  s: 'size of files in bytes, or with k or m',
  n: 'number of old files',
  N: 'number of old files that a full disk leaves',
  t: 'time after which a file is rotated, in seconds, or with m or h',
  '!': 'shell command that finished files pass through',
  u: 'send selected lines by UDP too',
  U: 'send selected lines by UDP and do not log them',
  p: 'text before every line',
  '+': 'select lines that match a pattern',
  '-': 'deselect lines that match a pattern',
  e: 'copy lines that match a pattern to standard error',
  E: 'do not copy them',
  '#': 'a comment',
}

/** A pattern line: for the log or for standard error. */
type PatternRule = {
  readonly for: 'log' | 'alert'
  readonly do: 'select' | 'deselect'
  readonly pattern: ByteString
}

/** What one `config` says. */
export type Config = {
  /** Bytes; 0 for no limit. */
  readonly size: number
  readonly files: number
  readonly floor: number
  /** Seconds; 0 for never. */
  readonly age: number
  readonly processor?: ByteString
  readonly prefix: ByteString
  readonly to?: Destination
  /** Nothing is logged, only sent. */
  readonly sendOnly: boolean
  readonly rules: readonly PatternRule[]
  /** Lines that mean nothing, and why. */
  readonly faults: readonly Fault[]
}

/** What holds without a `config`. */
export const DEFAULTS: Config = {
  size: 1_000_000,
  files: 10,
  floor: 10,
  age: 0,
  prefix: '',
  sendOnly: false,
  rules: [],
  faults: [],
}

const PORT = 514
const KIBI = 1024n

/** A line of a `config`, and what it says: nothing where it means nothing. */
export type ConfigLine = { readonly line: ByteString; readonly says: Partial<Config> }

/** The lines of a `config` with what each changes, in their order. */
export const configLines = (text: ByteString): readonly ConfigLine[] => {
  let config = DEFAULTS
  return linesOf(text).map((line) => {
    const says = setting(line, config)
    config = { ...config, ...says }
    return { line, says }
  })
}

/** The settings in the text of a `config`; every text has some. */
export const parseConfig = (text: ByteString): Config => {
  let config = DEFAULTS
  for (const { says } of configLines(text)) config = { ...config, ...says }
  return config
}

// A last line of one byte counts only with its line feed; a NUL cuts a value short.
const linesOf = (text: ByteString): ByteString[] => {
  const lines = text.split('\n')
  const last = lines.pop() ?? ''
  if (last.length > 1) lines.push(last)
  return lines.map((line) => line.split('\0')[0] ?? '')
}

const setting = (line: ByteString, config: Config): Partial<Config> => {
  const value = line.slice(1)
  switch (line[0]) {
    case 's':
      return { size: scaled(value, { k: KIBI, m: KIBI * KIBI }) }
    case 'n':
      return { files: scaled(value, {}) }
    case 'N':
      return { floor: scaled(value, {}) }
    case 't':
      return { age: scaled(value, { m: 60n, h: 3600n }) }
    case '!':
      return value === '' ? {} : { processor: value }
    case 'p':
      return value === '' ? {} : { prefix: value }
    case 'u':
    case 'U':
      return sending(value, line[0] === 'U', config)
    case '+':
      return { rules: [...config.rules, { for: 'log', do: 'select', pattern: value }] }
    case '-':
      return { rules: [...config.rules, { for: 'log', do: 'deselect', pattern: value }] }
    case 'e':
      return { rules: [...config.rules, { for: 'alert', do: 'select', pattern: value }] }
    case 'E':
      return { rules: [...config.rules, { for: 'alert', do: 'deselect', pattern: value }] }
    default:
      return {}
  }
}

/** Leading digits, as the C library's unsigned long holds them. */
export const numberIn = (text: ByteString): bigint =>
  BigInt.asUintN(64, BigInt(/^[0-9]+/.exec(text)?.[0] ?? '0'))

const scaled = (text: ByteString, units: Readonly<Record<string, bigint>>): number => {
  const unit = /^[0-9]+(.)/.exec(text)?.[1] ?? ''
  return Number(BigInt.asUintN(64, numberIn(text) * (units[unit] ?? 1n)))
}

// Parts of an address count modulo 256, a port modulo 65536. Where there is no address the
// line means nothing: what was said before stays in force.
const sending = (value: ByteString, only: boolean, config: Config): Partial<Config> => {
  const [address, ...parts] = /^([0-9]+)\.([0-9]+)\.([0-9]+)\.([0-9]+)/.exec(value) ?? []
  const failed = (operation: Fault['operation'], file: ByteString): Partial<Config> => ({
    faults: [...config.faults, { operation, file }],
  })
  if (address === undefined) return failed('scan-address', value)
  const rest = value.slice(address.length)
  const port = rest.startsWith(':') ? Number(numberIn(rest.slice(1)) % 65536n) : PORT
  if (port === 0) return failed('scan-port', rest.slice(1))
  const to = { address: parts.map((part) => String(BigInt(part) % 256n)).join('.'), port }
  return { to, sendOnly: config.sendOnly || only }
}
