// Sets of bytes as the kernel looks for them, sixteen bytes at a time.

import { only } from '../select/byte-set.js'
import type { MatchStart } from '../select/match-starts.js'

/** Bytes that a set takes, as `find` of assembly/sets.ts reads it. */
export const SET = 32

/** Bytes that beginnings of matches take, as `findMatchStart` reads them. */
export const MATCH_STARTS = 3 * 32

/** Of a set there are two halves, for bytes below 128 and others: see `find`. */
export const fillSet = (set: Buffer, has: (byte: number) => boolean): void => {
  set.fill(0)
  for (let byte = 0; byte < 256; byte++) {
    const place = (byte & 15) + (byte < 128 ? 0 : 16)
    if (has(byte)) set[place] = (set[place] as number) | (1 << ((byte >> 4) & 7))
  }
}

/** Each awaited byte is in one of eight groups, with all that may follow it. */
export const fillMatchStarts = (sets: Buffer, starts: readonly MatchStart[]): void => {
  sets.fill(0)
  const bytes = [...new Set(starts.map(({ byte }) => byte))]
  for (const { byte, second, third } of starts) {
    const group = 1 << (bytes.indexOf(byte) & 7)
    for (const [place, set] of [only(byte), second, third].entries())
      for (let each = 0; each < 256; each++) {
        if (set[each] === 0) continue
        for (const at of [32 * place + (each & 15), 32 * place + 16 + (each >> 4)])
          sets[at] = (sets[at] as number) | group
      }
  }
}
