// svlogd's options and the `config` of each directory in words. `spec/svlogd.md §1, §3`.

import type { ByteString } from '../../src/bytes.js'
import type { Action } from '../../src/plan.js'
import { Letters } from '../letters.js'
import { type Options, parse, planOf, type Reading, readConfig, textOf, USAGE } from '../svlogd.js'
import { DEFAULTS } from '../svlogd-config.js'
import { TROUBLE } from '../world.js'
import type { Entry, Explanation, Place, Refusal } from './explanation.js'
import { type LetterEntries, letterEntries } from './option-letters.js'
import { configEntries, directoryText } from './svlogd-config.js'

/** Letters whose value follows. */
const VALUED = 'rRlb'

/** Words of svlogd, and what is in the directories they name. */
export const explainSvlogd = (words: readonly ByteString[], place: Place): Explanation => {
  const parsed = parse(words)
  const letters = optionEntries(words)
  if ('refused' in parsed) {
    const { wrong } = letters
    const said = parsed.version ? 'its version, then its usage' : `${parsed.refused}${USAGE}`
    const refusal: Refusal = {
      message: said,
      code: TROUBLE,
      ...(wrong !== undefined && { at: wrong }),
    }
    return {
      entries: letters.entries,
      warnings: hintsOn(words, parsed.refused),
      refusal,
      labels: [],
    }
  }
  const { directories } = parsed
  const readings = directories.map((path) => readConfig(place.at(path)))
  const plan = planOf(parsed, readings)
  const first = words.length - directories.length
  return {
    entries: [
      ...letters.entries,
      ...directories.flatMap((path, k) =>
        directoryEntries(path, first + k, readings[k], parsed, place, directories.slice(0, k)),
      ),
    ],
    warnings: [],
    plan,
    labels: labelsOf(plan.actions),
  }
}

const optionEntries = (words: readonly ByteString[]): LetterEntries => {
  const all = stampsIn(words)
  let stamps = 0
  return letterEntries(words, {
    valued: VALUED,
    closing: /^--/,
    text: (letter, value) => {
      if (letter === 't') stamps++
      return optionText(letter, value, [stamps, all])
    },
    isLast: (letter, value) =>
      letter === 'V' ||
      (letter === 'r' && value?.length !== 1) ||
      (VALUED.includes(letter) && value === undefined),
    end: ['ends the options', 'svlogd has no long options: this is like --'],
  })
}

const stampsIn = (words: readonly ByteString[]): number => {
  const letters = new Letters(words, /^--/)
  let count = 0
  for (const letter of letters) {
    if (letter === 't') count++
    if (VALUED.includes(letter)) letters.value()
  }
  return count
}

const STAMPS = [
  'a TAI64N label (@ and 24 digits)',
  'universal time like 2026-11-20_12:05:13.97942',
  'universal time like 2026-11-20T12:05:13.97942',
]

/** `k`: which -t it is, of how many. */
const stampText = (k: number, all: number): ByteString =>
  k < Math.min(all, STAMPS.length)
    ? `counts: there are ${all} of them`
    : `puts ${STAMPS[Math.min(all, STAMPS.length) - 1]} and a blank before every line; patterns do not see it`

/** What an option means, then what is to be warned of; nothing of one that is none. */
const optionText = (
  letter: string,
  value: ByteString | undefined,
  stamps: readonly [number, number],
): ByteString[] => {
  switch (letter) {
    case 't':
      return [stampText(...stamps)]
    case 'r':
      return [
        `puts ${value ?? ''} in place of every byte that cannot be printed, and of all that are not ASCII`,
        ...(value !== undefined && value.length !== 1 ? ['it must be one byte'] : []),
      ]
    case 'R':
      return [`replaces each of the bytes ${value ?? ''} too, by _ where no -r says otherwise`]
    case 'l':
      return [
        'so many bytes of a line are looked at by patterns, and shown by e and u; the log gets all of it',
        ...digitsAlone(value, 1000),
      ]
    case 'b':
      return [
        'must be more than that of -l, which is 1000 where it is not given; else it means nothing to ours',
        ...digitsAlone(value, 1024),
      ]
    case 'v':
      return ['says on standard error what it does']
    case 'V':
      return ['says which version it is and its usage, and does nothing else']
    default:
      return []
  }
}

const digitsAlone = (value: ByteString | undefined, otherwise: number): ByteString[] => {
  const [digits = ''] = /^[0-9]*/.exec(value ?? '') ?? []
  if (Number(digits) === 0) return [`there is no number: ${otherwise} it is`]
  return digits === value ? [] : [`only ${digits} counts of it`]
}

const hintsOn = (words: readonly ByteString[], refused: ByteString): ByteString[] => {
  if (refused !== '') return []
  const sized = words.some((word) => /^-[tv]*[lb]/.test(word))
  return sized
    ? ['-b must be more than -l (1024 and 1000 where not given), and a directory must follow']
    : []
}

const directoryEntries = (
  path: ByteString,
  at: number,
  reading: Reading = { config: DEFAULTS, read: false },
  options: Options,
  place: Place,
  before: readonly ByteString[],
): Entry[] => {
  const there = place.at(path)
  const warnings = [
    ...(place.has(there)
      ? []
      : ['no such directory here: svlogd makes none, warns and goes on without it']),
    ...(before.some((other) => place.at(other) === there)
      ? ['given twice: the second one finds it locked, warns and is left out']
      : []),
    ...(/^-/.test(path) ? ['this is a directory: options end at the first word that is none'] : []),
    ...(reading.fault
      ? [`its config cannot be read (${reading.fault.code}): what holds without one holds`]
      : []),
  ]
  const directory = {
    word: path,
    at,
    means: directoryText(path, reading.config, options.line),
    warnings,
  }
  return reading.read
    ? [directory, ...configEntries(textOf(`${there}/config`), options.line)]
    : [directory]
}

/** The lines of a `config` that its actions come from, and where lines go. */
const labelsOf = (actions: readonly Action[]): (ByteString | undefined)[] => {
  let [select, deselect] = ['+', '-']
  return actions.map((action) => {
    switch (action.do) {
      case 'reset':
        ;[select, deselect] = action.selected ? ['+', '-'] : ['e', 'E']
        return undefined
      case 'select':
        return `${select}${action.pattern}`
      case 'deselect':
        return `${deselect}${action.pattern}`
      case 'alert':
        return 'standard error'
      case 'send':
        return 'UDP'
      case 'log':
        return action.directory.path
      default:
        return undefined
    }
  })
}
