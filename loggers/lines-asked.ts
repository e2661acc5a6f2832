// Which lines are asked for, and what is put around the parts of a line.

import { type ByteString, toBytes } from '../src/bytes.js'
import { visible } from '../src/fault/visible.js'
import type { ReadPlan } from '../src/reading/read.js'
import { erePattern, InvalidExpression, UnsupportedExpression } from '../src/select/ere.js'
import type { PatternMachine } from '../src/select/pattern.js'
import type { Asked } from './logrun-cat-options.js'
import { Misuse } from './option-words.js'
import { isColoured } from './reader-command.js'
import { DIALECTS, type When } from './shared-options.js'
import { spanOf } from './span-asked.js'
import { isTerminal } from './world.js'

const LINE_FEED = 0x0a
const NUL = 0

/** Which lines, in which form; throws `Misuse` for what is no moment, and as `matchAsked`. */
export const linesAsked = (
  asked: Asked,
): Pick<ReadPlan, 'span' | 'form' | 'dialect' | 'ending' | 'first' | 'last' | 'match'> => {
  const { form, rule, nul, first, last } = asked
  return {
    span: spanOf(asked),
    form,
    dialect: DIALECTS[rule],
    ending: nul ? NUL : LINE_FEED,
    ...(first !== undefined && { first }),
    ...(last !== undefined && { last }),
    ...matchAsked(asked),
  }
}

/** What finds a match in a line, where one is asked for; throws `Misuse` for no expression. */
export const matchAsked = ({
  pattern,
}: {
  readonly pattern?: ByteString
}): { readonly match?: PatternMachine } => {
  if (pattern === undefined) return {}
  try {
    return { match: erePattern(toBytes(pattern)) }
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
export const lookOf = ({ colour }: { readonly colour: When }): Look => ({
  coloured: isColoured(colour),
  visible: isTerminal(),
})

/** What stands before and behind a time, where lines are coloured. */
export const timeDress = ({ coloured }: Look): readonly [Buffer, Buffer] | undefined =>
  coloured ? [toBytes(TIME_COLOUR), toBytes(PLAIN)] : undefined

/** What stands before the texts of the log numbered `k`. */
export const nameDress = (name: ByteString, k: number, look: Look): Buffer => {
  const shown = look.visible ? visible(name) : name
  const colour = NAME_COLOURS[k % NAME_COLOURS.length]
  return toBytes(look.coloured ? `${colour}${shown}:${PLAIN}` : `${shown}:`)
}
