// The cursor a reading command is given: as words, or in a file.

import { type Cursor, cursorText, InvalidCursor, parseCursor } from '../src/reading/cursor.js'
import { type CursorFile, openCursorFile } from './cursor-file.js'
import type { Asked } from './logrun-cat-options.js'
import { Misuse } from './option-words.js'

/** What is asked for with a cursor, the file that keeps it, and where to go on. */
type CursorAsked = {
  readonly wanted: Asked
  readonly file?: CursorFile
  readonly after?: Cursor
}

/** Opens what is asked for. Throws `Misuse` where words are no cursor, `Unable` as `openCursorFile`. */
export const cursorAsked = (asked: Asked): CursorAsked => {
  const file = asked.cursorFile === undefined ? undefined : openCursorFile(asked.cursorFile)
  const after = asked.after === undefined ? file?.cursor : cursorFrom(asked.after)
  // What a cursor does not know of is new: read from its beginning.
  const { since: _, last: __, ...onwards } = asked
  return { wanted: after ? onwards : asked, ...(file && { file }), ...(after && { after }) }
}

const cursorFrom = (text: string): Cursor => {
  try {
    return parseCursor(text)
  } catch (error) {
    if (!(error instanceof InvalidCursor)) throw error
    throw new Misuse(`unable to use the cursor given: ${error.message}`)
  }
}

/** The last line shown, as journalctl has it. */
export const cursorLine = (cursor: Cursor, { nul }: Asked): [Buffer, number, number] => {
  const line = Buffer.from(`-- cursor: ${cursorText(cursor)}${nul ? '\0' : '\n'}`)
  return [line, 0, line.length]
}
