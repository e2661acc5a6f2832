// The bracket expression of POSIX regular expressions in the "C" locale. It is stricter than
// that of shell patterns (bracket.ts): what is not well formed makes the whole expression
// invalid, a backslash is a member like any other, and only `^` takes the complement.

import type { ByteString } from '../bytes.js'
import { parseBracket } from './bracket.js'
import type { ByteSet } from './byte-set.js'

/**
 * Reads the expression of `text` whose `[` stands just before text[from]. Gives its set and
 * the offset just past its `]`; undefined where it is invalid.
 */
export const parseEreBracket = (
  text: ByteString,
  from: number,
): { readonly set: ByteSet; readonly end: number } | undefined => {
  const complement = text[from] === '^'
  const first = complement ? from + 1 : from
  const set = new Uint8Array(256)
  let at = first
  while (at === first || text[at] !== ']') {
    const item = itemAt(text, at, at === first)
    if (!item) return undefined
    for (const [byte, member] of item.set.entries()) if (member) set[byte] = 1
    at = item.end
  }
  return { set: complement ? set.map((member) => 1 - member) : set, end: at + 1 }
}

type Item = { readonly set: ByteSet; readonly end: number }

const itemAt = (text: ByteString, at: number, first: boolean): Item | undefined => {
  if (text.startsWith('[:', at)) return formAt(text, at, classSet)
  if (text.startsWith('[=', at)) return formAt(text, at, byteSet)
  // A hyphen that is no range stands first or last.
  if (text[at] === '-' && !first && text[at + 1] !== ']') return undefined
  const low = byteAt(text, at)
  if (!low) return undefined
  const ranged = text[low.end] === '-' && text[low.end + 1] !== ']'
  const high = ranged ? byteAt(text, low.end + 1) : low
  if (!high || low.byte > high.byte) return undefined
  return { set: new Uint8Array(256).fill(1, low.byte, high.byte + 1), end: high.end }
}

/** A byte as such or as `[.x.]`. */
const byteAt = (
  text: ByteString,
  at: number,
): { readonly byte: number; readonly end: number } | undefined => {
  if (text.startsWith('[.', at)) {
    const form = formAt(text, at, byteSet)
    return form && { byte: form.set.indexOf(1), end: form.end }
  }
  const open = text.startsWith('[:', at) || text.startsWith('[=', at)
  return open || at >= text.length ? undefined : { byte: text.charCodeAt(at), end: at + 1 }
}

/** `[:name:]` and its like, the name read by `setOf`. */
const formAt = (
  text: ByteString,
  at: number,
  setOf: (name: ByteString) => ByteSet | undefined,
): Item | undefined => {
  const close = text.indexOf(`${text[at + 1]}]`, at + 2)
  const set = close < 0 ? undefined : setOf(text.slice(at + 2, close))
  return set && { set, end: close + 2 }
}

// Without collation every element is one byte, equivalent to itself alone.
const byteSet = (name: ByteString): ByteSet | undefined => {
  const byte = name.charCodeAt(0)
  return name.length === 1 ? new Uint8Array(256).fill(1, byte, byte + 1) : undefined
}

const classSet = (name: ByteString): ByteSet | undefined => {
  const text = `[:${name}:]]`
  const bracket = name.includes('[') ? 'malformed' : parseBracket(text, 0)
  // Something that is no name may be read as members; these end at the first bracket.
  return typeof bracket === 'object' && bracket.end === text.length ? bracket.set : undefined
}
