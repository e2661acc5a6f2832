// s6-log's options and script in words. `spec/s6-log.md §1, §2`.

import type { ByteString } from '../../src/bytes.js'
import { planOf, USAGE } from '../s6-log.js'
import { parseOptions } from '../s6-log-options.js'
import { parseScript, Refused, type Script } from '../s6-log-script.js'
import { MISUSE, umask } from '../world.js'
import { bytesText, type Entry, type Explanation } from './explanation.js'
import { letterEntries } from './option-letters.js'
import { ScriptInWords } from './s6-log-script.js'

/** Letters whose value follows. */
const VALUED = 'dlt'

/** Words of s6-log, what each does and when. */
export const explainS6Log = (words: readonly ByteString[]): Explanation => {
  const parsed = parseOptions(words)
  const options = optionEntries(words, parsed?.options.limit)
  const refused = (
    message: ByteString,
    more: Partial<Explanation> = {},
    at?: number,
  ): Explanation => ({
    entries: options,
    warnings: [],
    labels: [],
    refusal: { message, code: MISUSE, ...(at !== undefined && { at }) },
    ...more,
  })
  if (!parsed || parsed.script.length === 0)
    return refused(USAGE, { warnings: hintsOn(words) }, parsed ? undefined : options.at(-1)?.at)
  if (parsed.options.notify !== undefined && parsed.options.notify < 3)
    return refused('s6-log: fatal: notification fd must be 3 or more')
  const first = words.length - parsed.script.length
  const outcome = outcomeOf(parsed.script)
  const { actionsByWord } = outcome
  const explained = new ScriptInWords(parsed.script, actionsByWord)
  const entries = [
    ...options,
    ...parsed.script.map((word, k) => explained.entry(word, k, first + k)),
  ]
  if ('refusal' in outcome) {
    const { message, at } = outcome.refusal
    return refused(
      `s6-log: fatal: ${message}`,
      { entries },
      at === undefined ? undefined : first + at,
    )
  }
  return {
    entries,
    warnings: outcome.warnings.map((text) => `s6-log says: ${text}`),
    plan: planOf(parsed.options, { actions: actionsByWord.flatMap((action) => action ?? []) }),
    labels: parsed.script.filter((_, k) => actionsByWord[k]),
  }
}

type Outcome = Pick<Script, 'actionsByWord'> &
  ({ readonly refusal: Refused } | { readonly warnings: readonly ByteString[] })

const outcomeOf = (words: readonly ByteString[]): Outcome => {
  const warnings: ByteString[] = []
  try {
    const { actionsByWord } = parseScript(words, umask(), (text) => warnings.push(text))
    return { actionsByWord, warnings }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { actionsByWord: actionsBefore(words, error.at), refusal: error }
  }
}

/** What has been understood before a word that was not: with an action to end it, it is a script. */
const actionsBefore = (
  words: readonly ByteString[],
  at = words.length,
): Script['actionsByWord'] => {
  try {
    return parseScript([...words.slice(0, at), '1'], umask(), () => undefined).actionsByWord.slice(
      0,
      at,
    )
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return []
  }
}

const optionEntries = (words: readonly ByteString[], limit: number | undefined): readonly Entry[] =>
  letterEntries(words, {
    valued: VALUED,
    text: (letter, value) => optionText(letter, value, limit),
    end: ['the script follows'],
  }).entries

/** What an option means, then what is to be warned of; nothing of one that is none. */
const optionText = (letter: string, value: ByteString | undefined, limit = 0): ByteString[] => {
  if (VALUED.includes(letter) && !/^[0-9]+$/.test(value ?? '')) return []
  switch (letter) {
    case 'd':
      return [
        `writes a line feed to descriptor ${value} once everything is open: s6 takes the service for ready then`,
      ]
    case 'q':
      return ['says no warnings, unless -v takes that back']
    case 'v':
      return ['says more; warnings are said anyway']
    case 'b':
      return [
        'reads nothing while anything waits to be written: the service waits, and memory does not grow',
      ]
    case 'p':
      return ['ignores TERM; the end of input and HUP end it']
    case 'l':
      return [
        limit === 0
          ? 'cuts no line'
          : `cuts lines after ${bytesText(limit)}; each piece is a line of its own`,
        ...(Number(value) > 0 && Number(value) < limit
          ? [`less than 48 cannot be: ${limit} it is`]
          : []),
      ]
    case 't':
      return [
        Number(value) === 0 || Number(value) > 0x7fffffff
          ? 'waits for the rest of a line after TERM or HUP, however long it takes'
          : `waits ${value} ms for the rest of a line after TERM or HUP`,
        'only s6 from 2.12 on has it; in early ones it meant a stamp, which is the directive t',
      ]
    default:
      return []
  }
}

const hintsOn = (words: readonly ByteString[]): ByteString[] => [
  ...(words.some((word) => /^-./.test(word) && word !== '--')
    ? ['a script that begins with -expression needs -- before it']
    : []),
  ...(words.some((word) => /^--./.test(word))
    ? ['s6-log has no long options; those of explain come before its name']
    : []),
  ...(words.some((word) => /^-[a-z]*e/.test(word))
    ? ['-e is gone since 2.10: write the action 2']
    : []),
]
