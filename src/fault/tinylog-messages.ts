// The messages of tinylog: the weight comes first, the reason has its errno name behind it.

import type { ByteString } from '../bytes.js'
import type { Fault } from './fault.js'
import type { Voice } from './messages.js'
import { multilogReasons } from './multilog-messages.js'

/** What it says of a fault, up to the reason. `spec/tinylog.md §7.4, §9`. */
export const tinylogSentences = (fault: Fault): ByteString => {
  const { operation, directory, file, from } = fault
  switch (operation) {
    case 'open-directory':
      return `failure chdir() to log directory ${directory}`
    case 'lock':
      return `failure acquiring lock file tinylog.pid in log directory ${directory}`
    case 'stat':
      return file === 'current'
        ? 'failure stat() on current in log directory'
        : `failure stat() for log ${file}`
    case 'append':
    case 'open-write':
      return `failure open() on ${file} in log directory`
    case 'create':
      return file === 'current'
        ? 'failure open() for new current'
        : `failure open() on ${file} in log directory`
    case 'write':
      return 'pausing on write() error'
    case 'sync':
      return `failure fsync() on ${file ?? 'log directory'}`
    case 'set-mode':
      return file === 'current'
        ? 'failure fchmod() on current in log directory'
        : 'fail chmod() after gzip'
    case 'rename':
      return file === 'current' ? 'failure rename() on current' : 'fail rename() after gzip'
    case 'link':
      return `failure link() for ${from} to ${file}`
    case 'remove':
      return `failure unlink() on file ${file}`
    case 'list':
      return 'failure while pruning log directory'
    case 'remove-oldest':
      return `failure while pruning log directory: unlink() on file ${file}`
    case 'make-room':
      return `disk full, unlink() of log archive ${file}`
    case 'compressor-exited':
      return `gzip process exited non-zero error code: ${fault.status}`
    case 'compressor-killed':
      return `gzip process terminated on signal: ${fault.signal}`
    case 'compress':
      return `failure gzip on log archive ${file}`
    case 'run':
      return 'fail execve() for gzip process'
    case 'read-input':
      return 'failure read() on standard input'
    default:
      return `failure ${operation} ${file ?? directory ?? ''}`
  }
}

/** Its reasons, by errno name: those of multilog but for one. §9. */
export const tinylogReasons: Readonly<Record<string, string>> = {
  ...multilogReasons,
  EAGAIN: 'temporary i/o failure',
}

/** The grammar of its messages, for one that goes by `name`. §9. */
export const tinylogMessage =
  (name: ByteString): NonNullable<Voice['message']> =>
  (weight, sentence, reason, code) => {
    const why = reason === undefined ? '' : `: ${reason} (${code})`
    if (weight === 'fatal') return `error: ${name}: fatal: ${sentence}${why}`
    // A failed write says by itself that it pauses.
    const pausing = weight === 'pausing' && !sentence.startsWith('pausing') ? 'pausing: ' : ''
    return `${weight === 'info' ? '' : 'warning: '}${name}: ${pausing}${sentence}${why}`
  }
