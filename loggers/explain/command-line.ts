// The logger's command line in what somebody gives: words, a command line in one word, or the
// script of a service.

import { resolve } from 'node:path'
import { type ByteString, baseName } from '../../src/bytes.js'
import { commandsIn, languageOf, type ShellWord } from '../../src/reading/shell-words.js'

/** A logger and its words. */
export type CommandLine = {
  readonly logger: ByteString
  readonly words: readonly ByteString[]
  /** What comes before it, such as `exec setuidgid log`. */
  readonly before: readonly ByteString[]
  /** By word of the logger, what is to be said of how it came about. */
  readonly remarks: readonly (readonly ByteString[])[]
  /** Where the logger is started. */
  readonly directory: ByteString
}

/** Commands that do not run what they name. */
const TALKING = new Set(['echo', 'printf', '[', 'test', 'type', 'which', 'command', 'if'])

/** The logger among words, one of `names`; undefined where there is none. */
export const loggerAmong = (
  words: readonly ByteString[],
  names: ReadonlySet<string>,
): CommandLine | undefined =>
  loggerOf(
    words.map((text) => ({ text, unknown: [], glob: false })),
    names,
    resolve('.'),
  )

/**
 * The logger that a script starts, one of `names`: the one it becomes by `exec`, else the last.
 * Undefined where there is none. `where`: the directory in which it is run.
 */
export const loggerIn = (
  text: ByteString,
  names: ReadonlySet<string>,
  where: ByteString,
): CommandLine | undefined => {
  const found: CommandLine[] = []
  let directory = resolve(where)
  for (const command of commandsIn(text)) {
    const [first, second] = command
    if (first?.text === 'cd' && second) directory = resolve(directory, second.text)
    if (TALKING.has(first?.text ?? '')) continue
    const logger = loggerOf(command, names, directory)
    if (logger) found.push(logger)
  }
  if (found.length === 0) return nested(text, names, directory)
  if (languageOf(text) === 'execline') return found.at(-1)
  return found.findLast(({ before }) => before[0] === 'exec') ?? found.at(-1)
}

/** The logger in a command that is a word of another, as in `sh -c '...'`. */
const nested = (
  text: ByteString,
  names: ReadonlySet<string>,
  where: ByteString,
): CommandLine | undefined => {
  const commands = commandsIn(text).filter(([first]) => !TALKING.has(first?.text ?? ''))
  for (const word of commands.flat()) {
    const inner = /\s/.test(word.text) && word.text !== text
    const found = inner ? loggerIn(word.text, names, where) : undefined
    if (found) return found
  }
  return undefined
}

const loggerOf = (
  command: readonly ShellWord[],
  names: ReadonlySet<string>,
  directory: ByteString,
): CommandLine | undefined => {
  const at = command.findIndex(({ text }) => names.has(baseName(text)))
  const logger = command[at]
  if (!logger) return undefined
  const closing = command.findIndex(({ text }, k) => k > at && text === '}')
  const words = command.slice(at + 1, closing < 0 ? undefined : closing)
  return {
    logger: baseName(logger.text),
    words: words.map(({ text }) => text),
    before: command.slice(0, at).map(({ text }) => text),
    remarks: words.map(remarksOn),
    directory,
  }
}

const remarksOn = ({ unknown, glob }: ShellWord): ByteString[] => [
  ...(unknown.length > 0
    ? [`what ${unknown.join(' and ')} stands for is not known here: it is taken as it is written`]
    : []),
  ...(glob ? ['not quoted: the shell puts names of files in its place where there are any'] : []),
]
