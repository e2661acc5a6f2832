// Which lines come to an action, as far as that is known before there are any.

import type { ByteString } from '../../src/bytes.js'
import { ruleOf } from '../../src/outputs.js'
import type { Action } from '../../src/plan.js'
import { fatesBefore, follow, type Selection } from '../../src/select/rules.js'

/** What the lines before an action are known to be, whatever they hold: selected or not. */
export const selectedBefore = (actions: readonly Action[]): readonly Selection[] => {
  const rules = actions.map(ruleOf)
  return [true, ...follow(rules, fatesBefore(rules)).slice(0, -1)]
}

/** The same by action: they are told apart as they are, for each word has made its own. */
export const selections = (actions: readonly Action[]): ReadonlyMap<Action, Selection> => {
  const before = selectedBefore(actions)
  return new Map(actions.map((action, k) => [action, before[k]]))
}

/** What comes to an action. */
export const linesHere = (selected: Selection): ByteString =>
  selected === true ? 'every line' : selected === false ? 'no line' : 'the lines selected here'

/** Warns where nothing does. */
export const unlessAny = (selected: Selection): ByteString[] =>
  selected === false ? ['no line comes here: all are deselected'] : []
