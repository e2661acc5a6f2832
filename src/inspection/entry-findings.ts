// What the entries of a directory are: of the right kind, owned by whoever writes, of the log or
// strangers to it.

import { COMMITTED, isOfConversion } from '../converting/commit.js'
import { namedBy } from '../reading/log-files.js'
import { counted } from './amounts.js'
import { type Case, type Finding, finding, findingAbout } from './finding.js'
import { fateOf, OWN } from './kinds.js'
import type { Entry } from './world.js'

/** Names of what a logger reads. */
const READ = ['config']
/** What stands beside a log where its directory is the logger's service. */
const SERVICE = ['run', 'finish', 'check', 'down', 'env', 'supervise', 'control', 'event', 'data']
const SERVICE_MORE = ['main', 'log', 'type', 'notification-fd', 'timeout-kill', 'nosetsid']
const KNOWN = new Set([...OWN, ...READ, ...SERVICE, ...SERVICE_MORE])

const isArchive = ({ name }: Entry): boolean => namedBy(name) !== undefined
const isOutput = (entry: Entry): boolean => isArchive(entry) && entry.name.endsWith('.t')

/** What single entries say, and all of them together. */
export const entryFindings = (inspected: Case): readonly Finding[] => [
  ...kindFindings(inspected),
  ...foreignFindings(inspected),
  ...conversionFindings(inspected),
  ...outputFindings(inspected),
  ...ownerFindings(inspected),
  ...modeFindings(inspected),
]

const kindFindings = ({ evidence }: Case): Finding[] =>
  evidence.entries.flatMap((entry) => {
    const { name, kind } = entry
    const fate = fateOf(entry)
    return fate
      ? [finding('problem', 'kind', `${name} is a ${kind} and not a file: ${fate}`, [name])]
      : []
  })

const foreignFindings = ({ evidence, expected, habits }: Case): Finding[] => {
  const foreign = evidence.entries.filter(
    (entry) =>
      !KNOWN.has(entry.name) &&
      !isArchive(entry) &&
      !isOfConversion(entry.name) &&
      !expected.includes(entry.name),
  )
  const taken = foreign.filter(({ name }) => habits.countsForeign?.test(name))
  const others = foreign.filter((entry) => !taken.includes(entry))
  return [
    ...findingAbout(
      'problem',
      'taken-for-archive',
      taken,
      (names) => `${names}: no archive, but counted and deleted like one`,
    ),
    ...findingAbout(
      'note',
      'foreign',
      others,
      (names) =>
        `${counted(others.length, 'entry', 'entries')} of others, which no logger touches: ${names}`,
    ),
  ]
}

/** What a conversion that has not ended has here. */
const conversionFindings = ({ evidence }: Case): readonly Finding[] => {
  const entries = evidence.entries.filter(({ name }) => isOfConversion(name))
  const committed = entries.some(({ name }) => name === COMMITTED)
  const text = committed
    ? 'copies are taking the places of their originals, and whoever saw to that may be gone: converting again ends it'
    : 'a conversion is at work or was stopped, and its copies are worth nothing yet: converting again ends it'
  const severity = committed ? 'problem' : 'note'
  return findingAbout(severity, 'conversion', entries, (names) => `${text}: ${names}`)
}

/** Outputs of processors that nobody is running. */
const outputFindings = ({ evidence, plan }: Case): readonly Finding[] => {
  if ((evidence.holders?.length ?? 0) > 0) return []
  const then =
    plan.layout === 'direct' ? 'the next rotation deletes it' : 'this logger never deletes it'
  return findingAbout(
    'note',
    'output',
    evidence.entries.filter(isOutput),
    (names) => `unfinished output of a processor that is gone, ${then}: ${names}`,
  )
}

/** A mode that lets everybody, or the owner, write. */
const ALL_WRITE = 0o002
const SHARED_WRITE = 0o022

const ownerFindings = ({ evidence, plan }: Case): readonly Finding[] => {
  const { entries, directory, holders } = evidence
  const own = entries.filter((entry) => OWN.includes(entry.name))
  const writer = holders?.[0]?.user ?? directory.owner
  const strange = own.filter(({ owner }) => owner !== writer)
  if (writer === 0) {
    // Root writes what it likes; but somebody else has made files here.
    const [other] = strange
    if (!other || (directory.mode & SHARED_WRITE) !== 0 || (holders?.length ?? 0) > 0) return []
    return findingAbout(
      'problem',
      'owner',
      strange,
      (names) =>
        `user ${other.owner} owns ${names}, but the directory is root's, mode ${directory.mode.toString(8)}: as that user a logger can make no file here`,
    )
  }
  const shut = directory.owner !== writer && (directory.mode & SHARED_WRITE) === 0
  return [
    ...findingAbout(
      'problem',
      'owner',
      strange,
      (names) =>
        `${names}: owned by user ${strange[0]?.owner}, not by user ${writer}, as whom ${plan.lock ? 'tinylog.pid' : 'lock'} and directory are used: it cannot set their modes`,
    ),
    ...(shut
      ? [
          finding(
            'problem',
            'owner',
            `the directory is user ${directory.owner}'s, mode ${directory.mode.toString(8)}: user ${writer} can make no file in it`,
          ),
        ]
      : []),
  ]
}

const modeFindings = ({ evidence, plan }: Case): readonly Finding[] => {
  const directory = { ...evidence.directory, name: 'the directory' }
  const files = evidence.entries.filter(({ kind }) => kind === 'file')
  const logged = files.filter(({ name }) => !KNOWN.has(name) || OWN.includes(name))
  const open = [directory, ...logged].filter(({ mode }) => (mode & ALL_WRITE) !== 0)
  const isMarked = plan.retired !== 'in-use' && plan.names !== 'date'
  const unmarked = evidence.entries.filter(
    (entry) =>
      isMarked &&
      entry.kind === 'file' &&
      entry.name.endsWith('.s') &&
      isArchive(entry) &&
      (entry.mode & 0o100) === 0,
  )
  return [
    ...findingAbout('note', 'open', open, (names) => `everybody may write to ${names}`),
    ...findingAbout(
      'note',
      'mode',
      unmarked,
      (names) =>
        `${counted(unmarked.length, 'archive')} .s without the mode of a complete file, as after a copy: ${names}`,
    ),
  ]
}
