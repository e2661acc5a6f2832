// Performs one step of the rotation machine through the filesystem, and turns what the
// system says against it into a Fault. Every step can be performed again after it
// failed: what it had opened it has closed, and what it had done does no harm twice.

import { codeOf, unlessGone } from '../fault/fault.js'
import type { DirectoryPlan } from '../plan.js'
import type { Blocked } from '../sinks/sink.js'
import type { Directory } from '../system/filesystem.js'
import { ArchiveFiles } from './archive-files.js'
import { type BackgroundWork, backgroundWork } from './background-work.js'
import { CurrentFile } from './current.js'
import { performDirect, type Workplace } from './direct-stepper.js'
import type { DirectoryWorld, Done } from './directory-world.js'
import { Doing } from './doing.js'
import { Hold } from './hold.js'
import { Processing } from './processing.js'
import { type Mark, markOf, recover } from './recover.js'
import { Room } from './room.js'
import {
  afterNaming,
  archiving,
  COMPLETE,
  IN_USE,
  modeOf,
  type OwnFile,
  renewal,
  type Step,
} from './steps.js'

const DONE: Done = { next: [] }

/** The disk side of one log directory: what is open, and what is known of its files. */
export class Stepper {
  readonly current: CurrentFile
  readonly hold: Hold
  readonly background: BackgroundWork
  readonly room: Room
  readonly #plan: DirectoryPlan
  readonly #world: DirectoryWorld
  readonly #processing: Processing
  readonly #archives: ArchiveFiles
  /** What the step in hand is doing. */
  readonly #doing: Doing

  constructor(
    plan: DirectoryPlan,
    world: DirectoryWorld,
    background = backgroundWork(plan, world),
  ) {
    this.#plan = plan
    this.#world = world
    this.#doing = new Doing(plan.path)
    this.background = background
    this.hold = new Hold(plan.path, world, plan.modes?.inUse, plan.lock)
    this.current = new CurrentFile(plan.path, world.filesystem)
    this.#archives = new ArchiveFiles(plan, world.clock)
    this.room = new Room(plan, this.hold, background, world.report)
    this.#processing = new Processing(plan, world, this.room.anyCall)
  }

  /** Performs `step`; severity `ignore`: a failure counts as done. One that got room is next. */
  perform(step: Step): Done | Blocked {
    try {
      return this.#perform(step)
    } catch (error) {
      const fault = this.#doing.fault(codeOf(error))
      if (step.severity === 'ignore') return DONE
      if (this.room.anyCall?.(fault.code)) return { next: [step] }
      if (step.severity === 'warn') return { next: [], notice: fault }
      return { fault, remedy: step.severity === 'fatal' ? 'give-up' : 'pause' }
    }
  }

  #perform(step: Step): Done | Blocked {
    const { filesystem } = this.#world
    switch (step.do) {
      case 'make-directory':
      case 'open-directory':
      case 'lock':
        this.#doing.is(step.do)
        this.hold.get(step.do)
        return DONE
      case 'release':
        this.hold.release()
        return DONE
      case 'survey': {
        const current = this.#mark('current')
        return { next: recover({ current, processed: this.#mark('processed') }, this.#plan) }
      }
      case 'open-current':
        this.#doing.is(step.resume ? 'append' : 'open-write', 'current')
        this.current.open(this.#at)
        return DONE
      case 'create-current':
        this.#doing.is('create', 'current')
        this.current.create(this.#at)
        return DONE
      case 'mark-current':
        this.#doing.is('set-mode', step.as ?? 'current')
        this.current.setMode(this.#mode(step.mode))
        return DONE
      case 'sync-current':
        this.#doing.is('sync', 'current')
        this.current.sync()
        return DONE
      case 'close-current':
        this.current.close()
        return DONE
      case 'leave-current':
        this.#doing.is('create', 'current')
        filesystem.close(this.#at.open('current', 'append', this.#mode(COMPLETE)))
        return DONE
      case 'clear-state':
        this.#doing.is('open-write', 'state')
        filesystem.close(this.#at.open('state', 'replace', this.#mode(IN_USE)))
        return DONE
      case 'name-current': {
        this.#doing.is('list')
        this.#archives.glance(this.#at)
        const named = this.#archives.take('current', this.#plan.code, this.#at)
        return { next: afterNaming(!named, this.#plan.deleting) }
      }
      case 'set-aside':
        this.#doing.is('rename', 'current', 'previous')
        return this.#setAside()
      case 'rename':
        this.#doing.is('rename', step.from, step.to)
        this.#at.rename(step.from, step.to)
        return DONE
      case 'process':
        return this.#processing.settle(this.#at) ?? DONE
      case 'seal':
        this.#seal(step.file, step.mode)
        return DONE
      case 'archive':
        return this.#archive(step)
      case 'link':
        this.#link(step)
        return DONE
      case 'sync-names':
        this.#doing.is('sync')
        this.#at.sync()
        return DONE
      case 'remove':
        this.#doing.is('remove', step.file)
        unlessGone(() => this.#at.remove(step.file))
        this.#archives.forget(step.file)
        return DONE
      case 'prune':
        return { next: this.#archives.removals(this.#at) }
      default:
        return performDirect(step, this.#at, () => this.#mark('current'), this.#workplace)
    }
  }

  get #workplace(): Workplace {
    return {
      plan: this.#plan,
      world: this.#world,
      current: this.current,
      background: this.background,
      does: (...doing) => this.#doing.is(...doing),
      makeRoom: this.room.anyCall,
    }
  }

  #mark(file: OwnFile): Mark {
    this.#doing.is('stat', file)
    return markOf(this.#at.stat(file))
  }

  /** Where somebody took `current` away, waiting would not bring it back: say so and go on. */
  #setAside(): Done {
    const { code, processor } = this.#plan
    const next = (setAside: boolean) => renewal(setAside, code, processor !== undefined)
    try {
      this.#at.rename('current', 'previous')
      return { next: next(true) }
    } catch (error) {
      const reason = codeOf(error)
      if (reason !== 'ENOENT') throw error
      return { next: next(false), notice: this.#doing.fault(reason) }
    }
  }

  #seal(file: OwnFile, mode: number | undefined): void {
    const { filesystem } = this.#world
    this.#doing.is('create', file)
    const descriptor = this.#at.open(file, 'append', this.#plan.modes?.inUse ?? 0o600)
    try {
      this.#doing.is('sync', file)
      filesystem.sync(descriptor)
      this.#doing.is('set-mode', file)
      if (mode !== undefined) filesystem.setMode(descriptor, this.#mode(mode))
    } finally {
      filesystem.close(descriptor)
    }
  }

  #archive(step: Extract<Step, { do: 'archive' }>): Done {
    this.#doing.is('stat', step.file)
    const status = step.fresh ? undefined : this.#at.stat(step.file)
    if (!status && !step.fresh) return DONE
    // Not left for the processor to truncate: an archive may be the same file.
    if (step.whole && status?.kind === 'file' && markOf(status) === 'in-use')
      return { next: [{ do: 'remove', file: step.file, severity: 'pause' }] }
    this.#doing.is('list')
    this.#archives.look(this.#at)
    const regular = status === undefined || status.kind === 'file'
    const named = status !== undefined && this.#archives.has(status, this.#at)
    return { next: archiving(step, { regular, named }, this.#plan.deleting) }
  }

  #link({ file, code }: Extract<Step, { do: 'link' }>): void {
    const name = this.#archives.next(code)
    this.#doing.is('link', name, undefined, file)
    unlessGone(() => this.#archives.link(file, name, this.#at))
  }

  #mode(mode: number): number {
    return modeOf(mode, this.#plan.modes)
  }

  get #at(): Directory {
    return this.hold.directory
  }
}
