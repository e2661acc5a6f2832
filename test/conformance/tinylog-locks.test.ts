// One writer a directory, whoever of the family it is: spec/tinylog.md §3.4, §13. The
// original takes a record lock on tinylog.pid, which belongs to its process.

import { closeSync, openSync } from 'node:fs'
import koffi from 'koffi'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { command } from '../helpers/commands.js'
import { Place } from '../helpers/places.js'
import { RunningLogger } from '../helpers/run-logger.js'
import { fold, snapshot } from '../helpers/snapshot.js'
import { fatal } from './tinylog-scenario.js'

const F_SETLK = 6
const F_WRLCK = 1
const LOCK_EX_NB = 2 | 4

const library = koffi.load(null)
const flock = library.func('int flock(int descriptor, int operation)')
const fcntl = library.func('int fcntl(int descriptor, int command, ...)')

/** Takes the whole file as the original does; gives whether it could. */
const takeRecords = (descriptor: number): boolean => {
  // struct flock: type, whence, start, length 0 for the whole file, process.
  const lock = Buffer.alloc(32)
  lock.writeInt16LE(F_WRLCK, 0)
  return fcntl(descriptor, F_SETLK, 'void *', lock) === 0
}

const takeFile = (descriptor: number): boolean => flock(descriptor, LOCK_EX_NB) === 0

const BUSY = fatal(
  'failure acquiring lock file tinylog.pid in log directory ./main: temporary i/o failure (EAGAIN)',
)

let place: Place

beforeEach(() => {
  place = new Place()
})

afterEach(() => place.clear())

/** Starts another on the same directory; gives its exit code and what it said. */
const late = async (): Promise<readonly [string, string]> => {
  const logger = new RunningLogger(command('tinylog'), place, { script: ['./main'] }, 1)
  const code = await logger.exit()
  const said = fold(logger.stderr(), place)
  await logger.close()
  return [code, said]
}

test('ours holds, ours refuses and changes nothing', async () => {
  const holding = new RunningLogger(command('tinylog'), place, { script: ['./main'] })
  try {
    await holding.until('a held directory', () => place.has('main/current'))
    await holding.feed('held\n')
    const before = snapshot(place)

    expect(await late()).toEqual(['111', BUSY])
    expect(snapshot(place)).toEqual(before)
    await holding.feed('still held\n')
    expect(await holding.finish()).toBe('0')
    expect(place.read('main/current')).toBe('held\nstill held\n')
  } finally {
    await holding.close()
  }
})

test.each([
  ['record lock', takeRecords],
  ['file lock', takeFile],
])('somebody holds a %s: ours refuses, and leaves what the file says', async (_, take) => {
  place.directory('main')
  place.file('main/tinylog.pid', '1\n')
  const descriptor = openSync(place.at('main/tinylog.pid'), 'r+')
  try {
    expect(take(descriptor)).toBe(true)

    expect(await late()).toEqual(['111', BUSY])
    // A record lock goes with the first descriptor that is closed, so this comes last.
    expect(place.read('main/tinylog.pid')).toBe('1\n')
    expect(place.has('main/current')).toBe(false)
  } finally {
    closeSync(descriptor)
  }
})

test.each([
  ['record lock', takeRecords],
  ['file lock', takeFile],
])('ours holds: nobody gets a %s', async (_, take) => {
  const holding = new RunningLogger(command('tinylog'), place, { script: ['./main'] })
  try {
    await holding.until('a held directory', () => place.has('main/current'))
    const descriptor = openSync(place.at('main/tinylog.pid'), 'r+')

    expect(take(descriptor)).toBe(false)

    closeSync(descriptor)
    expect(await holding.finish()).toBe('0')
  } finally {
    await holding.close()
  }
})
