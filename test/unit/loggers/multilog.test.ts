// The words of a script to its plan, and the page that tells of them.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { directives, parse } from '../../../loggers/multilog.js'
import type { DirectoryPlan } from '../../../src/plan.js'

const directoryOf = (...words: string[]): DirectoryPlan | undefined => {
  const [action] = parse([...words, './d']).actions
  return action?.do === 'log' ? action.directory : undefined
}

test.each([
  ['s', 4096],
  ['s0', 4096],
  ['s-5', 4096],
  ['s+5000', 4096],
  ['s 5000', 4096],
  ['sxyz', 4096],
  ['s0x2000', 4096],
  ['size', 4096],
  ['s4095', 4096],
  ['s4096', 4096],
  ['s4097', 4097],
  ['s05000', 5000],
  ['s5000xyz', 5000],
  ['s16777216xyz', 16777216],
  ['s2147483647', 2147483647],
  ['s2147483648', 2147483647],
  ['s4294967296', 2147483647],
  ['s18446744073709551615', 2147483647],
  ['s18446744073709551616', 4096],
  ['s18446744073709556616', 5000],
])('%s is a size of %i', (word, maximum) => {
  expect(directoryOf(word)?.maximum).toBe(maximum)
})

test.each([
  ['n', 2],
  ['n0', 2],
  ['n1', 2],
  ['n-5', 2],
  ['nnn', 2],
  ['n3', 3],
  ['n5x', 5],
  ['n18446744073709551617', 2],
  ['n18446744073709551620', 4],
])('%s is %i files', (word, files) => {
  expect(directoryOf(word)?.files).toBe(files)
})

test('a directory has 99999 bytes, ten files, no processor and the code s', () => {
  expect(directoryOf()).toEqual({
    path: './d',
    maximum: 99999,
    reserve: 2000,
    files: 10,
    code: 's',
  })
})

test('limits count for the directories after them, the last one wins', () => {
  const plan = parse(['s5000', './a', 's6000', 's7000', 'n3', '!gzip', 'wgz', '/b', 's8000'])

  expect(plan.actions).toMatchObject([
    { directory: { path: './a', maximum: 5000, files: 10, code: 's' } },
    { directory: { path: '/b', maximum: 7000, files: 3, processor: 'gzip', code: 'gz' } },
  ])
})

test.each([
  [['t'], 'tai64n'],
  [['time'], 'tai64n'],
  [['T'], 'accustamp'],
  [['d'], 'local'],
  [['m'], 'local-milliseconds'],
  [['t', 'd'], 'tai64n'],
  [['d', 't'], 'local'],
  [['e', 't'], undefined],
  [['', 't'], undefined],
])('%j stamps with %s', (words, stamp) => {
  expect(parse(words).stamp).toBe(stamp)
})

test('patterns keep the dialect of their place', () => {
  const { actions } = parse(['-*', 'F', '+a?', 'S', '-b', '+'])

  expect(actions).toEqual([
    { do: 'deselect', pattern: '*', dialect: 'star' },
    { do: 'select', pattern: 'a?', dialect: 'fnmatch' },
    { do: 'deselect', pattern: 'b', dialect: 'star' },
    { do: 'select', pattern: '', dialect: 'star' },
  ])
})

test('words that are no action are ignored', () => {
  expect(parse(['', 'E', 'xyz', '*', '?', '0', ' ./d', '@']).actions).toEqual([])
})

test('the page has a row for every directive, and no other', () => {
  const page = readFileSync('loggers/multilog.md', 'utf8')
  const rows = [...page.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell]) =>
    [...(cell ?? '').matchAll(/`(.)[^`]*`/g)].map(([, first]) => first),
  )
  const actions = rows.slice(0, rows.indexOf('/') + 1)

  expect(new Set(actions)).toEqual(new Set(Object.keys(directives)))
})
