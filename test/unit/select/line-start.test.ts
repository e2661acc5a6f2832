import { expect, test } from 'vitest'
import { toBytes } from '../../../src/bytes.js'
import { alike, type LineStart } from '../../../src/select/line-start.js'
import { batchOf } from '../../helpers/patterns.js'

const LINE = '@0f one\n'
const STAMP = '@0f '.length

/** Lines that begin with the state `row`, and these bytes awaited. */
const start = (awaited: string, row = 0): LineStart<unknown> => {
  const waiting = new Int32Array(256)
  for (const byte of toBytes(awaited)) waiting[byte] = 5
  return {
    row,
    waiting,
    pending: awaited.length,
    outcome: { id: 0, matched: [], settled: undefined, final: 0, next: new Map() },
  }
}

test.each([
  ['the blank behind it alone', start(' '), LINE, STAMP],
  ['letters of no stamp too', start(' xyz'), LINE, STAMP],
  ['nothing of it', start('x'), LINE, 0],
  ['its first byte', start(' @'), LINE, 0],
  ['a digit it has', start(' f'), LINE, 0],
  ['a digit the next one may have', start(' 7'), LINE, 0],
  ['a blank in its midst too', start(' '), '@ f one\n', 0],
  ['all of it, by patterns under way', start(' ', 7), LINE, 0],
])('stamps come to the same where patterns look at: %s', (_, lineStart, line, count) => {
  const batch = { ...batchOf(line), stamp: STAMP }

  expect(alike(lineStart, batch, batch.start)).toBe(count)
})

test('lines without stamps have nothing in common', () => {
  expect(alike(start(' '), batchOf(LINE), 3)).toBe(0)
})
