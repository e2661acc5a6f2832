import { expect, test } from 'vitest'
import { codeOf } from '../../../src/fault/fault.js'
import { multilogReasons } from '../../../src/fault/multilog-messages.js'
import { systemReasons } from '../../../src/fault/system-messages.js'
import { errnoName } from '../../../src/system/errno.js'

// Linux, asm-generic/errno.h
test.each([
  [37, 'ENOLCK', 'Unknown system error -37'],
  [116, 'ESTALE', 'UNKNOWN'],
  [122, 'EDQUOT', 'UNKNOWN'],
  [28, 'ENOSPC', 'ENOSPC'],
])('error number %i, known to Node or not, is %s and has its words', (number, name, code) => {
  const error = Object.assign(new Error('of a call'), { code, errno: -number })

  expect(errnoName(number)).toBe(name)
  expect(codeOf(error)).toBe(name)
  expect(multilogReasons).toHaveProperty(name)
  expect(systemReasons).toHaveProperty(name)
})

test('an error of zlib, whose number means something else, keeps its name', () => {
  const error = Object.assign(new Error('incorrect header check'), {
    code: 'Z_DATA_ERROR',
    errno: -3,
  })

  expect(codeOf(error)).toBe('Z_DATA_ERROR')
})

test('what is no error of a call is thrown on', () => {
  const error = new TypeError('a mistake of ours')

  expect(() => codeOf(error)).toThrow(error)
})
