// Waiting for and reading a real pipe, in the way with /proc and the way without.

import { spawn } from 'node:child_process'
import fs, { mkdtempSync, rmSync } from 'node:fs'
import os, { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loopDescriptors, Reader, type Ready } from '../../../src/input/reader.js'
import { native } from '../../../src/system/native.js'
import { InputPipe } from '../../helpers/pipes.js'

let root: string
let pipe: InputPipe
let reader: Reader

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'reader-'))
  pipe = new InputPipe(join(root, 'pipe'))
})
afterEach(() => {
  reader.close()
  rmSync(root, { recursive: true })
})

const bytes = Buffer.alloc(100)

/** Waits as a logger does: a turn asked for is given, else it would be asked for ever. */
const waited = async (timeout: number): Promise<Ready> => {
  for (;;) {
    const ready = await reader.wait(timeout)
    if (ready !== 'turn') return ready
    await new Promise((resolve) => setImmediate(resolve))
  }
}
const ways = [
  { way: 'in one poll with the event loop', loop: loopDescriptors() },
  { way: 'in one poll with what libuv says is the event loop', loop: [native().mainLoop()] },
  { way: 'on a thread, without /proc', loop: [] },
]

test.each(ways)('$way: input ends a wait, and is read', async ({ loop }) => {
  reader = new Reader(pipe.forProgram, native(), { loop })
  await pipe.write('hello')

  const ready = await waited(5000)

  expect(ready).toBe('input')
  expect(reader.read(bytes, 10, 100)).toBe(5)
  expect(bytes.toString('latin1', 10, 15)).toBe('hello')
})

test.each(ways)('$way: no input ends it at its deadline', async ({ loop }) => {
  reader = new Reader(pipe.forProgram, native(), { loop })

  const ready = await waited(10)

  expect(ready).toBe('deadline')
})

test('on a thread, an event ends a wait', async () => {
  reader = new Reader(pipe.forProgram, native(), { loop: [] })

  const waited = reader.wait(60_000)
  reader.wake()

  expect(await waited).toBe('turn')
})

test('the input keeps its flags and its bytes', async () => {
  reader = new Reader(pipe.forProgram, native())
  await pipe.write('hello')
  const flags = (): string =>
    /^flags:\s*(\d+)/m.exec(
      fs.readFileSync(`/proc/self/fdinfo/${pipe.forProgram}`, 'latin1'),
    )?.[1] ?? ''
  const before = flags()

  await reader.wait(1000)

  expect(flags()).toBe(before)
  expect(Number.parseInt(before, 8) & fs.constants.O_NONBLOCK).toBe(0)
  expect(reader.read(bytes, 0, 3)).toBe(3)
  expect(reader.read(bytes, 0, 3)).toBe(2)
})

test('a pipe is made a mebibyte long', async () => {
  reader = new Reader(pipe.forProgram, native())

  await pipe.write(Buffer.alloc(1 << 20).toString('latin1'))

  expect(reader.read(Buffer.alloc(1 << 20), 0, 1 << 20)).toBe(1 << 20)
})

test('a descriptor that cannot be read says why', () => {
  const directory = fs.openSync(root, 'r')
  reader = new Reader(directory, native())

  expect(() => reader.read(bytes, 0, 100)).toThrow('EISDIR')
  fs.closeSync(directory)
})

test('a small read takes; of a flood nothing is taken before it has been delivered', async () => {
  reader = new Reader(pipe.forProgram, native(), { keeping: true })
  const text = Array.from({ length: 5000 }, (_, k) => k % 10).join('')
  const room = Buffer.alloc(8000)
  await pipe.write(text)

  expect(reader.read(room, 0, 8000)).toBe(1024)
  reader.taken()
  expect(pipe.waiting()).toBe(3976)
  expect(reader.read(room, 1024, 8000)).toBe(3976)
  expect(pipe.waiting()).toBe(3976)
  reader.taken()
  expect(pipe.waiting()).toBe(0)
  expect(room.toString('latin1', 0, 5000)).toBe(text)
})

test('the reader after one that was killed gets what that one had not delivered', async () => {
  const first = new Reader(pipe.forProgram, native(), { keeping: true })
  reader = new Reader(pipe.forProgram, native(), { keeping: true })
  const room = Buffer.alloc(8000)
  await pipe.write(`${'a'.repeat(1024)}${'b'.repeat(3000)}`)

  first.read(room, 0, 8000)
  first.taken()
  const seen = first.read(room, 0, 8000)
  first.close()

  expect(seen).toBe(3000)
  expect(reader.read(room, 0, 8000)).toBe(1024)
  expect(reader.read(room, 1024, 8000)).toBe(1976)
  expect(room.toString('latin1', 0, 3000)).toBe('b'.repeat(3000))
})

test('what cannot be taken by splice is read away', async () => {
  const refusing = { ...native(), movePipe: () => -os.constants.errno.EPERM }
  reader = new Reader(pipe.forProgram, refusing, { keeping: true })
  const room = Buffer.alloc(8000)
  await pipe.write(`${'a'.repeat(1024)}${'b'.repeat(3000)}`)

  reader.read(room, 0, 8000)
  expect(reader.read(room, 0, 8000)).toBe(3000)
  reader.taken()

  expect(pipe.waiting()).toBe(0)
})

/** A reader that has had its first turn, and a file for lines. */
const passing = async () => {
  reader = new Reader(pipe.forProgram, native(), { keeping: true })
  const log = join(root, 'log')
  const descriptor = fs.openSync(log, 'a')
  const lines = { bytes: Buffer.alloc(8000), at: 0, head: 0 }
  await pipe.write('begun')
  await waited(5000)
  reader.read(lines.bytes, 0, 8000)
  const pass = () => reader.pass(lines, { descriptor, room: 10_000 }, 8000)
  /** The same, turns that the loop wishes for given; `written` is the sum. */
  const passAll = async () => {
    let written = 0
    for (;;) {
      if (!reader.passes) await waited(5000)
      const passed = pass()
      written += passed.written
      if (passed.ended !== 'turn') return { ...passed, written }
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return { lines, log, pass, passAll, logged: () => fs.readFileSync(log, 'latin1') }
}

test('lines that come alone go by themselves until one is not whole', async () => {
  const { lines, log, passAll, logged } = await passing()
  const wait = `until grep -q $1 ${log}; do sleep 0.01; done`
  const script = `seen() { ${wait}; }; echo one; seen one; echo two; seen two; printf th`
  const writer = spawn('sh', ['-c', `(${script}) >${join(root, 'pipe')}`])
  await new Promise((resolve) => writer.once('spawn', resolve))

  const passed = await passAll()

  expect(passed).toEqual({ written: 8, count: 2, refused: undefined, ended: 'input' })
  expect(logged()).toBe('one\ntwo\n')
  expect(lines.bytes.toString('latin1', 0, 2)).toBe('th')
})

test('the end of input is for who reads', async () => {
  const { passAll, logged } = await passing()
  await pipe.write('one\n')
  pipe.end()

  expect(await passAll()).toMatchObject({ written: 0, count: undefined, ended: 'input' })
  expect(logged()).toBe('')
})

test('a signal ends them, and input goes first behind it', async () => {
  const { pass, logged } = await passing()
  const heard = new Promise((resolve) => process.once('SIGUSR2', resolve))
  await pipe.write('one\n')
  process.kill(process.pid, 'SIGUSR2')

  expect(pass()).toMatchObject({ written: 0, count: undefined, ended: 'turn' })
  expect(reader.passes).toBe(false)
  await heard
  expect(await waited(5000)).toBe('input')
  expect(reader.passes).toBe(true)
  expect(logged()).toBe('')
})

test('a flood is not for them', async () => {
  const { passAll, logged } = await passing()
  await pipe.write('line\n'.repeat(1000))

  expect(await passAll()).toMatchObject({ written: 0, count: 1024, ended: 'input' })
  expect(reader.passes).toBe(false)
  expect(logged()).toBe('')
})

test('without /proc, where waits are on a thread, none goes by itself', () => {
  reader = new Reader(pipe.forProgram, native(), { loop: [] })

  expect(reader.passes).toBe(false)
})

test('what is no pipe is read as it is', () => {
  const file = join(root, 'file')
  fs.writeFileSync(file, 'x'.repeat(5000))
  const descriptor = fs.openSync(file, 'r')
  reader = new Reader(descriptor, native(), { keeping: true })
  const room = Buffer.alloc(8000)

  const counts = [0, 1, 2].map(() => reader.read(room, 0, 8000))
  reader.taken()
  fs.closeSync(descriptor)

  expect(counts).toEqual([1024, 3976, 0])
})
