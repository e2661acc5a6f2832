// A stamp laid as lines come in, in place of one laid where they go: where nobody looks at them
// on the way and all directories want the same before each, both come to the same, and this is
// a pass less.

import type { Action, Plan, Stamp } from './plan.js'
import { stampFormat } from './time/formats.js'
import type { LocalTime } from './time/zone.js'

/** `plan` with its stamp laid early where that can be, or as it is. */
export const stampedEarly = (plan: Plan, localTime: LocalTime): Plan => {
  const { lines } = plan
  const actions = plan.actions.filter((action) => action.do !== 'reset' || !action.selected)
  const [stamp, ...others] = new Set(actions.map(stampAlone))
  if (!stamp || others.length > 0 || plan.stamp || plan.replacement) return plan
  const { width } = stampFormat(stamp, localTime)
  return {
    ...plan,
    stamp,
    // What a line is judged on counts the stamp now.
    lines: { ...lines, window: lines.window === 0 ? 0 : lines.window + width },
    actions: actions.map(withoutForm),
  }
}

/** What a directory has laid before its lines, if it is one stamp and nothing else. */
const stampAlone = (action: Action): Stamp | undefined => {
  if (action.do !== 'log' || !action.form) return undefined
  const { stamps, prefix, lead, clip } = action.form
  return stamps.length === 1 && prefix === '' && !lead && !clip ? stamps[0] : undefined
}

const withoutForm = (action: Action): Action =>
  action.do === 'log' ? { do: 'log', directory: action.directory } : action
