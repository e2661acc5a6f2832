// What `logrun explain` says of a command line, before anybody lays it out.

import type { ByteString } from '../../src/bytes.js'
import type { Plan } from '../../src/plan.js'

/** One directive or option in words. */
export type Entry = {
  readonly word: ByteString
  /** Which of the logger's words it is, or begins with; none of a line in a file. */
  readonly at?: number
  readonly means: ByteString
  readonly warnings: readonly ByteString[]
}

/** Why the logger would not start. */
export type Refusal = {
  /** What it would say. */
  readonly message: ByteString
  readonly code: number
  /** Which of its words is wrong, where it is one. */
  readonly at?: number
}

/** A logger's command line in words. */
export type Explanation = {
  readonly entries: readonly Entry[]
  /** What is to be said of the whole. */
  readonly warnings: readonly ByteString[]
  readonly refusal?: Refusal
  /** What it would do; absent where it would refuse. */
  readonly plan?: Plan
  /** By action of the plan, the directive it comes from; undefined where none says so. */
  readonly labels: readonly (ByteString | undefined)[]
}

/** Where the logger would be started, and what is there. */
export type Place = {
  /** The path meant by one that is relative to there. */
  readonly at: (path: ByteString) => ByteString
  /** Whether something has this path. */
  readonly has: (path: ByteString) => boolean
}

const KIBI = 1024
const SCALES = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB']

/** A number of bytes; a large one in a larger unit too. */
export const bytesText = (count: number): string => {
  const plain = count === 1 ? '1 byte' : `${count} bytes`
  if (count < 10 * KIBI || !Number.isFinite(count)) return plain
  const scale = Math.min(Math.floor(Math.log2(count) / 10), SCALES.length)
  const scaled = count / KIBI ** scale
  return `${plain} (${scaled.toFixed(scaled < 10 ? 1 : 0).replace(/\.0$/, '')} ${SCALES[scale - 1]})`
}
