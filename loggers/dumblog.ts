// dumblog: freedt's logger into one file. Arguments to plan, plan to run.

import type { ByteString } from '../src/bytes.js'
import { dumblogSentences } from '../src/fault/dumblog-messages.js'
import type { Voice } from '../src/fault/messages.js'
import { systemReasons } from '../src/fault/system-messages.js'
import type { Plan } from '../src/plan.js'
import { Letters } from './letters.js'
import { helpOrVersion, logger, MISUSE, print, say, versionText } from './world.js'

/** By the letters after a dash. `spec/dumblog.md §2`. */
export const options: Readonly<Record<string, string>> = {
  c: 'ctime stamp before every line',
  V: 'print the version',
  '?': 'print the usage',
}

const USAGE = 'usage: dumblog [-c] FILE\n'

/** What a command line asks for. */
export type Request =
  | { readonly do: 'log'; readonly file: ByteString; readonly stamped: boolean }
  | { readonly do: 'version' | 'usage' | 'misuse' }

/** Reads options up to the first word that is none, or to `--`; the first of V, ? or what is none decides. */
export const parse = (words: readonly ByteString[]): Request => {
  const leading = new Letters(words)
  const letters = [...leading]
  switch (letters.find((letter) => letter !== 'c')) {
    case undefined:
      break
    case 'V':
      return { do: 'version' }
    case '?':
      return { do: 'usage' }
    default:
      return { do: 'misuse' }
  }
  const [file, ...more] = leading.rest
  if (file === undefined || more.length > 0) return { do: 'misuse' }
  return { do: 'log', file, stamped: letters.length > 0 }
}

/** The plan for one file. `spec/dumblog.md §3-§6`. */
export const planOf = (file: ByteString, stamped: boolean): Plan => ({
  ...(stamped && { stamp: 'ctime' }),
  lines: { window: 0, completeLastLine: false },
  actions: [{ do: 'append', file }],
  signals: { SIGTERM: 'finish', SIGHUP: 'rotate' },
  pause: 1000,
  // TERM does not wait for the end of a line: nothing adds to what is in the pipe.
  patience: 0,
})

const voice: Voice = { name: 'dumblog', sentences: dumblogSentences, reasons: systemReasons }

/** Runs dumblog to its end; gives its exit code. */
export const run = async (words: readonly ByteString[]): Promise<number> => {
  if (helpOrVersion('dumblog', words)) return 0
  const request = parse(words)
  switch (request.do) {
    case 'version':
      print(versionText('dumblog'))
      return 0
    case 'usage':
      print(USAGE)
      return 0
    case 'misuse':
      say(Buffer.from(USAGE))
      return MISUSE
    case 'log':
      return logger(planOf(request.file, request.stamped), voice)
  }
}
