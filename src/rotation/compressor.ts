// One run of a program that compresses: executed by its exact path in the log directory,
// with no arguments and no shell, the archive on descriptor 0 and what becomes of it on 1.
// Descriptor 2 is ours; nothing else is passed on.
//
// A child that cannot be made into the program dies before it does anything else: spawn
// sees to that. The end is the `exit` event; `error` comes instead of it when there was no
// process at all.

import { type ByteString, toBytes } from '../bytes.js'
import { codeOf } from '../fault/fault.js'
import { childProcess } from '../system/seldom.js'

/** What a program is run with. Descriptors stay the caller's to close. */
export type CompressorJob = {
  /** A path; one without a slash is in the log directory. */
  readonly program: ByteString
  /** The log directory, as the program's own. */
  readonly directory: ByteString
  readonly input: number
  readonly output: number
}

/** How a run ended; a code is an errno name. */
export type CompressorEnd =
  | { readonly end: 'exit'; readonly status: number }
  | { readonly end: 'signal'; readonly signal: string }
  | { readonly end: 'not-run'; readonly code: string }

/** A run going on. */
export type CompressorRun = {
  /** Never rejects. */
  readonly ended: Promise<CompressorEnd>
  /** Ends it: TERM, and KILL for a program that does not care. */
  readonly stop: () => void
}

/** Runs one program. */
export type CompressorRunner = (job: CompressorJob) => CompressorRun

/** What TERM is given to do its work, in milliseconds. */
const GRACE = 5000

/** The real one. `spec/tinylog.md §7.1`. */
export const runCompressor = (
  { program, directory, input, output }: CompressorJob,
  grace: number = GRACE,
): CompressorRun => {
  const path = toBytes(program).toString('utf8')
  let stop = (): void => undefined
  const ended = new Promise<CompressorEnd>((resolve) => {
    const failed = (error: unknown): void => resolve({ end: 'not-run', code: codeOf(error) })
    try {
      // Without a slash PATH would be searched.
      const child = childProcess().spawn(path.includes('/') ? path : `./${path}`, [], {
        argv0: path,
        cwd: directory,
        stdio: [input, output, 'inherit'],
      })
      let killing: NodeJS.Timeout | undefined
      stop = () => {
        child.kill('SIGTERM')
        killing ??= setTimeout(() => child.kill('SIGKILL'), grace)
      }
      child.once('error', failed)
      child.once('exit', (status, signal) => {
        clearTimeout(killing)
        stop = () => undefined
        resolve(status === null ? { end: 'signal', signal: signal ?? '' } : { end: 'exit', status })
      })
    } catch (error) {
      failed(error)
    }
  })
  return { ended, stop: () => stop() }
}
