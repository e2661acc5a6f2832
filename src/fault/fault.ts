// What went wrong, as facts. Every failed call on the system becomes a Fault naming the
// operation and its objects; which words say so, and whether to pause and try again or
// to give up, is decided elsewhere (messages.ts, the plan).

import { errnoName } from '../system/errno.js'

/** The operation that failed; each has its own sentence in each tool's grammar. */
export type Operation =
  | 'open-directory'
  | 'lock'
  | 'stat'
  | 'append' // open an existing `current` to go on
  | 'open-write' // open a fresh `current` or `state`
  | 'write'
  | 'sync'
  | 'set-mode'
  | 'rename'
  | 'create'
  | 'link'
  | 'remove'
  | 'list'
  | 'fork'
  | 'processor-failed'
  | 'processor-crashed'
  | 'run' // exec of a processor's command
  | 'create-status'
  | 'open-status'
  | 'seek-status'
  | 'write-status'
  | 'read-input'
  | 'write-output'
  | 'read-config'
  | 'scan-address'
  | 'scan-port'
  | 'no-directories' // none of several optional ones could be had
  | 'remove-leftover' // of a processor
  | 'remove-oldest'
  | 'make-room' // no failure: an archive had to go
  | 'open-for-processor'
  | 'make-directory'
  | 'finish' // give a file an archive's name
  | 'replace-status'
  | 'line-too-long' // to wait for its end
  | 'compressor-exited' // with a status that is not 0
  | 'compressor-killed'
  | 'compress' // an archive, which stays as it is
  | 'read-end' // the last byte of a file
  | 'read-log' // a log or a directory of logs, to show it
  | 'cut-short' // the end of a compressed file is missing
  | 'damaged' // a compressed file, from some place on
  | 'foreign-format' // a compressed file, in a format nobody here reads
  | 'no-log' // a path where no log is
  | 'copy' // a file of a log, to convert it
  | 'read-back' // what was written is not what is there
  | 'copy-differs' // of what is there already
  | 'undecided' // by which rule labels count
  | 'misplaced' // a copy, by its name
  | 'twin' // an archive of the same lines as another one
  | 'unfinished' // an earlier conversion
  | 'log-stays' // as it was, for there was a fault
  | 'finish-conversion'
  | 'gone-log' // a file that reading was to go on in; `to` is what it goes on with
  | 'changed-log' // what such a file holds is something else
  | 'read-cursor' // the file that keeps where reading stopped
  | 'lock-cursor'
  | 'refuse-cursor' // it holds something else; `to` is the reason
  | 'write-cursor'
  | 'write-picture'
  | 'truncated' // a log that is followed

/** One failed operation. Names and paths are byte strings (`bytes.ts`), as the user gave them. */
export type Fault = {
  readonly operation: Operation
  /** The log directory concerned, exactly as given. */
  readonly directory?: string
  /** The file inside `directory`; where there is none, a path or command as given. */
  readonly file?: string
  /** The second name of a rename. */
  readonly to?: string
  /** Whose second name `file` was to be. */
  readonly from?: string
  /** errno as Node names it (`ENOSPC`); absent where the system gave no reason. */
  readonly code?: string
  /** What a process exited with. */
  readonly status?: number
  /** What killed a process (`SIGKILL`). */
  readonly signal?: string
}

/** The errno name in an error thrown by a system call; rethrows what is no such error. */
export const codeOf = (error: unknown): string => {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error
  // Errors of zlib have numbers of their own kind.
  const unnamed = /^unknown/i.test(error.code) && 'errno' in error
  return unnamed && typeof error.errno === 'number' ? errnoName(-error.errno) : error.code
}

/** What `act` gives, to which it is all the same whether its file is there; undefined where not. */
export const unlessGone = <T>(act: () => T): T | undefined => {
  try {
    return act()
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    return undefined
  }
}

/** What `act` gives; undefined where the system says something against it, whatever that is. */
export const ignoring = <T>(act: () => T): T | undefined => {
  try {
    return act()
  } catch (error) {
    codeOf(error)
    return undefined
  }
}
