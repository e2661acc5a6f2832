// What a converter of logs says of what it cannot do.

import type { ByteString } from '../bytes.js'
import type { Fault } from './fault.js'
import { readingSentences } from './reading-messages.js'

/** The sentences of `logrun convert`. */
export const convertingSentences = (fault: Fault): ByteString => {
  const { operation, directory = '', file = '', to } = fault
  const path = file === '' ? directory : `${directory}/${file}`
  switch (operation) {
    case 'copy':
      return `unable to convert ${file}`
    case 'read-back':
      return `unable to convert ${file}: what was written of it does not read back`
    case 'copy-differs':
      return `unable to convert ${file}: ${to} is there, and is something else`
    case 'undecided':
      return `unable to tell how labels count in ${directory}: say --tai djb or --tai real`
    case 'misplaced':
      return `unable to keep the order of archives: ${file} would become ${to}`
    case 'twin':
      return `unable to convert by name: ${file} has the lines of another archive`
    case 'unfinished':
      return `unable to convert ${directory}: an earlier conversion in place has not ended`
    case 'log-stays':
      return `nothing is changed in ${directory}`
    case 'finish-conversion':
      return `unable to convert ${directory} in place`
    case 'lock':
      return `unable to lock ${path}`
    case 'make-directory':
      return `unable to make ${directory}`
    case 'open-directory':
      return `unable to open ${directory}`
    case 'remove':
      return `unable to remove ${path}`
    case 'sync':
      return `unable to sync ${path}`
    case 'stat':
      return `unable to look at ${path}`
    case 'rename':
      return `unable to make ${path}`
    default:
      return readingSentences(fault)
  }
}
