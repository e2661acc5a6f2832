// The lines of a `config` of svlogd in words. `spec/svlogd.md §3, §5`.

import type { ByteString } from '../../src/bytes.js'
import { counted } from '../../src/inspection/amounts.js'
import type { Action } from '../../src/plan.js'
import { type Config, type ConfigLine, configLines, numberIn } from '../svlogd-config.js'
import { bytesText, type Entry } from './explanation.js'
import { linesMatching, quoted, trapsIn } from './patterns.js'
import { selectedBefore } from './selected.js'

/** What a directory with these settings does. */
export const directoryText = (path: ByteString, config: Config, line: number): ByteString => {
  const { size, files, rules, sendOnly } = config
  const chosen = rules.some((rule) => rule.for === 'log') ? 'the lines selected' : 'every line'
  if (sendOnly) return `sends ${chosen} by UDP and logs none`
  const ends =
    size === 0
      ? 'which no size ends'
      : `which becomes ${path}/@<label>.s at ${bytesText(size)}, at a line end from ${Math.max(0, size - line)} on`
  const kept = files === 0 ? 'all are kept' : `${files} of these ${files === 1 ? 'is' : 'are'} kept`
  const total = size === 0 || files === 0 ? '' : `: ${bytesText((files + 1) * size)} at most`
  return `appends ${chosen} to ${path}/current, ${ends}; ${kept}${total}`
}

/** What each line of a `config` says; `window`: the bytes of a line that are looked at. */
export const configEntries = (text: ByteString, window: number): Entry[] => {
  const lines = configLines(text)
  const entries = lines.map(({ line, says }, k) => {
    const later = lines.slice(k + 1).find((other) => other.line[0] === line[0])
    const [means, ...warnings] = lineText(line, says, lines.slice(0, k), window)
    const single = !'+-eE#'.includes(line[0] ?? '#') && Object.keys(says).length > 0
    return {
      word: `  ${line}`,
      means: means ?? '',
      warnings: [
        ...warnings,
        ...(later && single ? [`${later.line} takes its place further down`] : []),
        ...(/[ \t\r]$/.test(line) && line[0] !== '#'
          ? ['the blank or return at its end counts']
          : []),
      ],
    }
  })
  const last = text.split('\n').at(-1) ?? ''
  const lost = {
    word: `  ${last}`,
    means: 'nothing',
    warnings: ['a last line of one byte counts only with its line feed'],
  }
  return last.length === 1 ? [...entries, lost] : entries
}

/** What a line means, then what is to be warned of. */
const lineText = (
  line: ByteString,
  says: Partial<Config>,
  before: readonly ConfigLine[],
  window: number,
): ByteString[] => {
  const value = line.slice(1)
  switch (line[0]) {
    case undefined:
      return ['nothing: an empty line']
    case '#':
      return ['a comment']
    case 's':
      return sizeText(value, says.size ?? 0, window)
    case 'n':
      return [
        says.files === 0
          ? 'deletes no old file'
          : `a rotation leaves ${counted(says.files ?? 0, 'old file')}`,
        ...numberTraps(value, ''),
      ]
    case 'N':
      return [
        `on a full disk old files are deleted as long as there are more than ${says.floor}, if that is less than n`,
        ...numberTraps(value, ''),
      ]
    case 't':
      return [
        says.age === 0
          ? 'never rotates by time'
          : `rotates what is not empty every ${counted(says.age ?? 0, 'second')}`,
        ...numberTraps(value, 'mh'),
      ]
    case '!':
      if (value === '') return ['nothing', 'there is no command: an earlier one stays in force']
      return [
        `finished files pass through sh -c ${quoted(value)}, and are replaced by what it writes; logging goes on meanwhile`,
      ]
    case 'p':
      if (value === '') return ['nothing', 'there is no text: an earlier one stays in force']
      return [`puts ${quoted(value)} before every line, behind the stamp; patterns do not see it`]
    case 'u':
    case 'U':
      return sendText(line, says)
    case '+':
    case '-':
    case 'e':
    case 'E':
      return patternText(line, before)
    default:
      return [
        'nothing: svlogd ignores it',
        ...(/^\s/.test(line) ? ['no blank may stand before the letter'] : []),
      ]
  }
}

const sizeText = (value: ByteString, size: number, window: number): ByteString[] => [
  size === 0
    ? 'no size ends a file'
    : `files have ${bytesText(size)} at most, and end with a line from ${Math.max(0, size - window)} on`,
  ...numberTraps(value, 'km'),
  ...(size > 0 && size < 2 * window
    ? [`less than two lines of ${window} bytes: files end early, or within lines`]
    : []),
]

const sendText = (line: ByteString, says: Partial<Config>): ByteString[] => {
  const { to } = says
  if (!to)
    return [
      'nothing',
      `no address and port like 192.0.2.1:514: svlogd warns of it, and the lines go to the log`,
    ]
  const where = `by UDP to ${to.address} port ${to.port}`
  return [
    line[0] === 'u'
      ? `sends the lines that are logged ${where} too`
      : `sends the selected lines ${where}, and logs none`,
  ]
}

const patternText = (line: ByteString, before: readonly ConfigLine[]): ByteString[] => {
  const [letter = ''] = line
  const pattern = line.slice(1)
  const lines = linesMatching(pattern, 'plus')
  const logs = '+-'.includes(letter)
  const rules = [...before.map((other) => other.line), line].flatMap((each) =>
    ruleOf(each, logs ? '+-' : 'eE'),
  )
  const selected = selectedBefore([{ do: 'reset', selected: logs }, ...rules]).at(-1)
  const all = lines === 'every line'
  const means: Readonly<Record<string, ByteString>> = {
    '+': `logs ${lines}`,
    '-': all ? 'logs no line' : `does not log ${lines}`,
    e: `copies to standard error ${lines}`,
    E: all ? 'copies no line to standard error' : `does not copy to standard error ${lines}`,
  }
  const idle: Readonly<Record<string, ByteString>> = {
    '+': 'no effect: every line is logged here anyway; put -* before it to log these alone',
    '-': 'no effect: no line is logged here anyway',
    e: 'no effect: every line is copied here anyway',
    E: 'no effect: no line is copied here anyway',
  }
  return [
    `${means[letter]}; a later line of this kind may say otherwise`,
    ...(idle[letter] !== undefined && selected === '+e'.includes(letter) ? [idle[letter]] : []),
    ...trapsIn(pattern, 'plus'),
  ]
}

/** A line as a rule, if it is of the kind with these letters. */
const ruleOf = (line: ByteString, letters: string): Action[] => {
  const k = letters.indexOf(line.charAt(0))
  if (line === '' || k < 0) return []
  return [{ do: k === 0 ? 'select' : 'deselect', pattern: line.slice(1), dialect: 'plus' }]
}

/** `units`: the letters that may stand behind digits. */
const numberTraps = (value: ByteString, units: string): ByteString[] => {
  const [digits = ''] = /^[0-9]*/.exec(value) ?? []
  if (digits === '')
    return [
      `there is no number: it counts as 0${/^\s/.test(value) ? '. No blank may stand before it' : ''}`,
    ]
  const behind = value.slice(digits.length)
  if (behind === '' || (behind.length === 1 && units.includes(behind))) return []
  const unit = units.includes(behind.charAt(0)) && behind !== '' ? behind.charAt(0) : ''
  if (unit !== '') return [`${behind.slice(1)} is ignored`]
  const known =
    units === '' ? 'there are no units' : `units are ${[...units].join(' and ')}, in lower case`
  return [`${known}: ${behind} is ignored, and this is ${numberIn(value)}`]
}
