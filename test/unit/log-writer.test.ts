// The logger inside a Node program, on a real directory.

import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LogError, openLog } from '../../src/log-writer.js'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'log-writer-'))
})
afterEach(() => rmSync(root, { recursive: true }))

const read = (name: string): string => readFileSync(join(root, 'log', name), 'utf8')
const archives = (): string[] => readdirSync(join(root, 'log')).filter((name) => name[0] === '@')

test('what is written is in current, which a clean end marks', async () => {
  const log = openLog(join(root, 'log'))

  log.write('one\n')
  log.write(Buffer.from('two'))
  log.end('\nthree')
  await finished(log)

  expect(read('current')).toBe('one\ntwo\nthree\n')
  expect(statSync(join(root, 'log', 'current')).mode & 0o777).toBe(0o744)
})

test('a chunk greater than any read is logged whole, in files of the size asked for', async () => {
  const log = openLog(join(root, 'log'), { size: 100000, files: 50 })
  const text = Array.from({ length: 20000 }, (_, k) => `line ${k} ${'.'.repeat(60)}\n`).join('')

  log.end(text)
  await finished(log)

  const names = [...archives().sort(), 'current']
  expect(names.map(read).join('')).toBe(text)
  for (const name of archives()) expect(read(name).length).toBeLessThanOrEqual(100000)
})

test('rotate waits for what was written before it', async () => {
  const log = openLog(join(root, 'log'), { stamp: 'tai64n' })
  log.write('one\n')
  await log.rotate()
  log.end('two\n')
  await finished(log)

  expect(archives().map(read).join('')).toMatch(/^@[0-9a-f]{24} one\n$/)
  expect(read('current')).toMatch(/^@[0-9a-f]{24} two\n$/)
})

test('a directory that is being written is refused', async () => {
  const first = openLog(join(root, 'log'))
  await once(first.end('one\n'), 'finish')
  const holder = openLog(join(root, 'log'))
  await new Promise((resolve) => holder.write('two\n', resolve))
  const second = openLog(join(root, 'log'))

  const [error] = await once(second, 'error')

  expect(error).toBeInstanceOf(LogError)
  expect(error.fault).toMatchObject({ operation: 'lock', code: 'EAGAIN' })
  await finished(holder.end())
})

test.each([
  [{ size: 100 }, 'size must be more than 2000 bytes: 100'],
  [{ files: 1 }, 'files must be at least 2: 1'],
])('%j is refused', (options, message) => {
  expect(() => openLog(join(root, 'log'), options)).toThrow(message)
})
