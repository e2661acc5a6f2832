// What a logger does when its disk is full, as one rule for all its directories.

import type { Action, DirectoryPlan, Form, Plan } from './plan.js'

/**
 * What to do beyond saying so: wait, as the plan has it, or delete the oldest archives as
 * long as there are more than so many. `current` is no archive.
 */
export type WhenFull = 'wait' | { readonly prune: number }

/**
 * A plan whose directories follow `rule`, whatever floor they had. What went is told in the
 * log, by a line that looks like all others there. `loggers/logrun.md`.
 */
export const whenFull = (plan: Plan, rule: WhenFull): Plan => {
  if (rule === 'wait') return plan
  const changed = new Map<DirectoryPlan, DirectoryPlan>()
  for (const action of plan.actions) {
    if (action.do !== 'log') continue
    const account = formOf(plan, action.form)
    changed.set(action.directory, { ...action.directory, floor: rule.prune, account })
  }
  const found = (directory: DirectoryPlan): DirectoryPlan => changed.get(directory) ?? directory
  return { ...plan, actions: plan.actions.map((action) => withDirectory(action, found)) }
}

// Lines are stamped where they come in, or where they go: no plan does both.
const formOf = ({ stamp }: Plan, { lead = '', stamps, prefix }: Form = PLAIN): Form => ({
  lead,
  stamps: [...stamps, ...(stamp ? [stamp] : [])],
  prefix,
})

const PLAIN: Form = { stamps: [], prefix: '' }

// Actions are of a directory by being of the same plan of it.
const withDirectory = (
  action: Action,
  found: (directory: DirectoryPlan) => DirectoryPlan,
): Action => {
  switch (action.do) {
    case 'log':
      return { ...action, directory: found(action.directory) }
    case 'send':
      return { ...action, of: found(action.of) }
    case 'alert':
      return action.of ? { ...action, of: found(action.of) } : action
    default:
      return action
  }
}
