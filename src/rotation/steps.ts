// Rotation as a resumable machine. Its state is a queue of named steps; the head is what
// is to be done next, and stays the head until it has been done. A failure changes
// nothing, so trying again is performing the same head again; a stop between two steps
// leaves one of the situations recover.ts knows. Nothing here touches the disk:
// stepper.ts performs, and reports what it found where the rest depends on it.

import type { ByteString } from '../bytes.js'
import type { DirectoryPlan } from '../plan.js'
import type { DirectStep } from './direct.js'

/** The files of a log directory that are not archives. `spec/multilog.md §5.1`. */
export type OwnFile = 'current' | 'previous' | 'processed' | 'state' | 'newstate'

/** What a failing step means: pause and try again, give up, say so and go on, or never mind. */
export type Severity = 'pause' | 'fatal' | 'warn' | 'ignore'

/** One operation on the disk. */
export type Step = { readonly severity: Severity } & (
  | { readonly do: 'make-directory' }
  | { readonly do: 'open-directory' }
  | { readonly do: 'lock' }
  /** Give the directory and its lock back. */
  | { readonly do: 'release' }
  /** Look at what the last writer left, and recover. */
  | { readonly do: 'survey' }
  /** At a start: go on with a clean `current`, or begin a fresh one. */
  | { readonly do: 'open-current'; readonly resume: boolean }
  /** In a rotation: begin a fresh `current`. */
  | { readonly do: 'create-current' }
  /** `as`: it has got this name since it was opened. */
  | { readonly do: 'mark-current'; readonly mode: number; readonly as?: OwnFile }
  | { readonly do: 'sync-current' }
  | { readonly do: 'close-current' }
  /** Make an empty one where somebody has taken `current` away. */
  | { readonly do: 'leave-current' }
  /** Make an empty `state` for the next processor. */
  | { readonly do: 'clear-state' }
  /**
   * `current` gets an archive's name at once; expands to what follows, and where that is
   * refused to the way by `previous`.
   */
  | { readonly do: 'name-current' }
  /** `current` becomes `previous`; expands to what follows. */
  | { readonly do: 'set-aside' }
  | { readonly do: 'rename'; readonly from: OwnFile; readonly to: OwnFile }
  /** Run the processor over `previous`. */
  | { readonly do: 'process' }
  /** Make sure `file` exists and is on disk; set its mode where one is given. */
  | { readonly do: 'seal'; readonly file: OwnFile; readonly mode?: number }
  /**
   * If `file` exists, give it an archive's name: expands to the steps that do. `synced`:
   * its content is known to be on disk already. `whole`: only if its mode says that it
   * is complete; otherwise it goes. `fresh`: we have just set it aside, so that it is a regular
   * file with one name.
   */
  | {
      readonly do: 'archive'
      readonly file: OwnFile
      readonly code: ByteString
      readonly synced: boolean
      readonly whole?: true
      readonly fresh?: true
    }
  | { readonly do: 'link'; readonly file: OwnFile; readonly code: ByteString }
  | { readonly do: 'sync-names' }
  | { readonly do: 'remove'; readonly file: ByteString }
  | { readonly do: 'prune' }
  | DirectStep
)

/** `current` and `processed` with this mode are whole and on disk. */
export const COMPLETE = 0o744
/** ... and with this one may not be. */
export const IN_USE = 0o644

/** The mode a directory's files get for one of these, where its plan has modes of its own. */
export const modeOf = (
  mode: number,
  modes?: { readonly inUse: number; readonly complete: number },
): number => {
  if (!modes) return mode
  return mode === COMPLETE ? modes.complete : modes.inUse
}

/** Suffix of an archive that waits for its processor, or whose end may be missing. */
export const UNFINISHED = 'u'

const pausing = { severity: 'pause' } as const

/**
 * From a full `current` to its archive, or with a processor to `previous`; what follows comes
 * of it. `spec/multilog.md §7`. A `previous` or `processed` that is already there is one that a
 * clean start left alone: it is given a name of its own first, where the original would
 * overwrite it. What a processor had begun to write is worth nothing (recover.ts), and not
 * worth a name. `later`: there has been a rotation since the start, which has left neither.
 */
export const rotation = (
  { processor }: Pick<DirectoryPlan, 'processor'>,
  later: boolean,
): Step[] => [
  { do: 'sync-current', ...pausing },
  ...(later ? [] : left),
  ...(processor === undefined ? naming : aside),
]

const aside: readonly Step[] = [{ do: 'set-aside', ...pausing }]
// Complete before it has its name: whatever is called an archive looks like one.
const naming: readonly Step[] = [
  { do: 'mark-current', mode: COMPLETE, ...pausing },
  { do: 'name-current', ...pausing },
]

/** What follows once `current` has an archive's name, or where it was `refused` one. */
export const afterNaming = (refused: boolean, deleting: DirectoryPlan['deleting']): Step[] =>
  refused
    ? [{ do: 'mark-current', mode: IN_USE, ...pausing }, ...aside]
    : [...fresh, syncNames, pruning(deleting)]

const left: readonly Step[] = [
  { do: 'archive', file: 'previous', code: UNFINISHED, synced: false, ...pausing },
  { do: 'archive', file: 'processed', code: UNFINISHED, synced: false, whole: true, ...pausing },
]

/**
 * A fresh `current`, and from `previous` to an archive. Where somebody has taken `current`
 * away there is no `previous`, and nothing to archive.
 */
export const renewal = (setAside: boolean, code: ByteString, processor: boolean): Step[] => [
  ...(setAside
    ? [{ do: 'mark-current', as: 'previous', mode: COMPLETE, ...pausing } as const]
    : []),
  ...fresh,
  ...(setAside ? archival(code, processor) : []),
]

const fresh: readonly Step[] = [
  { do: 'close-current', severity: 'ignore' },
  { do: 'create-current', ...pausing },
  { do: 'mark-current', mode: IN_USE, ...pausing },
]

const archival = (code: ByteString, processor: boolean): Step[] =>
  processor
    ? processing(code)
    : [{ do: 'archive', file: 'previous', code, synced: true, fresh: true, ...pausing }]

const processing = (code: ByteString): Step[] => [
  { do: 'process', ...pausing },
  { do: 'seal', file: 'processed', mode: COMPLETE, ...pausing },
  { do: 'seal', file: 'newstate', ...pausing },
  { do: 'remove', file: 'previous', ...pausing },
  { do: 'rename', from: 'newstate', to: 'state', ...pausing },
  { do: 'archive', file: 'processed', code, synced: true, ...pausing },
]

/** What is known of a file to be archived: a regular one? has it an archive's name already? */
export type ToArchive = { readonly regular: boolean; readonly named: boolean }

/** What an `archive` step expands to once it is known what is there. `spec/multilog.md §5.2`. */
export const archiving = (
  { file, code, synced, severity }: Extract<Step, { do: 'archive' }>,
  { regular, named }: ToArchive,
  deleting?: 'required' | 'attempted',
): Step[] => {
  const pausing = { severity } as const
  // A crash between link and remove has left the file with both names: one is enough.
  const link: Step[] = named ? [] : [{ do: 'link', file, code, ...pausing }]
  return [
    ...(synced || !regular ? [] : [{ do: 'seal', file, ...pausing } as const]),
    ...link,
    syncNames,
    { do: 'remove', file, ...pausing },
    pruning(deleting),
  ]
}

// An archive's name must outlive a power loss before another one goes.
const syncNames: Step = { do: 'sync-names', ...pausing }

const pruning = (deleting: DirectoryPlan['deleting']): Step => ({
  do: 'prune',
  severity: severityOf(deleting),
})

/** What it means where an archive cannot be deleted. */
export const severityOf = (deleting: DirectoryPlan['deleting']): Severity =>
  deleting === 'attempted' ? 'warn' : 'pause'

/** From nothing to an open, locked directory whose past is yet to be looked at. §5.3, 1-4. */
export const opening = (making: 'attempted' | 'required' = 'attempted'): Step[] => [
  { do: 'make-directory', severity: making === 'required' ? 'fatal' : 'ignore' },
  { do: 'open-directory', severity: 'fatal' },
  { do: 'lock', severity: 'fatal' },
  { do: 'survey', severity: 'fatal' },
]

/** Whether it is about having the directory, and not about what is in it. */
export const isHolding = ({ do: what }: Step): boolean =>
  what === 'make-directory' || what === 'open-directory' || what === 'lock'

/** The clean end: `current` is on disk, and says so. `spec/multilog.md §6 R5`. */
export const closing = (leaves?: 'current'): Step[] => [
  { do: 'sync-current', ...pausing },
  { do: 'mark-current', mode: COMPLETE, severity: 'ignore' },
  { do: 'close-current', severity: 'ignore' },
  ...(leaves ? [{ do: 'leave-current', severity: 'ignore' } as const] : []),
  { do: 'release', severity: 'ignore' },
]
