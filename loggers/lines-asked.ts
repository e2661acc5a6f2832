// Which lines are asked for by their text, and what is put around the parts of a line.

import { type ByteString, toBytes } from '../src/bytes.js'
import { visible } from '../src/fault/visible.js'
import { erePattern, InvalidExpression, UnsupportedExpression } from '../src/select/ere.js'
import type { PatternMachine } from '../src/select/pattern.js'
import { Misuse } from './option-words.js'
import { mayColour } from './reader-command.js'
import { isTerminal } from './world.js'

const LINE_FEED = 0x0a
const NUL = 0

/** What ends a line. */
export const endingOf = ({ nul }: { readonly nul: boolean }): number => (nul ? NUL : LINE_FEED)

/** What finds a match in a line; throws `Misuse` for what is no expression. */
export const machineOf = (pattern: ByteString): PatternMachine => {
  try {
    return erePattern(toBytes(pattern))
  } catch (error) {
    if (!(error instanceof InvalidExpression) && !(error instanceof UnsupportedExpression))
      throw error
    throw new Misuse(`unable to understand ${pattern}: ${error.message}`)
  }
}

const TIME_COLOUR = '\x1b[32m'
const NAME_COLOURS = [36, 33, 35, 34, 31].map((colour) => `\x1b[1;${colour}m`)
const PLAIN = '\x1b[0m'

/** How lines look: in colours, and with control bytes made visible, as a terminal wants them. */
export type Look = { readonly coloured: boolean; readonly visible: boolean }

/** How lines look where they go. */
export const lookOf = ({ colour }: { readonly colour: 'auto' | 'always' | 'never' }): Look => {
  const terminal = isTerminal()
  const coloured = colour === 'auto' ? terminal && mayColour() : colour === 'always'
  return { coloured, visible: terminal }
}

/** What stands before and behind a time, where lines are coloured. */
export const timeDress = ({ coloured }: Look): readonly [Buffer, Buffer] | undefined =>
  coloured ? [toBytes(TIME_COLOUR), toBytes(PLAIN)] : undefined

/** What stands before the texts of the log numbered `k`. */
export const nameDress = (name: ByteString, k: number, look: Look): Buffer => {
  const shown = look.visible ? visible(name) : name
  const colour = NAME_COLOURS[k % NAME_COLOURS.length]
  return toBytes(look.coloured ? `${colour}${shown}:${PLAIN}` : `${shown}:`)
}
