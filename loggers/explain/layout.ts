// Text for a terminal: directives at the left, what they mean beside them, wrapped to its
// width. Nothing a script or a line holds can command the terminal.

import { type ByteString, toBytes } from '../../src/bytes.js'
import { visible } from '../../src/fault/visible.js'

/** How things are shown. */
export type Style = {
  /** Columns there are. */
  readonly width: number
  readonly coloured: boolean
}

type Colour = 'name' | 'good' | 'bad' | 'warning'

const CODES: Readonly<Record<Colour, string>> = {
  name: '\x1b[1;36m',
  good: '\x1b[32m',
  bad: '\x1b[31m',
  warning: '\x1b[33m',
}
const PLAIN = '\x1b[0m'

/** A piece of text beside a name: `mark` is before it, and its other lines are as far in. */
export type Note = {
  readonly text: ByteString
  readonly mark?: ByteString
  readonly colour?: Colour
  /** It is a line of a log, and stays one. */
  readonly whole?: true
}

/** Columns of the longest name that stands beside its text. */
const WIDEST = 22
/** Text is never squeezed to less. */
const NARROWEST = 24

/** How wide the column of `names` is, the gap behind it included. */
export const columnFor = (names: readonly ByteString[], { width }: Style): number => {
  const widths = names.map((name) => columnsOf(visible(name))).filter((each) => each <= WIDEST)
  return Math.min(Math.max(4, ...widths) + 2, Math.max(4, width - NARROWEST))
}

/** A name and its notes, the first of them beside it where there is room. */
export const row = (
  name: ByteString,
  notes: readonly Note[],
  column: number,
  style: Style,
): ByteString => {
  const shown = visible(name)
  const beside = columnsOf(shown) + 2 <= column
  const lines = notes.flatMap((note) => noteLines(note, column, style))
  const head = painted(shown, 'name', style)
  const [first = '', ...others] = beside ? lines : ['', ...lines]
  const gap = beside ? ' '.repeat(column - columnsOf(shown)) : ''
  return [`${head}${gap}${first}`.trimEnd(), ...others.map((line) => ' '.repeat(column) + line)]
    .map((line) => `${line}\n`)
    .join('')
}

/** A note by itself, from column `column` on. */
export const note = (text: Note, column: number, style: Style): ByteString =>
  noteLines(text, column, style)
    .map((line) => `${' '.repeat(column)}${line}\n`)
    .join('')

const noteLines = (
  { text, mark = '', colour, whole }: Note,
  column: number,
  style: Style,
): ByteString[] => {
  const room = Math.max(NARROWEST, style.width - column - mark.length)
  const lines = whole ? [visible(text)] : wrapped(visible(text), room)
  return lines.map((line, k) => {
    const start = k === 0 ? mark : ' '.repeat(mark.length)
    return colour === undefined ? start + line : `${painted(start + line, colour, style)}`
  })
}

/** `text` in a colour, where there are any. */
const painted = (text: ByteString, colour: Colour, { coloured }: Style): ByteString =>
  coloured && text !== '' ? `${CODES[colour]}${text}${PLAIN}` : text

/** What is broken nowhere: a word, or what is between quotes. */
const UNBROKEN = /(?:"[^"]*"|[^ ])+/g

/** Lines of `room` columns at most; what is longer and unbroken stands alone, as it is. */
export const wrapped = (text: ByteString, room: number): ByteString[] => {
  const lines: ByteString[] = []
  let line: ByteString | undefined
  for (const [word] of text.matchAll(UNBROKEN)) {
    if (line !== undefined && columnsOf(line) + 1 + columnsOf(word) > room) {
      lines.push(line)
      line = undefined
    }
    line = line === undefined ? word : `${line} ${word}`
  }
  return [...lines, line ?? '']
}

/** Characters, where the bytes are UTF-8: as many columns as most fonts give them. */
export const columnsOf = (text: ByteString): number => [...toBytes(text).toString()].length
