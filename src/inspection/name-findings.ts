// The names of archives: their order, their moments, and whether two of them are one file.

import { type LogFile, logFilesAmong, namedBy } from '../reading/log-files.js'
import { counted, lengthOf, momentOf } from './amounts.js'
import { type Case, type Finding, finding, findingAbout } from './finding.js'
import type { Entry } from './world.js'

/** Names of one moment may differ by so many seconds: by leap seconds, and by a slow write. */
const SLACK = 60
/** A gap is told where it is so many times as long as what is usual, and an hour at least. */
const UNUSUAL = 10
const HOUR = 3600

type Archive = Entry & { readonly seconds: number }

/** What names say of time and of each other. */
export const nameFindings = (inspected: Case): readonly Finding[] => {
  const archives = archivesIn(inspected)
  return [
    ...futureFindings(archives, inspected),
    ...orderFindings(archives),
    ...gapFindings(archives),
    ...twinFindings(inspected),
  ]
}

/** Those that are read as archives, in the order of their names. */
const archivesIn = ({ evidence: { entries } }: Case): readonly Archive[] =>
  filesOf(entries).flatMap(({ name, named: moment, role }) => {
    const entry = entries.find((each) => each.name === name)
    return entry && moment && role === 'archive'
      ? [{ ...entry, seconds: moment.instant.seconds }]
      : []
  })

const filesOf = (entries: readonly Entry[]): readonly LogFile[] =>
  logFilesAmong(
    entries.map(({ name, kind }) => ({ name, directory: kind === 'directory' })),
    (name) => {
      const entry = entries.find((each) => each.name === name)
      return entry && { ...entry, kind: entry.kind === 'file' ? 'file' : 'other' }
    },
  )

const futureFindings = (
  archives: readonly Archive[],
  { evidence: { now } }: Case,
): readonly Finding[] => {
  const future = archives.filter(({ seconds }) => seconds > now.seconds + SLACK)
  const ahead = lengthOf((future.at(-1)?.seconds ?? 0) - now.seconds)
  return findingAbout(
    'problem',
    'future',
    future,
    () =>
      `${counted(future.length, 'archive')} named in the future, by up to ${ahead}: until then new ones may be taken for the oldest, and deleted first`,
  )
}

/** Archives that were written after the one behind them. */
const orderFindings = (archives: readonly Archive[]): readonly Finding[] => {
  const late = archives.filter((archive, k) => {
    const next = archives[k + 1]
    return next !== undefined && archive.modified > next.modified + SLACK
  })
  return findingAbout(
    'note',
    'order',
    late,
    (names) =>
      `written later than the archive behind: ${names}: a clock was set back, or somebody wrote to them`,
  )
}

const gapFindings = (archives: readonly Archive[]): Finding[] => {
  const gaps = archives.slice(1).map((archive, k) => {
    const before = archives[k] as Archive
    return { before, after: archive, length: archive.seconds - before.seconds }
  })
  const usual = gaps.map(({ length }) => length).toSorted((a, b) => a - b)[gaps.length >> 1] ?? 0
  const long = gaps
    .filter(({ length }) => length > Math.max(HOUR, UNUSUAL * usual))
    .toSorted((a, b) => b.length - a.length)
  const [longest] = long
  if (!longest || gaps.length < 2) return []
  const { before, after, length } = longest
  const others = long.length > 1 ? `, the longest of ${long.length} such gaps` : ''
  return [
    finding(
      'note',
      'gap',
      `no archive between ${momentOf(before)} and ${momentOf(after)}, ${lengthOf(length)}${others}; usual are ${lengthOf(usual)}`,
      [before.name, after.name],
    ),
  ]
}

/** Archives whose lines are in another file too, or which are another file. */
const twinFindings = ({ evidence: { entries } }: Case): readonly Finding[] => {
  const read = new Set(filesOf(entries).map(({ name }) => name))
  const twins = entries.filter(
    ({ name, kind }) =>
      kind !== 'directory' && namedBy(name) && !name.endsWith('.t') && !read.has(name),
  )
  const text = 'the same lines are in another archive'
  return findingAbout('note', 'twin', twins, (names) => `${text}: ${names}`)
}
