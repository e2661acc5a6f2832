// The sentences of svlogd. Its reasons are those of multilog: both have them from djb's
// library.

import type { ByteString } from '../bytes.js'
import type { Fault } from './fault.js'
import type { Note } from './note.js'

/** What it says of a fault, up to the reason. `spec/svlogd.md §11`. */
export const svlogdSentences = (fault: Fault): ByteString => {
  const { directory, file } = fault
  const about = directory === undefined ? '' : `: ${directory}`
  const path = `${directory}/${file}`
  switch (fault.operation) {
    case 'open-directory':
      return `${fault.code === 'ENOTDIR' ? 'unable to change directory' : 'unable to open log directory'}${about}`
    case 'lock':
      return `unable to lock directory${about}`
    case 'read-config':
      return `unable to read config${about}`
    case 'stat':
      return `unable to stat current${about}`
    case 'append':
    case 'open-write':
      return `unable to open current${about}`
    case 'create':
      return `unable to create new current${about}`
    case 'write':
      return `unable to write to current${about}`
    case 'sync':
      return `unable to fsync ${file === 'current' ? 'current logfile' : 'processed'}${about}`
    case 'set-mode':
      return `unable to set mode of ${named(file)}${about}`
    case 'rename':
      return `unable to rename ${named(file)}${about}`
    case 'remove':
      return `unable to unlink: ${path}`
    case 'remove-leftover':
      return `unable to unlink processor leftover: ${file}`
    case 'remove-oldest':
      return `unable to unlink oldest logfile${about}`
    case 'list':
      return `unable to read directory${about}`
    case 'make-room':
      return `out of disk space, delete: ${path}`
    case 'fork':
      return `unable to fork for processor${about}`
    case 'open-for-processor':
      return `unable to open ${file} for processor${about}`
    case 'processor-failed':
      return `processor failed, restart${about}`
    case 'scan-address':
      return `unable to scan ip address: ${file}`
    case 'scan-port':
      return `unable to scan port number: ${file}`
    case 'no-directories':
      return 'no functional log directories.'
    case 'read-input':
      return 'unable to read standard input'
    default:
      return `unable to ${fault.operation}${about}`
  }
}

/** An output is told as what it is, not by its label. */
const named = (file: ByteString | undefined): ByteString =>
  file === undefined || file.startsWith('@') ? 'processed' : file

const SIGNALS: Readonly<Record<string, string>> = {
  SIGTERM: 'sigterm',
  SIGALRM: 'sigalarm',
  SIGHUP: 'sighangup',
  SIGCHLD: 'sigchild',
}

/** What it says with -v. `spec/svlogd.md §11`. */
export const svlogdNotes = (note: Note): ByteString | undefined => {
  switch (note.did) {
    case 'recover':
      return undefined
    case 'new':
    case 'append':
      return `${note.did}: ${note.directory}/current`
    case 'read':
      return `read: ${note.directory}/config`
    case 'close':
      return `close: ${note.directory}`
    case 'archive':
      return `rename: ${note.directory}/current ${note.file} ${note.size}`
    case 'signal':
      return `${SIGNALS[note.signal] ?? note.signal} received.`
    default:
      return `${note.did}: ${note.directory}/${note.file}`
  }
}
