// How far long work has come, by a clock moved by hand.

import { beforeEach, expect, test } from 'vitest'
import { Progress } from '../../../loggers/progress.js'

let now = 0
let lines: string[] = []

beforeEach(() => {
  now = 0
  lines = []
})

const world = { now: () => now, show: (line: string): unknown => lines.push(line) }

test('nothing is shown of what is done soon', () => {
  const progress = new Progress('x', 1000, world)

  now = 1999
  progress.passed(1000)
  progress.end()

  expect(lines).toEqual([''])
})

test('how much, how fast, how long: now and then, until its end', () => {
  const progress = new Progress('logrun x', 2_500_000_000, world)

  for (const [at, bytes] of [
    [2000, 500_000_000],
    [2100, 500_000_000],
    [2199, 100_000_000],
    [4000, 100_000_000],
  ] as const) {
    now = at
    progress.passed(bytes)
  }
  progress.end()
  now = 9000
  progress.passed(1)

  expect(lines).toEqual([
    'logrun x:  20% of 2.5 GB, 250 MB/s, 0:08 left',
    'logrun x:  48% of 2.5 GB, 300 MB/s, 0:05 left',
    '',
  ])
})

test('what need not be done is no part of it, and what has grown is', () => {
  const progress = new Progress('x', 3000, world)

  progress.skipped(2000)
  now = 100_000
  progress.passed(10)
  now = 200_000
  progress.passed(1990)

  expect(lines).toEqual([
    'x:   1% of 1.0 kB, 0 B/s, 165:00 left',
    'x: 100% of 2.0 kB, 10 B/s, 0:00 left',
  ])
})
