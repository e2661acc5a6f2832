// Options and script of s6-log to its plan.

import { expect, test } from 'vitest'
import { planOf } from '../../../loggers/s6-log.js'
import { parseOptions } from '../../../loggers/s6-log-options.js'
import { parseScript } from '../../../loggers/s6-log-script.js'
import type { DirectoryPlan } from '../../../src/plan.js'

const ignore = (): void => undefined

const directoryOf = (...words: string[]): DirectoryPlan | undefined => {
  const [action] = parseScript([...words, './d'], 0o027, ignore).actions
  return action?.do === 'log' ? action.directory : undefined
}

test('a file may end where s and l say, and never within a line', () => {
  const { maximum = 0, reserve = 0 } = directoryOf('s10000', 'l500') ?? {}

  expect(maximum).toBe(Number.MAX_SAFE_INTEGER)
  expect(maximum - reserve).toBe(9500)
})

test.each([
  ['n0', { files: 1 }],
  ['n7', { files: 8 }],
  ['S12', { total: 12 }],
  ['r5', { aside: { pause: 5 } }],
  ['R60', { age: 60_000 }],
  ['R4294967295', { age: 2147483647_000 }],
  ['?cat', { processor: 'cat', interpreter: '/bin/sh' }],
  ['!cat', { processor: 'cat', interpreter: 'execline' }],
])('%s', (word, expected) => {
  expect(directoryOf(word)).toMatchObject(expected)
})

test('modes go by the umask', () => {
  expect(directoryOf()?.modes).toEqual({ inUse: 0o640, complete: 0o740 })
})

test('execlineb is needed where some directory has a command for it', () => {
  const needs = (...words: string[]): boolean => parseScript(words, 0, ignore).needsExecline

  expect(needs('!cat', './d')).toBe(true)
  expect(needs('!cat', '1')).toBe(false)
  expect(needs('!cat', '?cat', './d')).toBe(false)
})

test('t comes before T, and both hold for one action', () => {
  const { actions } = parseScript(['T', 't', 'pA', '1', '1'], 0, ignore)

  expect(actions).toEqual([
    { do: 'print', form: { stamps: ['tai64n-tai', 'local-wide'], prefix: 'A ' } },
    { do: 'print', form: { stamps: [], prefix: 'A ' } },
  ])
})

test.each([
  [['./d', './d'], 'directory given twice: ./d'],
  [['+(a)\\1', '1'], 'back-references are not supported: +(a)\\1'],
  [['+(', '1'], 'unrecognized directive: +('],
  [['n1\n', '1'], 'unrecognized directive: n1\n'],
])('%j is refused', (words, text) => {
  expect(() => parseScript(words, 0, ignore)).toThrow(text)
})

test('a line of any length is judged on its first MiB', () => {
  const { options } = parseOptions(['-l0', '1']) ?? {}
  if (!options) throw new Error('no options')

  expect(planOf(options, { actions: [] }).lines).toMatchObject({
    window: 1 << 20,
    limit: Number.POSITIVE_INFINITY,
  })
})

test.each([
  [['-t0'], undefined],
  [['-t2147483648'], undefined],
  [[], 2000],
  [['-t', '5'], 5],
])('%j waits for the rest of a line %s ms', (words, patience) => {
  const { options } = parseOptions([...words, '1']) ?? {}
  if (!options) throw new Error('no options')

  expect(planOf(options, { actions: [] }).patience).toBe(patience)
})
