// The command line of s6-log before its script. `spec/s6-log.md §1`.

import type { ByteString } from '../src/bytes.js'
import { Letters } from './letters.js'

/** By the letters after a dash. */
export const options: Readonly<Record<string, string>> = {
  d: 'descriptor to write a line feed to once everything is open',
  q: 'say less',
  v: 'say more',
  b: 'read nothing while anything waits in memory',
  p: 'ignore TERM',
  l: 'bytes of a line at most; longer ones are cut',
  t: 'milliseconds to wait for the rest of a line after TERM or HUP',
}

/** What the options ask for. */
export type Options = {
  readonly notify?: number
  /** Warnings are said at 1 and above. */
  readonly verbosity: number
  readonly blocking: boolean
  readonly protect: boolean
  /** Bytes; 0 for any number. */
  readonly limit: number
  /** Milliseconds; 0 for ever. */
  readonly patience: number
}

const TAKE_NUMBERS = 'dlt'
const MOST = 0xffffffff

/** Options and the script behind them; undefined where the usage is to be said. */
export const parseOptions = (
  words: readonly ByteString[],
): { readonly options: Options; readonly script: readonly ByteString[] } | undefined => {
  const numbers: { d?: number; l?: number; t?: number } = {}
  const flags = { b: false, p: false }
  let verbosity = 1
  const letters = new Letters(words)
  for (const letter of letters) {
    if (!Object.hasOwn(options, letter)) return undefined
    if (letter === 'q') verbosity = Math.max(0, verbosity - 1)
    if (letter === 'v') verbosity++
    if (letter === 'b' || letter === 'p') flags[letter] = true
    if (!TAKE_NUMBERS.includes(letter)) continue
    const value = numberIn(letters.value(), MOST)
    if (value === undefined) return undefined
    numbers[letter as 'd' | 'l' | 't'] = value
  }
  const { d, l = 8192, t = 2000 } = numbers
  return {
    options: {
      ...(d !== undefined && { notify: d }),
      verbosity,
      blocking: flags.b,
      protect: flags.p,
      limit: l === 0 ? 0 : Math.max(48, l),
      patience: t > 0x7fffffff ? 0 : t,
    },
    script: letters.rest,
  }
}

/** A number of decimal digits alone, `most` at most; undefined for anything else. §1, 4. */
export const numberIn = (text: ByteString | undefined, most: number): number | undefined => {
  const number = bigNumberIn(text, BigInt(most))
  return number === undefined ? undefined : Number(number)
}

/** The same for numbers beyond what is exact. */
export const bigNumberIn = (text: ByteString | undefined, most: bigint): bigint | undefined => {
  if (text === undefined || !/^[0-9]+$/.test(text) || text.includes('\n')) return undefined
  const number = BigInt(text)
  return number <= most ? number : undefined
}
