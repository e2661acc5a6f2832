// A log directory that is looked at while somebody rotates in it.

import { expect, test } from 'vitest'
import type { Files } from '../../../src/reading/files.js'
import { closeLog, logIn } from '../../../src/reading/log.js'
import { labelOf } from '../../../src/time/tai64n.js'
import { MemoryFiles } from '../../helpers/memory-files.js'

test('an archive that gets its name between two looks is in the log', () => {
  const files = new MemoryFiles()
  const [first, second] = [1000, 2000].map((seconds) => labelOf({ seconds, nanoseconds: 0 }))
  files.plant(`d/${first}.s`, 'a\n')
  files.plant('d/current', 'b\n')
  /** What a processor and its logger do behind the lists of these numbers. */
  const moves = [
    (): void => {
      files.remove('d/current')
      files.plant('d/processed', 'B\n', { mode: 0o744 })
      files.plant('d/current', 'c\n')
    },
    (): void => files.rename('d/processed', `d/${second}.s`),
  ]
  const moving: Files = {
    list: (directory) => {
      const entries = files.list(directory)
      moves.shift()?.()
      return entries
    },
    stateOf: (path) => files.stateOf(path),
    open: (path) => files.open(path),
    state: (descriptor) => files.state(descriptor),
    read: (...call) => files.read(...call),
    close: (descriptor) => files.close(descriptor),
  }

  const log = logIn('d', 'd', moving)

  expect(log?.files.map(({ name }) => name)).toEqual([`${first}.s`, `${second}.s`, 'current'])
  if (log) closeLog(log, files)
  expect(files.opened).toBe(0)
})
