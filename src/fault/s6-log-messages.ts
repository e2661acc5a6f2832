// The sentences of s6-log. Its reasons are those of the C library.

import type { ByteString } from '../bytes.js'
import type { Fault } from './fault.js'

/** Where the suffix of an archive's name begins. */
const SUFFIX = '@'.length + 24

/** What it says of a fault, up to the reason. `spec/s6-log.md §7.3, §11`. */
export const s6LogSentences = (fault: Fault): ByteString => {
  const { operation, directory, file, to, from } = fault
  const path = file === undefined ? directory : `${directory}/${file}`
  switch (operation) {
    case 'make-directory':
      return `unable to mkdir ${directory}`
    case 'open-directory':
      return `unable to open ${directory}/lock`
    case 'lock':
      return fault.code === 'EBUSY' || fault.code === 'EAGAIN'
        ? `unable to lock ${directory}/lock`
        : `unable to open ${directory}/lock`
    case 'append':
    case 'create':
      return file === 'current'
        ? `unable to open_append ${path}`
        : `unable to finish ${file} .u for logdir ${directory}`
    case 'open-write':
      return file === 'current' ? `unable to open_append ${path}` : `unable to open_trunc ${path}`
    case 'write':
      return `unable to write to ${path}`
    case 'sync':
      return `unable to fd_sync ${path}`
    case 'set-mode':
      return `unable to chmod ${path}`
    case 'stat':
      return `unable to stat ${path}`
    case 'rename':
      return `unable to rename ${path} to ${directory}/${to}`
    case 'link':
      return `unable to finish ${from} ${file?.slice(SUFFIX)} for logdir ${directory}`
    case 'remove':
    case 'remove-oldest':
      return `unable to unlink ${path}`
    case 'make-room':
      return `disk full, unlinked ${path}`
    case 'list':
      return `unable to read ${directory}`
    case 'fork':
      return `unable to spawn processor for logdir ${directory}`
    case 'processor-failed':
    case 'processor-crashed':
      return `processor ${operation.slice('processor-'.length)} in ${directory}`
    case 'run':
      return `unable to open files for processor ${file}`
    case 'replace-status':
      return `unable to write status file ${file}`
    case 'write-output':
      return 'unable to write to stdout, closing the stream - error was'
    case 'read-input':
      return 'unable to read from stdin'
    case 'line-too-long':
      return 'input line too long, stopping before the end'
    default:
      return `unable to ${operation} ${path}`
  }
}
