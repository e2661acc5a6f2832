// Where there is no kernel, its twins serve, however large the flood.

import { afterEach, expect, test, vi } from 'vitest'
import { Splitter } from '../../../src/input/splitter.js'
import { Kernel } from '../../../src/kernel/kernel.js'
import { Calendar } from '../../../src/time/calendar.js'
import { ManualClock } from '../../../src/time/clock.js'
import { stampFormat } from '../../../src/time/formats.js'
import { LabelConverter } from '../../../src/time/label-converter.js'
import { universalTime } from '../../../src/time/universal-time.js'

const LABEL = '@400000005f5e100a075bcbf4'

afterEach(() => {
  vi.restoreAllMocks()
})

test('lines are stamped', () => {
  const open = vi.spyOn(Kernel, 'open').mockReturnValue(undefined)
  const clock = new ManualClock({ seconds: 1_600_000_000, nanoseconds: 123456500 })
  const stamp = { format: stampFormat('tai64n', universalTime), clock }
  const splitter = new Splitter({ window: 0, completeLastLine: false }, stamp, undefined, 0)

  const seen = ['a\n', 'b\n'].map((text) => {
    splitter.bytes.write(text, splitter.readAt)
    splitter.accept(text.length)
    const { bytes, start, end } = splitter.next() ?? { bytes: Buffer.alloc(0), start: 0, end: 0 }
    const stamped = Buffer.from(bytes.subarray(start, end)).toString()
    splitter.next()
    return stamped
  })

  expect(open).toHaveBeenCalledOnce()
  expect(seen).toEqual([`${LABEL} a\n`, `${LABEL.slice(0, -1)}5 b\n`])
})

test('labels are converted', () => {
  vi.spyOn(Kernel, 'open').mockReturnValue(undefined)
  const converter = new LabelConverter(new Calendar(universalTime), 100)

  converter.speedUp()
  converter.bytes.write(`${LABEL} a\n`, converter.readAt)
  const count = converter.convert(LABEL.length + 3)

  expect(converter.output.toString('latin1', 0, count)).toBe('2020-09-13 12:26:40.123456500 a\n')
})
