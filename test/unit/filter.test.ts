// A filter's read error comes after all that was read.

import { expect, test } from 'vitest'
import { converting, filter } from '../../src/filter.js'
import { READ_SIZE } from '../../src/input/splitter.js'
import { MemoryFileSystem } from '../../src/system/memory-filesystem.js'
import { Calendar } from '../../src/time/calendar.js'
import { LabelConverter } from '../../src/time/label-converter.js'
import { universalTime } from '../../src/time/universal-time.js'

test('what waits for its end is written before a read error is told', async () => {
  const filesystem = new MemoryFileSystem()
  const output = filesystem.open('out', 'append', 0o644)
  const pieces = ['x @', '\n@4000']
  const read = (bytes: Uint8Array, from: number): number => {
    const piece = pieces.shift()
    if (piece === undefined) throw Object.assign(new Error('EIO'), { code: 'EIO' })
    bytes.set(Buffer.from(piece), from)
    return piece.length
  }

  const fault = await filter(
    converting(new LabelConverter(new Calendar(universalTime), READ_SIZE)),
    {
      reader: { read, wait: () => 'input' },
      filesystem,
      output,
      waitForRoom: () => undefined,
    },
  )

  expect(fault).toEqual({ operation: 'read-input', code: 'EIO' })
  expect(filesystem.snapshot('.').out?.content.toString()).toBe('x @\n@4000')
})
