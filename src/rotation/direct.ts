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
import { COMPLETE, IN_USE, type Step } from './states.js'

/** What this layout does on disk beside what all do. */
export type DirectStep =
  | { readonly do: 'survey-current' }
  /** `current` becomes an archive. */
  | { readonly do: 'retire'; readonly code: ByteString }
  | { readonly do: 'thin' }
  | { readonly do: 'discard'; readonly file: ByteString; readonly as: 'leftover' | 'oldest' }
  /** Let a processor have the oldest archive that waits for one. */
  | { readonly do: 'process-next' }
  | { readonly do: 'tell'; readonly note: Note }
  | { readonly do: 'warn'; readonly fault: Fault }

const pausing = { severity: 'pause' } as const
const warning = { severity: 'warn' } as const
const fatal = { severity: 'fatal' } as const

/** Suffix of an archive that waits for its processor, or whose end may be missing. */
export const UNFINISHED = 'u'

/** From nothing to an open, locked directory whose past is yet to be looked at. §2. */
export const directOpening = (plan: DirectoryPlan): Step[] => [
  { do: 'open-directory', ...fatal },
  { do: 'lock', ...fatal },
  ...(plan.notes ?? []).map((note) => ({ do: 'tell', note, ...warning }) as const),
  ...(plan.remarks ?? []).map((fault) => ({ do: 'warn', fault, ...warning }) as const),
  { do: 'survey-current', ...fatal },
]

/** The steps from what was found to an open `current`, by the table above. */
export const directRecovery = (directory: ByteString, mark: Mark, empty: boolean): Step[] => {
  const resume = mark === 'complete' || (mark === 'in-use' && empty)
  const retired: Step[] =
    resume || mark === 'absent'
      ? []
      : [
          { do: 'retire', code: UNFINISHED, ...pausing },
          { do: 'sync-names', severity: 'ignore' },
          { do: 'thin', ...warning },
        ]
  return [
    ...retired,
    { do: 'open-current', resume, ...pausing },
    { do: 'mark-current', mode: IN_USE, ...pausing },
    { do: 'tell', note: { did: resume ? 'append' : 'new', directory }, ...warning },
    { do: 'process-next', ...warning },
  ]
}

/** From a full `current` to an archive and a fresh one. §8.4. */
export const directRotation = ({ code, processor }: DirectoryPlan): Step[] => [
  { do: 'sync-current', ...pausing },
  { do: 'mark-current', mode: COMPLETE, ...pausing },
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

/** Old files: archives with a suffix of one byte, oldest first. §7.1. */
export const oldFiles = (entries: Parameters<typeof archivesAmong>[0]): ByteString[] =>
  archivesAmong(entries).filter((name) => name.length === LABEL_LENGTH + 2)

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
