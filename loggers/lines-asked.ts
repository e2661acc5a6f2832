// Which lines are asked for by their text.

import { type ByteString, toBytes } from '../src/bytes.js'
import { erePattern, InvalidExpression, UnsupportedExpression } from '../src/select/ere.js'
import type { PatternMachine } from '../src/select/pattern.js'
import { Misuse } from './option-words.js'

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
