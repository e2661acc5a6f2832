// A sink set aside: what waits, and when it is tried again.

import { expect, test } from 'vitest'
import { type Batch, emptyBatch } from '../../../src/batch.js'
import type { Report } from '../../../src/fault/patience.js'
import { EVERYTHING } from '../../../src/select/selector.js'
import { Aside, type Patient } from '../../../src/sinks/aside.js'
import type { Blocked } from '../../../src/sinks/sink.js'
import { ManualClock } from '../../../src/time/clock.js'

const FULL: Blocked = { fault: { operation: 'write', code: 'ENOSPC' }, remedy: 'pause' }

/** Takes lines unless something blocks it. */
class Fake implements Patient {
  readonly deadline = Number.POSITIVE_INFINITY
  blocked: Blocked | undefined
  text = ''
  #taken = ''
  rotations = 0
  finished = false

  open(): void {}
  wake(): void {}
  keep(): void {}

  take({ bytes, start, end }: Batch): void {
    this.#taken += Buffer.from(bytes.subarray(start, end)).toString()
  }

  takeAll(batch: Batch): Blocked | undefined {
    this.take(batch)
    return this.settle()
  }

  rotate(): void {
    this.rotations++
  }

  finish(): void {
    this.finished = true
  }

  settle(): Blocked | undefined {
    if (this.blocked) return this.blocked
    this.text += this.#taken
    this.#taken = ''
    return undefined
  }
}

const make = () => {
  const clock = new ManualClock({ seconds: 0, nanoseconds: 0 })
  const sink = new Fake()
  const reports: Report[] = []
  const aside = new Aside(sink, 100, { clock, report: (report) => reports.push(report) })
  const take = (text: string): void => {
    const bytes = Buffer.from(text)
    aside.take({ ...emptyBatch(bytes, 0), end: bytes.length }, EVERYTHING)
    aside.settle()
  }
  aside.open()
  aside.settle()
  return { clock, sink, reports, aside, take }
}

test('lines wait in order while it is blocked, and follow once it is not', () => {
  const { clock, sink, reports, aside, take } = make()
  sink.blocked = FULL

  take('one\n')
  take('two\n')
  take('three\n')
  sink.blocked = undefined
  const early = sink.text
  clock.advance(100)
  aside.wake()

  expect(early).toBe('')
  expect(sink.text).toBe('one\ntwo\nthree\n')
  expect(reports.length).toBe(1)
  expect(aside.pending).toBe(false)
})

test('what failed is tried again after its pause, and not before', () => {
  const { clock, sink, reports, aside, take } = make()
  sink.blocked = FULL
  take('one\n')

  clock.advance(99)
  aside.wake()
  const before = reports.length
  clock.advance(1)
  aside.wake()

  expect(before).toBe(1)
  expect(reports.length).toBe(2)
})

test('a rotation asked for meanwhile is a try at once', () => {
  const { sink, aside, take } = make()
  sink.blocked = FULL
  take('one\n')
  sink.blocked = undefined

  aside.rotate()
  aside.settle()

  expect(sink.text).toBe('one\n')
  expect(sink.rotations).toBe(0)
})

test('the end comes after what waits', async () => {
  const { sink, aside, take } = make()
  let end = (): void => undefined
  const until = new Promise<void>((resolve) => {
    end = resolve
  })
  sink.blocked = { until, directory: './d' }
  take('one\n')
  take('two\n')

  aside.finish()
  aside.settle()
  const waiting = { pending: aside.pending, finished: sink.finished }
  sink.blocked = undefined
  end()
  await aside.until
  aside.wake()

  expect(waiting).toEqual({ pending: true, finished: false })
  expect(sink.text).toBe('one\ntwo\n')
  expect(sink.finished).toBe(true)
  expect(aside.pending).toBe(false)
})

test('a failed opening is not set aside', () => {
  const { clock } = make()
  const sink = new Fake()
  sink.blocked = { fault: { operation: 'lock', code: 'EAGAIN' }, remedy: 'give-up' }
  const aside = new Aside(sink, 100, { clock })

  aside.open()

  expect(aside.settle()).toBe(sink.blocked)
})
