// Lines to messages: priorities, pieces, and lines that come in parts.

import { describe, expect, test } from 'vitest'
import { fromBytes } from '../../../src/bytes.js'
import { EVERYTHING, type Runs } from '../../../src/select/selector.js'
import { SystemLog } from '../../../src/sinks/system-log.js'
import { batchOf } from '../../helpers/patterns.js'
import { PipelineWorld, reads } from '../../helpers/pipeline-world.js'

const FORM = {
  priorities: [
    { prefix: 'error:', priority: 'err' },
    { prefix: 'err', priority: 'crit' },
  ],
  piece: 8,
  continuation: '++',
} as const

type Part = readonly [text: string, where?: { continued?: boolean; open?: boolean }, runs?: Runs]

const messages = (...parts: readonly Part[]): string[] => {
  const sent: string[] = []
  const log = new SystemLog(FORM, (priority, text) => sent.push(`${priority} ${fromBytes(text)}`))
  for (const [text, where = {}, runs = EVERYTHING] of parts) {
    log.take(batchOf(text, where), runs)
    expect(log.settle()).toBe(undefined)
  }
  return sent
}

describe('a message a line', () => {
  test.each([
    ['a\nb\n', ['info a', 'info b']],
    ['error: x\n', ['err error: x']],
    ['error:\n', ['err error:']],
    ['error\n', ['crit error']],
    ['er\n', ['info er']],
    [' error:\n', ['info  error:']],
    ['Error:\n', ['info Error:']],
    ['\n', ['info ']],
    ['\xff\xc3\xa9%s\n', ['info \xff\xc3\xa9%s']],
    ['no end', ['info no end']],
  ])('%j', (text, expected) => {
    expect(messages([text])).toEqual(expected)
  })
})

describe('pieces', () => {
  test.each([
    ['12345678\n', ['info 12345678']],
    ['123456789\n', ['info 12345678', 'info ++9']],
    ['1234567812345678\n', ['info 12345678', 'info ++12345678']],
    ['error: 123456789\nb\n', ['err error: 1', 'err ++23456789', 'info b']],
  ])('%j', (text, expected) => {
    expect(messages([text])).toEqual(expected)
  })

  test('they are sent as they come, and none is empty', () => {
    expect(messages(['error: 12', { open: true }])).toEqual(['err error: 1'])
    expect(
      messages(
        ['a\nerror: 12', { open: true }],
        ['3456789', { open: true, continued: true }],
        ['\nerr\n', { continued: true }],
      ),
    ).toEqual(['info a', 'err error: 1', 'err ++23456789', 'crit err'])
  })
})

test('selected lines alone are sent', () => {
  const runs = { everything: false, count: 2, bounds: Int32Array.of(0, 1, 2, 4) }

  expect(messages(['a\nb\nc\nd\ne\n', {}, runs])).toEqual(['info a', 'info c', 'info d'])
})

test('a plan may send some of its lines as several speakers', async () => {
  const world = new PipelineWorld()
  const sent: string[] = []
  world.openSystemLog = (speaker) => (priority, text) =>
    sent.push(`${speaker.identity} ${speaker.facility} ${priority} ${fromBytes(text)}`)
  const speakers = [
    { identity: 'one', facility: 'mail' },
    { identity: 'two', facility: 'user' },
  ] as const

  await world.runPlan(
    {
      lines: { window: 100, completeLastLine: true },
      actions: [
        { do: 'syslog', as: speakers[0], messages: FORM },
        { do: 'deselect', pattern: 'a*', dialect: 'star' },
        { do: 'syslog', as: speakers[1], messages: FORM },
      ],
      signals: {},
      pause: 0,
    },
    reads('a\nerr\n'),
  )

  expect(sent).toEqual(['one mail info a', 'one mail crit err', 'two user crit err'])
})
