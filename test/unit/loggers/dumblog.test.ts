// The command line of dumblog, and its page.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { options, parse, planOf } from '../../../loggers/dumblog.js'

test.each([
  [['f'], { do: 'log', file: 'f', stamped: false }],
  [['-c', 'f'], { do: 'log', file: 'f', stamped: true }],
  [['-c', '-cc', 'f'], { do: 'log', file: 'f', stamped: true }],
  [['-c', '--', '-c'], { do: 'log', file: '-c', stamped: true }],
  [['-'], { do: 'log', file: '-', stamped: false }],
  [[''], { do: 'log', file: '', stamped: false }],
  [['-cV'], { do: 'version' }],
  [['-?V', 'f'], { do: 'usage' }],
  [['-x?'], { do: 'misuse' }],
  [['--', '--'], { do: 'log', file: '--', stamped: false }],
  [['f', '-V'], { do: 'misuse' }],
  [['-c'], { do: 'misuse' }],
  [['--'], { do: 'misuse' }],
  [[], { do: 'misuse' }],
] as const)('%j', (words, request) => {
  expect(parse(words)).toEqual(request)
})

test('lines are not held, and TERM does not wait for their ends', () => {
  expect(planOf('f', true)).toMatchObject({ stamp: 'ctime', lines: { window: 0 }, patience: 0 })
  expect(planOf('f', false)).not.toHaveProperty('stamp')
})

test('the page has a row for every option', () => {
  const page = readFileSync('loggers/dumblog.md', 'utf8')

  for (const letter of Object.keys(options)) expect(page).toContain(`| \`-${letter}\``)
})
