// TAI64N labels: moments to 24 hexadecimal digits and back. `spec/tai64.md §1, §2`.
//
// A label counts TAI seconds from 2^62, the start of 1970 TAI. Two dialects differ in how
// POSIX time becomes TAI:
//  - `djb` (tai64n, multilog, file names): always 10 s more, as if there had been no leap
//    second since. Labels round-trip exactly through any reader that takes off the same 10;
//  - `tai` (the s6 tools): TAI as it is, from the table of leap seconds.

import type { ByteString } from '../bytes.js'
import type { Instant } from './clock.js'
import { readWord, writeWord } from './digits.js'

const AT = 0x40
const WORD = 2 ** 32
/** The upper half of 2^62, the label of the start of 1970 TAI. */
const EPOCH = 0x40000000
/** TAI - UTC at the start of 1970 in whole seconds, and for ever in djb's dialect. */
const FIXED = 10

/** `@` and 24 digits. */
export const LABEL_LENGTH = 25

export type Dialect = 'djb' | 'tai'

/**
 * The inserted seconds, as TAI seconds from the start of 1970: from just after the k-th
 * (counted from 0) on, TAI - UTC is k + 11. `spec/tai64.md §2.4`; none is announced.
 */
export const INSERTED_SECONDS: readonly number[] = [
  0x04b2580a, 0x05a4ec0b, 0x07861f8c, 0x0967530d, 0x0b48868e, 0x0d2b0b8f, 0x0f0c3f10, 0x10ed7291,
  0x12cea612, 0x159fca93, 0x1780fe14, 0x19623195, 0x1d25ea16, 0x21dae517, 0x259e9d98, 0x277fd119,
  0x2a50f59a, 0x2c32291b, 0x2e135c9c, 0x30e7241d, 0x33b8489e, 0x368c101f, 0x43b71ba0, 0x495c07a1,
  0x4fef9322, 0x55932da3, 0x586846a4,
]

/** TAI seconds from the start of 1970 at a POSIX second. */
export const toTai = (posix: number, dialect: Dialect): number => {
  let tai = posix + FIXED
  if (dialect === 'djb') return tai
  for (const inserted of INSERTED_SECONDS) {
    if (tai < inserted) break
    tai++
  }
  return tai
}

/** The POSIX second of a TAI second; `leap` where it is inserted after that second, a :60. */
export const fromTai = (
  tai: number,
  dialect: Dialect,
): { readonly seconds: number; readonly leap: boolean } => {
  if (dialect === 'djb') return { seconds: tai - FIXED, leap: false }
  const passed = INSERTED_SECONDS.filter((inserted) => inserted <= tai)
  return { seconds: tai - FIXED - passed.length, leap: passed.at(-1) === tai }
}

/**
 * The POSIX second whose label by djb's rule has the digits that a moment's label has by
 * `dialect`. In djb's an inserted second has none of its own: it is the one before.
 */
export const asLabelled = (
  { seconds, leap }: { readonly seconds: number; readonly leap: boolean },
  dialect: Dialect,
): number => toTai(seconds, dialect) - FIXED + (leap && dialect === 'tai' ? 1 : 0)

/**
 * Writes the 24 digits of a moment at bytes[at]: `posix` seconds (|posix| < 2^53) and
 * nanoseconds, 0 to 999999999.
 */
export const writeDigits = (
  bytes: Uint8Array,
  at: number,
  posix: number,
  nanoseconds: number,
  dialect: Dialect = 'djb',
): void => {
  const tai = toTai(posix, dialect)
  const upper = Math.floor(tai / WORD)
  writeWord(bytes, at, EPOCH + upper)
  writeWord(bytes, at + 8, tai - upper * WORD)
  writeWord(bytes, at + 16, nanoseconds)
}

/** Writes the 25 bytes of `@` and the digits. */
export const writeLabel = (
  bytes: Uint8Array,
  at: number,
  posix: number,
  nanoseconds: number,
  dialect: Dialect = 'djb',
): void => {
  bytes[at] = AT
  writeDigits(bytes, at + 1, posix, nanoseconds, dialect)
}

/**
 * The seconds of the 16 digits at bytes[at], either case: TAI from the start of 1970, as a
 * number where that and anything near it is exact, as a bigint elsewhere. Undefined where
 * they are no label: not all digits, or in the reserved upper half.
 */
export const readTai = (bytes: Uint8Array, at: number): number | bigint | undefined => {
  const upper = readWord(bytes, at)
  const lower = readWord(bytes, at + 8)
  if (upper < 0 || upper >= 2 ** 31 || lower < 0) return undefined
  const tai = (upper - EPOCH) * WORD + lower
  if (Math.abs(tai) <= 2 ** 52) return tai
  return BigInt(upper - EPOCH) * BigInt(WORD) + BigInt(lower)
}

/** `readTai` in POSIX seconds by djb's rule. */
export const readSeconds = (bytes: Uint8Array, at: number): number | bigint | undefined => {
  const tai = readTai(bytes, at)
  if (tai === undefined) return undefined
  return typeof tai === 'bigint' ? tai - BigInt(FIXED) : tai - FIXED
}

/** The nanoseconds of the 8 digits at bytes[at], or -1 where they are none of a label. */
export const readNanoseconds = (bytes: Uint8Array, at: number): number => {
  const nanoseconds = readWord(bytes, at)
  return nanoseconds <= 999999999 ? nanoseconds : -1
}

const LOWERCASE = /^@[0-7][0-9a-f]{23}$/

/** Whether `name` is a whole label as programs write it: lowercase, in range. */
export const isLabel = (name: ByteString): boolean =>
  LOWERCASE.test(name) && Number.parseInt(name.slice(17), 16) <= 999999999

/** The label of an instant, as in a file name. */
export const labelOf = (
  { seconds, nanoseconds }: Instant,
  dialect: Dialect = 'djb',
): ByteString => {
  const tai = toTai(seconds, dialect)
  const upper = Math.floor(tai / WORD)
  return `@${eight(EPOCH + upper)}${eight(tai - upper * WORD)}${eight(nanoseconds)}`
}

const eight = (word: number): ByteString => word.toString(16).padStart(8, '0')

/**
 * The instant a name is the label of (djb's rule). Undefined where `isLabel` says no, and
 * where no number holds the seconds: 140 million years from now, and before.
 */
export const parseLabel = (name: ByteString): Instant | undefined => {
  if (!isLabel(name)) return undefined
  const bytes = Buffer.from(name, 'latin1')
  const seconds = readSeconds(bytes, 1)
  return typeof seconds === 'number'
    ? { seconds, nanoseconds: readNanoseconds(bytes, 17) }
    : undefined
}

/** The instant of a label by `dialect`, from what it is by djb's rule. */
export const reread = (instant: Instant, dialect: Dialect): Instant => ({
  ...instant,
  seconds: fromTai(toTai(instant.seconds, 'djb'), dialect).seconds,
})
