// The directory layout in which `current` is renamed to its archive directly, and
// processors work on archives in the background. `spec/svlogd.md §7, §8`.
//
// At a start the evidence is `current` alone: its owner-execute bit says that its writer
// had the whole file on disk.
//
//   current               proves                  so
//   absent                nothing was written     start fresh
//   empty, of any mode    the same                go on with it
//   complete              a clean end             go on with it
//   in use                stopped while writing   current -> .u, its mode kept; prune; start fresh
//
// A plan may have an empty one in use archived as well (`empties`), and a complete one
// (`begins`), as an archive made by a rotation would be.
//
// A rotated `.u` is complete and waits for its processor, whatever happened to one that was
// at work on it; a recovered one is not, and never gets there: whether it is whole is not
// known. An output (`.t`) belongs to a run; where none is going on it is worth nothing.

import type { ByteString } from '../bytes.js'
import type { Fault } from '../fault/fault.js'
import type { Note } from '../fault/note.js'
import type { DirectoryPlan } from '../plan.js'
import { LABEL_LENGTH } from '../time/tai64n.js'
import { archivesAmong } from './archives.js'
import type { Mark } from './recover.js'
import { COMPLETE, IN_USE, type Step, UNFINISHED } from './steps.js'

/** What this layout does on disk beside what all do. */
export type DirectStep =
  | { readonly do: 'survey-current' }
  /** `current` becomes an archive. */
  | { readonly do: 'retire'; readonly code: ByteString; readonly found?: true }
  /** Look how the one gone on with was left. */
  | { readonly do: 'take-up' }
  | { readonly do: 'thin' }
  | { readonly do: 'discard'; readonly file: ByteString; readonly as: 'leftover' | 'oldest' }
  /** Let a processor have the oldest archive that waits for one. */
  | { readonly do: 'process-next' }
  | { readonly do: 'tell'; readonly note: Note }
  | { readonly do: 'warn'; readonly fault: Fault }

const pausing = { severity: 'pause' } as const
const warning = { severity: 'warn' } as const
const fatal = { severity: 'fatal' } as const

/** From nothing to an open, locked directory whose past is yet to be looked at. §2. */
export const directOpening = (plan: DirectoryPlan): Step[] => [
  ...(plan.making
    ? ([
        { do: 'make-directory', severity: plan.making === 'required' ? 'fatal' : 'ignore' },
      ] as const)
    : []),
  { do: 'open-directory', ...fatal },
  { do: 'lock', ...fatal },
  ...(plan.notes ?? []).map((note) => ({ do: 'tell', note, ...warning }) as const),
  ...(plan.remarks ?? []).map((fault) => ({ do: 'warn', fault, ...warning }) as const),
  // What writers of dated archives leave when they are killed in a rotation.
  ...(plan.names === 'date'
    ? ([{ do: 'archive', file: 'previous', code: UNFINISHED, synced: false, ...pausing }] as const)
    : []),
  { do: 'survey-current', ...fatal },
]

/**
 * The steps from what was found to an open `current`, by the table above. `regular`: it is a
 * file, which can be opened.
 */
export const directRecovery = (
  plan: DirectoryPlan,
  mark: Mark,
  empty: boolean,
  regular = true,
): Step[] => {
  const { path: directory, begins, empties, recovery, resumes, account, total } = plan
  const clean = mark === 'complete'
  const resume = clean ? begins !== 'anew' : mark === 'in-use' && empty && empties !== 'archived'
  const retiring = !resume && mark !== 'absent'
  const opening = recovery === 'fatal' ? fatal : pausing
  const retired: Step[] = [
    // A power loss may cost the end of a log, never a stretch in its midst.
    ...(clean || !regular ? [] : [{ do: 'seal', file: 'current', ...pausing } as const]),
    { do: 'retire', code: clean ? plan.code : UNFINISHED, found: true, ...pausing },
    { do: 'sync-names', severity: 'ignore' },
  ]
  return [
    ...(retiring ? retired : []),
    ...(retiring || total !== undefined ? [{ do: 'thin', ...warning } as const] : []),
    { do: 'open-current', resume, ...opening },
    { do: 'mark-current', mode: IN_USE, ...opening },
    { do: 'tell', note: { did: resume ? 'append' : 'new', directory }, ...warning },
    ...(resume && (resumes || account) ? [{ do: 'take-up', ...pausing } as const] : []),
    { do: 'process-next', ...warning },
  ]
}

/** From a full `current` to an archive and a fresh one. §8.4. */
export const directRotation = ({ code, processor, retired }: DirectoryPlan): Step[] => [
  { do: 'sync-current', ...pausing },
  ...(retired ? [] : [{ do: 'mark-current', mode: COMPLETE, ...pausing } as const]),
  { do: 'retire', code: processor === undefined ? code : UNFINISHED, ...pausing },
  { do: 'close-current', severity: 'ignore' },
  { do: 'create-current', ...pausing },
  { do: 'mark-current', mode: IN_USE, ...pausing },
  { do: 'sync-names', severity: 'ignore' },
  { do: 'thin', ...warning },
  { do: 'process-next', ...warning },
]

/** The clean end. §9. */
export const directClosing = (directory: ByteString): Step[] => [
  { do: 'tell', note: { did: 'close', directory }, ...warning },
  { do: 'sync-current', ...pausing },
  { do: 'mark-current', mode: COMPLETE, ...pausing },
  { do: 'close-current', severity: 'ignore' },
  { do: 'release', severity: 'ignore' },
]

/**
 * Old files, oldest first: dated archives, or labelled ones with a suffix of one byte, which
 * a plan may want to be `s` or `u`, and `.Z` behind it where it has archives compressed. §7.1.
 */
export const oldFiles = (
  entries: Parameters<typeof archivesAmong>[0],
  { names, archives, compression }: Pick<DirectoryPlan, 'names' | 'archives' | 'compression'> = {},
): ByteString[] => {
  const found = archivesAmong(entries, names)
  if (names === 'date') return found
  const suffix = (name: ByteString): ByteString =>
    (compression ? name.replace(/\.Z$/, '') : name).slice(LABEL_LENGTH + 1)
  const short = found.filter((name) => suffix(name).length === 1)
  return archives === 'own' ? short.filter((name) => /[su]/.test(suffix(name))) : short
}

/**
 * What must go so that fewer than `files` old ones are there: first all outputs, then the
 * oldest of the others. What a processor is at work on, whose label is `busy`, stays.
 * §8.4, and §12 as runit 2.3 has it.
 */
export const thinned = (
  old: readonly ByteString[],
  files: number,
  busy: ByteString | undefined,
): Step[] => {
  const idle = (name: ByteString): boolean => !busy || !name.startsWith(busy)
  const outputs = old.filter((name) => name.endsWith('.t'))
  const others = old.filter((name) => !name.endsWith('.t'))
  const excess = Math.max(0, others.length - (files - 1))
  return [
    ...outputs
      .filter(idle)
      .map((file) => ({ do: 'discard', file, as: 'leftover', ...warning }) as const),
    ...others
      .filter(idle)
      .slice(0, excess)
      .map((file) => ({ do: 'discard', file, as: 'oldest', ...warning }) as const),
  ]
}
