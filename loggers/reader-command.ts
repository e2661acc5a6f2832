// What all commands that read logs share: help, version, misuse, and their exit codes.

import { type ByteString, toBytes } from '../src/bytes.js'
import type { Fault } from '../src/fault/fault.js'
import { fatalText, type Voice, warningText } from '../src/fault/messages.js'
import { multilogReasons } from '../src/fault/multilog-messages.js'
import { readingSentences } from '../src/fault/reading-messages.js'
import { visible } from '../src/fault/visible.js'
import { Misuse } from './option-words.js'
import { showPage } from './pager.js'
import type { When } from './shared-options.js'
import { isTerminal, MISUSE, page, print, say, setting, versionText } from './world.js'

/** Exit codes, those of grep: nothing was found; something could not be read or written. */
export const NOTHING_FOUND = 1
export const FAILED = 2

/** What cannot be had, and without which nothing is done. */
export class Unable extends Error {
  readonly fault: Fault

  constructor(fault: Fault) {
    super(fault.operation)
    this.fault = fault
  }
}

/** How `logrun NAME` speaks. */
export const readerVoice = (name: string): Voice => ({
  name: `logrun ${name}`,
  sentences: readingSentences,
  reasons: multilogReasons,
})

/** Says what could not be read, and keeps that something was said. */
export class Complaints {
  any = false
  readonly #voice: Voice

  constructor(voice: Voice) {
    this.#voice = voice
  }

  readonly report = (fault: Fault): void => {
    this.any = true
    say(toBytes(warningText(this.#voice, fault, false)))
  }
}

/** Says why nothing more is done. */
export const sayFatal = (voice: Voice, fault: Fault): void => say(toBytes(fatalText(voice, fault)))

/** Whether what was shown was refused, which is said; that its reader has gone is no failure. */
export const hasFailed = (
  voice: Voice,
  { fault }: { readonly fault: Fault | undefined },
): boolean => {
  if (!fault || fault.code === 'EPIPE') return false
  sayFatal(voice, fault)
  return true
}

/** Whether colours are to be shown: by themselves where nothing speaks against them. */
export const isColoured = (colour: When): boolean =>
  colour === 'auto'
    ? isTerminal() && setting('NO_COLOR') === undefined && setting('TERM') !== 'dumb'
    : colour === 'always'

/** Says of logs that their labels count leap seconds. */
export const sayCounting =
  ({ name }: Voice) =>
  (paths: readonly ByteString[]): void =>
    say(
      toBytes(
        `${name}: info: labels count leap seconds (--tai real) in ${visible(paths.join(' '))}\n`,
      ),
    )

/** The words up to `--`. */
const toDashes = (words: readonly ByteString[]): readonly ByteString[] =>
  words.includes('--') ? words.slice(0, words.indexOf('--')) : words

/**
 * `logrun NAME`: answers --help and --version, says misuse and what is fatal; `act` does
 * the rest.
 * `ownOf`: the words that may be options.
 */
export const readerCommand =
  (name: string, act: (words: readonly ByteString[]) => Promise<number>, ownOf = toDashes) =>
  async (words: readonly ByteString[]): Promise<number> => {
    const own = ownOf(words)
    if (own.includes('--help') || own.includes('-h')) {
      await showPage(page(`logrun-${name}`))
      return 0
    }
    if (own[0] === '--version') {
      print(versionText(`logrun ${name}`))
      return 0
    }
    try {
      return await act(words)
    } catch (error) {
      if (error instanceof Unable) {
        sayFatal(readerVoice(name), error.fault)
        return FAILED
      }
      if (!(error instanceof Misuse)) throw error
      say(toBytes(`logrun ${name}: fatal: ${visible(error.message)}\n`))
      return MISUSE
    }
  }
