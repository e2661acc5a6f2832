// One run of a processor: `/bin/sh -c COMMAND` in the log directory, with the finished
// file on descriptor 0, its replacement on 1, the state of the last run on 4 and the next
// state on 5. Descriptor 2 is ours; nothing else is passed on.
//
// The end is the `exit` event, not `close`: a child of the processor that keeps a
// descriptor open must not hold up the log. `error` comes instead of `exit` when there
// was no process at all.

import { isUtf8 } from 'node:buffer'
import { type ByteString, toBytes } from '../bytes.js'
import { codeOf } from '../fault/fault.js'
import { childProcess } from '../system/seldom.js'

/** What reads a processor's command: the shell under either name, or execlineb. */
export type Interpreter = 'sh' | '/bin/sh' | 'execline'

/** What a processor is run with. Descriptors stay the caller's to close. */
export type ProcessorJob = {
  readonly command: ByteString
  readonly interpreter?: Interpreter
  /** The log directory, as the processor's own. */
  readonly directory: ByteString
  readonly input: number
  readonly output: number
  readonly state: number
  readonly newState: number
}

/** How a run ended; a code is an errno name. */
export type ProcessorEnd =
  | { readonly end: 'exit'; readonly status: number }
  | { readonly end: 'signal' }
  | { readonly end: 'no-fork'; readonly code: string }

/** Runs one processor to its end; never rejects. */
export type ProcessorRunner = (job: ProcessorJob) => Promise<ProcessorEnd>

/** The real one. `spec/multilog.md §7.1`. */
export const runProcessor: ProcessorRunner = (job) =>
  new Promise((resolve) => {
    const failed = (error: unknown): void => resolve({ end: 'no-fork', code: codeOf(error) })
    try {
      const { file, argv0, words } = commandLine(job)
      const child = childProcess().spawn(file, words, {
        argv0,
        cwd: job.directory,
        stdio: [job.input, job.output, 'inherit', 'ignore', job.state, job.newState],
      })
      child.once('error', failed)
      child.once('exit', (status) =>
        resolve(status === null ? { end: 'signal' } : { end: 'exit', status }),
      )
    } catch (error) {
      failed(error)
    }
  })

const commandLine = ({
  command,
  interpreter = 'sh',
}: ProcessorJob): { file: string; argv0: string; words: readonly string[] } => {
  const bytes = toBytes(command)
  const shell = (text: string, argv0 = 'sh') => ({ file: '/bin/sh', argv0, words: ['-c', text] })
  if (interpreter !== 'execline') return shell(shellText(command), interpreter)
  if (!isUtf8(bytes)) return shell(`exec execlineb -Pc "$(printf '${escaped(bytes)}')"`)
  return { file: 'execlineb', argv0: 'execlineb', words: ['-Pc', bytes.toString('utf8')] }
}

// Node passes arguments as UTF-8. A command that is not, travels as octal escapes.
const shellText = (command: ByteString): string => {
  const bytes = toBytes(command)
  if (isUtf8(bytes)) return bytes.toString('utf8')
  return `eval "$(printf '${escaped(bytes)}')"`
}

const escaped = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')
