// Performs what the direct layout does beside the steps all layouts share (steps.ts).

import type { ByteString } from '../bytes.js'
import { codeOf, type Fault, type Operation } from '../fault/fault.js'
import type { DirectoryPlan } from '../plan.js'
import type { Directory } from '../system/filesystem.js'
import { archiveName, archivesAmong } from './archives.js'
import type { Background } from './background.js'
import type { CurrentFile } from './current.js'
import { type DirectStep, directRecovery, oldFiles, thinned } from './direct.js'
import type { DirectoryWorld, Done } from './directory-world.js'
import type { Mark } from './recover.js'

const DONE: Done = { next: [] }

/** What the steps work on; `does` says what is being done, for its fault. */
export type Workplace = {
  readonly plan: DirectoryPlan
  readonly world: DirectoryWorld
  readonly current: CurrentFile
  readonly background: Background
  readonly does: (operation: Operation, file?: ByteString) => void
}

/** Performs one step in `directory`; throws the system's error. */
export const performDirect = (
  step: DirectStep,
  directory: Directory,
  mark: () => Mark,
  { plan, world, current, background, does }: Workplace,
): Done => {
  const { path } = plan
  switch (step.do) {
    case 'survey-current': {
      const found = mark()
      const empty = found !== 'absent' && directory.stat('current')?.size === 0
      return { next: directRecovery(path, found, empty) }
    }
    case 'retire': {
      does('list')
      const name = archiveName(archivesAmong(directory.list()), world.clock.wall(), step.code)
      does('rename', 'current')
      return retire(directory, name, plan, world, current.size)
    }
    case 'thin':
      does('list')
      return { next: thinned(oldFiles(directory.list()), plan.files, background.busy) }
    case 'discard':
      does(step.as === 'leftover' ? 'remove-leftover' : 'remove-oldest', step.file)
      directory.remove(step.file)
      if (step.as === 'oldest') world.note?.({ did: 'delete', directory: path, file: step.file })
      return DONE
    case 'process-next':
      background.attach(plan, directory)
      return DONE
    case 'tell':
      world.note?.(step.note)
      return DONE
    case 'warn':
      return { next: [], notice: step.fault }
  }
}

// Where somebody took `current` away, waiting would not bring it back: say so and go on.
const retire = (
  directory: Directory,
  name: ByteString,
  { path }: DirectoryPlan,
  { note }: DirectoryWorld,
  size: number,
): Done => {
  try {
    directory.rename('current', name)
  } catch (error) {
    const code = codeOf(error)
    if (code !== 'ENOENT') throw error
    return { next: [], notice: { operation: 'rename', directory: path, file: 'current', code } }
  }
  // A recovery, before anything was opened, is not told.
  if (size >= 0) note?.({ did: 'archive', directory: path, file: name, size })
  return DONE
}

/**
 * Deletes the oldest file where more than the plan's `floor` are there, and says so; gives
 * whether there is room now. `spec/svlogd.md §10`.
 */
export const makeRoom = (
  directory: Directory,
  { plan, world, background }: Omit<Workplace, 'does'>,
): boolean => {
  const { path, floor } = plan
  if (floor === undefined) return false
  const warn = (fault: Omit<Fault, 'directory'>): void =>
    world.report?.({ kind: 'warning', fault: { ...fault, directory: path } })
  let operation: Operation = 'list'
  try {
    const old = oldFiles(directory.list())
    const { busy } = background
    const file = old.find((name) => !busy || !name.startsWith(busy))
    if (old.length <= floor || file === undefined) return false
    operation = 'remove-oldest'
    directory.remove(file)
    warn({ operation: 'make-room', file })
    return true
  } catch (error) {
    warn({ operation, code: codeOf(error) })
    return false
  }
}
