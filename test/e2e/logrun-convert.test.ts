// logrun convert as somebody types it: what is said, exit codes, kills; and that the original
// loggers go on in a converted directory as if it had been theirs all along.

import { readdirSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { command } from '../helpers/commands.js'
import { missing, original } from '../helpers/originals.js'
import { Place } from '../helpers/places.js'
import { type Ended, runToEnd } from '../helpers/run-to-end.js'

let place: Place

beforeEach(() => {
  place = new Place()
})

afterEach(() => {
  place.clear()
})

const run = (program: string, words: readonly string[], input = '', timeout?: number): Ended =>
  runToEnd(program, words, {
    cwd: place.work,
    input,
    env: { TZ: 'Asia/Kolkata' },
    ...(timeout !== undefined && { timeout, killSignal: 'SIGKILL' }),
  })

const convert = (...words: string[]): Ended => run(command('logrun'), ['convert', ...words])

const lines = (count: number, what = 'line'): string =>
  Array.from({ length: count }, (_, k) => `${what} ${k} of ${count}\n`).join('')

const archives = (directory: string): string[] =>
  readdirSync(`${place.work}/${directory}`)
    .filter((name) => name.startsWith('@'))
    .sort()

const bytes = (path: string): Buffer => readFileSync(`${place.work}/${path}`)

const whole = (directory: string): string => run(command('logrun'), ['cat', '-q', directory]).stdout

const nothing = { stdout: '', stderr: '', status: 0 }

describe('of a log of ours', () => {
  beforeEach(() => {
    run(command('multilog'), ['t', 's4096', 'n20', './log'], lines(500))
  })

  test('to another directory and back, byte for byte', () => {
    expect(convert('log', '--to', 'new', '-o', 'iso', '--gzip')).toEqual(nothing)
    const [first = ''] = archives('new')
    expect(gunzipSync(bytes(`new/${first}`)).toString()).toMatch(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}\+05:30 line 0 of 500\n/,
    )
    expect(statSync(`${place.work}/new/${first}`).mode & 0o777).toBe(0o744)
    expect(convert('new', '--to', 'back', '-o', 'tai64n', '--plain')).toEqual(nothing)

    expect(archives('back')).toEqual(archives('log'))
    for (const name of archives('log')) expect(bytes(`back/${name}`)).toEqual(bytes(`log/${name}`))
  })

  test('in place to the other rule, told by times, is told so ever after', () => {
    const before = archives('log')
    const shown = whole('log')

    expect(convert('-iz', '--to-tai', 'real', 'log')).toEqual(nothing)
    const after = archives('log')
    expect(after).not.toEqual(before)
    expect(convert('-i', '--to-tai', 'real', 'log')).toEqual(nothing)
    expect(archives('log')).toEqual(after)
    expect(convert('-ip', '--to-tai', 'djb', 'log')).toEqual(nothing)

    expect(archives('log')).toEqual(before)
    expect(whole('log')).toBe(shown)
  })

  test('killed at any moment, the same again ends it', () => {
    const shown = whole('log')

    for (let k = 0; k < 12; k++) {
      const rule = k % 2 === 0 ? 'real' : 'djb'
      const words = ['convert', '-i', k % 3 === 0 ? '-z' : '-p', '--to-tai', rule, 'log']
      run(command('logrun'), words, '', 60 + 12 * k)
      const again = run(command('logrun'), words)
      expect(again.status).toBe(0)
      expect(again.stderr).toMatch(/^(logrun convert: info: ended what was begun in log\n)?$/)
    }

    expect(convert('-ip', '--to-tai', 'djb', 'log')).toEqual(nothing)
    expect(whole('log')).toBe(shown)
    const left = readdirSync(`${place.work}/log`).filter((name) => name.startsWith('conver'))
    expect(left).toEqual([])
  })

  test('several logs get directories of their own; a dry run says so', () => {
    run(command('multilog'), ['t', './other'], lines(3))
    run(command('multilog'), ['t', 's4096', './smtpd'], lines(500))
    place.directory('all')

    const { stdout, status } = convert('-n', 'smtpd', 'other', '--to', 'all')

    expect(status).toBe(0)
    expect(stdout).toMatch(/^smtpd\/@\w{24}\.s -> all\/smtpd\/@\w{24}\.s$/m)
    expect(readdirSync(`${place.work}/all`)).toEqual([])
    expect(convert('smtpd', 'other', '--to', 'all')).toEqual(nothing)
    expect(archives('all/smtpd')).toEqual(archives('smtpd'))
  })

  test.each([
    [['-i', 'missing'], 2, 'warning: unable to read missing: file does not exist'],
    [['-i', 'log/current'], 2, 'warning: no log in log/current'],
    [['log', '--to', 'a/b'], 2, 'warning: unable to make a/b: file does not exist'],
    [['log'], 100, 'fatal: say either --to DIR or --in-place'],
  ])('%j', (words, status, said) => {
    expect(convert(...words)).toEqual({ stdout: '', stderr: `logrun convert: ${said}\n`, status })
  })

  test('without times nobody can tell the rule', () => {
    for (const name of [...archives('log'), 'current'])
      utimesSync(`${place.work}/log/${name}`, 1e9, 1e9)

    expect(convert('-i', '--to-tai', 'real', 'log')).toEqual({
      stdout: '',
      stderr: `logrun convert: warning: unable to tell how labels count in log: say --tai djb or --tai real
logrun convert: warning: nothing is changed in log
`,
      status: 2,
    })
  })
})

const originals: Record<string, { words: string[]; most: number }> = {
  multilog: { words: ['t', 's4096', 'n4', './log'], most: 3 },
  svlogd: { words: ['-tt', './log'], most: 4 },
  's6-log': { words: ['-b', 't', 'n3', 's4096', './log'], most: 3 },
}

describe.each(Object.entries(originals))('%s, the original', (name, { words, most }) => {
  const program = original(name)

  test.skipIf(program === undefined)(
    `goes on in a converted directory${program ? '' : `: ${missing(name)}`}`,
    () => {
      place.directory('log')
      place.file('log/config', 's4096\nn4\n')
      const logger = program ?? ''
      expect(run(logger, words, lines(600)).stderr).toBe('')
      const begun = archives('log')
      expect(begun.length).toBeLessThanOrEqual(most)
      expect(begun.length).toBeGreaterThan(1)

      expect(convert('-iz', '-o', 'iso-utc', 'log')).toEqual(nothing)
      expect(archives('log')).toEqual(begun)
      const shown = whole('log').split('\n').length
      expect(run(logger, words, lines(60, 'more')).stderr).toBe('')

      const now = archives('log')
      const kept = begun.filter((each) => now.includes(each))
      expect(now.length).toBeLessThanOrEqual(most)
      expect(kept.length).toBeGreaterThan(0)
      expect(begun.slice(-kept.length)).toEqual(kept)
      for (const each of kept) expect(gunzipSync(bytes(`log/${each}`)).length).toBeGreaterThan(2000)
      expect(shown).toBeGreaterThan(100)
      expect(whole('log')).toContain('more 59 of 60')

      expect(run(logger, words, lines(600, 'most')).stderr).toBe('')
      expect(archives('log').length).toBeLessThanOrEqual(most)
      expect(archives('log').filter((each) => begun.includes(each))).toEqual([])
    },
  )
})
