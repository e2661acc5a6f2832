// The sentences of dumblog. Those of the original are not known; these are the sheet's, and
// the reasons are the C library's. `spec/dumblog.md §6`.

import type { ByteString } from '../bytes.js'
import type { Fault } from './fault.js'

/** What it says of a fault, up to the reason. */
export const dumblogSentences = ({ operation, file }: Fault): ByteString => {
  switch (operation) {
    case 'append':
      return `unable to open ${file}`
    case 'write':
      return `unable to write ${file}`
    case 'sync':
      return `unable to write ${file} to disk`
    case 'read-input':
      return 'unable to read standard input'
    default:
      return `unable to ${operation} ${file}`
  }
}
