import { expect, test } from 'vitest'
import { universalTime } from '../../../src/time/universal-time.js'

const shown = (seconds: number | bigint): string | undefined => {
  const fields = universalTime(seconds)
  if (fields === undefined) return undefined
  const { year, month, day, hour, minute, second } = fields
  return [year, month, day, hour, minute, second].join(' ')
}

test.each([
  [0, '1970 1 1 0 0 0'],
  [-1, '1969 12 31 23 59 59'],
  [951827696, '2000 2 29 12 34 56'],
  [1483228799, '2016 12 31 23 59 59'],
  [4294967296n, '2106 2 7 6 28 16'],
  [-2208988800, '1900 1 1 0 0 0'],
  [-62167219200, '0 1 1 0 0 0'],
  [-62167219201n, '-1 12 31 23 59 59'],
  [1099511627738n, '36812 2 20 0 35 38'],
])('%s is %s', (seconds, date) => {
  expect(shown(seconds)).toBe(date)
})

test('it ends with the last year that fits the C library, on either side', () => {
  expect(shown(67768036191676799n)).toBe('2147485547 12 31 23 59 59')
  expect(shown(67768036191676800n)).toBeUndefined()
  expect(shown(-67768040609740800n)).toBe('-2147481748 1 1 0 0 0')
  expect(shown(-67768040609740801n)).toBeUndefined()
  expect(shown(2n ** 62n)).toBeUndefined()
})
