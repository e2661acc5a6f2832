// How often a log is looked at: seldom where changes are told, often where nobody tells.

import { expect, test } from 'vitest'
import { logIn } from '../../../src/reading/log.js'
import { following } from '../../helpers/follow-world.js'
import { MemoryFiles } from '../../helpers/memory-files.js'

/** Calls on the disk in ten quiet seconds, after one line was written. */
const callsInQuiet = async (tells: boolean): Promise<number> => {
  const files = new MemoryFiles()
  files.plant('log/current', 'one\n')
  let given = false
  let tell = (): void => undefined
  let passed = 0
  let calls = 0
  const { shown } = await following(files, {
    find: () => {
      const log = given ? undefined : logIn('log', 'log', files)
      given = true
      return log ? [log] : []
    },
    between: () => {
      if (passed >= 5000) calls++
    },
    asleep: (milliseconds) => {
      if (passed < 3500 && passed + milliseconds >= 3500) {
        files.append('log/current', 'two\n')
        if (tells) tell()
      }
      passed += milliseconds
      return passed < 15_000
    },
    watch: (_, changed) => {
      tell = changed
      return () => undefined
    },
  })
  expect(shown).toBe('one\ntwo\n')
  return calls
}

test('a log whose changes are told is looked at once a second', async () => {
  expect(await callsInQuiet(true)).toBeLessThan(40)
})

test('a log that has changed without a word is looked at often', async () => {
  expect(await callsInQuiet(false)).toBeGreaterThan(200)
})
