// Who writes, in which state the files are, and what is left of rotations.

import type { ByteString } from '../bytes.js'
import { counted } from './amounts.js'
import { type Case, type Finding, finding, findingAbout } from './finding.js'
import type { Holder } from './holders.js'
import { isComplete } from './next-start.js'
import { entryIn, isHeld, isLeftAlone, startFindings } from './start-findings.js'
import type { Entry } from './world.js'

/** What the lock, the marks of the files and the leftovers of rotations say. */
export const stateFindings = (inspected: Case): readonly Finding[] => [
  ...lockFindings(inspected),
  ...currentFindings(inspected),
  ...leftoverFindings(inspected),
  ...startFindings(inspected),
  ...unprocessedFindings(inspected),
]

/** A holder of the lock as it is spoken of. */
const holderName = ({ pid, name, words }: Holder, writer?: ByteString): ByteString => {
  const called = writer ?? name ?? words[0]?.replace(/^.*\//s, '') ?? 'a process'
  return pid === undefined ? `${called} (hidden)` : `${called} (${pid})`
}

const lockFindings = ({ evidence: { holders }, writer, seen }: Case): Finding[] => {
  if (!holders)
    return [finding('note', 'lock', 'whether a logger is at work cannot be told: no /proc/locks')]
  const [holder] = holders
  if (!holder) return [finding('note', 'lock', 'nobody holds the lock: no logger is at work')]
  if (holders.length === 1)
    return [
      seen
        ? finding('fine', 'lock', `${holderName(holder, writer)} holds the lock`)
        : finding('note', 'lock', `${holderName(holder)} holds the lock, a logger or not`),
    ]
  const names = holders.map((each) => holderName(each)).join(' and ')
  return [
    finding('problem', 'two-writers', `${names} hold locks of different kinds: both write here`),
  ]
}

const currentFindings = (inspected: Case): Finding[] => {
  const current = entryIn(inspected, 'current')
  const held = isHeld(inspected)
  if (!current) {
    if (inspected.evidence.entries.some(({ name }) => /^@\d{1,14}$/.test(name))) return []
    return held
      ? [
          finding(
            'problem',
            'current-gone',
            'current is gone: what is logged goes to a file without a name, until a rotation or a new start',
          ),
        ]
      : [finding('note', 'current', 'there is no current: the next start begins one')]
  }
  if (current.kind !== 'file') return []
  const mode = modeText(current)
  if (held && (inspected.seen || !isComplete(current)))
    return isComplete(current)
      ? [
          finding(
            'note',
            'mode',
            `current has mode ${mode}, that of a complete file, while it is written: after a kill it would pass for whole`,
            ['current'],
          ),
        ]
      : [finding('fine', 'mode', `current has mode ${mode}: it is being written`, ['current'])]
  if (isComplete(current))
    return [
      finding('fine', 'mode', `current has mode ${mode}: its writer ended cleanly`, ['current']),
    ]
  const why = inspected.evidence.holders
    ? 'its writer was killed, or the machine went down'
    : 'it is being written, or its writer was killed'
  return [finding('note', 'unfinished', `current has mode ${mode}: ${why}`, ['current'])]
}

const modeText = ({ mode }: Entry): string => mode.toString(8).padStart(3, '0')

/** A rotation that has no processor to wait for takes no longer, in seconds. */
const ROTATION = 60

const leftoverFindings = (inspected: Case): readonly Finding[] => {
  const { habits } = inspected
  const previous = entryIn(inspected, 'previous')
  if (isHeld(inspected) && !isStale(inspected)) {
    const busy = ['previous', 'processed', 'newstate', 'zipped'].flatMap(
      (name) => entryIn(inspected, name) ?? [],
    )
    const text = 'a rotation or a processor is at work'
    return findingAbout('note', 'rotation', busy, (names) => `${text}: ${names}`)
  }
  if (!previous || !(isHeld(inspected) || isLeftAlone(inspected))) return []
  const text = habits.overwrites
    ? 'previous is left from a rotation: no start takes it up, and the next rotation overwrites it; its lines will be lost'
    : 'previous is left from a rotation: the next one makes an archive of it'
  return [finding(habits.overwrites ? 'problem' : 'note', 'leftover', text, ['previous'])]
}

/** Whether `previous` was there already when the logger at work was started. */
const isStale = (inspected: Case): boolean => {
  const { now } = inspected.evidence
  const previous = entryIn(inspected, 'previous')
  const isOld = previous !== undefined && previous.changed < now.seconds - ROTATION
  return isOld && !entryIn(inspected, 'processed')
}

/** What is left for a processor, or was never to get there. */
const unprocessedFindings = ({ evidence, plan, habits }: Case): readonly Finding[] => {
  const left = evidence.entries.filter(({ name }) => /^[@_].*\.u(\.|$)/s.test(name))
  const waits = plan.layout === 'direct' && plan.processor !== undefined
  const waiting = waits ? left.filter(isComplete) : []
  const recovered = left.filter((entry) => !waiting.includes(entry))
  return [
    ...findingAbout(
      'note',
      'unprocessed',
      waiting,
      () =>
        `${counted(waiting.length, 'archive')} .u not processed yet${habits.forgets ? ': if the logger was killed, it never comes back to them' : ''}`,
    ),
    ...findingAbout(
      'note',
      'recovered',
      recovered,
      () =>
        `${counted(recovered.length, 'archive')} .u of killed writers: never processed, and perhaps without an end`,
    ),
  ]
}
