// Input for the laws: lines of lengths around what a logger looks at, and where it is cut
// into reads.

import fc from 'fast-check'
import type { ByteString } from '../../src/bytes.js'

type Lines = {
  /** Bytes of a line, its end left out. */
  readonly length: fc.Arbitrary<number>
  /** What a line is made of. */
  readonly byte: fc.Arbitrary<ByteString>
  /** What ends a line; a line feed where nothing is said. */
  readonly end?: fc.Arbitrary<ByteString>
  /** How many lines there are at most. */
  readonly most?: number
}

/** Lines one after the other, often without the end of the last. */
export const linesOf = ({
  length,
  byte,
  end = fc.constant('\n'),
  most = 60,
}: Lines): fc.Arbitrary<Buffer> =>
  fc
    .tuple(fc.array(fc.record({ length, byte, end }), { maxLength: most }), fc.boolean())
    .map(([lines, ended]) => {
      const text = lines.map((line) => `${line.byte.repeat(line.length)}${line.end}`).join('')
      return Buffer.from(ended ? text : text.slice(0, -1), 'latin1')
    })

/** At most so many places to cut input of any length, as parts of it: 0 its start, 1 its end. */
export const cutsUpTo = (most: number): fc.Arbitrary<number[]> =>
  fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: most })

export const cuts = cutsUpTo(20)

/** `bytes` cut behind each line. */
export const linesIn = (bytes: Buffer): Buffer[] => {
  const lines: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf('\n', at) + 1 || bytes.length
    lines.push(bytes.subarray(at, end))
    at = end
  }
  return lines
}

/** `bytes` cut at these places; pieces may be empty. */
export const piecesOf = (bytes: Buffer, parts: readonly number[]): Buffer[] => {
  const places = parts.map((part) => Math.floor(part * bytes.length)).sort((a, b) => a - b)
  return [0, ...places].map((from, i) => bytes.subarray(from, places[i] ?? bytes.length))
}
