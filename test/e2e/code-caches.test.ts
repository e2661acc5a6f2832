// What V8 has made of the commands' code is taken by it, and nothing depends on it.

import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { command } from '../helpers/commands.js'
import { runToEnd } from '../helpers/run-to-end.js'
import { logText, unstamped } from './log-text.js'

const { bin }: { bin: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'))

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'logrun-caches-'))
})

afterEach(() => {
  rmSync(directory, { recursive: true, force: true })
})

const REFUSED = `
  const [code, cache] = process.argv.slice(1).map((path) => require('node:fs').readFileSync(path))
  const options = { cachedData: cache }
  console.log(new (require('node:vm').Script)(code.toString('latin1'), options).cachedDataRejected)
`

test.each(Object.keys(bin))('%s has one that V8 takes, made of its code', (name) => {
  const code = join(command(name), '../code', name)

  const { stdout } = runToEnd(process.execPath, ['-e', REFUSED, `${code}.js`, `${code}.cache`], {
    cwd: directory,
  })

  expect(stdout).toBe('false\n')
  expect(statSync(`${code}.cache`).mtimeMs).toBeGreaterThanOrEqual(statSync(`${code}.js`).mtimeMs)
})

/** A cache of another V8: the version stands behind a word that says what it is. */
const ofAnother = (cache: Buffer): Buffer => {
  const other = Buffer.from(cache)
  other.writeInt32LE(~other.readInt32LE(4), 4)
  return other
}

test.each<[string, (cache: Buffer) => Buffer | undefined]>([
  ['none', () => undefined],
  ['an empty one', () => Buffer.alloc(0)],
  ['half of one', (cache) => cache.subarray(0, cache.length / 2)],
  ['one of another V8', ofAnother],
])('with %s a command starts as ever', (_, made) => {
  const dist = join(directory, 'dist')
  mkdirSync(join(dist, 'code'), { recursive: true })
  symlinkSync(resolve('node_modules'), join(directory, 'node_modules'))
  cpSync(command('multilog'), join(dist, 'multilog.cjs'))
  const from = join(command('multilog'), '../code')
  cpSync(join(from, 'multilog.js'), join(dist, 'code/multilog.js'))
  const cache = made(readFileSync(join(from, 'multilog.cache')))
  if (cache) writeFileSync(join(dist, 'code/multilog.cache'), cache)

  const ended = runToEnd(process.execPath, [join(dist, 'multilog.cjs'), 't', './log'], {
    cwd: directory,
    input: 'a\n',
  })

  expect(ended).toEqual({ stdout: '', stderr: '', status: 0 })
  expect(unstamped(logText(join(directory, 'log')))).toBe('a\n')
})

test('nothing else is left beside the code', () => {
  const names = readdirSync(join(command('multilog'), '../code'))

  expect(names.filter((name) => !/^[a-z0-9-]+\.(js|cache)$/.test(name))).toEqual([])
})
