// A log converted where it is: all copies first, then all names (commit.ts). Labels of two
// rules in one log could not be told apart, so where one archive cannot be copied, none is
// replaced.

import type { Directory } from '../system/filesystem.js'
import { carryOut, clearStaged, commit, isCommitted } from './commit.js'
import { type Copy, Copyist } from './copies.js'
import type { Hold } from './hold.js'
import { chosenOf, copiesOf, isSo, twinIn } from './intended.js'
import type { ConvertPlan, ConvertWorld } from './plan.js'

/** Converts in the log's own directory; or ends what an earlier run has begun there. */
export const convertInPlace = async (
  plan: ConvertPlan,
  hold: Hold,
  world: ConvertWorld,
): Promise<void> => {
  const { path } = plan.log
  const directory = hold.open(path)
  if (!hold.lockOut(directory, path)) return
  hold.does('finish-conversion', path)
  if (isCommitted(directory)) {
    carryOut(directory, world.filesystem, false)
    world.note({ did: 'finish', directory: path })
    return
  }
  clearStaged(directory)
  const made = await makeAll(plan, directory, hold, world)
  hold.does('finish-conversion', path)
  if (made && made.length > 0) replaceAll(made, directory, hold, world)
  else clearStaged(directory)
  if (!made) world.report({ operation: 'log-stays', directory: path })
}

/** The copies of all files that are not so yet; undefined where one could not be made. */
const makeAll = async (
  plan: ConvertPlan,
  directory: Directory,
  hold: Hold,
  world: ConvertWorld,
): Promise<readonly Copy[] | undefined> => {
  const all = await copiesOf(plan, chosenOf(plan, directory, hold), world)
  if (!all) return undefined
  const twin = twinIn(plan, all, directory)
  if (twin !== undefined) {
    world.report({ operation: 'twin', file: `${plan.log.path}/${twin}` })
    return undefined
  }
  const copies = all.filter((copy) => !isSo(copy))
  const copyist = new Copyist(directory, plan.level, world)
  const made: Copy[] = []
  for (const copy of copies) {
    const outcome = await copyist.make(copy)
    if (outcome === 'failed') return undefined
    if (outcome === 'made') made.push(copy)
  }
  return made
}

const replaceAll = (
  made: readonly Copy[],
  directory: Directory,
  hold: Hold,
  { filesystem, report }: ConvertWorld,
): void => {
  const replacements = made.map(({ file, name }) => [file.name, name] as const)
  try {
    commit(directory, replacements, filesystem)
  } catch (error) {
    report(hold.faultOf(error))
  }
  // Whatever call failed: the plan is there or it is not.
  if (isCommitted(directory)) carryOut(directory, filesystem, true)
  else clearStaged(directory)
}
