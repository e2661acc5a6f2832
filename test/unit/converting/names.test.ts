// What copies are called.

import { expect, test } from 'vitest'
import { type Format, misplaced, nameOfCopy } from '../../../src/converting/names.js'
import { type LogFile, namedBy } from '../../../src/reading/log-files.js'
import type { Dialect } from '../../../src/time/tai64n.js'

const fileOf = (name: string): LogFile => {
  const named = namedBy(name)
  return { name, role: named ? 'archive' : 'current', ...(named && { named }) }
}

const LABEL = '@400000005f5e100a075bcbf4'
const REAL = '@400000005f5e1025075bcbf4'

test.each<[string, Dialect, Dialect, Format, string]>([
  [`${LABEL}.s`, 'djb', 'djb', 'gzip', `${LABEL}.s`],
  [`${LABEL}.s`, 'djb', 'tai', 'plain', `${REAL}.s`],
  [`${REAL}.s`, 'tai', 'djb', 'plain', `${LABEL}.s`],
  [`${LABEL}.s.gz`, 'djb', 'tai', 'gzip', `${REAL}.s.gz`],
  [`${LABEL}.s.gz`, 'djb', 'djb', 'plain', `${LABEL}.s`],
  [LABEL, 'djb', 'tai', 'gzip', REAL],
  ['_20200913T122640.123456.s', 'djb', 'tai', 'gzip', '_20200913T122640.123456.s.Z'],
  ['_20200913T122640.123456.s.Z', 'djb', 'djb', 'gzip', '_20200913T122640.123456.s.Z'],
  ['_20200913T122640.123456.u.Z', 'djb', 'djb', 'plain', '_20200913T122640.123456.u'],
  ['@1600000000', 'djb', 'tai', 'gzip', '@1600000000'],
  ['current', 'djb', 'tai', 'plain', 'current'],
  ['previous', 'djb', 'tai', 'plain', 'previous'],
])('%s from %s to %s, %s', (name, from, to, format, expected) => {
  expect(nameOfCopy(fileOf(name), { from, to, format })).toBe(expected)
})

// 2016-12-31 23:59:59.5, :60.3, and 2017-01-01 00:00:00.1, of true TAI.
const around = [
  '@40000000586846a31dcd6500.s',
  '@40000000586846a411e1a300.s',
  '@40000000586846a505f5e100.s',
]

const copies = (names: readonly string[], from: Dialect, to: Dialect) =>
  names.map((name) => {
    const file = fileOf(name)
    return { file, from, name: nameOfCopy(file, { from, to, format: 'plain' }) }
  })

test('the order of names is kept, or told to be lost', () => {
  expect(misplaced(copies([`${LABEL}.s`, `${REAL}.u`], 'djb', 'tai'))).toBeUndefined()
  // By djb's rule the inserted second is the one before.
  expect(misplaced(copies(around, 'tai', 'djb'))?.file.name).toBe(around[1])
  expect(misplaced(copies([`${LABEL}.s`, `${LABEL}.s.gz`], 'djb', 'djb'))).toBeDefined()
})
