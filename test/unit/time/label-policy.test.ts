// What a label converter takes for a label, by its policy. The default policy is tested in
// label-converter.test.ts.

import { describe, expect, test } from 'vitest'
import { Calendar } from '../../../src/time/calendar.js'
import { LabelConverter, type LabelPolicy } from '../../../src/time/label-converter.js'
import { universalTime } from '../../../src/time/universal-time.js'

const LABEL = '@4000000037c219bf2ef02e94'
const DATE = '1999-08-24 04:04:05.787492500'

const policy: LabelPolicy = { least: 26, earliest: 0, excess: 'nine digits' }

/** What each piece gives, and the end of input last. */
const converted = (...pieces: readonly string[]): string[] => {
  const to = new LabelConverter(new Calendar(universalTime), 1000, policy)
  const seen = pieces.map((piece) => {
    to.bytes.write(piece, to.readAt, 'latin1')
    return to.output.toString('latin1', 0, to.convert(piece.length))
  })
  return [...seen, to.output.toString('latin1', 0, to.finish())]
}

describe('a label that must be followed by something', () => {
  test.each([
    ['waits for it', [LABEL, ' x'], ['', `${DATE} x`, '']],
    ['is converted with its line feed', [LABEL, '\n'], ['', `${DATE}\n`, '']],
    ['is left alone at the end of input', [`a\n${LABEL}`], ['a\n', LABEL]],
    ['waits piece by piece', [LABEL.slice(0, 9), LABEL.slice(9), '0'], ['', '', `${DATE}0`, '']],
    [
      'does not wait when it cannot be one',
      [`${LABEL.slice(0, 24)}g`],
      [`${LABEL.slice(0, 24)}g`, ''],
    ],
    ['is converted where everything is there', [`${LABEL}\n`], [`${DATE}\n`, '']],
  ])('%s', (_, pieces, output) => {
    expect(converted(...pieces)).toEqual(output)
  })
})

test('labels before the earliest second are left alone', () => {
  expect(converted('@400000000000000900000000\n')[0]).toBe('@400000000000000900000000\n')
  expect(converted('@000000000000000000000000\n')[0]).toBe('@000000000000000000000000\n')
  expect(converted('@400000000000000a00000000\n')[0]).toBe('1970-01-01 00:00:00.000000000\n')
})

test.each([
  ['3b9ac9ff', '999999999'],
  ['3b9aca00', '100000000'],
  ['3b9acb00', '100000025'],
  ['ffffffff', '429496729'],
  ['80000000', '214748364'],
  ['00000001', '000000001'],
])('%s nanoseconds are shown as .%s', (digits, fraction) => {
  expect(converted(`@400000000000000a${digits}\n`)[0]).toBe(`1970-01-01 00:00:00.${fraction}\n`)
})

test('what is no number of nanoseconds is none', () => {
  const line = '@400000000000000afffffffg\n'

  expect(converted(line)[0]).toBe(line)
})
