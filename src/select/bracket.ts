// The bracket expression, `[...]`, in the "C" locale: one byte out of a set given by
// members, ranges of byte values, classes `[:alpha:]`, and the one-byte forms `[=x=]` and
// `[.x.]`. A leading `!` or `^` takes the complement, `\` escapes, and a `]` that comes
// first is a member.
//
// The expression is read once, whatever the line holds. The GNU C library reads it anew for
// each byte and more loosely from the member on that the byte equals, so it may overlook
// malformed parts, and see another end where a range meets a class (`[x+-[:alpha:]]`).

import type { ByteString } from '../bytes.js'
import type { ByteSet } from './byte-set.js'

/** A set and the offset just past its closing bracket, or why there is none. */
export type Bracket =
  | { readonly set: ByteSet; readonly end: number }
  /** Nothing closes it. */
  | 'unterminated'
  /** An unknown class, a symbol of more than one byte, a range or an escape without an end. */
  | 'malformed'

// The classes of the "C" locale, as pairs of a first and a last byte.
const CLASSES = new Map<string, ByteString>([
  ['alnum', '09AZaz'],
  ['alpha', 'AZaz'],
  ['blank', '\t\t  '],
  ['cntrl', '\0\x1f\x7f\x7f'],
  ['digit', '09'],
  ['graph', '!~'],
  ['lower', 'az'],
  ['print', ' ~'],
  ['punct', '!/:@[`{~'],
  ['space', '\t\r  '],
  ['upper', 'AZ'],
  ['xdigit', '09AFaf'],
])

// What has not quite these forms is a plain `[` and what follows it.
const CLASS = /\[:([a-y]*):\]/y
const EQUIVALENT = /\[=(.)=\]/sy

/** Reads the expression of `text` whose `[` stands just before text[from]. */
export const parseBracket = (text: ByteString, from: number): Bracket => {
  const complement = text[from] === '!' || text[from] === '^'
  const first = complement ? from + 1 : from
  const set = new Uint8Array(256)
  let at = first
  while (at === first || text[at] !== ']') {
    if (at >= text.length) return 'unterminated'
    const item = itemAt(text, at)
    if (!item) return 'malformed'
    for (let i = 0; i < item.ranges.length; i += 2)
      set.fill(1, item.ranges.charCodeAt(i), item.ranges.charCodeAt(i + 1) + 1)
    at = item.end
  }
  return { set: complement ? set.map((member) => 1 - member) : set, end: at + 1 }
}

/** Pairs of a first and a last byte, and the offset just past what gave them. */
type Item = { readonly ranges: ByteString; readonly end: number }

const itemAt = (text: ByteString, at: number): Item | undefined => {
  const named = formAt(CLASS, text, at)
  if (named) {
    const ranges = CLASSES.get(named.inside)
    return ranges === undefined ? undefined : { ranges, end: named.end }
  }
  const equivalent = formAt(EQUIVALENT, text, at)
  if (equivalent) return { ranges: equivalent.inside.repeat(2), end: equivalent.end }
  return rangeAt(text, at)
}

const formAt = (form: RegExp, text: ByteString, at: number) => {
  form.lastIndex = at
  const inside = form.exec(text)?.[1]
  return inside === undefined ? undefined : { inside, end: form.lastIndex }
}

const rangeAt = (text: ByteString, at: number): Item | undefined => {
  const low = memberAt(text, at)
  if (!low) return undefined
  if (text[low.end] !== '-' || text[low.end + 1] === ']')
    return { ranges: low.byte.repeat(2), end: low.end }
  const high = memberAt(text, low.end + 1)
  return high && { ranges: low.byte + high.byte, end: high.end }
}

type Member = { readonly byte: ByteString; readonly end: number }

const memberAt = (text: ByteString, at: number): Member | undefined => {
  if (text.startsWith('[.', at)) {
    const symbol = text.slice(at + 2, text.indexOf('.]', at + 2))
    return text.indexOf('.]', at + 2) === at + 3 ? { byte: symbol, end: at + 5 } : undefined
  }
  const member = text[at] === '\\' ? at + 1 : at
  const byte = text[member]
  return byte === undefined ? undefined : { byte, end: member + 1 }
}
