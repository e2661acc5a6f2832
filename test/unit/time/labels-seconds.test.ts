// Decimal seconds at the start of lines, as tailocal takes them.

import { describe, expect, test } from 'vitest'
import { Calendar } from '../../../src/time/calendar.js'
import { LabelConverter } from '../../../src/time/label-converter.js'
import { universalTime } from '../../../src/time/universal-time.js'

/** What each piece gives, and the end of input last. */
const converted = (...pieces: readonly string[]): string[] => {
  const to = new LabelConverter(new Calendar(universalTime), 1000, 'seconds')
  const seen = pieces.map((piece) => {
    to.bytes.write(piece, to.readAt, 'latin1')
    return to.output.toString('latin1', 0, to.convert(piece.length))
  })
  return [...seen, to.output.toString('latin1', 0, to.finish())]
}

const DATE = '1997-07-17 18:42:16'
const ZERO = '1970-01-01 00:00:00'

describe('seconds', () => {
  test.each([
    ['869164936.542713 one\n', `${DATE}.542713 one\n`],
    ['869164936\n', `${DATE}\n`],
    ['869164936x869164936\n', `${DATE}x869164936\n`],
    ['000869164936 x\n', `${DATE} x\n`],
    ['plain line\n', `${ZERO}plain line\n`],
    ['\n', `${ZERO}\n`],
    ['@400000000000000a00000000\n', `${ZERO}@400000000000000a00000000\n`],
    ['-1 x\n', `${ZERO}-1 x\n`],
    [' 869164936\n', `${ZERO} 869164936\n`],
    ['0\n1\n\n2\n', `${ZERO}\n1970-01-01 00:00:01\n${ZERO}\n1970-01-01 00:00:02\n`],
    ['4294967296 x\n', '2106-02-07 06:28:16 x\n'],
    ['67767976233532799 x\n', '2147483647-12-31 23:59:59 x\n'],
  ])('%j is %j', (input, output) => {
    expect(converted(input)[0]).toBe(output)
  })

  test('that no date is as far as are copied, however many', () => {
    for (const input of ['99999999999999999 x\n', `${'9'.repeat(18)}\n`, `${'0'.repeat(19)}\n`])
      expect(converted(input)[0]).toBe(input)
    expect(converted('1'.repeat(900), '1 x\n1\n')).toEqual([
      '1'.repeat(900),
      '1 x\n1970-01-01 00:00:01\n',
      '',
    ])
  })

  test('wait for their end, be it that of the input', () => {
    expect(converted('8691', '64936', '.5')).toEqual(['', '', `${DATE}.5`, ''])
    expect(converted('869164936')).toEqual(['', DATE])
    expect(converted('9'.repeat(18))).toEqual(['', '9'.repeat(18)])
    expect(converted('x\n', '', 'y')).toEqual([`${ZERO}x\n`, '', `${ZERO}y`, ''])
    expect(converted()).toEqual([''])
  })

  test('of a read full of empty lines fit into the output', () => {
    expect(converted('\n'.repeat(1000))[0]).toBe(`${ZERO}\n`.repeat(1000))
  })
})
