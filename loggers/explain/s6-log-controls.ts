// The directives of s6-log that hold for actions behind them, in words. `spec/s6-log.md §2`.

import type { ByteString } from '../../src/bytes.js'
import { counted } from '../../src/inspection/amounts.js'
import { bytesText } from './explanation.js'
import { trapsIn } from './patterns.js'

/** First bytes of the actions a control is for. */
const FOR: Readonly<Record<string, string>> = {
  E: '2',
  '^': '=',
  p: '12=./',
  t: '12=./',
  T: '12=./',
}
const DIRECTORIES = './'

/** What the control at `k` means, then what is to be warned of; nothing of what is none. */
export const controlText = (
  word: ByteString,
  k: number,
  words: readonly ByteString[],
): ByteString[] => {
  const letter = word.charAt(0)
  const means = meaningOf(letter, word.slice(1))
  if (means === undefined) return misunderstood(word)
  const actions = FOR[letter] ?? DIRECTORIES
  const isFor = (other: ByteString): boolean => other !== '' && actions.includes(other.charAt(0))
  const next = words.findIndex((other, j) => j > k && isFor(other))
  if (next < 0) return [means, `nothing it holds for comes after it: it has no effect`]
  const again = words.findIndex((other, j) => j > k && other.charAt(0) === letter)
  const replaced = again >= 0 && again < next && !'tT'.includes(letter)
  return [
    means,
    ...(replaced ? [`${words[again]} takes its place before anything has used it`] : []),
  ]
}

const meaningOf = (letter: string, value: ByteString): ByteString | undefined => {
  const number = Number(value)
  switch (letter) {
    case 'n':
      return number === 0
        ? 'no archives in the directories behind it'
        : `${counted(number, 'archive')} in each of the directories behind it, current not counted`
    case 's':
      return `files of the directories behind it have a size of ${bytesText(Math.min(Math.max(number, 4096), 268435455))}${number < 4096 || number > 268435455 ? ' (4096 to 268435455 can be)' : ''}; they end at the first line end from that less l on`
    case 'S':
      return number === 0
        ? 'no bound on the sizes of all archives together'
        : `archives of each of the directories behind it have ${bytesText(number)} together at most`
    case 'l':
      return `a file may end ${bytesText(number)} below its size, at the end of a line`
    case 'r':
      return `what fails in the directories behind it is tried again after ${number} ms`
    case 'R':
      return number === 0
        ? 'no rotation by time'
        : `the directories behind it are rotated every ${counted(number, 'second')}, if not empty`
    case 'E':
      return number === 0
        ? 'alerts behind it show all of a line'
        : `alerts behind it show ${bytesText(number)} of a line`
    case '^':
      return number === 0
        ? 'status files behind it have the length of their line'
        : `status files behind it have ${bytesText(number)}`
    case 'p':
      return value === ''
        ? 'no prefix from here on'
        : `puts "${value} " before lines of the actions behind it; expressions do not see it`
    case '!':
      return value === ''
        ? 'no processor from here on'
        : `finished files of the directories behind it pass through execlineb -Pc "${value}", and are replaced by what it writes`
    case '?':
      return value === ''
        ? 'no processor from here on'
        : `finished files of the directories behind it pass through sh -c "${value}", and are replaced by what it writes`
    case 't':
      return 'puts a TAI64N label of true TAI and a blank before lines of the next action, and of that alone; expressions do not see it'
    case 'T':
      return 'puts local date and time before lines of the next action, and of that alone; expressions do not see it'
    default:
      return undefined
  }
}

/** Words that are none, and what they may have been meant for. */
const misunderstood = (word: ByteString): ByteString[] => {
  if (word === 'e') return ['', 'e is gone since 2.10: write 2']
  return ['', ...(/^[+-]/.test(word) ? trapsIn(word.slice(1), 'ere') : [])]
}
