// Archives named by date.

import { expect, test } from 'vitest'
import { archiveName, archivesAmong } from '../../../src/rotation/archives.js'

const file = (name: string) => ({ name, directory: false })

test.each([
  ['_20261120T120143.388647.s', true],
  ['_20261120T120143.388647.u', true],
  ['_20261120T120143.388647.s.Z', true],
  ['_20261120T120143.388647', false],
  ['_20261120T120143.388647.t', false],
  ['_20261120T120143.388647.s.gz', false],
  ['_20261120T1201430388647.s', false],
  ['x_20261120T120143.388647.s', false],
  [`_20261120T120143.388647.s${'x'.repeat(80)}`, false],
])('%s is an archive: %s', (name, counts) => {
  expect(archivesAmong([file(name)], 'date')).toEqual(counts ? [name] : [])
  expect(archivesAmong([file(name)])).toEqual([])
})

test('a directory is none', () => {
  const entry = { name: '_20261120T120143.388647.s', directory: true }
  expect(archivesAmong([entry], 'date')).toEqual([])
})

test('a name tells the time to the microsecond, cut off', () => {
  const now = { seconds: 1795176103, nanoseconds: 388647999 }

  expect(archiveName([], now, 's', { names: 'date' })).toBe('_20261120T120143.388647.s')
})

test.each([
  ['_20261120T120143.388647.s.Z', '_20261120T120143.388648.u'],
  ['_20261231T235959.999999.s', '_20270101T000000.000000.u'],
])('after %s a clock set back gives %s', (newest, expected) => {
  expect(archiveName([newest], { seconds: 5, nanoseconds: 0 }, 'u', { names: 'date' })).toBe(
    expected,
  )
})
