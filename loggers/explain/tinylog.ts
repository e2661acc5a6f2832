// tinylog's options in words. `spec/tinylog.md §1, §11`.

import type { ByteString } from '../../src/bytes.js'
import { counted } from '../../src/inspection/amounts.js'
import { type Options, parse, planOf } from '../tinylog.js'
import { MISUSE } from '../world.js'
import { bytesText, type Explanation } from './explanation.js'
import { letterEntries } from './option-letters.js'

/** Letters whose value follows. */
const VALUED = 'kms'

/** Words of tinylog. */
export const explainTinylog = (words: readonly ByteString[]): Explanation => {
  const { entries, wrong, rest } = letterEntries(words, {
    valued: VALUED,
    text: optionText,
    isLast: (letter) => 'hV'.includes(letter),
    end: ['ends the options'],
  })
  const parsed = parse(words)
  if ('asked' in parsed) return { entries, warnings: [], labels: [] }
  if ('refused' in parsed) {
    const message = `tinylog: usage error: ${parsed.refused}`
    const refusal = { message, code: MISUSE, ...(wrong !== undefined && { at: wrong }) }
    return { entries, warnings: [], refusal, labels: [] }
  }
  const at = words.length - rest.length
  const ignored = words.slice(at + 1).map((word, k) => ({
    word,
    at: at + 1 + k,
    means: 'nothing: tinylog has one directory',
    warnings: /^-/.test(word) ? ['options come before the directory'] : [],
  }))
  const plan = planOf(parsed, 0)
  const directory = { word: parsed.directory, at, means: directoryText(parsed), warnings: [] }
  return {
    entries: [...entries, directory, ...ignored],
    warnings: [],
    plan,
    labels: [parsed.directory],
  }
}

/** What an option means, then what is to be warned of; nothing of one that is none. */
const optionText = (letter: string, value: ByteString | undefined): ByteString[] => {
  if (VALUED.includes(letter) && !/^[0-9]+$/.test(value ?? '')) return []
  const number = Number(value)
  switch (letter) {
    case 'h':
      return ['says its usage, and does nothing else']
    case 'V':
      return ['says which version it is, and does nothing else']
    case 'k':
      return [number === 0 ? 'keeps no archive' : `keeps ${counted(number, 'archive')}`]
    case 'm':
      return [
        number === 0
          ? 'every line is a file of its own'
          : `a line begins a new file once the last one is ${counted(number, 'second')} old`,
        'perp has no -m: its fork has',
      ]
    case 'r':
      return ['archives what an earlier run has left in current, at the start']
    case 's':
      return [
        `files have less than ${bytesText(Math.max(number, 2000))}`,
        ...(number < 2000 ? ['less than 2000 cannot be: 2000 it is'] : []),
      ]
    case 't':
      return ['puts universal time like 20251113T021320.123456: and a blank before every line']
    case 'z':
      return ['compresses archives while logging goes on, by gzip or what TINYLOG_ZIP names']
    default:
      return []
  }
}

const directoryText = ({ directory, size, kept, age, compressed }: Options): ByteString => {
  const often = age === undefined || age === 0 ? '' : `, or as it is ${counted(age, 'second')} old`
  const small = compressed ? ', compressed' : `: ${bytesText((kept + 1) * size)} at most`
  return `appends every line, cut to 1000 bytes, to ${directory}/current, which becomes an archive before the line that would make it ${bytesText(size)}${often}; ${counted(kept, 'archive')} kept${small}`
}
