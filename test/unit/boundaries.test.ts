// The walls of the house: what src/ must not touch, and which way its arrows point.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: readFileSync(join('src', name), 'utf8') }))

const code = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')

test.each([
  ['process.argv', /process\.argv/],
  ['process.exit', /process\.exit/],
  ['the environment', /process\.env/],
  ['the console', /\bconsole\./],
  ['Date.now', /Date\.now/],
  ['a tool’s name as a condition', /===\s*'(multilog|svlogd|s6-log|tinylog|cyclog|dumblog)'/],
])('src/ never touches %s', (_, forbidden) => {
  const breaches = sources.filter(({ text }) => forbidden.test(code(text)))

  expect(breaches.map(({ name }) => name)).toEqual([])
})

test('koffi is known in one place alone', () => {
  const users = sources.filter(({ text }) => /['"]koffi['"]/.test(code(text)))

  expect(users.map(({ name }) => name)).toEqual(['system/native.ts'])
})

test('pure files import nothing of Node', () => {
  const pure =
    /^(select\/|rotation\/(steps|recover|archives)|time\/(tai64n|digits|stamp|formats)|fault\/|batch|plan)/
  const breaches = sources.filter(({ name, text }) => pure.test(name) && /from 'node:/.test(text))

  expect(breaches.map(({ name }) => name)).toEqual([])
})

test('files stay small enough to be read', () => {
  // pages of declarations and tables; each says why at its top
  const excused: string[] = []
  const long = sources.filter(({ text }) => text.split('\n').length > 230)

  expect(long.map(({ name }) => name)).toEqual(excused)
})
