import { expect, test } from 'vitest'
import { archiveName, archivesAmong, pruned } from '../../../src/rotation/archives.js'

const file = (name: string) => ({ name, directory: false })
const label = (k: number): string => `@4000000050000000${k.toString(16).padStart(8, '0')}`

test.each([
  ['a finished file', `${label(1)}.s`, true],
  ['an unfinished file', `${label(1)}.u`, true],
  ['a file somebody compressed', `${label(1)}.s.gz`, true],
  ['a bare label', label(1), true],
  ['another code', `${label(1)}.code`, true],
  ['a label with more digits', `${label(1)}0.s`, false],
  ['a label with something behind it', `${label(1)}-old`, false],
  ['an uppercase label', `${label(0xab).toUpperCase()}.s`, false],
  ['a short label', '@400000005000.s', false],
  ['nanoseconds past the second', `@40000000500000003b9aca00.s`, false],
  ['the reserved half', `@8000000050000000${'0'.repeat(8)}.s`, false],
  ['a time 140 million years off', `@7fffffffffffffff${'0'.repeat(8)}.s`, true],
  ['a name that only begins like one', '@zzzzzzzzzzzzzzzzzzzzzzzzzz', false],
  ['current', 'current', false],
])('%s: %s, counted: %s', (_, name, counts) => {
  expect(archivesAmong([file(name)])).toEqual(counts ? [name] : [])
})

test('a directory with an archive’s name is no archive', () => {
  expect(archivesAmong([{ name: `${label(1)}.s`, directory: true }])).toEqual([])
})

test('archives are in order of their labels', () => {
  const names = archivesAmong([file(`${label(300)}.s`), file(`${label(2)}.u`), file(label(10))])

  expect(names).toEqual([`${label(2)}.u`, label(10), `${label(300)}.s`])
})

test('a name is the moment it is given', () => {
  const name = archiveName([], { seconds: 0x50000000 - 10, nanoseconds: 7 }, 's')

  expect(name).toBe(`${label(7)}.s`)
})

test('a clock set back still names the newest file last', () => {
  const name = archiveName([`${label(1)}.s`, `${label(9)}.u`], { seconds: 5, nanoseconds: 0 }, 's')

  expect(name).toBe(`${label(10)}.s`)
})

test('the last nanosecond of a second is followed by the next second', () => {
  const last = `@4000000050000000${(999999999).toString(16)}.s`

  const name = archiveName([last], { seconds: 5, nanoseconds: 0 }, 's')

  expect(name).toBe('@400000005000000100000000.s')
})

test.each([
  [0, 2, 0],
  [1, 2, 0],
  [2, 2, 1],
  [9, 10, 0],
  [10, 10, 1],
  [50, 3, 48],
])('of %i archives, number %i removes the %i oldest', (count, files, removed) => {
  const names = Array.from({ length: count }, (_, k) => `${label(k)}.s`)

  expect(pruned(names, files)).toEqual(names.slice(0, removed))
})
