// What a shell is told of logrun, whichever shell it is.

import type { Option } from './option-words.js'

/** An option, and what it means. */
type Told = Option & { readonly meaning: string }

/** A command that completions know the options of. */
export type Known = {
  readonly name: string
  /** What it does, in a line. */
  readonly summary: string
  readonly options: readonly Told[]
  /** Words it may be given beside paths. */
  readonly operands: readonly string[]
}

/** All that may stand behind `logrun`. */
export type Commands = {
  /** Commands with options from a table. */
  readonly known: readonly Known[]
  /** Those that complete files: their words are their originals' business. */
  readonly tools: readonly { readonly name: string; readonly summary: string }[]
  /** Directories of services, for their names. */
  readonly services: readonly string[]
}

/** What completes a value. */
type Kind = 'words' | 'services' | 'files' | 'directories' | 'nothing'

/** What completes the value of an option that takes one. */
export const kindOf = ({ takes, words }: Option): Kind => {
  if (words) return 'words'
  switch (takes) {
    case 'NAME':
      return 'services'
    case 'FILE':
    case 'PATH':
      return 'files'
    case 'DIR':
      return 'directories'
    default:
      return 'nothing'
  }
}

/** Options that every command answers beside its own. */
export const COMMON: readonly Told[] = [{ name: 'help', meaning: 'show the page' }]
