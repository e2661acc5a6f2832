// The C library's calls on names in a directory, beside one of our own.

import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import os, { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fromBytes } from '../../../src/bytes.js'
import { type Call, nameCallsBy } from '../../../src/system/name-calls.js'
import { native } from '../../../src/system/native.js'

const { EBADF, EEXIST, EINTR, EIO, ENOENT, ENOSYS } = os.constants.errno
const { renameAt, renameNewAt, linkAt, unlinkAt, sync, setMode } = native()

let root: string
let at: number

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'names-'))
  at = openSync(root, 'r')
})
afterEach(() => {
  closeSync(at)
  rmSync(root, { recursive: true })
})

const names = (): string[] =>
  readdirSync(root, { encoding: 'buffer' })
    .map((name) => fromBytes(name))
    .sort()

test('names are changed in the directory, whatever bytes they are', () => {
  writeFileSync(join(root, 'a'), 'text')

  const results = [
    linkAt(at, 'a', '\xff \xe9'),
    renameNewAt(at, 'a', '\xff \xe9'),
    renameNewAt(at, 'a', 'b'),
    renameAt(at, 'b', '/c'),
    unlinkAt(at, '\xff \xe9'),
    unlinkAt(at, 'a'),
    setMode(at, 0o750),
    sync(at),
  ]

  expect(results).toEqual([0, -EEXIST, 0, 0, 0, -ENOENT, 0, 0])
  expect(names()).toEqual(['c'])
  expect(statSync(root).mode & 0o777).toBe(0o750)
})

test('a descriptor that is none is told of', () => {
  expect([renameAt(999, 'a', 'b'), unlinkAt(999, 'a'), sync(999), setMode(999, 0)]).toEqual(
    Array(4).fill(-EBADF),
  )
})

test('what a signal interrupts is done again, and nothing else', () => {
  const ends = [-EINTR, -EINTR, -EIO]
  const calls = nameCallsBy((): Call => () => ends.shift() ?? 0)

  expect([calls.sync(3), calls.sync(3)]).toEqual([-EIO, 0])
})

test('a call that the C library has not is refused as one that the system has not', () => {
  const calls = nameCallsBy(() => {
    throw new Error('no such symbol')
  })

  expect(calls.renameNewAt(3, 'a', 'b')).toBe(-ENOSYS)
})
