// `npm start`, in a copy of the working copy in which nothing has been built yet.

import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, statSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { logText, unstamped } from './log-text.js'
import { copyWorkingCopy, shellEnvironment } from './working-copy.js'

/** How long one npm start may take on a machine with much else to do, and a test of one. */
const SECONDS = 240
const TIMEOUT = { timeout: 300_000 }

let copy: string

beforeAll(() => {
  copy = copyWorkingCopy()
})

afterAll(() => {
  rmSync(copy, { recursive: true })
})

const shell = (command: string): { status: number | null; stdout: string; stderr: string } => {
  const environment = { ...shellEnvironment(), TZ: 'UTC' }
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', command], {
    cwd: copy,
    env: environment,
    encoding: 'latin1',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: SECONDS * 1000,
  })
  return { status, stdout, stderr }
}

it('without input, the bundled log goes into ./demo, which is shown', TIMEOUT, () => {
  const { status, stdout, stderr } = shell('npm start --silent')

  expect(status, stderr).toBe(0)
  const bundled = readFileSync('fixtures/corpora/tcpserver.log', 'latin1')
  expect(unstamped(logText(`${copy}/demo`))).toBe(bundled)
  expect(stdout).toMatch(/^\.\/demo\n/)
  expect(stdout).toMatch(/^ +744 +\d+ +@[0-9a-f]{24}\.s$/m)
  expect(stdout).toMatch(/^ +744 +\d+ +current$/m)
  expect(stdout).toMatch(/^ +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{9} tcpserver: status: 0\/20\n$/m)
})

it('input goes into ./demo instead of the bundled log', TIMEOUT, () => {
  rmSync(`${copy}/demo`, { recursive: true, force: true })

  const { status, stderr } = shell("printf 'a\\nb\\n' | npm start --silent")

  expect(status, stderr).toBe(0)
  expect(unstamped(logText(`${copy}/demo`))).toBe('a\nb\n')
})

it(
  'a script of its own makes npm start a multilog, parents of its directories made',
  TIMEOUT,
  () => {
    const { status, stdout, stderr } = shell(
      "printf 'a\\nb\\n' | npm start --silent -- t s1000000 n10 ./logs/x",
    )

    expect(status, stderr).toBe(0)
    expect(stdout).toBe('')
    expect(unstamped(logText(`${copy}/logs/x`))).toBe('a\nb\n')
    expect(statSync(`${copy}/logs/x/current`).mode & 0o777).toBe(0o744)
  },
)
