// Pauses: what is said, how long they last, and what a request to end does to them.

import { expect, test } from 'vitest'
import type { Fault } from '../../../src/fault/fault.js'
import { type Report, waitOut } from '../../../src/fault/patience.js'
import { Events } from '../../../src/system/signals.js'
import { ManualClock } from '../../../src/time/clock.js'

const fault: Fault = { operation: 'write', directory: './d', file: 'current', code: 'ENOSPC' }

const world = (
  onSleep: (events: Events, sleeps: number) => number | undefined = () => undefined,
) => {
  const clock = new ManualClock({ seconds: 0, nanoseconds: 0 })
  const events = new Events()
  const reports: Report[] = []
  let sleeps = 0
  return {
    clock,
    events,
    reports,
    report: (report: Report) => {
      reports.push(report)
    },
    sleep: async (milliseconds: number) => {
      clock.advance(onSleep(events, ++sleeps) ?? milliseconds)
    },
  }
}

test('a pause is said once and lasts its time', async () => {
  const quiet = world()

  await waitOut({ fault, remedy: 'pause' }, 5000, quiet)

  expect(quiet.clock.monotonic()).toBe(5000)
  expect(quiet.reports).toEqual([{ kind: 'pausing', fault }])
})

test('a request to end is answered with what is waited for, and a try at once', async () => {
  const asked = world((events) => {
    events.raise('finish')
    return 1200
  })

  await waitOut({ fault, remedy: 'pause' }, 5000, asked)

  expect(asked.clock.monotonic()).toBe(1200)
  expect(asked.reports).toEqual([
    { kind: 'pausing', fault },
    { kind: 'waiting', for: fault },
  ])
})

test('after that pauses last their time again', async () => {
  const asked = world()
  asked.events.raise('finish')

  await waitOut({ fault, remedy: 'pause' }, 5000, asked)

  expect(asked.clock.monotonic()).toBe(5000)
})

test('a request to rotate does not cut a pause short', async () => {
  const asked = world((events, sleeps) => {
    events.raise('rotate')
    return sleeps === 1 ? 1000 : undefined
  })

  await waitOut({ fault, remedy: 'pause' }, 5000, asked)

  expect(asked.clock.monotonic()).toBe(5000)
})

test('what needs no pause is said and not waited for', async () => {
  const quiet = world()

  await waitOut({ fault, remedy: 'go-on' }, 5000, quiet)

  expect(quiet.clock.monotonic()).toBe(0)
  expect(quiet.reports).toEqual([{ kind: 'warning', fault }])
})

test('a processor is waited for without a word', async () => {
  const quiet = world()

  await waitOut({ until: Promise.resolve(), directory: './d' }, 5000, quiet)

  expect(quiet.reports).toEqual([])
})

test('a request to end while a processor goes on and on says what is waited for', async () => {
  const asked = world()
  let end = (): void => undefined
  const until = new Promise<void>((resolve) => {
    end = resolve
  })

  const waited = waitOut({ until, directory: './d' }, 5000, asked)
  asked.events.raise('finish')
  await new Promise((resolve) => setImmediate(resolve))
  end()
  await waited

  expect(asked.reports).toEqual([{ kind: 'waiting', for: './d' }])
})

test('a moment is waited for room without a word, until somebody asks for the end', async () => {
  const full: Fault = { operation: 'write', file: 'pipe', code: 'EAGAIN' }
  const quiet = world()
  const asked = world((events) => {
    events.raise('finish')
    return undefined
  })

  await waitOut({ fault: full, remedy: 'wait' }, 5000, quiet)
  await waitOut({ fault: full, remedy: 'wait' }, 5000, asked)

  expect(quiet.clock.monotonic()).toBe(10)
  expect(quiet.reports).toEqual([])
  expect(asked.reports).toEqual([{ kind: 'waiting', for: full }])
})

test('an end that need not wait ends the pause, and nothing is said of waiting', async () => {
  const asked = world((events) => {
    events.raise('finish')
    return 1
  })

  await waitOut({ fault, remedy: 'pause', heeds: 'finish' }, 5000, asked)

  expect(asked.clock.monotonic()).toBe(1)
  expect(asked.reports).toEqual([{ kind: 'pausing', fault }])
})
