// Room on a full disk: the oldest archive goes, as long as there are more than the plan's
// floor, and is counted where the log is to tell of it.
//
// A processor that finds the disk full does not say so: it just fails. What it has left is
// worth nothing then, and shows whether there is room for more.

import type { ByteString } from '../bytes.js'
import { codeOf, type Fault } from '../fault/fault.js'
import type { DirectoryPlan } from '../plan.js'
import type { Directory, FileSystem } from '../system/filesystem.js'
import { archivesOf } from './archive-files.js'
import type { BackgroundWork } from './background-work.js'
import { oldFiles } from './direct.js'
import type { DirectoryWorld } from './directory-world.js'
import type { Hold } from './hold.js'
import { Removals } from './removals.js'

/** After a call that failed with `code`: makes room, and gives whether to try it again. */
export type MakeRoom = (code: string) => boolean

/** The same for a call on `descriptor`, a file beside the log. */
export type MakeRoomFor = (code: string, descriptor: number) => boolean

/** Makes room in one directory. `spec/svlogd.md §10`. */
export class Room {
  /** What went, where the log is to tell of it. */
  readonly removals = new Removals()
  readonly #plan: DirectoryPlan
  readonly #hold: Hold
  readonly #background: Pick<BackgroundWork, 'reading'>
  readonly #report: DirectoryWorld['report']

  constructor(
    plan: DirectoryPlan,
    hold: Hold,
    background: Pick<BackgroundWork, 'reading'>,
    report: DirectoryWorld['report'],
  ) {
    this.#plan = plan
    this.#hold = hold
    this.#background = background
    this.#report = report
  }

  /**
   * After a write of `current` that failed with `code`: deletes the oldest archive that
   * nobody is at work on, and says so, where that may help and more than the plan's `floor`
   * are there; gives whether it did. Never without the lock.
   */
  make(code: string | undefined): boolean {
    const { floor, account } = this.#plan
    // Quotas count where the log tells of it.
    const full = code === 'ENOSPC' || (account !== undefined && code === 'EDQUOT')
    return full && floor !== undefined && this.#hold.locked && this.#remove(floor)
  }

  /** What any other call may ask; undefined where the plan wants none to. */
  get anyCall(): MakeRoom | undefined {
    return this.#plan.account && ((code) => this.make(code))
  }

  #remove(floor: number): boolean {
    const { directory } = this.#hold
    let doing: Omit<Fault, 'directory'> = { operation: 'list' }
    try {
      const old = prunable(directory, this.#plan)
      const { reading } = this.#background
      const file = old.find((name) => !reading || !name.startsWith(reading))
      if (old.length <= floor || file === undefined) return false
      doing = { operation: 'remove-oldest', file }
      const size = (this.#plan.account && directory.stat(file)?.size) ?? 0
      directory.remove(file)
      if (this.#plan.account) this.removals.add(file, size)
      this.#warn({ operation: 'make-room', file })
      return true
    } catch (error) {
      this.#warn({ ...doing, code: codeOf(error) })
      return false
    }
  }

  #warn(fault: Omit<Fault, 'directory'>): void {
    this.#report?.({ kind: 'warning', fault: { ...fault, directory: this.#plan.path } })
  }
}

// Where nothing is told, outputs of processors are old files too. `spec/svlogd.md §7.1`.
const prunable = (directory: Directory, plan: DirectoryPlan): ByteString[] => {
  const entries = directory.list()
  if (plan.layout !== 'direct') return archivesOf(entries, plan)
  const old = oldFiles(entries, plan)
  return plan.account ? old.filter((name) => !name.endsWith('.t')) : old
}

const PAGE = new Uint8Array(4096)

/** The errno name with which `file`, which is worth nothing, cannot be added to; or undefined. */
export const refusal = (
  directory: Directory,
  file: ByteString,
  filesystem: FileSystem,
): string | undefined => {
  try {
    const descriptor = directory.open(file, 'append', 0o600)
    try {
      for (let at = 0; at < PAGE.length; )
        at += filesystem.write(descriptor, PAGE, at, PAGE.length) || PAGE.length
    } finally {
      filesystem.close(descriptor)
    }
    return undefined
  } catch (error) {
    return codeOf(error)
  }
}
