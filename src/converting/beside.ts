// A log's copies in another directory: each gets its name when it is whole and on disk. One
// that is there already, of an earlier run, must hold the same; so an original goes only when
// its copy has been read in this run.

import { unlessGone } from '../fault/fault.js'
import type { Directory } from '../system/filesystem.js'
import { carryOut, clearStaged, isCommitted, STAGED } from './commit.js'
import { type Copy, Copyist } from './copies.js'
import type { Hold } from './hold.js'
import { chosenOf, copiesOf } from './intended.js'
import type { ConvertPlan, ConvertWorld } from './plan.js'

/** Converts into `plan.target`, which is made where there is none. */
export const convertBeside = async (
  plan: ConvertPlan,
  hold: Hold,
  world: ConvertWorld,
): Promise<void> => {
  const { log, target: path } = plan
  makeTarget(plan, hold, world)
  const source = hold.open(log.path)
  const target = hold.open(path)
  if (isCommitted(source)) {
    world.report({ operation: 'unfinished', directory: log.path })
    return
  }
  if (!hold.lockOut(target, path) || !hold.lockLog(target, path, plan)) return
  hold.does('finish-conversion', path)
  if (isCommitted(target)) carryOut(target, world.filesystem, false)
  clearStaged(target)
  const copies = await copiesOf(plan, chosenOf(plan, source, hold), world)
  if (!copies) return
  const copyist = new Copyist(target, plan.level, world)
  for (const copy of copies) {
    const there = await publish(copy, copyist, { plan, hold, target, world })
    if (!there) continue
    hold.does('sync', path)
    target.sync()
    hold.does('remove', log.path, copy.file.name)
    if (plan.remove) unlessGone(() => source.remove(copy.file.name))
  }
  hold.does('sync', log.path)
  if (plan.remove) source.sync()
}

type Publishing = {
  readonly plan: ConvertPlan
  readonly hold: Hold
  readonly target: Directory
  readonly world: ConvertWorld
}

/** Whether the copy is there under its own name. */
const publish = async (
  copy: Copy,
  copyist: Copyist,
  { plan, hold, target, world }: Publishing,
): Promise<boolean> => {
  const { file, name } = copy
  hold.does('stat', plan.target, name)
  if (target.stat(name)) {
    const there = await copyist.isThere(copy)
    const to = `${plan.target}/${name}`
    if (!there) world.report({ operation: 'copy-differs', file: file.path, to })
    return there
  }
  if ((await copyist.make(copy)) !== 'made') return false
  hold.does('rename', plan.target, name)
  target.rename(STAGED + name, name)
  return true
}

const makeTarget = ({ log, target }: ConvertPlan, hold: Hold, world: ConvertWorld): void => {
  hold.does('make-directory', target)
  if (world.files.stateOf(target)) return
  world.filesystem.makeDirectory(target, world.files.stateOf(log.path)?.mode ?? 0o755)
  const above = /^(.*\/)?[^/]+\/*$/s.exec(target)?.[1] ?? '.'
  const parent = hold.open(above)
  hold.does('sync', target)
  parent.sync()
}
