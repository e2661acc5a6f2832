// What a terminal is given of a log commands no terminal, whatever was logged, and tells every
// byte of it.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { logIn } from '../../src/reading/log.js'
import type { Form } from '../../src/reading/read.js'
import { labelOf } from '../../src/time/tai64n.js'
import { MemoryFiles } from '../helpers/memory-files.js'
import { reading } from '../helpers/read-plan.js'

/** Bytes above all that mean something to a terminal, and whole characters. No backslash. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom('\x1b[2J', '\x9b2J', '\xc2\x9b', '\x07', '\r', '\t', '\0', '\x7f', '\x85'),
      fc.constantFrom(
        '\xc3\xa9',
        '\xe2\x82\xac',
        '\xf0\x9f\x98\x80',
        '\xc2\xa0',
        '\xe2\x82',
        '\xc2',
      ),
      fc.integer({ min: 0, max: 255 }).map((byte) => String.fromCharCode(byte)),
      fc.constantFrom('a', ' ', 'text'),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join('').replace(/[\n\\]/g, ''))

const label = `${labelOf({ seconds: 1_600_000_000, nanoseconds: 0 })} `

const show = async (
  lines: readonly string[],
  form: Form,
  block: number,
  visible = true,
): Promise<string> => {
  const files = new MemoryFiles()
  files.plant('d/current', lines.map((line) => `${label}${line}\n`).join(''))
  const log = logIn('d', 'd', files)
  const logs = log ? [log] : []
  return (await reading(logs, files, { form, block, dress: { visible } })).shown
}

/** The controls but tab and line feed, in bytes and in characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/

const commandsIn = (shown: string): boolean => {
  const characters = Buffer.from(shown, 'latin1').toString()
  // Eight-bit controls are those bytes that are part of no character.
  const [valid, alone] = [characters.replaceAll('\ufffd', ''), strayBytes(shown)]
  return CONTROLS.test(valid) || CONTROLS.test(alone)
}

const CHARACTER =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}/g
const strayBytes = (shown: string): string => shown.replace(CHARACTER, '')

const told = (shown: string): string =>
  shown.replace(/\\x([0-9a-f]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  )

const anyLines = fc.array(text, { minLength: 1, maxLength: 8 })
const anyBlock = fc.integer({ min: 64, max: 400 })

describe.each(['raw', 'tai64n'] as const)('%s', (form) => {
  test('a terminal is commanded by nothing, and told everything', () =>
    fc.assert(
      fc.asyncProperty(anyLines, anyBlock, async (lines, block) => {
        const shown = await show(lines, form, block)

        expect(commandsIn(shown)).toBe(false)
        expect(told(shown)).toBe(await show(lines, form, block, false))
      }),
    ))

  test('whole characters stay', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 8 }),
        async (texts) => {
          const plain = texts.map((each) => each.replace(/[\p{Cc}\\]/gu, ''))
          const lines = plain.map((each) => Buffer.from(each).toString('latin1'))

          expect(await show(lines, form, 4096)).toBe(await show(lines, form, 4096, false))
        },
      ),
    ))
})

test('JSON commands nothing wherever it goes', () =>
  fc.assert(
    fc.asyncProperty(anyLines, anyBlock, async (lines, block) => {
      const shown = await show(lines, 'json', block, false)

      expect(commandsIn(shown)).toBe(false)
      const texts = shown
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(asText(line)).text)
      expect(texts.map(bytesOf)).toEqual(lines)
    }),
  ))

const asText = (bytes: string): string => Buffer.from(bytes, 'latin1').toString()

/** What surrogateescape has for bytes that are no characters, back to bytes. */
const bytesOf = (decoded: string): string =>
  Array.from(decoded, (character) => {
    const code = character.codePointAt(0) ?? 0
    return code >= 0xdc80 && code <= 0xdcff
      ? String.fromCharCode(code - 0xdc00)
      : Buffer.from(character).toString('latin1')
  }).join('')

test('lines that end with NUL do so on a terminal too', async () => {
  const files = new MemoryFiles()
  files.plant('d/current', 'a\x1b\nb\0')

  for (const form of ['raw', 'short'] as const) {
    const log = logIn('d', 'd', files)
    const wishes = { form, ending: 0, dress: { visible: true } }
    expect((await reading(log ? [log] : [], files, wishes)).shown).toBe('a\\x1b\0b\\x00\0')
  }
})
