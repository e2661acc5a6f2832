// What a line that comes alone becomes without a splitter is what it becomes with one.

import { expect, test } from 'vitest'
import type { LinePolicy } from '../../../src/input/line-policy.js'
import { loneInput } from '../../../src/input/lone-line.js'
import { Splitter } from '../../../src/input/splitter.js'
import { ManualClock } from '../../../src/time/clock.js'
import { stampFormat } from '../../../src/time/formats.js'

const AS_THEY_COME: LinePolicy = { window: 100, completeLastLine: true }
const format = stampFormat('tai64n', () => undefined)

const splitterWith = (policy: LinePolicy, stamped: boolean): Splitter => {
  const clock = new ManualClock({ seconds: 1600000000, nanoseconds: 5 })
  return new Splitter(policy, stamped ? { format, clock } : undefined)
}

const put = (splitter: Splitter, text: string): number =>
  splitter.bytes.write(text, splitter.readAt, 'latin1')

/** What is written of a read; undefined where that is for others to say. */
const alone = (splitter: Splitter, text: string): string | undefined => {
  const lone = loneInput(splitter)
  const to = splitter.readAt + put(splitter, text)
  if (!lone || lone.prepare?.(lone.at, to) === false) return undefined
  expect(lone).toMatchObject({ bytes: splitter.bytes, at: splitter.readAt })
  return splitter.bytes.toString('latin1', lone.at - lone.head, to)
}

/** The same by way of batches. */
const split = (splitter: Splitter, text: string): string => {
  splitter.accept(put(splitter, text))
  let out = ''
  for (let batch = splitter.next(); batch; batch = splitter.next())
    out += splitter.bytes.toString('latin1', batch.start, batch.end)
  return out
}

test.each<[string, LinePolicy]>([
  ['lines as they come', AS_THEY_COME],
  ['lines cut at NUL and their limit', { ...AS_THEY_COME, limit: 99 }],
  ['lines stamped when complete', { ...AS_THEY_COME, stamped: 'complete' }],
])('%s: the same alone', (_, policy) => {
  for (const stamped of [false, true]) {
    const [one, other] = [splitterWith(policy, stamped), splitterWith(policy, stamped)]

    for (const text of ['one\n', '\n', 'two more\n']) {
      const line = alone(one, text)

      expect(line).toBe(split(other, text))
      expect(line).toMatch(stamped ? /^@[0-9a-f]{24} / : text)
    }
  }
})

test('a line that has begun is no lone line any more', () => {
  const splitter = splitterWith(AS_THEY_COME, false)
  split(splitter, 'beg')

  expect(loneInput(splitter)).toBeUndefined()

  split(splitter, 'un\n')
  expect(alone(splitter, 'next\n')).toBe('next\n')
})

test('several lines need a stamp each', () => {
  const splitter = splitterWith(AS_THEY_COME, true)

  expect(alone(splitter, 'one\ntwo\n')).toBeUndefined()
  expect(alone(splitterWith(AS_THEY_COME, false), 'one\ntwo\n')).toBe('one\ntwo\n')
})

test.each(['a\0b\n', `${'x'.repeat(40)}\n`])('what is to be cut is for the cutter', (text) => {
  expect(alone(splitterWith({ ...AS_THEY_COME, limit: 30 }, false), text)).toBeUndefined()
})

test('lines that may be cut short or dropped are for the trimmer', () => {
  expect(loneInput(splitterWith({ ...AS_THEY_COME, empty: 'dropped' }, false))).toBeUndefined()
})
