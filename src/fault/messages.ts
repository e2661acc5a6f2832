// Faults to the exact bytes each tool prints. Pure: a sentence is the tool's name, the
// weight it gives the fault, what could not be done to what, and why. What it quotes is made
// visible first.

import type { ByteString } from '../bytes.js'
import type { Fault } from './fault.js'
import type { Note } from './note.js'
import { visible, visibly } from './visible.js'

/** How one tool speaks. */
export type Voice = {
  readonly name: string
  /** How a pause is said: behind a warning's sentence (the default), or as its weight. */
  readonly pauses?: 'appended' | 'instead' | 'unsaid'
  /** What of warnings is said; all where there is none. */
  readonly warns?: (fault: Fault) => boolean
  /** What it says of things done; nothing of all, or of some, where there is none. */
  readonly notes?: (note: Note) => ByteString | undefined
  readonly sentences: (fault: Fault) => ByteString
  /** The errno name by which a lock that somebody else holds goes; EAGAIN where nothing is said. */
  readonly held?: string
  readonly reasons: Readonly<Record<string, string>>
  /**
   * The whole of a message but its line feed, where it is not `NAME: WEIGHT: SENTENCE: REASON`.
   * `reason`: the words for `code`, an errno name; both undefined where the system gave none.
   */
  readonly message?: (
    weight: Weight,
    sentence: ByteString,
    reason?: string,
    code?: string,
  ) => ByteString
}

/** What a message is: a pause is a warning about what will be tried again. */
export type Weight = 'fatal' | 'warning' | 'pausing' | 'waiting' | 'info'

/** `multilog: fatal: unable to open directory ./x: file does not exist`, as bytes. */
export const fatalText = (voice: Voice, fault: Fault): ByteString =>
  message(voice, 'fatal', sentence(voice, fault), fault)

/** The same as a warning; `pausing` says that it will be tried again. */
export const warningText = (voice: Voice, fault: Fault, pausing: boolean): ByteString => {
  if (voice.warns?.(fault) === false) return ''
  // What the originals' processor children say before they die is fatal for them.
  if (fault.operation === 'run' || fault.operation === 'open-for-processor')
    return fatalText(voice, fault)
  return message(voice, pausing ? 'pausing' : 'warning', sentence(voice, fault), fault)
}

/** What was done, as information. */
export const noteText = (voice: Voice, note: Note): ByteString => {
  const said = voice.notes?.(visibly(note))
  return said === undefined ? '' : message(voice, 'info', said)
}

/** What a logger that was asked to end is still waiting for. */
export const waitingText = (voice: Voice, what: Fault | ByteString): ByteString =>
  typeof what === 'string'
    ? message(voice, 'waiting', `asked to exit, waiting for processor in ${visible(what)}`)
    : message(voice, 'waiting', `asked to exit, waiting: ${sentence(voice, what)}`, what)

const sentence = (voice: Voice, fault: Fault): ByteString => voice.sentences(visibly(fault))

const message = (voice: Voice, weight: Weight, said: ByteString, fault?: Fault): ByteString => {
  const why = fault && reason(voice, fault)
  const text = (voice.message ?? usualMessage(voice))(weight, said, why, fault?.code)
  return `${text}\n`
}

/** The grammar of djb and his followers. */
const usualMessage =
  ({ name, pauses = 'appended' }: Voice): NonNullable<Voice['message']> =>
  (weight, sentence, why) => {
    const pausing = weight === 'pausing'
    const pause = pausing && pauses === 'appended' ? ', pausing' : ''
    const shown = pausing && pauses === 'instead' ? weight : WORDS[weight]
    return `${name}: ${shown}: ${sentence}${pause}${why === undefined ? '' : `: ${why}`}`
  }

const WORDS: Readonly<Record<Weight, string>> = {
  fatal: 'fatal',
  warning: 'warning',
  pausing: 'warning',
  waiting: 'warning',
  info: 'info',
}

const reason = (voice: Voice, { operation, code }: Fault): string | undefined => {
  if (code === undefined) return undefined
  const held = operation === 'lock' && code === 'EAGAIN' && voice.reasons[voice.held ?? code]
  return held || (voice.reasons[code] ?? 'unknown error')
}

/** The sentences of multilog. `spec/multilog.md §7, §9`. */
export const multilogSentences = (fault: Fault): ByteString => {
  const directory = fault.directory ?? ''
  const path = fault.directory === undefined ? fault.file : `${directory}/${fault.file}`
  switch (fault.operation) {
    case 'open-directory':
      return `unable to open directory ${directory}`
    case 'lock':
      return `unable to lock directory ${directory}`
    case 'stat':
      return `unable to stat ${path}`
    case 'append':
      return `unable to append to ${path}`
    case 'open-write':
    case 'write':
      return `unable to write to ${path}`
    case 'sync':
      return `unable to write ${fault.file === undefined ? directory : path} to disk`
    case 'set-mode':
      return `unable to set mode of ${path}`
    case 'rename':
      return `unable to rename ${fault.file} to ${fault.to} in directory ${directory}`
    case 'create':
    case 'create-status':
      return `unable to create ${path}`
    case 'link':
      return `unable to link to ${path}`
    case 'remove':
    case 'remove-oldest':
      return `unable to remove ${path}`
    case 'make-room':
      return `disk full, removed ${path}`
    case 'list':
      return `unable to read ${directory}`
    case 'fork':
      return `unable to fork for processor in ${directory}`
    case 'processor-failed':
      return `processor failed in ${directory}`
    case 'processor-crashed':
      return `processor crashed in ${directory}`
    case 'run':
      return `unable to run ${path}`
    case 'open-status':
    case 'write-status':
      return `unable to write ${path}`
    case 'seek-status':
      return `unable to move to beginning of ${path}`
    case 'read-input':
      return 'unable to read standard input'
    case 'write-output':
      return 'unable to write standard output'
    default:
      return `${fault.operation} ${path}`
  }
}

/** Reasons as multilog words them, by errno name. `spec/multilog.md §9.4`. */
export const multilogReasons: Readonly<Record<string, string>> = {
  0: 'no error',
  E2BIG: 'argument list too long',
  EACCES: 'access denied',
  EAGAIN: 'temporary failure',
  EBADF: 'file descriptor not open',
  EBUSY: 'device busy',
  ECHILD: 'no child processes',
  EDEADLK: 'operation would cause deadlock',
  EDQUOT: 'disk quota exceeded',
  EEXIST: 'file already exists',
  EFAULT: 'bad address',
  EFBIG: 'file too big',
  EINTR: 'interrupted system call',
  EINVAL: 'invalid argument',
  EIO: 'input/output error',
  EISDIR: 'is a directory',
  ELOOP: 'symbolic link loop',
  EMFILE: 'process cannot open more files',
  EMLINK: 'too many links',
  ENAMETOOLONG: 'file name too long',
  ENFILE: 'system cannot open more files',
  ENODEV: 'device does not support operation',
  ENOENT: 'file does not exist',
  ENOEXEC: 'exec format error',
  ENOLCK: 'no locks available',
  ENOMEM: 'out of memory',
  ENOSPC: 'out of disk space',
  ENOSYS: 'system call not available',
  ENOTDIR: 'not a directory',
  ENOTEMPTY: 'directory not empty',
  ENXIO: 'device not configured',
  EOPNOTSUPP: 'operation not supported',
  ENOTSUP: 'operation not supported',
  EPERM: 'permission denied',
  EPIPE: 'broken pipe',
  EROFS: 'read-only file system',
  ESPIPE: 'unseekable descriptor',
  ESRCH: 'no such process',
  ESTALE: 'stale NFS file handle',
  ETIMEDOUT: 'timed out',
  ETXTBSY: 'text busy',
  EXDEV: 'cross-device link',
}
