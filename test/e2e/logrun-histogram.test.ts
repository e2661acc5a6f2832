// logrun histogram as somebody types it: on a terminal and elsewhere, in any locale, and what
// becomes of the file of a picture.

import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { command } from '../helpers/commands.js'
import { installed } from '../helpers/needs.js'
import { Place } from '../helpers/places.js'
import { type Ended, runToEnd } from '../helpers/run-to-end.js'
import { Terminal } from '../helpers/terminal.js'

let place: Place

beforeEach(() => {
  place = new Place()
})

afterEach(() => {
  place.clear()
})

const histogramIn = (env: Record<string, string>, ...words: string[]): Ended =>
  runToEnd(command('logrun'), ['histogram', ...words], {
    cwd: place.work,
    encoding: 'utf8',
    env: { TZ: 'Asia/Kolkata', ...env },
  })

const histogram = (...words: string[]): Ended => histogramIn({}, ...words)

/** Labels of 2020-09-13 12:26:40 UTC, 17:56:40 in Kolkata, and seconds later. */
const label = (seconds: number): string => `@40000000${(1600000010 + seconds).toString(16)}00000000`

/** Lines so many seconds after that. */
const log = (directory: string, ...moments: number[]): void => {
  place.directory(directory)
  const [last = 0, ...others] = moments.toReversed()
  const text = others.toReversed().map((seconds) => `${label(seconds)} text\n`)
  place.file(`${directory}/${label(last)}.s`, gzipSync(text.join('')).toString('latin1'))
  place.file(`${directory}/current`, `${label(last)} last\n`)
}

const UTF8 = { LANG: 'C.UTF-8' }

describe('of logs', () => {
  beforeEach(() => {
    log('smtpd', 0, 1, 2, 3, 3600, 3600 * 3)
    log('imapd', 0, 3600)
  })

  test('bars by the hour, local time, as wide as is said', () => {
    expect(histogramIn({ ...UTF8, COLUMNS: '40' }, '-p1h', 'smtpd')).toEqual({
      stdout: `6 lines, per hour
2020-09-13 17:00 ████████████████████ 4
           18:00 █████ 1
           19:00 0
           20:00 █████ 1
`,
      stderr: '',
      status: 0,
    })
  })

  test.each([
    ['no locale', {}, []],
    ['C before', { ...UTF8, LC_ALL: 'C' }, []],
    ['asked for', UTF8, ['-a']],
  ])('in ASCII: %s', (_, env, words) => {
    expect(histogramIn({ ...env, COLUMNS: '40' }, ...words, '-p1d', 'smtpd', 'imapd').stdout).toBe(
      `8 lines, per day
# smtpd 6  = imapd 2
2020-09-13 Sun #################===== 8
`,
    )
  })

  test('what matches, in bytes, since then and until then, empty periods too', () => {
    const { stdout } = histogram(
      '-g',
      'last',
      '-b',
      'bytes',
      '-p',
      '1h',
      'smtpd',
      '-S',
      '2020-09-13 19:00',
      '-U',
      '2020-09-13 22:30',
    )

    expect(stdout.split('\n').map((line) => line.replace(/#+/, '#'))).toEqual([
      '31 B, per hour',
      '2020-09-13 19:00 0 B',
      '           20:00 # 31 B',
      '           21:00 0 B',
      '           22:00 0 B',
      '',
    ])
  })

  test('numbers', () => {
    expect(JSON.parse(histogram('-j', '-p', '2h', 'smtpd', 'imapd').stdout)).toEqual({
      by: 'lines',
      per: 7200,
      logs: [
        { name: 'smtpd', total: 6 },
        { name: 'imapd', total: 2 },
      ],
      bars: [
        { time: '2020-09-13T16:00:00+05:30', counts: [4, 1] },
        { time: '2020-09-13T18:00:00+05:30', counts: [1, 1] },
        { time: '2020-09-13T20:00:00+05:30', counts: [1, 0] },
      ],
      end: '2020-09-13T22:00:00+05:30',
    })
  })

  test('a picture, in place of another, and nothing beside it', () => {
    writeFileSync(`${place.work}/x.svg`, 'old')

    expect(histogram('--svg', 'x.svg', 'smtpd')).toEqual({ stdout: '', stderr: '', status: 0 })

    expect(readFileSync(`${place.work}/x.svg`, 'utf8')).toMatch(
      /^<svg [\s\S]*6 lines, per [\s\S]*<\/svg>\n$/,
    )
    expect(readdirSync(place.work).sort()).toEqual(['imapd', 'smtpd', 'x.svg'])
    const line = '"$0" histogram --svg /dev/stdout smtpd | cat'
    const piped = spawnSync('/bin/sh', ['-c', line, command('logrun')], { cwd: place.work })
    expect(piped.stdout.toString()).toMatch(/^<svg [\s\S]*<\/svg>\n$/)
  })

  test.each([
    [['-g', 'nothing', 'smtpd'], 1, ''],
    [['missing'], 2, 'warning: unable to read missing: file does not exist\n'],
    [['--svg', 'no/x.svg', 'smtpd'], 2, 'fatal: unable to write no/x.svg: file does not exist\n'],
    [
      ['-p1s', '-S', '2000-01-01', 'smtpd'],
      100,
      /fatal: --per makes \d+ bars: say more, or --since\n$/,
    ],
    [['-p', 'x'], 100, 'fatal: --per needs a length of time, as 10m or 1d: x\n'],
  ])('%j', (words, status, said) => {
    const ended = histogram(...words)

    expect(ended).toMatchObject({ stdout: '', status })
    if (typeof said === 'string') expect(ended.stderr).toBe(said && `logrun histogram: ${said}`)
    else expect(ended.stderr).toMatch(said)
  })

  test.skipIf(!installed('script'))('on a terminal: its size, and colours', async () => {
    const moments = Array.from({ length: 4000 }, (_, k) => 60 * k)
    log('busy', ...moments)
    const terminal = new Terminal(`${command('logrun')} histogram busy smtpd`, {
      cwd: place.work,
      env: UTF8,
    })

    expect(await terminal.ended).toBe(0)
    const [title, legend, ...bars] = Buffer.from(terminal.text, 'latin1')
      .toString()
      .trimEnd()
      .split('\n')
    terminal.close()
    expect(title).toBe('4006 lines, per 6 hours')
    expect(legend).toBe('\x1b[36m█\x1b[0m busy 4000  \x1b[33m█\x1b[0m smtpd 6')
    expect(bars.length).toBe(12)
    // Colours are told by sequences that end with m.
    const wide = bars.map(
      (bar) =>
        Array.from(
          bar
            .split('\x1b')
            .map((part, k) => (k === 0 ? part : part.slice(part.indexOf('m') + 1)))
            .join(''),
        ).length,
    )
    expect(Math.max(...wide)).toBe(79)
  })
})
