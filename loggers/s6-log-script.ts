// The script of s6-log. Two passes, as the original makes them: letters and shapes of all
// directives first, then numbers and expressions from left to right. `spec/s6-log.md §2`.

import { type ByteString, toBytes } from '../src/bytes.js'
import type { Action, DirectoryPlan, Form, Stamp } from '../src/plan.js'
import type { Interpreter } from '../src/rotation/processor.js'
import { erePattern, InvalidExpression, UnsupportedExpression } from '../src/select/ere.js'
import { bigNumberIn, numberIn } from './s6-log-options.js'

/** The first byte of a directive decides what it is. */
export const directives: Readonly<Record<string, string>> = {
  '+': 'select lines that match an expression',
  '-': 'deselect lines that match an expression',
  f: 'select lines that have gone nowhere yet, and no others',
  n: 'number of archives in later directories',
  s: 'size of files in later directories, in bytes',
  S: 'size of all archives together in later directories, in bytes',
  l: 'how far below its size a file may end',
  r: 'milliseconds between two tries of what failed',
  R: 'seconds from one rotation to the next',
  E: 'bytes of a line shown by later alerts',
  '^': 'size of later status files, in bytes',
  p: 'prefix of lines for later actions',
  '!': 'execline command that finished files of later directories pass through',
  '?': 'the same as a shell command',
  t: 'TAI64N stamp for the next action',
  T: 'local date and time for the next action',
  1: 'print to standard output',
  2: 'print to standard error as an alert',
  '=': 'keep the last line in a file',
  '.': 'log to a directory',
  '/': 'log to a directory',
}

const ALONE = 'ftT12'
const SELECTION = 'f+-'
const ACTIONS = '12=./'

const UINT32 = 0xffffffff
const INT32 = 0x7fffffff
const UINT64 = 0xffffffffffffffffn
const SIZE = { default: 99999, least: 4096, most: 268435455 }
/** What is shown of a cut line, and the dots behind it, are never longer than the line. */
const DOTS = 3

/** What is wrong with a script, as it is said. */
export class Refused extends Error {
  /** Which of the words is wrong, where it is one. */
  at: number | undefined

  constructor(message: string, at?: number) {
    super(message)
    this.at = at
  }
}

/** What a script comes to. */
export type Script = {
  readonly actions: readonly Action[]
  /** By word, its action; undefined where it is a control. */
  readonly actionsByWord: readonly (Action | undefined)[]
  readonly needsExecline: boolean
}

/** What controls say that hold until they say something else. */
type Controls = {
  files: number
  size: number
  total: bigint
  tolerance: number
  pause: number
  period: number
  shown: number
  status: number
  prefix: ByteString
  processor: ByteString
  interpreter: Interpreter
}

/** Parses a script; throws `Refused`. `mask` makes modes; `warn` hears of what is ignored. */
export const parseScript = (
  words: readonly ByteString[],
  mask: number,
  warn: (text: ByteString) => void,
): Script => {
  checkShapes(words, warn)
  const parser = new Parser(0o666 & ~mask)
  for (const [k, word] of words.entries()) {
    const before = parser.actions.length
    locating(k, () => parser.read(word))
    parser.actionsByWord.push(parser.actions[before])
  }
  return parser
}

const checkShapes = (words: readonly ByteString[], warn: (text: ByteString) => void): void => {
  for (const [k, word] of words.entries()) {
    const letter = word[0] ?? ''
    if (!Object.hasOwn(directives, letter)) throw new Refused(`unrecognized directive: ${word}`, k)
    if ((ALONE.includes(letter) && word.length > 1) || word === '=')
      throw new Refused(`syntax error at directive: ${word}`, k)
  }
  const last = words.findLastIndex(([letter = '']) => ACTIONS.includes(letter))
  if (last < 0) throw new Refused('no action directive specified')
  if (words.slice(last + 1).some(([letter = '']) => SELECTION.includes(letter)))
    warn('ignoring extraneous non-action directives')
}

/** Says of what is refused meanwhile that it is word `k`. */
const locating = (k: number, act: () => void): void => {
  try {
    act()
  } catch (error) {
    if (error instanceof Refused) error.at = k
    throw error
  }
}

/** The second pass. */
class Parser implements Script {
  readonly actions: Action[] = []
  readonly actionsByWord: (Action | undefined)[] = []
  needsExecline = false
  readonly #mode: number
  readonly #paths = new Set<ByteString>()
  readonly #controls: Controls = {
    files: 10,
    size: SIZE.default,
    total: 0n,
    tolerance: 2000,
    pause: 2000,
    period: 0,
    shown: 200,
    status: 1001,
    prefix: '',
    processor: '',
    interpreter: '/bin/sh',
  }
  readonly #stamps = { t: false, T: false }

  constructor(mode: number) {
    this.#mode = mode
  }

  read(word: ByteString): void {
    const rest = word.slice(1)
    const controls = this.#controls
    const number = (most: number): number => known(numberIn(rest, most), word)
    switch (word[0]) {
      case '+':
      case '-':
        this.#select(word[0] === '+' ? 'select' : 'deselect', rest, word)
        break
      case 'f':
        this.actions.push({ do: 'select-unacted' })
        break
      case 'n':
        controls.files = number(UINT32)
        break
      case 's':
        controls.size = Math.min(Math.max(number(UINT32), SIZE.least), SIZE.most)
        break
      case 'S':
        controls.total = known(bigNumberIn(rest, UINT64), word)
        break
      case 'l':
        controls.tolerance = number(UINT32)
        if (controls.tolerance > controls.size / 2)
          throw new Refused(`directive ${word} conflicts with previous s directive`)
        break
      case 'r':
        controls.pause = number(INT32)
        break
      case 'R':
        controls.period = Math.min(number(UINT32), INT32)
        break
      case 'E':
        controls.shown = number(UINT32)
        break
      case '^':
        controls.status = number(UINT32)
        break
      case 'p':
        controls.prefix = rest
        break
      case '!':
      case '?':
        controls.processor = rest
        controls.interpreter = word[0] === '!' ? 'execline' : '/bin/sh'
        break
      case 't':
      case 'T':
        this.#stamps[word[0]] = true
        break
      default:
        this.#act(word)
    }
  }

  #select(wanted: 'select' | 'deselect', pattern: ByteString, word: ByteString): void {
    try {
      erePattern(toBytes(pattern))
    } catch (error) {
      if (error instanceof InvalidExpression) throw new Refused(`unrecognized directive: ${word}`)
      if (error instanceof UnsupportedExpression) throw new Refused(`${error.message}: ${word}`)
      throw error
    }
    this.actions.push({ do: wanted, pattern, dialect: 'ere' })
  }

  #act(word: ByteString): void {
    const { shown, status } = this.#controls
    const form = this.#form()
    switch (word[0]) {
      case '1':
        this.actions.push({ do: 'print', form })
        break
      case '2': {
        const clip = shown > 0 && { clip: { from: shown + DOTS + 1, keep: shown } }
        const alert = { ...form, lead: 's6-log: alert: ', ...clip }
        this.actions.push({ do: 'alert', form: alert })
        break
      }
      case '=':
        this.actions.push({ do: 'replace', file: word.slice(1), size: status, form })
        break
      default:
        if (this.#paths.has(word)) throw new Refused(`directory given twice: ${word}`)
        this.#paths.add(word)
        this.actions.push({ do: 'log', directory: this.#directory(word), form })
    }
  }

  /** Stamps hold for one action. `spec/s6-log.md §4`. */
  #form(): Form {
    const { prefix } = this.#controls
    const { t, T } = this.#stamps
    this.#stamps.t = this.#stamps.T = false
    const stamps: Stamp[] = [
      ...(t ? ['tai64n-tai' as const] : []),
      ...(T ? ['local-wide' as const] : []),
    ]
    return { stamps, prefix: prefix && `${prefix} ` }
  }

  #directory(path: ByteString): DirectoryPlan {
    const { files, size, total, tolerance, pause, period, processor, interpreter } = this.#controls
    if (processor !== '' && interpreter === 'execline') this.needsExecline = true
    return {
      path,
      // No size is never passed: a file ends where a line does.
      maximum: Number.MAX_SAFE_INTEGER,
      reserve: Number.MAX_SAFE_INTEGER - (size - tolerance),
      // Archives, and `current`.
      files: files + 1,
      ...(total > 0n && { total: Number(total) }),
      ...(period > 0 && { age: period * 1000 }),
      ...(processor !== '' && { processor, interpreter }),
      code: 's',
      archives: 'own',
      labels: 'tai',
      modes: { inUse: this.#mode, complete: this.#mode | 0o100 },
      making: 'required',
      recovery: 'fatal',
      deleting: 'attempted',
      leaves: 'current',
      crashes: 'crashes',
      aside: { pause },
    }
  }
}

const known = <T>(number: T | undefined, word: ByteString): T => {
  if (number === undefined) throw new Refused(`unrecognized directive: ${word}`)
  return number
}
