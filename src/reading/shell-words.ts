// The commands of a script as words, as a shell or execline would have them: quotes, escapes,
// comments and redirections are taken away, and variables that the script itself sets are put
// in place. What only running it could tell stays as it is written, and is told of.
//
// This is for short scripts that start something. Loops, functions and here-documents are
// nothing to it but words.

import type { ByteString } from '../bytes.js'
import { ExeclineScanner } from './execline-scanner.js'
import type { ShellWord } from './gathering.js'
import { ShellScanner } from './shell-scanner.js'

export type { ShellWord } from './gathering.js'

/** What a script is written in. */
type ScriptLanguage = 'shell' | 'execline'

/** The language of a script by its first line. */
export const languageOf = (text: ByteString): ScriptLanguage =>
  /^#!.*execlineb/.test(text) ? 'execline' : 'shell'

/** The commands of a script, in order, each with its words. */
export const commandsIn = (
  text: ByteString,
  language: ScriptLanguage = languageOf(text),
): readonly (readonly ShellWord[])[] => {
  const scanner = language === 'shell' ? new ShellScanner(text) : new ExeclineScanner(text)
  return scanner.commands
}
