// Where reading stopped, in several logs, in a form that can be kept: one line of JSON in ASCII,
//
//   {"logrun-cursor":1,"logs":[{"log":"/var/log/smtpd","file":"current","identity":"2049:131",
//    "offset":8192,"head":"4096:9f86…","tail":"4096:2c26…","stamp":"@4000…","after":"@4000….s"}]}
//
// A place is no time: equal stamps are common. It is a file and an offset in what was logged;
// `head` and `tail` are prints of the file's first bytes and of those before the offset, so
// that the file is known again by any name, compressed, or on another machine, and another
// one that was given its inode is not.

import type { ByteString } from '../bytes.js'

/** How many bytes, and 32 digits of their SHA-256: `4096:9f86…`. */
export type Print = string

/** The place in a log behind all lines that were passed. */
export type Position = {
  /** The file's name in its directory. */
  readonly file: ByteString
  /** Device and inode. */
  readonly identity: string
  /** Bytes before the place in the file, as they were logged. */
  readonly offset: number
  /** Of the file's first bytes, as many as there were; absent where it could not be read any more. */
  readonly head?: Print
  /** Of the last bytes before the place. */
  readonly tail?: Print
  /** The last stamp near before the place, as it was logged. */
  readonly stamp?: ByteString
  /** The newest archive before a file that is none. */
  readonly after?: ByteString
  /** How many files without an archive's name are between the two; absent for none. */
  readonly leftovers?: number
}

/** Positions by the absolute paths of their logs. */
export type Cursor = ReadonlyMap<ByteString, Position>

/** Text that is no cursor, or one of a later version. */
export class InvalidCursor extends Error {}

const VERSION = 1

/** A cursor as text: one line, its end not included, in which all is ASCII. */
export const cursorText = (cursor: Cursor): string => {
  const logs = [...cursor].map(([log, position]) => ({ log, ...position }))
  return JSON.stringify({ 'logrun-cursor': VERSION, logs }).replace(
    /[\x7f-\xff]/g,
    (byte) => `\\u00${byte.charCodeAt(0).toString(16)}`,
  )
}

/** Reads a cursor's text; throws `InvalidCursor`. What it holds beside is passed over. */
export const parseCursor = (text: string): Cursor => {
  const found = jsonOf(text)
  const version = isObject(found) ? found['logrun-cursor'] : undefined
  if (!isObject(found) || typeof version !== 'number') throw new InvalidCursor('it is no cursor')
  if (version !== VERSION) throw new InvalidCursor(`its version is ${version}, not ${VERSION}`)
  if (!Array.isArray(found.logs)) throw new InvalidCursor('it is damaged')
  return new Map(found.logs.map(entryOf))
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new InvalidCursor('it is no cursor, or damaged')
  }
}

type Fields = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null

const entryOf = (entry: unknown): [ByteString, Position] => {
  if (!isObject(entry)) throw new InvalidCursor('it is damaged')
  const { offset, leftovers = 0 } = entry
  const [log, file, identity] = ['log', 'file', 'identity'].map((name) => textIn(entry, name))
  if (log === undefined || file === undefined || identity === undefined)
    throw new InvalidCursor('it is damaged')
  if (!isOffset(offset) || !isOffset(leftovers)) throw new InvalidCursor('it is damaged')
  const optional = (['head', 'tail', 'stamp', 'after'] as const).flatMap((name) => {
    const text = textIn(entry, name)
    return text === undefined ? [] : [[name, text] as const]
  })
  const position: Position = {
    ...{ file, identity, offset, ...Object.fromEntries(optional) },
    ...(leftovers > 0 && { leftovers }),
  }
  const { head, tail } = position
  const proper = [head, tail].every((print) => print === undefined || isPrint(print))
  if (!proper || printLength(tail) > offset) throw new InvalidCursor('it is damaged')
  return [log, position]
}

/** A field that is a byte string; undefined where there is none. */
const textIn = (entry: Fields, name: string): ByteString | undefined => {
  const value = entry[name]
  if (value === undefined) return undefined
  if (typeof value !== 'string' || /[^\0-\xff]/.test(value))
    throw new InvalidCursor('it is damaged')
  return value
}

const isOffset = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0

const isPrint = (text: string): boolean => /^\d{1,4}:[0-9a-f]{32}$/.test(text)

/** Of how many bytes a print is; 0 for none. */
export const printLength = (print: Print | undefined): number =>
  print === undefined ? 0 : Number.parseInt(print, 10)
