// The directives of multilog that hold for directories behind them, in words, and what in them
// is likely to be a mistake. `spec/multilog.md §1.1`.

import type { ByteString } from '../../src/bytes.js'
import { counted } from '../../src/inspection/amounts.js'
import type { DirectoryPlan } from '../../src/plan.js'
import { bytesText } from './explanation.js'

/** The largest size that daemontools' own multilog takes. */
const COMMON_SIZE = 16777215
/** How far below its size a file may end. */
const RESERVE = 2000

/** What a setting does to the files of `directories`. */
export const settingText = (
  word: ByteString,
  set: Partial<DirectoryPlan>,
  directories: ByteString,
): ByteString => {
  const { maximum = 0, files = 0, processor = '', code = '' } = set
  switch (word[0]) {
    case 's':
      return `files of ${directories} have ${bytesText(maximum)} at most, and end with a line from ${maximum - RESERVE} on`
    case 'n':
      return `${counted(files, 'file')} are kept in ${directories}: current and ${counted(files - 1, 'finished one')}`
    case '!':
      return `finished files of ${directories} pass through sh -c "${processor}", and are replaced by what it writes; logging waits meanwhile. One that fails is run again after 5 seconds, and so on`
    default:
      return `names of finished files in ${directories} end with .${code}`
  }
}

/** A word that not every multilog knows. */
export const onlyIn = (of: ByteString | undefined): ByteString[] =>
  of === undefined ? [] : [`known to ${of} and ours; daemontools' own ignores it`]

/** A word of which only the first letter counts. */
export const restIgnored = (word: ByteString): ByteString[] =>
  word.length > 1
    ? [
        `the first letter says it all: ${word.slice(1)} is ignored. If this is a directory, write ./ before it`,
      ]
    : []

/** What is to be warned of. */
export const settingTraps = (word: ByteString, set: Partial<DirectoryPlan>): ByteString[] => {
  const rest = word.slice(1)
  const [digits = ''] = /^[0-9]*/.exec(rest) ?? []
  const behind = rest.slice(digits.length)
  switch (word[0]) {
    case 's':
      return [...numberTraps(digits, behind), ...sizeTraps(digits, set.maximum ?? 0)]
    case 'n':
      return [
        ...numberTraps(digits, behind),
        ...(String(set.files) === stripped(digits) || digits === ''
          ? []
          : [`fewer than 2 files cannot be: ${set.files} it is`]),
      ]
    case '!':
      return rest.trim() === ''
        ? ['an empty command empties every finished file: there is no way back to no processor']
        : []
    default:
      return [
        ...onlyIn('daemontools-encore'),
        ...(rest.includes('/')
          ? ['a name with a slash can never be made: rotation waits for ever']
          : []),
      ]
  }
}

const stripped = (digits: ByteString): ByteString => digits.replace(/^0+(?=.)/, '')

const numberTraps = (digits: ByteString, behind: ByteString): ByteString[] => {
  if (digits === '')
    return ['there is no number: it counts as 0, and that as the least there can be']
  return behind === '' ? [] : [`there are no units: ${behind} is ignored`]
}

const sizeTraps = (digits: ByteString, maximum: number): ByteString[] => [
  ...(digits !== '' && stripped(digits) !== String(maximum)
    ? [`sizes are 4096 to 2147483647: ${maximum} it is`]
    : []),
  ...(maximum > COMMON_SIZE
    ? [`daemontools' own multilog takes no more than ${COMMON_SIZE}, and would make that of it`]
    : []),
]
