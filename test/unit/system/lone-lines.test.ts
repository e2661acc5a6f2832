// The loop of lone lines, over calls that are told what to give.

import { expect, test } from 'vitest'
import { type LonePassed, passLoneBy } from '../../../src/system/lone-lines.js'

const POLLIN = 1
const POLLHUP = 16
const EIO = 5

type Wait = { readonly ready: number; readonly events?: number }
/** A line to be read, the end of input, or a failure. */
type Read = string | -1
/** How much is taken, or a failure; all where nothing is told. */
type Write = number

type Told = {
  readonly reads?: readonly Read[]
  /** After the reads. */
  readonly last?: Wait
  readonly writes?: readonly Write[]
  readonly room?: number
  readonly most?: number
  readonly prepare?: (from: number, to: number) => boolean
}

const AT = 40
const HEAD = 4

/** What it came to, and all that was written. */
const pass = ({ reads = [], last, writes = [], room = 1000, most = 100, prepare }: Told) => {
  const bytes = Buffer.alloc(200, '-')
  const set = new Uint8Array(16)
  const left = [...reads]
  const taken = [...writes]
  let written = ''
  const at = (address: bigint): number => Number(address) - 7000
  const passLone = passLoneBy(
    {
      poll: (_address, _count, timeout) => {
        expect(timeout).toBe(-1)
        const { ready, events = POLLIN } =
          left.length > 0 ? { ready: 1 } : (last ?? { ready: 1, events: POLLHUP })
        set[6] = events
        return ready
      },
      read: (_descriptor, address, count) => {
        const next = left.shift() ?? -1
        if (typeof next === 'number') return next
        return bytes.write(next.slice(0, count), at(address), 'latin1')
      },
      write: (_descriptor, address, count) => {
        const amount = taken.shift() ?? count
        if (amount > 0) written += bytes.toString('latin1', at(address), at(address) + amount)
        return amount
      },
    },
    { address: (of) => (of === bytes ? 7000n : 0n), errno: () => EIO },
  )
  const head = prepare ? HEAD : 0
  const lines = { bytes, at: AT, head, ...(prepare && { prepare }) }
  const passed = passLone(set, 2, 0, most, lines, { descriptor: 5, room })
  return { ...passed, text: written }
}

test('lines go on as they come until something else is the matter', () => {
  expect(pass({ reads: ['one\n', 'two\nthree\n'] })).toEqual({
    written: 14,
    ready: 1,
    text: 'one\ntwo\nthree\n',
  })
})

test.each([
  ['somebody else is ready too', { ready: 2 }, 2],
  ['a signal came', { ready: -1 }, -EIO],
  ['the wait has timed out', { ready: 0 }, 0],
])('where %s nothing is read', (_, last, ready) => {
  expect(pass({ reads: ['one\n'], last })).toEqual({ written: 4, ready, text: 'one\n' })
})

test.each<[string, Told, number]>([
  ['the end of input', { reads: ['one\n', ''] }, 0],
  ['an unfinished line', { reads: ['one\n', 'two'] }, 3],
  ['what has no room', { reads: ['one\n', 'four\n'], room: 8 }, 5],
  ['as much as there may be', { reads: ['one\n', 'nine more\n'], most: 10 }, 10],
])('%s is left to others', (_, told, count) => {
  expect(pass(told)).toEqual({ written: 4, ready: 1, count, text: 'one\n' })
})

test('a failed read is to be tried again', () => {
  expect(pass({ reads: ['one\n', -1] })).toEqual({ written: 4, ready: 1, text: 'one\n' })
})

test('what fills the room is written', () => {
  expect(pass({ reads: ['one\n', 'two\n'], room: 8 }).text).toBe('one\ntwo\n')
})

test('a head goes before each line, and counts', () => {
  const prepared: number[][] = []
  const prepare = (from: number, to: number): boolean => prepared.push([from, to]) < 3

  const told = { reads: ['one\n', 'four\n', 'no\n'], prepare }

  expect(pass(told)).toEqual({ written: 17, ready: 1, count: 3, text: '----one\n----four\n' })
  expect(prepared).toEqual([
    [AT, AT + 4],
    [AT, AT + 5],
    [AT, AT + 3],
  ])
  expect(pass({ ...told, prepare: () => true, room: 8 }).count).toBe(5)
})

test.each<[string, number, LonePassed['refused'], string]>([
  ['part of a line', 2, { start: AT + 2, end: AT + 4, whole: false, errno: 0 }, 'one\ntw'],
  ['none of it', 0, { start: AT, end: AT + 4, whole: true, errno: 0 }, 'one\n'],
  ['a failure', -1, { start: AT, end: AT + 4, whole: true, errno: EIO }, 'one\n'],
])('%s is all a write gives: the rest is told', (_, amount, refused, text) => {
  expect(pass({ reads: ['one\n', 'two\n', 'three\n'], writes: [4, amount] })).toEqual({
    written: text.length,
    ready: 1,
    refused,
    text,
  })
})

test.each([
  [AT, 161],
  [HEAD - 1, 50],
])('at %i no %i bytes are read where they do not fit', (at, most) => {
  const passLone = passLoneBy(
    { poll: () => 1, read: () => 0, write: () => 0 },
    { address: () => 0n, errno: () => 0 },
  )
  const lines = { bytes: Buffer.alloc(200), at, head: HEAD }

  expect(() => passLone(new Uint8Array(16), 2, 0, most, lines, { descriptor: 5, room: 9 })).toThrow(
    RangeError,
  )
})

test('of a line with its head the rest may begin in the head', () => {
  const { refused } = pass({ reads: ['one\n'], writes: [1], prepare: () => true })

  expect(refused).toEqual({ start: AT - HEAD + 1, end: AT + 4, whole: false, errno: 0 })
})
