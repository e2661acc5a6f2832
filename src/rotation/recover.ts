// Decides what a log directory needs before its first write.
//
// The evidence is which of our files are there, and the owner-execute bit of `current`
// and `processed`: a set bit means that its writer had the whole file on disk. Nobody
// writes to a directory without its lock, so what is found is what the last writer left:
//
//   current    processed   previous    proves                       so
//   complete   any         any         a clean end                  go on with current
//   absent     no          absent      nothing was being finished   start fresh
//   absent     no          present     stopped in a rotation        previous -> .u
//   absent     complete    any         the processor had succeeded  processed -> .s
//   in use     no          absent      stopped while writing        current -> .u
//   in use     no          present     stopped in a rotation        previous, then current -> .u
//   in use     complete    any         the processor had succeeded  processed -> .s, current -> .u
//
// ("no": absent, or in use and so worth nothing: `previous` still has it all.) Whether a
// `.u` is whole is not known, and not guessed. `spec/multilog.md §5.3`.

import type { DirectoryPlan } from '../plan.js'
import type { FileStatus } from '../system/filesystem.js'
import { IN_USE, type Step, UNFINISHED } from './steps.js'

const OWNER_EXECUTE = 0o100

/** What is known of a file: not there, or there with its owner-execute bit clear or set. */
export type Mark = 'absent' | 'in-use' | 'complete'

/** What a status tells. Throws ELOOP for a link: what is behind it is not ours to judge. */
export const markOf = (status: FileStatus | undefined): Mark => {
  if (!status) return 'absent'
  if (status.kind === 'symlink') throw Object.assign(new Error('symbolic link'), { code: 'ELOOP' })
  return status.mode & OWNER_EXECUTE ? 'complete' : 'in-use'
}

/** What a start finds; `previous` tells by being there alone, and is not asked. */
export type Found = { readonly current: Mark; readonly processed: Mark }

const patient = { severity: 'pause' } as const
const ignoring = { severity: 'ignore' } as const
const fatal = { severity: 'fatal' } as const

/** What the plan says of it. */
type Asked = Pick<DirectoryPlan, 'code' | 'recovery' | 'account'>

/** The steps from what was found to an open `current`. */
export const recover = (found: Found, { code, recovery, account }: Asked): Step[] => {
  const pausing = recovery === 'fatal' ? fatal : patient
  return found.current === 'complete'
    ? [
        { do: 'open-current', resume: true, ...fatal },
        { do: 'mark-current', mode: IN_USE, ...fatal },
        // What the log itself says must not get into the midst of a line.
        ...(account ? [{ do: 'take-up', ...pausing } as const] : []),
      ]
    : [
        { do: 'remove', file: 'state', ...ignoring },
        { do: 'remove', file: 'newstate', ...ignoring },
        ...(found.processed === 'complete'
          ? ([
              // Left there, it would become an archive of the same lines.
              { do: 'remove', file: 'previous', ...pausing },
              { do: 'archive', file: 'processed', code, synced: true, ...pausing },
            ] as const)
          : ([
              { do: 'remove', file: 'processed', ...ignoring },
              { do: 'archive', file: 'previous', code: UNFINISHED, synced: false, ...pausing },
            ] as const)),
        { do: 'archive', file: 'current', code: UNFINISHED, synced: false, ...pausing },
        { do: 'clear-state', ...fatal },
        { do: 'open-current', resume: false, ...fatal },
        { do: 'mark-current', mode: IN_USE, ...fatal },
      ]
}
