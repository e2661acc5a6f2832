// What the next start of a directory's own logger will do, in words.

import type { ByteString } from '../bytes.js'
import { type Case, type Finding, finding, named } from './finding.js'
import { startsNot } from './kinds.js'
import { isComplete, nextStart, type Outcome } from './next-start.js'
import type { Entry } from './world.js'

/** The entry of this name. */
export const entryIn = ({ evidence }: Case, name: ByteString): Entry | undefined =>
  evidence.entries.find((entry) => entry.name === name)

/** Whether a logger is seen at work. */
export const isHeld = ({ evidence: { holders } }: Case): boolean => (holders?.length ?? 0) > 0

/** Whether a start does nothing about `previous`. */
export const isLeftAlone = (inspected: Case): boolean => {
  const { plan, habits } = inspected
  if (plan.layout === 'direct') return habits.overwrites === true && plan.names === 'date'
  const current = entryIn(inspected, 'current')
  return current !== undefined && isComplete(current)
}

/** What the next start makes of the files, with the habits of its logger. */
export const foreseen = (inspected: Case): readonly Outcome[] => {
  const { evidence, plan, habits } = inspected
  const { processor: _, ...forgetful } = plan
  const outcomes = nextStart(habits.forgets ? forgetful : plan, evidence.entries, evidence.now)
  const leaves = plan.layout === 'direct' && isLeftAlone(inspected)
  const surplus = outcomes.filter(({ becomes }) => becomes === 'pruned')
  return outcomes
    .filter(({ file }) => !leaves || file !== 'previous')
    .filter((outcome) => !habits.deletesOne || !surplus.slice(1).includes(outcome))
}

/** Whether a start can be told: what stands in a file's place may end it. */
export const isForeseeable = ({ evidence, writer }: Case): boolean =>
  writer !== undefined && !evidence.entries.some((entry) => startsNot(entry) !== undefined)

export const startFindings = (inspected: Case): Finding[] => {
  const { habits } = inspected
  if (!isForeseeable(inspected)) return []
  const outcomes = foreseen(inspected)
  const archived = outcomes.filter(({ becomes }) => becomes === 'archive')
  const when = isHeld(inspected) ? 'after a kill now, the next start' : 'the next start'
  const [first, ...others] = sentences(outcomes)
  if (first === undefined) return []
  const text = [`${when} ${first}`, ...others].join(', then ')
  const severity = outcomes.length > 1 && !isHeld(inspected) ? 'note' : 'fine'
  return [
    finding(severity, 'next-start', text),
    ...(habits.startsTwice && archived.length > 1
      ? [
          finding(
            isHeld(inspected) ? 'fine' : 'note',
            'next-start',
            'before release 2.14 the first start fails over the second of two archives (File exists), and the one after it succeeds',
          ),
        ]
      : []),
  ]
}

const DOES: Readonly<Record<Exclude<Outcome['becomes'], 'archive'>, string>> = {
  resumed: 'goes on with',
  begun: 'begins a new',
  emptied: 'empties',
  deleted: 'deletes',
  pruned: 'deletes as too many',
  processed: 'runs the processor on',
  compressed: 'compresses',
}

/** What becomes of files, those of one fate together, in the order of the first of them. */
const sentences = (outcomes: readonly Outcome[]): readonly ByteString[] => {
  const fates = new Map<ByteString, ByteString[]>()
  for (const outcome of outcomes) {
    const fate =
      outcome.becomes === 'archive' ? `makes an archive .${outcome.code} of` : DOES[outcome.becomes]
    fates.set(fate, [...(fates.get(fate) ?? []), outcome.file])
  }
  return [...fates].map(([fate, files]) => `${fate} ${named(files)}`)
}
