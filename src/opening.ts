// Opens what a plan writes to. All files come before all directories (`spec/multilog.md
// §1.2`), so that a file that cannot be had leaves no directory behind.

import type { Settle } from './delivery.js'
import type { Fault } from './fault/fault.js'
import type { Report } from './fault/patience.js'
import type { Output, Outputs } from './outputs.js'
import type { Plan } from './plan.js'

/** How it is done. */
export type Opener = {
  readonly settle: Settle
  readonly report: (report: Report) => void
}

/** Opens all of them, in the order the plan wants; gives the fault if that cannot be had. */
export const openAll = async (
  outputs: Outputs,
  opens: Plan['opens'],
  opener: Opener,
): Promise<Fault | undefined> => {
  for (const { sink, log } of outputs.all) {
    if (log) continue
    sink.open()
    const fault = await opener.settle(sink)
    if (fault) return fault
  }
  const unheld = opens === 'together' ? await holdAll(outputs, opener) : undefined
  if (unheld) return unheld
  for (const output of outputs.directories) {
    const fault = await openDirectory(output, outputs, opener)
    if (fault) return fault
  }
  return noDirectories(outputs)
}

/** Opens one directory; one that is optional is left out where it cannot be had. */
export const openDirectory = async (
  { sink, of }: Output,
  outputs: Outputs,
  { settle, report }: Opener,
): Promise<Fault | undefined> => {
  sink.open()
  const fault = await settle(sink)
  if (!fault || of?.opening !== 'optional') return fault
  report({ kind: 'warning', fault })
  outputs.leave(of)
  return undefined
}

/** The fault of having directories, and none that could be had. */
export const noDirectories = ({ directories }: Outputs): Fault | undefined => {
  const none = directories.length > 0 && directories.every(({ dead }) => dead)
  return none ? { operation: 'no-directories' } : undefined
}

const holdAll = async (
  { directories }: Outputs,
  { settle }: Opener,
): Promise<Fault | undefined> => {
  const logs = directories.flatMap(({ log }) => log ?? [])
  for (const log of logs) {
    log.hold()
    const fault = await settle(log)
    if (!fault) continue
    for (const each of logs) each.release()
    return fault
  }
  return undefined
}
