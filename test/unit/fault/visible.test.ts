import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromText } from '../../../src/bytes.js'
import type { Fault } from '../../../src/fault/fault.js'
import {
  fatalText,
  noteText,
  type Voice,
  waitingText,
  warningText,
} from '../../../src/fault/messages.js'
import { multilogReasons, multilogSentences } from '../../../src/fault/multilog-messages.js'
import { svlogdNotes } from '../../../src/fault/svlogd-messages.js'
import { visible } from '../../../src/fault/visible.js'

test.each([
  ['an escape', '\x1b[2J', '\\x1b[2J'],
  ['a line feed, which could begin a message of its own', 'a\nb', 'a\\x0ab'],
  ['a carriage return, which hides what is before it', 'a\rb', 'a\\x0db'],
  ['a delete', '\x7f', '\\x7f'],
  ['a C1 control of one byte', '\x9b2J', '\\x9b2J'],
  ['a C1 control in UTF-8', '\xc2\x9b2J', '\\xc2\\x9b2J'],
  ['an escape written in more bytes than it needs', '\xe0\x80\x9b', '\xe0\\x80\\x9b'],
])('%s is shown', (_, text, shown) => {
  expect(visible(text)).toBe(shown)
})

test.each([
  ['words', './main service_1'],
  ['a tab', 'a\tb'],
  ['a backslash', 'a\\x1b'],
  ['characters in UTF-8 that end in such bytes', fromText('À Ü € 𝄞 ÿ')],
  ['Latin-1', 'caf\xe9 \xa0\xff'],
])('%s stay as they are', (_, text) => {
  expect(visible(text)).toBe(text)
})

const anyBytes = fc
  .uint8Array({ maxLength: 24 })
  .map((bytes) => Buffer.from(bytes).toString('latin1'))

test('no terminal finds a control in it, whichever way it reads bytes', () => {
  fc.assert(
    fc.property(anyBytes, (text) => {
      const shown = visible(text)

      expect(shown).not.toMatch(/[^\P{Cc}\t\x80-\x9f]/u)
      expect(Buffer.from(shown, 'latin1').toString('utf8')).not.toMatch(/[^\P{Cc}\t]/u)
      expect(visible(shown)).toBe(shown)
    }),
    { numRuns: 2000 },
  )
})

const voice: Voice = {
  name: 'logger',
  sentences: multilogSentences,
  reasons: multilogReasons,
  notes: svlogdNotes,
}

test('every kind of message is one line, whatever it quotes', () => {
  const evil = 'a\n\x1b[31mb'
  const fault: Fault = { operation: 'rename', directory: evil, file: evil, to: evil, code: 'EIO' }
  const shown = 'a\\x0a\\x1b[31mb'

  expect(fatalText(voice, fault)).toBe(
    `logger: fatal: unable to rename ${shown} to ${shown} in directory ${shown}: input/output error\n`,
  )
  expect(warningText(voice, fault, true).split('\n')).toHaveLength(2)
  expect(waitingText(voice, fault).split('\n')).toHaveLength(2)
  expect(waitingText(voice, evil)).toBe(
    `logger: warning: asked to exit, waiting for processor in ${shown}\n`,
  )
  expect(noteText(voice, { did: 'new', directory: evil })).toBe(
    `logger: info: new: ${shown}/current\n`,
  )
})
