// What cyclog says. Its reasons are those of the C library, and its messages come in two
// forms: those of the program, behind its name, and those of one directory, without it.

import type { ByteString } from '../bytes.js'
import type { Fault } from './fault.js'
import type { Voice, Weight } from './messages.js'
import type { Note } from './note.js'

/** What it says of a fault, up to the reason. `spec/cyclog.md §1, §8`. */
export const cyclogSentences = ({ operation, directory, file }: Fault): ByteString => {
  const path = `${directory}/${file ?? '.'}`
  switch (operation) {
    case 'open-directory':
      return directory ?? ''
    case 'lock':
      return `${directory}/lock`
    case 'read-input':
      return ''
    case 'stat':
      return `examining ${path}`
    case 'append':
    case 'open-write':
    case 'create':
      return `opening ${path}`
    case 'read-end':
      return `reading end of ${path}`
    case 'write':
      return `flushing ${path}`
    case 'sync':
      return `syncing ${path}`
    case 'set-mode':
      return `fchmod ${path}`
    case 'rename':
      return `renaming ${path}`
    case 'list':
      return `scanning ${path}`
    case 'remove-oldest':
      return `removing ${path}`
    case 'make-room':
      return `disk full, removed ${path}`
    default:
      return `${operation} ${path}`
  }
}

const SIGNALS: Readonly<Record<string, string>> = {
  SIGALRM: 'Forced log rotation.',
  SIGTSTP: 'Paused.',
  SIGCONT: 'Continued.',
}

/** Where the suffix of an archive's name begins. */
const SUFFIX = '@'.length + 24

/** What it says of things done, whole. `spec/cyclog.md §4-§7`. */
export const cyclogNotes = (note: Note): ByteString | undefined => {
  switch (note.did) {
    case 'signal':
      return `cyclog: INFO: ${SIGNALS[note.signal] ?? 'Terminated.'}`
    case 'recover':
      return `Recovering ${note.directory}/${note.file}.`
    case 'archive': {
      // The original gives it the name of an unfinished file first.
      const flushed = `Flushing   ${note.directory}/${note.file.slice(0, SUFFIX)}.u.`
      return `${flushed}\nClosed     ${note.directory}/${note.file}.`
    }
    case 'delete':
      return `Removed  ${note.directory}/${note.file} to reclaim ${note.size} bytes`
    default:
      return undefined
  }
}

/** A whole message. A read error is fatal in words only: it ends the program as EOF does. */
export const cyclogMessage: NonNullable<Voice['message']> = (
  weight: Weight,
  sentence,
  reason,
): ByteString => {
  const text = [sentence, reason].filter(Boolean).join(': ')
  if (weight === 'info') return sentence
  if (weight === 'pausing') return `${text}, sleeping for 1 second.`
  if (weight === 'waiting') return `cyclog: INFO: ${text}`
  const goesOn = weight === 'warning' && sentence !== ''
  return goesOn ? `${text}, going on.` : `cyclog: FATAL: ${text}`
}
