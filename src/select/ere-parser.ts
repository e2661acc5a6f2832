// POSIX extended regular expressions to programs, by the grammar of the GNU C library in
// the "C" locale (regcomp with REG_EXTENDED and REG_NEWLINE; `spec/s6-log.md §3.2`).
//
// What POSIX leaves open follows that library. Anchors are anchors wherever they stand, and
// cannot be repeated. An operator with nothing before it is invalid, and so is a `{` that
// begins no count. Branches and groups may be empty; a `)` that closes nothing is literal.
// `\` followed by one of ``<>bBwWsS`'`` is an assertion or a class, followed by another byte
// that byte.
//
// A line holds no line feed, so it needs no rules here.

import { type ByteString, fromBytes } from '../bytes.js'
import { ANY, type ByteSet, only } from './byte-set.js'
import { parseEreBracket } from './ere-bracket.js'
import { countAt } from './ere-count.js'
import type { Program } from './ere-program.js'
import * as ere from './ere-program.js'

/** An expression the C library refuses as well. */
export class InvalidExpression extends Error {}

/** An expression the C library takes but we do not: see the message for why. */
export class UnsupportedExpression extends Error {}

// The cost of a byte is at most one look at every instruction, and every state of the
// automaton may list them all.
const MOST_INSTRUCTIONS = 10_000

// Groups in groups are calls in calls.
const DEEPEST = 500

/**
 * The program of an expression, given as bytes, for lines that match from their beginning.
 * Throws `InvalidExpression` or `UnsupportedExpression`.
 */
export const parseEre = (pattern: Uint8Array): Program => {
  const parser = new Parser(fromBytes(pattern))
  const program = parser.alternatives(0)
  if (parser.refersBack) throw new UnsupportedExpression('back-references are not supported')
  checkLength(program.length)
  return program
}

const checkLength = (length: number): void => {
  if (length > MOST_INSTRUCTIONS) throw new UnsupportedExpression('expression too large')
}

/** Reads one expression; #at is the offset of the first byte not read yet. */
class Parser {
  readonly #text: ByteString
  #at = 0
  #groups = 0
  /** The groups that can be referred to, one bit each. */
  #closed = 0
  refersBack = false

  constructor(text: ByteString) {
    this.#text = text
  }

  /** Up to the end, or to the parenthesis that closes the group `depth` groups deep. */
  alternatives(depth: number): Program {
    const before = this.#closed
    const branches = [this.#branch(depth)]
    while (this.#text[this.#at] === '|') {
      this.#at++
      const closed = this.#closed
      this.#closed = before
      branches.push(this.#branch(depth))
      this.#closed |= closed
    }
    return ere.alternatives(branches)
  }

  #branch(depth: number): Program {
    const pieces: Program[] = []
    while (this.#at < this.#text.length) {
      const next = this.#text[this.#at]
      if (next === '|' || (next === ')' && depth > 0)) break
      pieces.push(this.#anchor() ?? this.#repeated(this.#atom(depth)))
    }
    return ere.sequence(pieces)
  }

  #anchor(): Program | undefined {
    const escaped = this.#text[this.#at] === '\\'
    const contexts = ANCHORS.get(this.#text.slice(this.#at, this.#at + (escaped ? 2 : 1)))
    if (contexts === undefined) return undefined
    this.#at += escaped ? 2 : 1
    return ere.assert(contexts)
  }

  #atom(depth: number): Program {
    const byte = this.#text.charCodeAt(this.#at++)
    switch (String.fromCharCode(byte)) {
      case '*':
      case '+':
      case '?':
      case '{':
        throw new InvalidExpression('nothing to repeat')
      case '(':
        return this.#group(depth + 1)
      case '[':
        return this.#bracket()
      case '\\':
        return this.#escape()
      case '.':
        return ere.take(ANY)
      default:
        return ere.take(only(byte))
    }
  }

  #group(depth: number): Program {
    if (depth > DEEPEST) throw new UnsupportedExpression('groups nested too deeply')
    const group = ++this.#groups
    const program = this.alternatives(depth)
    if (this.#text[this.#at++] !== ')') throw new InvalidExpression('unclosed group')
    if (group <= 9) this.#closed |= 1 << group
    return program
  }

  #bracket(): Program {
    const bracket = parseEreBracket(this.#text, this.#at)
    if (!bracket) throw new InvalidExpression('invalid bracket expression')
    this.#at = bracket.end
    return ere.take(bracket.set)
  }

  #escape(): Program {
    const escaped = this.#text[this.#at++]
    if (escaped === undefined) throw new InvalidExpression('nothing after the last backslash')
    if (escaped >= '1' && escaped <= '9') {
      if (!(this.#closed & (1 << Number(escaped)))) throw new InvalidExpression('no such group')
      this.refersBack = true
    }
    return ere.take(classOf(escaped) ?? only(escaped.charCodeAt(0)))
  }

  #repeated(atom: Program): Program {
    let program = atom
    for (;;) {
      const count = countAt(this.#text, this.#at)
      if (!count) return program
      if (count === 'invalid') throw new InvalidExpression('invalid count')
      const { least, most, end } = count
      checkLength(program.length * Math.max(1, most ?? least))
      program = ere.repetition(program, least, most)
      this.#at = end
    }
  }
}

const ANCHORS = new Map<string, ere.Contexts>([
  ['^', ere.LINE_START],
  ['$', ere.LINE_END],
  ['\\`', ere.LINE_START],
  ["\\'", ere.LINE_END],
  ['\\<', ere.WORD_START],
  ['\\>', ere.WORD_END],
  ['\\b', ere.WORD_EDGE],
  ['\\B', ere.NO_WORD_EDGE],
])

const setOf = (bracket: ByteString): ByteSet => parseEreBracket(bracket, 1)?.set ?? ANY

// Read when the first expression is: most runs have none.
let words: ByteSet | undefined
let classes: ReadonlyMap<string, ByteSet> | undefined

/** What a word consists of. */
export const wordBytes = (): ByteSet => {
  words ??= setOf('[[:alnum:]_]')
  return words
}

const classOf = (letter: string): ByteSet | undefined => {
  classes ??= new Map([
    ['w', wordBytes()],
    ['W', setOf('[^[:alnum:]_]')],
    ['s', setOf('[[:space:]]')],
    ['S', setOf('[^[:space:]]')],
  ])
  return classes.get(letter)
}
