// What s6-log does that Debian's cannot show: rotation by period, and the refusal of a
// processor for which there is no interpreter.

import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { command } from '../helpers/commands.js'
import { until } from '../helpers/waiting.js'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 's6-log-'))
})
afterEach(() => rmSync(root, { recursive: true }))

test('R rotates once its seconds are over, without any input', async () => {
  const logger = spawn(process.execPath, [command('s6-log'), 'R1', './main'], {
    cwd: root,
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  const ended = new Promise((resolve) => logger.once('exit', resolve))
  const main = join(root, 'main')
  const archives = (): string[] =>
    existsSync(main) ? readdirSync(main).filter((name) => name.endsWith('.s')) : []

  logger.stdin.write('one\n')
  await until('an archive', () => archives().length > 0)
  logger.stdin.end()

  expect(await ended).toBe(0)
  expect(archives().map((name) => readFileSync(join(main, name), 'latin1'))).toEqual(['one\n'])
})

test('a processor for execlineb is refused where there is none, and nothing is made', () => {
  const { status, stderr } = spawnSync(process.execPath, [command('s6-log'), '!cat', './main'], {
    cwd: root,
    env: { PATH: '/nonexistent' },
    input: 'one\n',
    encoding: 'latin1',
  })

  expect(status).toBe(100)
  expect(stderr).toMatch(/^s6-log: fatal: .*execlineb/)
  expect(existsSync(join(root, 'main'))).toBe(false)
})
