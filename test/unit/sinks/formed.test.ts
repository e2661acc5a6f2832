// Lines in the form of one sink: stamps, prefix, and where they are cut.

import { expect, test } from 'vitest'
import type { Batch } from '../../../src/batch.js'
import { READ_SIZE, Splitter } from '../../../src/input/splitter.js'
import { EVERYTHING } from '../../../src/select/selector.js'
import { Formed, type LineForm } from '../../../src/sinks/formed.js'
import type { Sink } from '../../../src/sinks/sink.js'
import { type Clock, ManualClock } from '../../../src/time/clock.js'
import { stampFormat } from '../../../src/time/formats.js'

const universal = stampFormat('universal-t', () => undefined)

/** What each batch came out as; a mark where it goes on or began earlier. */
const taken = (form: LineForm, pieces: readonly string[], clock: Clock, window = 5): string[] => {
  const seen: string[] = []
  const sink: Sink = {
    open: () => undefined,
    take: (batch: Batch) => {
      const text = Buffer.from(batch.bytes.subarray(batch.start, batch.end)).toString('latin1')
      seen.push(`${batch.continued ? '>' : ''}${text}${batch.open ? '>' : ''}`)
    },
    rotate: () => undefined,
    finish: () => undefined,
    settle: () => undefined,
  }
  const formed = new Formed(form, sink)
  const splitter = new Splitter({ window, completeLastLine: true }, undefined, clock)
  for (const piece of pieces) {
    splitter.accept(splitter.bytes.write(piece, splitter.readAt, READ_SIZE, 'latin1'))
    for (let batch = splitter.next(); batch; batch = splitter.next()) formed.take(batch, EVERYTHING)
    if (clock instanceof ManualClock) clock.advance(1000)
  }
  const last = splitter.finish()
  if (last) formed.take(last, EVERYTHING)
  return seen
}

const clock = (): ManualClock => new ManualClock({ seconds: 1600000000, nanoseconds: 123456789 })

test('a prefix stands before every line, and once before one that goes on', () => {
  const form = { stamps: [], prefix: 'P ' }

  const seen = taken(form, ['a\n\nbcdefg', 'h\ni\n'], clock())

  expect(seen).toEqual(['P a\nP \nP bcdefg>', '>h\nP i\n'])
})

test('a stamp tells when the first byte of its line came', () => {
  const form = { stamps: [universal], prefix: '' }

  const seen = taken(form, ['a\nb', 'c\nd\n', 'e'], clock())

  expect(seen).toEqual([
    '2020-09-13T12:26:40.12345 a\n',
    '2020-09-13T12:26:40.12345 bc\n2020-09-13T12:26:41.12345 d\n',
    '2020-09-13T12:26:42.12345 e\n',
  ])
})

test('stamps within a read are distinct and rise by a nanosecond', () => {
  const form = { stamps: [stampFormat('tai64n', () => undefined)], prefix: '' }

  const [text = ''] = taken(form, ['a\nb\nc\n'], clock())

  const moments = [...text.matchAll(/@[0-9a-f]{16}([0-9a-f]{8}) /g)].map(([, digits]) =>
    Number.parseInt(digits ?? '', 16),
  )
  expect(moments).toEqual([123456789, 123456790, 123456791])
})

test('a line as long as the limit is cut and marked, and nothing follows it', () => {
  const form = { stamps: [], prefix: '', clip: { from: 5, keep: 5 } }

  const seen = taken(form, ['abcd\nabcde\nabcdefg', 'hi\nj\n'], clock())

  expect(seen).toEqual(['abcd\nabcde...\nabcde...\n', 'j\n'])
})
