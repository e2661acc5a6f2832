// What a reader of logs says of what it cannot read.

import type { ByteString } from '../bytes.js'
import type { Fault } from './fault.js'

/** The sentences of `logrun cat` and its like. */
export const readingSentences = ({ operation, file = '', to }: Fault): ByteString => {
  switch (operation) {
    case 'cut-short':
      return `${file} is cut short: its end is missing`
    case 'damaged':
      return `${file} is damaged: what follows in it is missing`
    case 'foreign-format':
      return `unable to read ${file}: its format is ${to}, which is not gzip's`
    case 'gone-log':
      return `${file} is not there as it was read: lines may be missing${to === undefined ? '' : `, before ${to}`}`
    case 'changed-log':
      return `${file} has changed since it was read: lines may come again`
    case 'read-cursor':
      return `unable to read cursor file ${file}`
    case 'lock-cursor':
      return `unable to lock cursor file ${file}: another run uses it`
    case 'refuse-cursor':
      return `unable to use cursor file ${file}: ${to}`
    case 'write-cursor':
      return `unable to write cursor file ${file}`
    case 'truncated':
      return `${file} has become shorter: what follows is from its beginning`
    case 'no-log':
      return `no log in ${file}`
    case 'write-picture':
      return `unable to write ${file}`
    case 'write-output':
      return 'unable to write standard output'
    default:
      return `unable to read ${file}`
  }
}
