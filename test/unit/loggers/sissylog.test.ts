// Words to a speaker, and the page that tells of them.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { facilities, options, parse, planOf } from '../../../loggers/sissylog.js'

describe('the speaker', () => {
  test.each([
    [[], 'sissylog', 'daemon'],
    [['id'], 'id', 'daemon'],
    [['id', 'LOG_MAIL'], 'id', 'mail'],
    [['id', 'LOG_KERN', 'more'], 'id', 'kern'],
    [['id', 'LOG_LOCAL0'], 'id', 'daemon'],
    [['id', 'log_mail'], 'id', 'daemon'],
    [['id', 'MAIL'], 'id', 'daemon'],
    [['id', 'constructor'], 'id', 'daemon'],
    [['-', 'LOG_FTP'], '-', 'ftp'],
    [['--', '-h', 'LOG_UUCP'], '-h', 'uucp'],
    [['id', '-h'], 'id', 'daemon'],
    [[''], '', 'daemon'],
  ])('%j', (words, identity, facility) => {
    expect(parse(words)).toEqual({ identity, facility })
  })
})

describe('options', () => {
  test.each([
    [['-h'], { shows: 'usage', code: 0 }],
    [['-Vx'], { shows: 'version', code: 0 }],
    [['-?'], { shows: 'usage', code: 100 }],
    [['-x'], { shows: 'usage', complaint: 'invalid option: -x', code: 100 }],
    [['-xh', 'id'], { shows: 'usage', complaint: 'invalid option: -x', code: 100 }],
    [['--x'], { shows: 'usage', complaint: 'invalid option: --', code: 100 }],
  ])('%j', (words, answer) => {
    expect(parse(words)).toEqual(answer)
  })

  test('no words are too odd', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary-ascii' })), (words) => {
        parse(words)
      }),
    )
  })
})

test('TERM alone is handled, and nothing is said but messages', () => {
  const { signals, actions } = planOf({ identity: 'id', facility: 'mail' })

  expect(signals).toEqual({ SIGTERM: 'finish' })
  expect(actions).toMatchObject([{ do: 'syslog', as: { identity: 'id', facility: 'mail' } }])
})

test('the page has a row for every option, facility and prefix', () => {
  const page = readFileSync('loggers/sissylog.md', 'utf8')
  const [action] = planOf({ identity: 'id', facility: 'mail' }).actions
  const priorities = action?.do === 'syslog' ? action.messages.priorities : []

  for (const letter of Object.keys(options))
    expect(page).toMatch(new RegExp(`^\\| \`-${letter}`, 'm'))
  for (const name of Object.keys(facilities)) expect(page).toContain(`\`${name}\``)
  for (const { prefix } of priorities) expect(page).toContain(`| \`${prefix}\``)
})
