// sissylog: perp's way to syslog(3). Words to plan, plan to run.

import type { ByteString } from '../src/bytes.js'
import { toBytes } from '../src/bytes.js'
import type { Fault } from '../src/fault/fault.js'
import type { Voice } from '../src/fault/messages.js'
import { multilogReasons, multilogSentences } from '../src/fault/multilog-messages.js'
import { visible } from '../src/fault/visible.js'
import type { Plan } from '../src/plan.js'
import {
  type Facility,
  type MessageForm,
  type Speaker,
  systemLog,
} from '../src/sinks/system-log.js'
import { Letters } from './letters.js'
import { helpOrVersion, logger, MISUSE, say, versionText } from './world.js'

const NAME = 'sissylog'

/** By the letters after a dash. `spec/tinylog.md §12`. */
export const options: Readonly<Record<string, string>> = {
  h: 'say how it is used',
  V: 'say which version this is',
}

const USAGE = `usage: ${NAME} [-hV] [ ident [ facility ]]\n`

/** By the word on the command line; any other means the one of daemons. */
export const facilities: Readonly<Record<string, Facility>> = {
  LOG_AUTH: 'auth',
  LOG_CRON: 'cron',
  LOG_DAEMON: 'daemon',
  LOG_FTP: 'ftp',
  LOG_KERN: 'kern',
  LOG_LPR: 'lpr',
  LOG_MAIL: 'mail',
  LOG_NEWS: 'news',
  LOG_SYSLOG: 'syslog',
  LOG_USER: 'user',
  LOG_UUCP: 'uucp',
}

const MESSAGES: MessageForm = {
  priorities: [
    { prefix: 'alert:', priority: 'alert' },
    { prefix: 'error:', priority: 'err' },
    { prefix: 'warning:', priority: 'warning' },
    { prefix: 'notice:', priority: 'notice' },
    { prefix: 'debug:', priority: 'debug' },
  ],
  piece: 800,
  continuation: '+',
}

const QUESTION_MARK = 0x3f

/** What is said where nothing is to be run: the version, or the usage behind a complaint. */
export type Answer = {
  readonly shows: 'version' | 'usage'
  readonly complaint?: ByteString
  readonly code: number
}

/** As whom to speak, or what to say instead. Words are byte strings. `spec/tinylog.md §1, §12`. */
export const parse = (words: readonly ByteString[]): Speaker | Answer => {
  const letters = new Letters(words)
  const [first] = letters
  // Every option acts where it is met, so that the first one decides.
  if (first !== undefined) return answerTo(first)
  const [identity = NAME, facility = ''] = letters.rest
  const known = Object.hasOwn(facilities, facility) ? facilities[facility] : undefined
  return { identity, facility: known ?? 'daemon' }
}

const answerTo = (letter: string): Answer => {
  switch (letter) {
    case 'h':
      return { shows: 'usage', code: 0 }
    case 'V':
      return { shows: 'version', code: 0 }
    case '?':
      return { shows: 'usage', code: MISUSE }
    default:
      return { shows: 'usage', complaint: `invalid option: -${letter}`, code: MISUSE }
  }
}

/** The plan of one speaker: a message a line. `spec/tinylog.md §12`. */
export const planOf = (speaker: Speaker): Plan => ({
  lines: { window: MESSAGES.piece, completeLastLine: true, empty: 'dropped' },
  replacement: { by: QUESTION_MARK, of: 'controls', also: '', within: 'line' },
  actions: [{ do: 'syslog', as: speaker, messages: MESSAGES }],
  signals: { SIGTERM: 'finish' },
  pause: 0,
})

const voice: Voice = { name: NAME, sentences: multilogSentences, reasons: multilogReasons }

/** Runs sissylog to its end; gives its exit code. */
export const run = async (words: readonly ByteString[]): Promise<number> => {
  if (helpOrVersion(NAME, words)) return 0
  const parsed = parse(words)
  if ('shows' in parsed) {
    const { shows, complaint, code } = parsed
    if (complaint !== undefined) say(toBytes(`${NAME}: usage error: ${visible(complaint)}\n`))
    say(toBytes(shows === 'usage' ? USAGE : versionText()))
    return code
  }
  const send = systemLog(parsed)
  const tell = (text: string): void => send('info', toBytes(`${NAME}: ${text}`))
  const ended = (by: 'input' | 'request' | Fault): void => {
    if (by === 'input') tell('terminating normally on eof reading stdin')
    else if (by === 'request') tell('terminating normally on sigterm')
    else send('notice', toBytes(`notice: ${NAME}: terminating on i/o error reading stdin`))
  }
  tell('logging from stdin ...')
  return logger(planOf(parsed), voice, { ended })
}
