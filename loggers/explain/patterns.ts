// Patterns of every dialect in words: which lines they match. And what in them is likely to
// mean something else to whoever wrote it.

import { type ByteString, toBytes } from '../../src/bytes.js'
import type { Dialect } from '../../src/plan.js'
import { fnmatchPattern } from '../../src/select/fnmatch.js'
import { starParts } from '../../src/select/star.js'

/** A literal, and what leads to it: nothing, or a search for its first byte. */
type Part = { readonly sought: boolean; readonly literal: ByteString }

/** A pattern taken apart; `open` where anything may follow. */
type Parts = { readonly parts: readonly Part[]; readonly open: boolean }

/** `text` between quotes. */
export const quoted = (text: ByteString): ByteString => `"${text}"`

const byteName = (byte: ByteString): ByteString =>
  byte === ' ' ? 'blank' : byte === '\t' ? 'tab' : quoted(byte)

/** Which lines a pattern matches. `beginning`: a stamp that it sees. */
export const linesMatching = (
  pattern: ByteString,
  dialect: Dialect,
  beginning?: Beginning,
): ByteString => {
  if (dialect === 'ere') return linesWith(pattern)
  if (dialect === 'fnmatch') return linesLike(pattern)
  if (pattern === '') return 'empty lines'
  if (pattern === '*') return 'every line'
  if (dialect === 'plus' && /\+./s.test(pattern)) return runsIn(pattern)
  const { parts, open } = partsOf(pattern)
  const [first] = parts
  if (parts.length === 1 && first?.sought === false)
    return open
      ? `lines that begin with ${quoted(first.literal)}`
      : `lines that are ${quoted(first.literal)}, and nothing else`
  const steps = parts.map((part, k) =>
    stepText(part, k === 0, !open && k === parts.length - 1, beginning),
  )
  const ends = open
    ? ', then anything'
    : (parts.at(-1)?.literal.length ?? 0) > 1
      ? ', and there the line ends'
      : ''
  return `lines ${steps.join(', ')}${ends}`
}

const stepText = (
  { sought, literal }: Part,
  first: boolean,
  last: boolean,
  beginning: Beginning | undefined,
): ByteString => {
  if (!sought) return `that begin with ${quoted(literal)}`
  const byte = byteName(literal.charAt(0))
  const stamped = first && literal.startsWith(' ') && beginning ? ' (that behind the stamp)' : ''
  const which = `whose ${first ? 'first' : 'next'} ${byte}${stamped}`
  if (literal.length > 1) return `${which} begins ${quoted(literal)}`
  if (last) return `${which} is their end`
  return `with ${first ? 'a' : 'another'} ${byte}${first ? stamped : ' behind that'}`
}

/** The literals of a pattern, each with the star before it. */
const partsOf = (pattern: ByteString): Parts => {
  const { literals, skips } = starParts(toBytes(pattern))
  const parts: { sought: boolean; literal: ByteString }[] = []
  for (const [k, byte] of literals.entries()) {
    const last = parts.at(-1)
    const more = String.fromCharCode(byte)
    if (skips[k] || !last) parts.push({ sought: skips[k] === true, literal: more })
    else last.literal += more
  }
  return { parts, open: skips[literals.length] === true }
}

const runsIn = (pattern: ByteString): ByteString => {
  const shown = pattern.replace(/\+(.)/gs, (_, byte: ByteString) => `<${byte}...>`)
  return `lines like ${quoted(shown)}, where <x...> is a run of one or more x, as long as it goes`
}

const linesLike = (pattern: ByteString): ByteString => {
  if (/^\*+$/.test(pattern)) return 'every line'
  if (fnmatchPattern(toBytes(pattern)).start.length === 0)
    return `no line: ${quoted(pattern)} is malformed`
  return `lines like the shell pattern ${quoted(pattern)}, from their beginning to their end`
}

const SPECIAL = /[\\^$.[\]()*+?{}|]/

const linesWith = (expression: ByteString): ByteString => {
  if (expression === '') return 'every line'
  if (expression === '^$') return 'empty lines'
  const [, from = '', inner = '', to = ''] = /^(\^?)(.*?)(\$?)$/s.exec(expression) ?? []
  const text = inner.replace(/\\([.[\]()*+?{}|^$\\])/g, '$1')
  const plain = !SPECIAL.test(inner.replace(/\\[.[\]()*+?{}|^$\\]/g, ''))
  if (!plain) return `lines with a match of ${quoted(expression)}`
  if (from && to) return `lines that are ${quoted(text)}, and nothing else`
  if (from) return `lines that begin with ${quoted(text)}`
  if (to) return `lines that end with ${quoted(text)}`
  return `lines with ${quoted(text)} in them`
}

/** How a line begins whose stamp patterns see, for the stars that look for something. */
export type Beginning = {
  /** A stamp as it may be. */
  readonly like: ByteString
  /** The word that asks for it. */
  readonly word: ByteString
}

/** What in a pattern is likely to be a mistake. `beginning`: a stamp that it sees. */
export const trapsIn = (
  pattern: ByteString,
  dialect: Dialect,
  beginning?: Beginning,
): readonly ByteString[] => {
  if (dialect === 'ere') return expressionTraps(pattern)
  if (dialect === 'fnmatch')
    return beginning && !/^[?[\\]/.test(pattern) ? stampTraps(pattern, beginning) : []
  const { parts } = partsOf(pattern)
  const late = parts.find(
    ({ sought, literal }, k) =>
      sought && literal.length > 1 && /\w/.test(literal.charAt(0)) && !(k === 0 && beginning),
  )
  return [
    ...(late ? [lateText(late.literal)] : []),
    ...(/[?[\]\\]/.test(pattern) && !/\[\*\]/.test(pattern)
      ? ['only * is special in this pattern: ?, [ and \\ stand for themselves']
      : []),
    ...(beginning ? stampTraps(pattern, beginning, parts[0]) : []),
  ]
}

const lateText = (literal: ByteString): ByteString => {
  const byte = literal.charAt(0)
  return `this does not look for ${quoted(literal)} anywhere: * stops at the first ${quoted(byte)}, and there it must begin. ${quoted(`${byte} ${literal}`)} does not match`
}

const stampTraps = (
  pattern: ByteString,
  { like, word }: Beginning,
  first?: Part,
): readonly ByteString[] => {
  if (pattern === '') return [`with ${word} no line is empty: there is its stamp`]
  if (!mayBegin(pattern.charAt(0), like.charAt(0)))
    return [
      `with ${word} no line begins so: every line begins with its stamp, like ${quoted(like)}`,
    ]
  if (!first?.sought) return []
  const byte = first.literal.charAt(0)
  const stamp = like.slice(0, -1)
  if (byte === ' ' && stamp.includes(' '))
    return [`the stamp of ${word} has a blank of its own, at which the star stops: write "* * ..."`]
  const digits = stamp.startsWith('@') ? /[0-9a-f]/ : /\d/
  if (!digits.test(byte) && !stamp.includes(byte)) return []
  return [
    `the star may stop within the stamp, where there is a ${quoted(byte)}: to begin behind it, write "* ..."`,
  ]
}

const mayBegin = (byte: ByteString, stamp: ByteString): boolean =>
  byte === '*' || byte === stamp || (/\d/.test(byte) && /\d/.test(stamp))

const expressionTraps = (expression: ByteString): readonly ByteString[] => [
  ...(/^\*/.test(expression)
    ? ['these are expressions, found anywhere in the line: a * before and behind is not needed']
    : []),
  ...(/\\d/.test(expression) ? ['\\d is the letter d here: a digit is [0-9]'] : []),
  ...(/\\[tnr]/.test(expression) ? ['\\t is the letter t here, \\n is n, \\r is r'] : []),
]
