// A log rewritten: each of its archives becomes one archive, in another directory (beside.ts)
// or in place of itself (in-place.ts). An original goes only when its copy was read back and
// is safe on disk; stopped anywhere, the same again goes on where that left off.
//
// Files without an archive's name are their writer's, and are left alone; but for `current`,
// and only while no writer holds the log's lock.

import type { Files } from '../reading/files.js'
import { closeLog, type Log } from '../reading/log.js'
import { convertBeside } from './beside.js'
import { Hold } from './hold.js'
import { convertInPlace } from './in-place.js'
import { copiesOf, isArchive } from './intended.js'
import type { ConvertPlan, ConvertWorld } from './plan.js'

export { COMMITTED } from './commit.js'
export type { ConvertNote, ConvertPlan, ConvertWorld } from './plan.js'

/** Converts a log by a plan, or does what is left of it. What goes wrong is reported. */
export const convertLog = async (asked: ConvertPlan, world: ConvertWorld): Promise<void> => {
  const plan = { ...asked, log: closed(asked.log, world.files) }
  const hold = new Hold(world)
  try {
    if (plan.dry) {
      await foretell(plan, world)
      return
    }
    hold.does('stat', plan.target)
    const convert = isInPlace(plan, world) ? convertInPlace : convertBeside
    await convert(plan, hold, world)
  } catch (error) {
    world.report(hold.faultOf(error))
  } finally {
    hold.close()
  }
}

/** The log with nothing open: what is opened is read from its beginning, and more than once. */
const closed = (log: Log, files: Files): Log => {
  closeLog(log, files)
  return { ...log, files: log.files.map(({ descriptor: _, ...file }) => file) }
}

const isInPlace = ({ log, target }: ConvertPlan, { files }: ConvertWorld): boolean =>
  log.path === target || files.stateOf(log.path)?.identity === files.stateOf(target)?.identity

/** Says what would become of the archives. */
const foretell = async (plan: ConvertPlan, world: ConvertWorld): Promise<void> => {
  const copies = await copiesOf(plan, plan.log.files.filter(isArchive), world)
  for (const { file, name } of copies ?? [])
    world.note({ did: 'plan', from: file.path, to: `${plan.target}/${name}` })
}
