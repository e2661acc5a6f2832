import { describe, expect, test } from 'vitest'
import { native } from '../../../src/system/native.js'
import { Calendar } from '../../../src/time/calendar.js'
import { LabelConverter } from '../../../src/time/label-converter.js'
import type { LocalTime } from '../../../src/time/zone.js'
import { fieldsOf } from '../../helpers/calendar-fields.js'

const LABEL = '@4000000037c219bf2ef02e94'
const DATE = '1999-08-24 04:04:05.787492500'

const utc: LocalTime = (seconds) => fieldsOf(Number(seconds))

const converter = (localTime = utc): LabelConverter =>
  new LabelConverter(new Calendar(localTime), 64 * 1024)

const feed = (to: LabelConverter, text: string): string => {
  to.bytes.write(text, to.readAt, 'latin1')
  return to.output.toString('latin1', 0, to.convert(text.length))
}

const converted = (text: string): string => {
  const to = converter()
  return feed(to, text) + to.output.toString('latin1', 0, to.finish())
}

describe('a label at the start of a line', () => {
  test.each([
    ['gives way to its date', `${LABEL} mark\n`, `${DATE} mark\n`],
    ['may be the whole line', `${LABEL}\n`, `${DATE}\n`],
    ['may be the end of input', LABEL, DATE],
    ['may have any byte after it', `${LABEL}x\n`, `${DATE}x\n`],
    ['ends after 24 digits', `${LABEL}abc\n`, `${DATE}abc\n`],
    ['may be in uppercase', `@${LABEL.slice(1).toUpperCase()} x\n`, `${DATE} x\n`],
    ['is the only one converted', `${LABEL}${LABEL} x\n`, `${DATE}${LABEL} x\n`],
    ['may come after an empty line', `\n${LABEL} x\n`, `\n${DATE} x\n`],
    [
      'may come after a long line',
      `${'y'.repeat(9999)}\n${LABEL} x`,
      `${'y'.repeat(9999)}\n${DATE} x`,
    ],
    ['may be of the second before', `${LABEL} a\n${LABEL} b\n`, `${DATE} a\n${DATE} b\n`],
  ])('%s', (_, input, output) => {
    expect(converted(input)).toBe(output)
  })
})

describe('what is no label at the start of a line is left as it is', () => {
  test.each([
    ['empty input', ''],
    ['a lone line feed', '\n'],
    ['no @', 'plain\n'],
    ['no line feed either', 'plain'],
    ['a label after a blank', ` ${LABEL} x\n`],
    ['a label after a letter', `x${LABEL} x\n`],
    ['a second @', `@${LABEL} x\n`],
    ['a lone @', '@\n'],
    ['a lone @ at the end', '@'],
    ['@ and a blank', '@ foo\n'],
    ['@ and a word', '@foo\n'],
    ['16 digits', '@4000000037c219bf x\n'],
    ['23 digits', `${LABEL.slice(0, 24)}\n`],
    ['23 digits at the end', LABEL.slice(0, 24)],
    ['23 digits and a line feed, then more digits', `${LABEL.slice(0, 24)}\n4\n`],
    ['a letter among the digits', '@4000000037c219bf2ef02e9g x\n'],
    ['a letter among the first digits', '@40000000g7c219bf2ef02e94 x\n'],
    ['too many nanoseconds', '@40000000000000003b9aca00 x\n'],
    ['far too many nanoseconds', '@4000000000000009ffffffff x\n'],
    ['the reserved half', '@8000000000000000000000000 x\n'],
    ['a year that cannot be told', '@7fffffffffffffff00000000 x\n'],
    ['the first of all labels', '@000000000000000000000000 x\n'],
    ['NUL and 8-bit bytes', '\0\x80\xff\0\n\0'],
    ['bytes one off a line feed', '\x09\x0b\x8a\x0a\x0b\x0a\x8a\x8a\x09'],
  ])('%s', (_, input) => {
    expect(converted(input)).toBe(input)
  })

  test('and does not spoil the label after it, in the same second or not', () => {
    expect(converted(`@7fffffffffffffff00000000\n${LABEL}\n@x\n${LABEL}\n`)).toBe(
      `@7fffffffffffffff00000000\n${DATE}\n@x\n${DATE}\n`,
    )
  })
})

describe('a read that ends', () => {
  test('in a label holds it back until it is whole', () => {
    for (let length = 1; length < LABEL.length; length++) {
      const to = converter()

      expect(feed(to, LABEL.slice(0, length))).toBe('')
      expect(feed(to, LABEL.slice(length))).toBe(DATE)
    }
  })

  test('with its last digit has it converted at once', () => {
    expect(feed(converter(), `${LABEL} one\n${LABEL}`)).toBe(`${DATE} one\n${DATE}`)
  })

  test('in what cannot be a label any more holds nothing back', () => {
    expect(feed(converter(), '@40x')).toBe('@40x')
  })

  test('in a line has the next begin inside it', () => {
    const to = converter()

    expect(feed(to, 'x')).toBe('x')
    expect(feed(to, `${LABEL}\n`)).toBe(`${LABEL}\n`)
    expect(feed(to, `${LABEL}\n`)).toBe(`${DATE}\n`)
  })

  test('with a label has its rest taken for the rest of the line', () => {
    const to = converter()

    expect(feed(to, LABEL)).toBe(DATE)
    expect(feed(to, `${LABEL}\n`)).toBe(`${LABEL}\n`)
  })

  test('with nothing changes nothing', () => {
    const to = converter()

    expect(feed(to, '@40')).toBe('')
    expect(feed(to, '')).toBe('')
    expect(to.output.toString('latin1', 0, to.finish())).toBe('@40')
    expect(to.finish()).toBe(0)
  })
})

test('one digit apart is another second, wherever it stands', () => {
  const first = '40000000370219bf'
  for (let place = 6; place < 16; place++) {
    const second = `${first.slice(0, place)}1${first.slice(place + 1)}`
    const [one, other] = [first, second].map((digits) => `@${digits}00000000 x\n`)

    expect(converted(`${one}${other}`)).toBe(converted(`${one}`) + converted(`${other}`))
  }
})

test('the output has room for the longest dates on the shortest lines', () => {
  const label = '@3ffffff00000000000000000\n'
  const to = new LabelConverter(new Calendar(utc), 1000)
  const text = label.repeat(38) + label.slice(0, 12)

  const output = feed(to, text) + feed(to, label.slice(12, 25))

  expect(output).toBe('18446744073709551408-05-13 16:27:34.000000000\n'.repeat(39).slice(0, -1))
})

test('local time is asked for once a step of known time, not once a line', () => {
  let conversions = 0
  const to = converter((seconds) => {
    conversions++
    return native().localTime(seconds)
  })
  const lines = Array.from(
    { length: 2000 },
    (_, k) => `@4000000037c2${(0x1000 + k).toString(16)}00000000 x\n`,
  )

  feed(to, lines.join(''))

  expect(conversions).toBeLessThan(80)
})
