// Tables for people: columns as wide as what is in them, and as many of them as there is room
// for. What is shown is bytes; a column counts characters.

import type { ByteString } from '../src/bytes.js'
import { visible } from '../src/fault/visible.js'
import { columnsOf } from './explain/layout.js'
import { isTerminal, setting, terminalWidth } from './world.js'

/** A column; the least important go first where the terminal is narrow. */
export type Column = {
  readonly title: string
  readonly align: 'left' | 'right'
  /** The larger, the sooner it is left out; 0 never is. */
  readonly spare: number
}

const GAP = '  '

/** Columns there are: what `COLUMNS` says, or the terminal; any number where it is none. */
export const columnsThere = (): number =>
  Number(setting('COLUMNS')) || (isTerminal() && terminalWidth()) || Number.POSITIVE_INFINITY

/** The lines of a table, a cell a column in each row; `width` in characters. */
export const tableOf = (
  columns: readonly Column[],
  rows: readonly (readonly ByteString[])[],
  width: number,
): readonly ByteString[] => {
  const cells = [columns.map(({ title }) => title), ...rows.map((row) => row.map(visible))]
  const widths = columns.map((_, k) => Math.max(...cells.map((row) => columnsOf(row[k] ?? ''))))
  const kept = fitting(columns, widths, width)
  return cells.map((row) =>
    kept
      .map((k) => padded(row[k] ?? '', widths[k] ?? 0, columns[k]?.align === 'right'))
      .join(GAP)
      .trimEnd(),
  )
}

/** The numbers of the columns there is room for. */
const fitting = (
  columns: readonly Column[],
  widths: readonly number[],
  width: number,
): readonly number[] => {
  const kept = new Set(columns.keys())
  const spares = [...columns.keys()]
    .filter((k) => (columns[k]?.spare ?? 0) > 0)
    .sort((a, b) => (columns[b]?.spare ?? 0) - (columns[a]?.spare ?? 0))
  const taken = (): number =>
    [...kept].reduce((sum, k) => sum + (widths[k] ?? 0) + GAP.length, -GAP.length)
  for (const k of spares) if (taken() > width) kept.delete(k)
  return [...kept]
}

const padded = (text: ByteString, width: number, right: boolean): ByteString => {
  const room = ' '.repeat(Math.max(0, width - columnsOf(text)))
  return right ? room + text : text + room
}
