// What an inspection found, and what it goes by.

import type { ByteString } from '../bytes.js'
import type { DirectoryPlan } from '../plan.js'
import type { Evidence } from './evidence.js'

/** `fine`: as it should be; `note`: worth knowing; `problem`: something is wrong. */
export type Severity = 'fine' | 'note' | 'problem'

/** One thing found. */
export type Finding = {
  readonly severity: Severity
  /** What it is about, the same word for all of one kind. */
  readonly kind: string
  /** The files meant; none where it is the directory. */
  readonly files: readonly ByteString[]
  /** The same in words. Names in it are bytes, whatever they are. */
  readonly text: ByteString
}

/** How a logger differs from what its plan says (ours does as the plan says). */
export type Habits = {
  /** A rotation overwrites a `previous` that a start has left alone. */
  readonly overwrites?: true
  /** What waited for a processor when it was killed waits for ever. */
  readonly forgets?: true
  /** Two files to be archived at one start are one too many: it fails, and the next succeeds. */
  readonly startsTwice?: true
  /** Each rotation deletes one archive at most. */
  readonly deletesOne?: true
  /** Names with an archive's beginning count as archives, whatever follows: they are deleted too. */
  readonly countsForeign?: RegExp
}

/** A directory, and the logger that it is inspected for. */
export type Case = {
  readonly evidence: Evidence
  readonly plan: DirectoryPlan
  /** The logger as it is called; undefined where nobody can tell. */
  readonly writer: ByteString | undefined
  /** It is the process that holds the lock. */
  readonly seen: boolean
  /** Its limits are those it was started with, and not only what is usual. */
  readonly limited: boolean
  readonly habits: Habits
  /** Files beside those of a log that are no strangers: status files. */
  readonly expected: readonly ByteString[]
}

/** A finding about a directory, or about the files named. */
export const finding = (
  severity: Severity,
  kind: string,
  text: ByteString,
  files: readonly ByteString[] = [],
): Finding => ({ severity, kind, files, text })

/** The finding about some files, where there are any; `text` is given their names in a row. */
export const findingAbout = (
  severity: Severity,
  kind: string,
  files: readonly { readonly name: ByteString }[],
  text: (names: ByteString) => ByteString,
): readonly Finding[] => {
  const names = files.map(({ name }) => name)
  return names.length > 0 ? [finding(severity, kind, text(named(names)), names)] : []
}

/** Some names in a row; the rest of many is counted. */
export const named = (names: readonly ByteString[]): ByteString => {
  const shown = names.length > FEW ? [names[0], '...', names.at(-1)] : names
  const all = shown.join(names.length > FEW ? ' ' : ', ')
  return names.length > FEW ? `${all} (${names.length})` : all
}
const FEW = 3
