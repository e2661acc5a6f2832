// What a log directory holds, whoever wrote it, and in what order.

import { expect, test } from 'vitest'
import { logIn } from '../../../src/reading/log.js'
import { logFilesAmong } from '../../../src/reading/log-files.js'
import { MemoryFiles } from '../../helpers/memory-files.js'

const A = '@4000000069153eca00000000'
const B = '@4000000069153ecb00000000'
const C = '@4000000069153ecc00000000'

/** The files of a directory with these names; `+` before a name: its owner-execute bit is set. */
const listed = (...names: readonly string[]): string[] => {
  const files = new MemoryFiles()
  for (const name of names) {
    const mode = name.startsWith('+') ? 0o744 : 0o644
    files.plant(`d/${name.replace('+', '')}`, '', { mode })
  }
  return logFilesAmong(files.list('d'), (name) => files.stateOf(`d/${name}`)).map(
    ({ name }) => name,
  )
}

test.each([
  [
    'archives by their labels, then current',
    ['current', `${B}.u`, `${A}.s`],
    [`${A}.s`, `${B}.u`, 'current'],
  ],
  ['any code, and none', [`${A}`, `${B}.audit`, `${C}.`], [`${A}`, `${B}.audit`, `${C}.`]],
  ['compressed ones', [`${B}.s.gz`, `${A}.s.Z`], [`${A}.s.Z`, `${B}.s.gz`]],
  [
    'dates',
    ['_20261120T120143.388647.s', '_20261120T120142.388647.u.Z', 'current'],
    ['_20261120T120142.388647.u.Z', '_20261120T120143.388647.s', 'current'],
  ],
  ['seconds, as numbers', ['@869197736', '@00000000000009'], ['@00000000000009', '@869197736']],
  [
    'no stranger',
    [
      'lock',
      'state',
      'newstate',
      'config',
      'zipped',
      'tinylog.pid',
      `${A}x.s`,
      '@4000.s',
      '_2026.s',
      'x.log',
    ],
    [],
  ],
  ['no unfinished output of a processor', [`${A}.t`, `${A}.u`], [`${A}.u`]],
  [
    'a plain archive rather than its compressed twin',
    [`${A}.s`, `${A}.s.gz`, `${B}.s`, `${B}.s.Z`],
    [`${A}.s`, `${B}.s`],
  ],
  ['what was processed rather than what it was made from', [`${A}.s`, `+${A}.u`], [`${A}.s`]],
  ['both where one was current', [`${A}.s`, `${A}.u`], [`${A}.s`, `${A}.u`]],
  ['previous before current', ['current', 'previous', `${A}.s`], [`${A}.s`, 'previous', 'current']],
  [
    'no processed that is not complete',
    ['processed', 'previous', 'current'],
    ['previous', 'current'],
  ],
  [
    'a complete processed for previous',
    ['+processed', 'previous', 'current'],
    ['processed', 'current'],
  ],
])('%s', (_, names, expected) => {
  expect(listed(...names)).toEqual(expected)
})

test('a directory with an archive’s name is none', () => {
  const entries = [{ name: `${A}.s`, directory: true }]

  expect(logFilesAmong(entries, () => undefined)).toEqual([])
})

test('previous and current that have an archive’s name already are not there twice', () => {
  const files = new MemoryFiles()
  files.plant('d/previous', 'a\n')
  files.link('d/previous', `d/${A}.s`)
  files.plant('d/current', 'b\n')

  const found = logFilesAmong(files.list('d'), (name) => files.stateOf(`d/${name}`))

  expect(found.map(({ name }) => name)).toEqual([`${A}.s`, 'current'])
})

test('a rotation between two looks is looked at again, and nothing stays open of the first', () => {
  const files = new MemoryFiles()
  files.plant('d/current', 'old\n')
  let looks = 0
  const list = files.list.bind(files)
  files.list = (directory) => {
    if (++looks === 2) {
      files.link('d/current', `d/${A}.s`)
      files.plant('d/current', 'new\n')
    }
    return list(directory)
  }

  const log = logIn('d', 'd', files)

  expect(log?.files.map(({ name }) => name)).toEqual([`${A}.s`, 'current'])
  expect(files.opened).toBe(1)
})
