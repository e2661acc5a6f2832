// Vectors from spec/tai64.md §1, §2.3, §2.4 and §7.

import { describe, expect, test } from 'vitest'
import {
  fromTai,
  INSERTED_SECONDS,
  isLabel,
  labelOf,
  parseLabel,
  readNanoseconds,
  readSeconds,
  readTai,
  toTai,
  writeDigits,
  writeLabel,
} from '../../../src/time/tai64n.js'

const at = (seconds: number, nanoseconds = 0) => ({ seconds, nanoseconds })

describe('labels by djb’s rule', () => {
  test.each([
    ['@4000000037c219bf2ef02e94', at(935467445, 787492500)],
    ['@400000005f5e100a075bcbf4', at(1600000000, 123456500)],
    ['@400000000000000a00000000', at(0)],
    ['@400000000000000000000000', at(-10)],
    ['@3fffffffffffffff00000000', at(-11)],
    ['@40000000000000003b9ac9ff', at(-10, 999999999)],
    ['@400000008000000a00000000', at(2 ** 31)],
    ['@400000ffffffffff00000000', at(2 ** 40 - 11)],
    ['@3ffffff00000000000000000', at(-(2 ** 36) - 10)],
  ])('%s is written for its instant and read back', (label, instant) => {
    expect(labelOf(instant)).toBe(label)
    expect(parseLabel(label)).toEqual(instant)
  })

  test('a label is written where it is asked for and nowhere else', () => {
    const bytes = Buffer.from('.'.repeat(27))

    writeLabel(bytes, 1, 1600000000, 123456500)

    expect(bytes.toString()).toBe('.@400000005f5e100a075bcbf4.')
  })
})

describe('what is no label', () => {
  test.each([
    ['', 'an empty name'],
    ['@', 'a lone @'],
    ['4000000037c219bf2ef02e94', 'digits without @'],
    ['@4000000037c219bf2ef02e9', '23 digits'],
    ['@4000000037c219bf2ef02e940', '25 digits'],
    ['@4000000037c219bf2ef02e94.s', 'a suffix'],
    ['@4000000037c219bf2ef02e94\n', 'a line feed at the end'],
    ['@4000000037C219BF2EF02E94', 'uppercase digits in a name'],
    ['@4000000037c219bf2ef02e9g', 'a letter after f'],
    ['@4000000037c219bf3b9aca00', '1000000000 nanoseconds'],
    ['@4000000037c219bfffffffff', 'more than 999999999 nanoseconds'],
    ['@800000000000000000000000', 'the reserved half'],
    ['@ffffffffffffffff00000000', 'the end of the reserved half'],
  ])('%j: %s', (name) => {
    expect(isLabel(name)).toBe(false)
    expect(parseLabel(name)).toBeUndefined()
  })

  test('a label too far from now for a number is one, with no instant', () => {
    expect(isLabel('@7fffffffffffffff00000000')).toBe(true)
    expect(parseLabel('@7fffffffffffffff00000000')).toBeUndefined()
  })
})

describe('labels read in place', () => {
  const bytes = (digits: string): Buffer => Buffer.from(`..${digits}`)

  test('digits of either case are read', () => {
    const mixed = bytes('4000000037C219bf2EF02e94')

    expect(readSeconds(mixed, 2)).toBe(935467445)
    expect(readNanoseconds(mixed, 18)).toBe(787492500)
  })

  test('seconds are exact from one end of the range to the other', () => {
    expect(readSeconds(bytes('0000000000000000'), 2)).toBe(-(2n ** 62n) - 10n)
    expect(readSeconds(bytes('7fffffffffffffff'), 2)).toBe(2n ** 62n - 11n)
    expect(readSeconds(bytes('4020000000000001'), 2)).toBe(2n ** 53n - 9n)
    expect(readSeconds(bytes('4010000000000000'), 2)).toBe(2 ** 52 - 10)
    expect(readTai(bytes('4000000000000000'), 2)).toBe(0)
  })

  test('the reserved half and what is no digit have no seconds', () => {
    expect(readSeconds(bytes('8000000000000000'), 2)).toBeUndefined()
    expect(readSeconds(bytes('40000000 0000000'), 2)).toBeUndefined()
    expect(readSeconds(bytes('4000000x00000000'), 2)).toBeUndefined()
  })

  test('nanoseconds end at 999999999', () => {
    expect(readNanoseconds(bytes('3b9ac9ff'), 2)).toBe(999999999)
    expect(readNanoseconds(bytes('3b9aca00'), 2)).toBe(-1)
    expect(readNanoseconds(bytes('ffffffff'), 2)).toBe(-1)
    expect(readNanoseconds(bytes('3b9ac9f '), 2)).toBe(-1)
  })
})

describe('labels from the table of leap seconds', () => {
  // Each inserted second, and TAI - UTC from then on.
  const table = [
    ['1972-06-30', '4000000004b2580a', 11],
    ['1972-12-31', '4000000005a4ec0b', 12],
    ['1973-12-31', '4000000007861f8c', 13],
    ['1974-12-31', '400000000967530d', 14],
    ['1975-12-31', '400000000b48868e', 15],
    ['1976-12-31', '400000000d2b0b8f', 16],
    ['1977-12-31', '400000000f0c3f10', 17],
    ['1978-12-31', '4000000010ed7291', 18],
    ['1979-12-31', '4000000012cea612', 19],
    ['1981-06-30', '40000000159fca93', 20],
    ['1982-06-30', '400000001780fe14', 21],
    ['1983-06-30', '4000000019623195', 22],
    ['1985-06-30', '400000001d25ea16', 23],
    ['1987-12-31', '4000000021dae517', 24],
    ['1989-12-31', '40000000259e9d98', 25],
    ['1990-12-31', '40000000277fd119', 26],
    ['1992-06-30', '400000002a50f59a', 27],
    ['1993-06-30', '400000002c32291b', 28],
    ['1994-06-30', '400000002e135c9c', 29],
    ['1995-12-31', '4000000030e7241d', 30],
    ['1997-06-30', '4000000033b8489e', 31],
    ['1998-12-31', '40000000368c101f', 32],
    ['2005-12-31', '4000000043b71ba0', 33],
    ['2008-12-31', '40000000495c07a1', 34],
    ['2012-06-30', '400000004fef9322', 35],
    ['2015-06-30', '4000000055932da3', 36],
    ['2016-12-31', '40000000586846a4', 37],
  ] as const

  test.each(table)('the second inserted at the end of %s is %s', (date, digits, difference) => {
    const before = Date.parse(`${date}T23:59:59Z`) / 1000
    const inserted = readTai(Buffer.from(digits), 0) as number

    expect(fromTai(inserted, 'tai')).toEqual({ seconds: before, leap: true })
    expect(toTai(before, 'tai')).toBe(inserted - 1)
    expect(toTai(before + 1, 'tai')).toBe(inserted + 1)
    expect(toTai(before + 1, 'tai') - (before + 1)).toBe(difference)
    expect(fromTai(inserted - 1, 'tai')).toEqual({ seconds: before, leap: false })
    expect(fromTai(inserted + 1, 'tai')).toEqual({ seconds: before + 1, leap: false })
  })

  test('there are no others', () => {
    expect(INSERTED_SECONDS).toHaveLength(table.length)
  })

  test('the same instant is 27 s later than by djb’s rule since 2017', () => {
    const bytes = Buffer.alloc(24)

    writeDigits(bytes, 0, 1600000000, 123456500, 'tai')

    expect(bytes.toString()).toBe('400000005f5e1025075bcbf4')
    expect(toTai(1600000000, 'tai') - toTai(1600000000, 'djb')).toBe(27)
  })

  test('before the first there are ten seconds, as in djb’s rule for ever', () => {
    expect(toTai(0, 'tai')).toBe(10)
    expect(fromTai(10, 'tai')).toEqual({ seconds: 0, leap: false })
    expect(fromTai(0x586846a4, 'djb')).toEqual({ seconds: 0x586846a4 - 10, leap: false })
  })
})
