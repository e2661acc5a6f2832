// Whatever the bytes and however they are read, messages are what a simple model of the
// rules makes of them: spec/tinylog.md §12.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planOf } from '../../loggers/sissylog.js'
import { fromBytes } from '../../src/bytes.js'
import { cuts, piecesOf } from '../helpers/chunks.js'
import { type Happening, PipelineWorld, reads } from '../helpers/pipeline-world.js'

const PIECE = 800

const prefix = fc.constantFrom('', '', 'alert:', 'error:', 'warning:', 'notice:', 'debug:', 'warn')
const length = fc.oneof(fc.nat(20), fc.constantFrom(0, 790, 799, 800, 801, 1599, 1600, 1601, 5000))
const line = fc
  .tuple(prefix, length, fc.constantFrom('x', '\0', '\t', '\r', '\x1b', '\x7f', '\xe9', '%n'))
  .map(([before, count, byte]) => `${before}${byte.repeat(count)}`)

const input = fc
  .tuple(
    fc.array(fc.oneof(line, fc.string({ unit: 'binary-ascii' })), { maxLength: 30 }),
    fc.boolean(),
  )
  .map(([lines, ended]) => Buffer.from(`${lines.join('\n')}${ended ? '\n' : ''}`, 'latin1'))

const PRIORITIES = [
  ['alert:', 'alert'],
  ['error:', 'err'],
  ['warning:', 'warning'],
  ['notice:', 'notice'],
  ['debug:', 'debug'],
] as const

const modelled = (bytes: Buffer): string[] =>
  bytes
    .toString('latin1')
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => text.replace(/\p{Cc}/gu, (byte) => (byte < ' ' && byte !== '\t' ? '?' : byte)))
    .flatMap((text) => {
      const priority = PRIORITIES.find(([before]) => text.startsWith(before))?.[1] ?? 'info'
      const pieces = text.match(new RegExp(`[^]{1,${PIECE}}`, 'g')) ?? []
      return pieces.map((piece, k) => `${priority} ${k > 0 ? '+' : ''}${piece}`)
    })

const sent = async (happenings: readonly Happening[]): Promise<string[]> => {
  const world = new PipelineWorld()
  const messages: string[] = []
  world.openSystemLog = () => (priority, text) => messages.push(`${priority} ${fromBytes(text)}`)
  expect(await world.runPlan(planOf({ identity: 'id', facility: 'user' }), happenings)).toBe(
    undefined,
  )
  return messages
}

test('messages are those of the model, however the input is cut into reads', async () => {
  await fc.assert(
    fc.asyncProperty(input, cuts, async (bytes, parts) => {
      expect(await sent(reads(...piecesOf(bytes, parts)))).toEqual(modelled(bytes))
    }),
  )
})

test('a request to finish within a line sends the line, and takes nothing behind it', async () => {
  await fc.assert(
    fc.asyncProperty(input, fc.double({ min: 0, max: 1, noNaN: true }), async (bytes, part) => {
      const at = Math.floor(part * bytes.length)
      const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)]
      const whole = at === 0 || bytes[at - 1] === 0x0a
      const end = whole ? at : at + (after.includes(0x0a) ? after.indexOf(0x0a) + 1 : after.length)

      const messages = await sent([...reads(before), { event: 'finish' }, ...reads(after)])

      expect(messages).toEqual(modelled(bytes.subarray(0, end)))
    }),
  )
})
