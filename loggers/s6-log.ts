// s6-log: skarnet's logger. Options and script to plan, plan to run.

import type { ByteString } from '../src/bytes.js'
import { toBytes } from '../src/bytes.js'
import type { Voice } from '../src/fault/messages.js'
import { s6LogSentences } from '../src/fault/s6-log-messages.js'
import { systemReasons } from '../src/fault/system-messages.js'
import { visible } from '../src/fault/visible.js'
import type { Plan } from '../src/plan.js'
import type { WhenFull } from '../src/when-full.js'
import { type Options, parseOptions } from './s6-log-options.js'
import { parseScript, Refused, type Script } from './s6-log-script.js'
import { isGiven, isOnPath, logger, MISUSE, say, sayReady, umask } from './world.js'

export { options } from './s6-log-options.js'
export { directives } from './s6-log-script.js'

/** What is said where options are wrong. */
export const USAGE =
  's6-log: usage: s6-log [ -d notiffd ] [ -q | -v ] [ -b ] [ -p ] [ -t timeout ] [ -l linelimit ] logging_script\n'

/** A line of any length is judged on this much of it, and waits no longer in memory. */
const LONGEST_LINE = 1 << 20

/** The plan of options and a script. `spec/s6-log.md §5, §8, §9`. */
export const planOf = (
  { blocking, protect, limit, patience }: Options,
  { actions }: Pick<Script, 'actions'>,
): Plan => ({
  lines: {
    window: limit === 0 ? LONGEST_LINE : Math.min(limit + 1, LONGEST_LINE),
    completeLastLine: true,
    stamped: 'complete',
    limit: limit === 0 ? Number.POSITIVE_INFINITY : limit,
  },
  readErrors: 'end',
  actions,
  signals: {
    SIGTERM: protect ? 'nothing' : 'finish',
    SIGHUP: 'finish',
    SIGALRM: 'rotate',
  },
  pause: 2000,
  blocking,
  ...(patience > 0 && { patience }),
})

const voiceOf = ({ verbosity }: Options): Voice => ({
  name: 's6-log',
  sentences: s6LogSentences,
  reasons: systemReasons,
  held: 'EBUSY',
  pauses: 'unsaid',
  // Standard output is given up once, and nothing else tells. `spec/s6-log.md §6.1`.
  warns: ({ operation }) => verbosity > 0 || operation === 'write-output',
})

const sayLine = (text: ByteString): void => say(toBytes(`s6-log: ${visible(text)}\n`))

const refuse = (text: ByteString): number => {
  sayLine(`fatal: ${text}`)
  return MISUSE
}

/** Runs s6-log to its end; gives its exit code. */
export const run = async (words: readonly ByteString[], full?: WhenFull): Promise<number> => {
  const parsed = parseOptions(words)
  if (!parsed) {
    say(toBytes(USAGE))
    return MISUSE
  }
  const { options } = parsed
  const { notify } = options
  if (notify !== undefined && notify < 3) return refuse('notification fd must be 3 or more')
  if (notify !== undefined && !isGiven(notify))
    return refuse('invalid notification fd: Bad file descriptor')
  if (parsed.script.length === 0) {
    say(toBytes(USAGE))
    return MISUSE
  }
  try {
    const warn = (text: ByteString): void => {
      if (options.verbosity > 0) sayLine(`warning: ${text}`)
    }
    const script = parseScript(parsed.script, umask(), warn)
    if (script.needsExecline && !isOnPath('execlineb'))
      return refuse('processors of ! need execlineb, which is not on PATH')
    const ready = notify === undefined ? undefined : () => sayReady(notify)
    const plan = planOf(options, script)
    return await logger(plan, voiceOf(options), { ...(ready && { ready }), full })
  } catch (error) {
    if (error instanceof Refused) return refuse(error.message)
    throw error
  }
}
