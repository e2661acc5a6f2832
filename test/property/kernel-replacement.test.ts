// Bytes put in place of others, by the kernel and by its plain twin.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Batch, emptyBatch } from '../../src/batch.js'
import { type Replacement, replace, replacementTable } from '../../src/input/replacement.js'
import { inKernel } from '../../src/kernel/batches.js'

const ROOM = 4096

const line = fc
  .tuple(
    fc.string({ unit: fc.constantFrom('a', 'b', '\t', '\x01', '\x7f', '\xff'), maxLength: 40 }),
    fc.constantFrom('', 'a'.repeat(50), '\xe9'.repeat(70)),
  )
  .map(([text, more]) => `${text}${more}${text}`)

const replacement: fc.Arbitrary<Replacement> = fc.record({
  by: fc.constantFrom(0x5f, 0x01, 0x61),
  of: fc.constantFrom('unprintable', 'controls'),
  also: fc.constantFrom('', 'b', 'a\n\xff'),
})

test('kernel and twin replace the same bytes', () => {
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 12 }),
      fc.boolean(),
      fc.boolean(),
      fc.constantFrom(1, 16, 33, 1000, Number.POSITIVE_INFINITY),
      fc.nat(20),
      replacement,
      (lines, ended, continued, window, start, asked) => {
        const text = Buffer.from(
          `${'\x02'.repeat(start)}${lines.join('\n')}${ended ? '\n' : ''}\x03`,
          'latin1',
        )
        const room = Buffer.alloc(ROOM)
        room.set(text)
        const plain = { ...emptyBatch(text, ROOM), start, end: text.length - 1, continued }
        const fast: Batch = { ...plain }
        const kernel = inKernel(fast, room, [0, text.length])
        if (!kernel) throw new Error('no kernel here')
        const table = replacementTable(asked)

        replace(plain, window, table)
        replace(fast, window, table)

        const seen = kernel.bytes.subarray(0, text.length).toString('latin1')
        expect(seen).toBe(text.toString('latin1'))
      },
    ),
    { numRuns: 500 },
  )
})
