// Performs what the direct layout does beside the steps all layouts share (stepper.ts).

import type { ByteString } from '../bytes.js'
import { codeOf, type Operation } from '../fault/fault.js'
import type { DirectoryPlan } from '../plan.js'
import type { Directory } from '../system/filesystem.js'
import { isNamedAmong } from './archive-files.js'
import { archiveName, archivesAmong, excess } from './archives.js'
import type { BackgroundWork } from './background-work.js'
import type { CurrentFile } from './current.js'
import { type DirectStep, directRecovery, oldFiles, thinned } from './direct.js'
import type { DirectoryWorld, Done } from './directory-world.js'
import type { Mark } from './recover.js'
import type { MakeRoom } from './room.js'
import type { Step } from './steps.js'

const DONE: Done = { next: [] }

/** What the steps work on; `does` says what is being done, for its fault. */
export type Workplace = {
  readonly plan: DirectoryPlan
  readonly world: DirectoryWorld
  readonly current: CurrentFile
  readonly background: BackgroundWork
  readonly does: (operation: Operation, file?: ByteString) => void
  /** Where any call may ask for it. */
  readonly makeRoom: MakeRoom | undefined
}

/** Performs one step in `directory`; throws the system's error. */
export const performDirect = (
  step: DirectStep,
  directory: Directory,
  mark: () => Mark,
  { plan, world, current, background, does, makeRoom }: Workplace,
): Done => {
  const { path } = plan
  switch (step.do) {
    case 'survey-current': {
      const found = mark()
      const status = directory.stat('current')
      return { next: directRecovery(plan, found, status?.size === 0, status?.kind === 'file') }
    }
    case 'retire': {
      does('list')
      const archives = archivesAmong(directory.list(), plan.names)
      const found = step.found && directory.stat('current')
      // A stop between link(2) and unlink(2), in writers that archive so, has left it both names.
      if (found && isNamedAmong(archives, found, directory)) {
        does('remove', 'current')
        directory.remove('current')
        return DONE
      }
      const name = archiveName(archives, world.clock.wall(), step.code, plan)
      does('rename', 'current')
      return retire(directory, name, plan, world, current.size)
    }
    case 'take-up':
      does('read-end', 'current')
      current.lookAtEnd(directory)
      return DONE
    case 'thin': {
      does('list')
      const old = oldFiles(directory.list(), plan)
      const steps = thinned(old, plan.files, background.busy)
      const gone = new Set(steps.map((each) => 'file' in each && each.file))
      const left = old.filter((name) => !gone.has(name))
      return { next: [...steps, ...overweight(left, plan, directory)] }
    }
    case 'discard': {
      does(step.as === 'leftover' ? 'remove-leftover' : 'remove-oldest', step.file)
      const size = directory.stat(step.file)?.size ?? 0
      directory.remove(step.file)
      if (step.as === 'oldest')
        world.note?.({ did: 'delete', directory: path, file: step.file, size })
      return DONE
    }
    case 'process-next':
      background.attach(plan, directory, makeRoom)
      return DONE
    case 'tell':
      world.note?.(step.note)
      return DONE
    case 'warn':
      return { next: [], notice: step.fault }
  }
}

/** What must go of `old` files for all, `current` included, to sum up to the plan's total. */
const overweight = (
  old: readonly ByteString[],
  { total }: DirectoryPlan,
  directory: Directory,
): Step[] => {
  if (total === undefined) return []
  const sizeOf = (name: ByteString): number => directory.stat(name)?.size ?? 0
  const count = excess(old.map(sizeOf), total - sizeOf('current'))
  return old
    .slice(0, count)
    .map((file) => ({ do: 'discard', file, as: 'oldest', severity: 'warn' }))
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
  // Before anything was opened it is a recovery.
  if (size < 0) note?.({ did: 'recover', directory: path, file: name })
  else note?.({ did: 'archive', directory: path, file: name, size })
  return DONE
}
