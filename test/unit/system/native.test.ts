// The C library's read and write, beside a file of our own.

import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import os, { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { native } from '../../../src/system/native.js'

const { EBADF } = os.constants.errno
const { read, write, poll } = native()
const POLLIN = 0x001
const POLLNVAL = 0x020

let root: string
let descriptor: number

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'native-'))
  descriptor = openSync(join(root, 'file'), 'w+')
})
afterEach(() => {
  closeSync(descriptor)
  rmSync(root, { recursive: true })
})

/** What is in the file, by way of a descriptor that stands at its beginning. */
const content = (): string => {
  const again = openSync(join(root, 'file'), 'r')
  const bytes = Buffer.alloc(100)
  const count = read(again, bytes, 0, bytes.length)
  closeSync(again)
  return bytes.toString('latin1', 0, count)
}

test('parts of several buffers are written, in whatever order they come', () => {
  const letters = Buffer.from('abcdef')
  const digits = Buffer.from('0123456789')

  const counts = [
    write(descriptor, letters, 2, 4),
    write(descriptor, digits, 2, 5),
    write(descriptor, letters, 3, 6),
    write(descriptor, letters, 0, 1),
    write(descriptor, letters, 3, 3),
  ]

  expect(counts).toEqual([2, 3, 3, 1, 0])
  expect(content()).toBe('cd234defa')
})

test('what is read goes where it is asked for, and nowhere else', () => {
  write(descriptor, Buffer.from('abcdefgh'), 0, 8)
  const again = openSync(join(root, 'file'), 'r')
  const bytes = Buffer.alloc(8, '.')

  const counts = [read(again, bytes, 5, 7), read(again, bytes, 0, 3), read(again, bytes, 5, 6)]

  expect(counts).toEqual([2, 3, 1])
  expect(bytes.toString('latin1')).toBe('cde..fb.')
  closeSync(again)
})

test('a set that is waited for again is looked at where it is, beside others', () => {
  const setOf = (watched: number): Buffer => {
    const set = Buffer.alloc(8)
    set.writeInt32LE(watched, 0)
    set.writeInt16LE(POLLIN, 4)
    return set
  }
  const ready = setOf(descriptor)
  const closed = setOf(1_000_000)

  for (const _ of [1, 2]) {
    expect([poll(ready, 1, 0), poll(closed, 1, 0)]).toEqual([1, 1])
    expect([ready.readInt16LE(6), closed.readInt16LE(6)]).toEqual([POLLIN, POLLNVAL])
    ready.fill(0, 6)
    closed.fill(0, 6)
    expect(poll(ready, 1, 0)).toBe(1)
  }
})

test('a call that fails gives minus its error number', () => {
  expect(read(-1, Buffer.alloc(1), 0, 1)).toBe(-EBADF)
  expect(write(-1, Buffer.alloc(1), 0, 1)).toBe(-EBADF)
})

test.each([
  [-1, 1],
  [0, 9],
  [3, 2],
  [Number.NaN, 1],
])('bytes %d to %d of 8 are never handed out', (from, to) => {
  const bytes = Buffer.alloc(8)

  expect(() => read(descriptor, bytes, from, to)).toThrow(RangeError)
  expect(() => write(descriptor, bytes, from, to)).toThrow(RangeError)
})
