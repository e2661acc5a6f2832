// What can be said of a program before any line is seen.

import { ANY, type ByteSet, kindsOfSets } from './byte-set.js'
import {
  type Instruction,
  LINE_END,
  LINE_START,
  OTHER,
  type Program,
  type Side,
  WORD,
} from './ere-program.js'

/**
 * For each instruction whether it is the take of a loop over anything that all ways from
 * earlier instructions to the end lead through. (A loop of no turns may be passed by; but
 * whoever stands in it has been led past it too.)
 */
export const loopsOf = (program: Program): readonly boolean[] => {
  // furthest[k]: how far instructions before k lead.
  const furthest = [0]
  for (const [place, instruction] of program.entries()) {
    const by = 'by' in instruction ? instruction.by : 1
    furthest.push(Math.max(furthest[place] as number, place + by))
  }
  return program.map((instruction, place) => {
    if (instruction.do !== 'take' || instruction.set !== ANY) return false
    const [before, after] = [program[place - 1], program[place + 1]]
    if (after?.do !== 'fork' || after.by !== -1) return false
    const entrance = before?.do === 'fork' && before.by === 3 ? place - 1 : place
    return (furthest[entrance] as number) <= place
  })
}

/** What each byte is as a side; all are alike to a program that does not ask for words. */
export const sidesOf = (program: Program, wordBytes: ByteSet): readonly Side[] => {
  const words = program.some(asksForWords)
  return Array.from(wordBytes, (member) => (words && member ? WORD : OTHER))
}

const asksForWords = (instruction: Instruction): boolean =>
  instruction.do === 'assert' &&
  instruction.contexts !== LINE_START &&
  instruction.contexts !== LINE_END

/** For each byte its kind: a program does the same at all bytes of a kind. */
export const kindsOf = (program: Program, sides: readonly Side[]): Uint8Array => {
  const sets = program.flatMap((instruction): ByteSet[] =>
    instruction.do === 'take' ? [instruction.set] : [],
  )
  return kindsOfSets(sets, Uint8Array.from(sides))
}
