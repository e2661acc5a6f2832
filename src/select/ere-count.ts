// How often an operator of POSIX extended regular expressions repeats what is before it.

import type { ByteString } from '../bytes.js'

/** `most` is undefined where there is no limit; `end`: the offset just past the operator. */
export type Count = {
  readonly least: number
  readonly most: number | undefined
  readonly end: number
}

// RE_DUP_MAX of the C library.
const MOST_TIMES = 32767

// The C library takes an escaped comma for a comma.
const BRACES = /\{([0-9]*)(?:(\\?,)([0-9]*))?\}/y

/** The operator at text[at]; undefined where none is, 'invalid' for braces that are no count. */
export const countAt = (text: ByteString, at: number): Count | 'invalid' | undefined => {
  switch (text[at]) {
    case '*':
      return { least: 0, most: undefined, end: at + 1 }
    case '+':
      return { least: 1, most: undefined, end: at + 1 }
    case '?':
      return { least: 0, most: 1, end: at + 1 }
    case '{':
      return bracesAt(text, at)
    default:
      return undefined
  }
}

const bracesAt = (text: ByteString, at: number): Count | 'invalid' => {
  BRACES.lastIndex = at
  const [braces, first = '', comma, second = ''] = BRACES.exec(text) ?? []
  if (braces === undefined || braces === '{}') return 'invalid'
  const least = Number(first)
  const most = second !== '' ? Number(second) : comma === undefined ? least : undefined
  if (Math.max(least, most ?? 0) > MOST_TIMES || least > (most ?? least)) return 'invalid'
  return { least, most, end: at + braces.length }
}
