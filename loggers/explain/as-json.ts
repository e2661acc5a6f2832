// An explanation, and what becomes of lines, as one JSON object.

import { type ByteString, toBytes } from '../../src/bytes.js'
import type { Rehearsed } from '../../src/rehearsal.js'
import type { Explanation } from './explanation.js'
import { decider, destination, leftOf } from './told.js'

/** A line and what became of it. */
type Tried = { readonly line: ByteString; readonly pieces: readonly Rehearsed[] }

/** All of it; texts are what their bytes are as UTF-8. */
export const asJson = (
  logger: string,
  words: readonly ByteString[],
  explanation: Explanation,
  tried: readonly Tried[],
): string => {
  const { entries, warnings, refusal } = explanation
  const facts = {
    logger,
    words,
    directives: entries.map(({ word, at, means, warnings }) => ({
      directive: word.trim(),
      word: at ?? null,
      means,
      warnings,
    })),
    warnings,
    refused: refusal
      ? { word: refusal.at ?? null, message: refusal.message.trim(), exit: refusal.code }
      : null,
    lines: tried.flatMap(({ line, pieces }) =>
      pieces.map((piece) => ({ line, seen: piece.seen, ...fatesIn(piece, explanation) })),
    ),
  }
  return `${JSON.stringify(facts, (_, fact) => (typeof fact === 'string' ? textOf(fact) : fact), 2)}\n`
}

const textOf = (bytes: ByteString): string => toBytes(bytes).toString()

const fatesIn = (piece: Rehearsed, { plan, labels }: Explanation): object => {
  const actions = (plan?.actions ?? []).map((action, at) => ({ action, at, label: labels[at] }))
  const said = actions.filter(({ label }) => label !== undefined)
  return {
    patterns: said
      .filter(({ at }) => piece.matches[at] !== undefined)
      .map(({ label, at }) => ({
        directive: label,
        matches: piece.matches[at],
        selected: piece.selected[at],
      })),
    outputs: said
      .filter(({ action }) => destination(action) !== '')
      .map(({ action, label, at }) => {
        const by = decider(at, piece.selected)
        const given = piece.given[at]
        return {
          directive: label,
          goes: destination(action),
          selected: given !== undefined,
          decidedBy: (by !== undefined && labels[by]) || null,
          text: given === undefined ? null : leftOf(action, given),
        }
      }),
  }
}
