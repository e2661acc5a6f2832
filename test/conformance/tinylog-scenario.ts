// What the scenarios of tinylog share.

import type { ByteString } from '../../src/bytes.js'

/** What it says before anything else. */
export const STARTING = 'tinylog[PID]: starting for logging in ./main ...\n'

/** ... and then this warning, or what ends it. */
export const warned = (text: string): string => `${STARTING}warning: tinylog[PID]: ${text}\n`
export const fatal = (text: string): string => `${STARTING}error: tinylog[PID]: fatal: ${text}\n`

/** `count` records of `size` bytes each, line feed included, no two alike. */
export const records = (count: number, size = 100, from = 0): ByteString =>
  Array.from({ length: count }, (_, k) => `${String(from + k).padStart(size - 1, '.')}\n`).join('')

/** The old archive number k, of the distant past. */
export const old = (k: number, rest = '.s'): string =>
  `_20010101T000000.${String(k).padStart(6, '0')}${rest}`
