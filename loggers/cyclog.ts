// cyclog: the logger of nosh, with the letters of early daemontools. Words to plan, plan to
// run.

import { type ByteString, toBytes } from '../src/bytes.js'
import { cyclogMessage, cyclogNotes, cyclogSentences } from '../src/fault/cyclog-messages.js'
import type { Voice } from '../src/fault/messages.js'
import { systemReasons } from '../src/fault/system-messages.js'
import { visible } from '../src/fault/visible.js'
import type { Plan } from '../src/plan.js'
import type { Dialect } from '../src/time/tai64n.js'
import type { WhenFull } from '../src/when-full.js'
import { dialectOf } from './clock-scale.js'
import { localZone, logger, print, say, variable, versionText } from './world.js'

type Option = { readonly letter: string; readonly means: string }

/** By the word behind two dashes. `spec/cyclog.md §1`. */
export const options: Readonly<Record<string, Option>> = {
  'max-file-size': { letter: 's', means: 'bytes of a file at most' },
  'max-total-size': { letter: '', means: 'bytes of all files together at most' },
  margin: { letter: 'm', means: 'how much sooner a file may end, at the end of a line' },
  'max-files': { letter: 'n', means: 'number of files at most, the one being written included' },
}

const SYNOPSIS =
  'usage: cyclog [--max-file-size BYTES] [--max-total-size BYTES] [--margin BYTES] DIR...\n'

const FILE = { least: 4096, usual: 0xffffff }
const TOTAL = { usual: 0x3fffffff }
const MARGIN = { least: 512, usual: 512, most: 8192 }

/** Anything wrong. */
const FAILURE = 1

/** What the command line asks for: bytes, but for `files`. Words are byte strings. */
export type Options = {
  readonly maximum: number
  readonly total: number
  readonly margin: number
  readonly files: number
  readonly directories: readonly ByteString[]
}

/** Words that are wrong and why; or what is to be told instead of being done. */
export type Answer =
  | { readonly refused: ByteString }
  | { readonly tell: 'help' | 'usage' | 'version' }

const TELLS: Readonly<Record<string, 'help' | 'usage' | 'version'>> = {
  '-?': 'help',
  '--help': 'help',
  '--usage': 'usage',
  '--version': 'version',
}

/** Options, or why there are none. Options come before directories. `spec/cyclog.md §1`. */
export const parse = (words: readonly ByteString[]): Options | Answer => {
  const given: Record<string, number> = {}
  let k = 0
  for (; k < words.length; k++) {
    const word = words[k] ?? ''
    if (!/^-./s.test(word)) break
    if (word === '--') {
      k++
      break
    }
    const tell = Object.hasOwn(TELLS, word) ? TELLS[word] : undefined
    if (tell) return { tell }
    const option = optionOf(word)
    if (!option) {
      const unknown = word.startsWith('--') ? 'unrecognized option' : 'unrecognized option(s)'
      return { refused: `${word}: ${unknown}` }
    }
    const value = option.attached ?? words[++k]
    if (value === undefined) return { refused: `${option.said}: missing option argument` }
    const number = numberIn(value)
    if (number === undefined) return { refused: `${value}: not a number` }
    given[option.name] = number
  }
  const directories = words.slice(k)
  if (directories.length === 0) return { refused: 'Missing log directory name.' }
  const maximum = Math.max(given['max-file-size'] ?? FILE.usual, FILE.least)
  const margin = Math.max(given.margin ?? MARGIN.usual, MARGIN.least)
  return {
    maximum,
    total: Math.max(given['max-total-size'] ?? TOTAL.usual, maximum),
    margin: Math.min(margin, MARGIN.most),
    files: Math.max(given['max-files'] ?? Number.POSITIVE_INFINITY, 1),
    directories,
  }
}

/** The option a word names, by which name, and the value it may hold behind a letter. */
const optionOf = (
  word: ByteString,
): { readonly name: string; readonly said: string; readonly attached?: ByteString } | undefined => {
  if (word.startsWith('--')) {
    const name = word.slice(2)
    return Object.hasOwn(options, name) ? { name, said: name } : undefined
  }
  const said = word[1] ?? ''
  const attached = word.slice(2)
  const name = Object.keys(options).find((each) => options[each]?.letter === said)
  return name === undefined ? undefined : { name, said, ...(attached !== '' && { attached }) }
}

/**
 * A whole word as strtoul(3) reads it in any base, 2^53 - 1 at most; one below zero wraps to
 * more than that.
 */
const numberIn = (word: ByteString): number | undefined => {
  const match = /^[ \t-\r]*([+-]?)(0x[\da-f]+|0[0-7]*|[1-9]\d*)$/i.exec(word)
  if (!match) return undefined
  const [, sign, digits = ''] = match
  const octal = /^0[0-7]/.test(digits)
  const value = BigInt(octal ? `0o${digits}` : digits)
  return Number(sign === '-' && value > 0n ? MOST : value < MOST ? value : MOST)
}

const MOST = BigInt(Number.MAX_SAFE_INTEGER)

/** The plan of options. `labels`: how the clock becomes TAI. `spec/cyclog.md §2-§7`. */
export const planOf = (
  { maximum, total, margin, files, directories }: Options,
  labels: Dialect,
): Plan => ({
  stamp: labels === 'tai' ? 'tai64n-tai' : 'tai64n',
  lines: { window: 0, completeLastLine: false },
  readErrors: 'end',
  actions: directories.map((path) => ({
    do: 'log',
    directory: {
      path,
      layout: 'direct',
      maximum,
      reserve: margin,
      full: 'at-once',
      resumes: 'as-left',
      files,
      total,
      archives: 'own',
      labels,
      empties: 'archived',
      code: 's',
    },
  })),
  opens: 'together',
  signals: {
    SIGTERM: 'finish',
    SIGINT: 'finish',
    SIGHUP: 'finish',
    SIGQUIT: 'finish',
    SIGPIPE: 'finish',
    SIGALRM: 'rotate',
    SIGTSTP: 'stop',
  },
  pause: 1000,
  patience: 0,
})

const voice: Voice = {
  name: 'cyclog',
  sentences: cyclogSentences,
  reasons: systemReasons,
  notes: cyclogNotes,
  message: cyclogMessage,
}

const helpText = (): string => {
  const rows = Object.entries(options).map(([name, { letter, means }]) => {
    const short = letter === '' ? '' : `-${letter}, `
    return `  ${`${short}--${name}`.padStart(22)} NUMBER  ${means}\n`
  })
  return `${SYNOPSIS}${rows.join('')}`
}

const TEXTS = { help: helpText, usage: () => SYNOPSIS, version: versionText }

/** Runs cyclog to its end; gives its exit code. */
export const run = async (words: readonly ByteString[], full?: WhenFull): Promise<number> => {
  const options = parse(words)
  if ('tell' in options) {
    print(TEXTS[options.tell]())
    return 0
  }
  if ('refused' in options) {
    say(toBytes(`cyclog: FATAL: ${visible(options.refused)}\n`))
    return FAILURE
  }
  const labels = dialectOf(variable('TZ'), variable('TZDIR'), localZone())
  const code = await logger(planOf(options, labels), voice, { full })
  return code === 0 ? 0 : FAILURE
}
