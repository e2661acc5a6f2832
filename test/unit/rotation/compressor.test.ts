// One run of a program that compresses, as a real process: how it is found, what it is
// given, how it ends.

import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fromText } from '../../../src/bytes.js'
import { runCompressor } from '../../../src/rotation/compressor.js'
import { Place } from '../../helpers/places.js'
import { until } from '../../helpers/waiting.js'

let place: Place

beforeEach(() => {
  place = new Place()
  place.file('in', 'what there is\n')
})
afterEach(() => place.clear())

/** A program of that name in the directory. */
const program = (name: string, script: string): void =>
  place.file(name, `#!/bin/sh\n${script}\n`, 0o755)

const run = (path: string, grace?: number) => {
  const input = fs.openSync(place.at('in'), 'r')
  const output = fs.openSync(place.at('out'), 'w')
  try {
    const job = { program: path, directory: fromText(place.work), input, output }
    return runCompressor(job, grace)
  } finally {
    fs.closeSync(input)
    fs.closeSync(output)
  }
}

test('a program gets the archive as its input, and its output is the other one', async () => {
  const end = await run('/bin/cat').ended

  expect(end).toEqual({ end: 'exit', status: 0 })
  expect(place.read('out')).toBe('what there is\n')
})

test('it is run by that path, with no arguments, in the log directory', async () => {
  program('zip', 'echo "$0 $#"; pwd')

  await run('./zip').ended

  expect(place.read('out')).toBe(`./zip 0\n${fs.realpathSync(place.work)}\n`)
})

test('no more than three descriptors are passed on', async () => {
  const count = spawnSync('/bin/sh', ['-c', 'exec ls /proc/self/fd'], { encoding: 'utf8' }).stdout

  program('zip', 'exec ls /proc/self/fd')
  await run('./zip').ended

  expect(place.read('out')).toBe(count)
})

test('a name without a slash is looked for in the log directory, not on PATH', async () => {
  const before = await run('cat').ended
  program('cat', 'exit 7')
  const after = await run('cat').ended

  expect(before).toEqual({ end: 'not-run', code: 'ENOENT' })
  expect(after).toEqual({ end: 'exit', status: 7 })
})

test.each([
  ['is not there', './missing', 'ENOENT'],
  ['may not be executed', './in', 'EACCES'],
  ['is a directory', '/', 'EACCES'],
])('one that %s is not run', async (_, path, code) => {
  expect(await run(path).ended).toEqual({ end: 'not-run', code })
})

test('a signal that ends it is told by its name', async () => {
  program('zip', 'kill -QUIT $$')

  expect(await run('./zip').ended).toEqual({ end: 'signal', signal: 'SIGQUIT' })
})

describe('a stop', () => {
  test('is a TERM', async () => {
    program('zip', 'trap "exit 9" TERM; echo; while :; do sleep 0.01; done')
    const { ended, stop } = run('./zip')
    await until('output of the program', () => place.size('out') > 0)

    stop()

    expect(await ended).toEqual({ end: 'exit', status: 9 })
  })

  test('does not wait for ever for a program that ignores it', async () => {
    program('zip', 'trap "" TERM; echo; exec sleep 1000')
    const { ended, stop } = run('./zip', 1)
    await until('output of the program', () => place.size('out') > 0)

    stop()

    expect(await ended).toEqual({ end: 'signal', signal: 'SIGKILL' })
  })

  test('of what has ended does nothing', async () => {
    const { ended, stop } = run('/bin/cat')
    await ended

    stop()
  })
})
