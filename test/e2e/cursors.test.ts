// logrun cat with a cursor, as a job runs it: every line once, and the file that says so.

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { openSync, statSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { command } from '../helpers/commands.js'
import { Place } from '../helpers/places.js'
import { type Ended, runToEnd } from '../helpers/run-to-end.js'

let place: Place

beforeEach(() => {
  place = new Place()
  place.directory('x')
})

afterEach(() => {
  place.clear()
})

const cat = (...words: string[]): Ended =>
  runToEnd(command('logrun'), ['cat', '-oraw', ...words], { cwd: place.work })

const since = (...words: string[]): Ended => cat('--cursor-file=seen', ...words, 'x')

/** Labels of 2020-09-13 12:26:40 UTC, and seconds later. */
const label = (seconds: number): string =>
  `@400000005f5e10${(10 + seconds).toString(16).padStart(2, '0')}075bcbf4`

const shown = (...texts: string[]): Ended => ({
  stdout: texts.map((text) => `${text}\n`).join(''),
  stderr: '',
  status: 0,
})

describe('--cursor-file', () => {
  test('every line comes once, whatever becomes of its file', () => {
    place.file('x/current', 'a\nb\n')
    expect(since('-n+1')).toEqual(shown('a'))

    place.rename('x/current', `x/${label(1)}.s`)
    place.file('x/current', 'c\nd')
    expect(since()).toEqual(shown('b', 'c'))
    expect(since()).toEqual(shown())

    place.file(`x/${label(1)}.s.gz`, gzipSync('a\nb\n').toString('latin1'))
    place.remove(`x/${label(1)}.s`)
    place.rename('x/current', `x/${label(2)}.s`)
    place.file('x/current', 'd\ne\n')
    expect(since()).toEqual(shown('dd', 'e'))
  })

  test('lines that are left out are passed, and code 1 is no failure', () => {
    place.file('x/current', 'a\nb\n')

    expect(since('-g', 'c')).toEqual({ stdout: '', stderr: '', status: 1 })
    expect(since()).toEqual(shown())
  })

  test('-n and -S count until there is a cursor', () => {
    place.file('x/current', [0, 1, 2].map((k) => `${label(k)} ${k}\n`).join(''))
    place.directory('y')
    place.file('y/current', `${label(0)} y\n`)

    expect(since('-n1').stdout).toBe(`${label(2)} 2\n`)
    expect(cat('--cursor-file=seen', '-n0', '-S', 'tomorrow', 'x', 'y').stdout).toBe(
      `${label(0)} y\n`,
    )
    expect(cat('--cursor-file=other', '-S', 'tomorrow', 'x').stdout).toBe('')
    expect(cat('--cursor-file=other', 'x').stdout).toBe('')
  })

  test('a file is made by the umask, and keeps the mode it has', () => {
    place.file('x/current', 'a\n')
    const old = process.umask(0o027)
    since()
    process.umask(old)
    expect(statSync(place.at('seen')).mode & 0o777).toBe(0o640)

    place.file('seen', '', 0o600)
    since()
    expect(statSync(place.at('seen')).mode & 0o777).toBe(0o600)
    expect(place.names('.')).toEqual(['seen', 'x'])
  })

  test('what was not taken comes again', () => {
    place.file('x/current', 'a\n')
    since()
    const before = place.read('seen')
    place.file('x/current', `a\n${'b\n'.repeat(200_000)}`)

    const full = spawnSync(command('logrun'), ['cat', '--cursor-file=seen', 'x'], {
      cwd: place.work,
      encoding: 'latin1',
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
    })
    const line = `'${command('logrun')}' cat --cursor-file=seen x | head -n 1`
    spawnSync('/bin/sh', ['-c', line], { cwd: place.work })

    expect(full.status).toBe(2)
    expect(full.stderr).toMatch(/unable to write standard output/)
    expect(place.read('seen')).toBe(before)
    expect(since().stdout).toBe('b\n'.repeat(200_000))
  })

  test.each([
    ['a log', 'a\nb\n', 'it is no cursor, or damaged'],
    ['a part of one', '{"logrun-cursor":1,"logs":[{"log":"/x","fi', 'it is no cursor, or damaged'],
    ['other JSON', '{"a":1}', 'it is no cursor'],
    ['a later one', '{"logrun-cursor":7}', 'its version is 7, not 1'],
  ])('a file that holds %s is left as it is', (_, content, reason) => {
    place.file('x/current', 'a\n')
    place.file('seen', content)

    expect(since()).toEqual({
      stdout: '',
      stderr: `logrun cat: fatal: unable to use cursor file seen: ${reason}\n`,
      status: 2,
    })
    expect(place.read('seen')).toBe(content)
  })

  test('no file, and no directory for one', () => {
    place.file('x/current', 'a\n')

    expect(cat('--cursor-file', 'x', 'x')).toMatchObject({ stdout: '', status: 2 })
    expect(cat('--cursor-file', 'nowhere/seen', 'x')).toEqual({
      stdout: '',
      stderr: 'logrun cat: fatal: unable to read cursor file nowhere/seen: file does not exist\n',
      status: 2,
    })
  })

  test('of two runs at once the second says so', async () => {
    place.file('x/current', 'line\n'.repeat(100_000))
    const first = spawn(command('logrun'), ['cat', '--cursor-file=seen', 'x'], {
      cwd: place.work,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = once(first, 'close')
    await once(first.stdout, 'readable')

    const second = since()

    first.stdout.resume()
    await ended
    expect(second).toEqual({
      stdout: '',
      stderr: 'logrun cat: fatal: unable to lock cursor file seen: another run uses it\n',
      status: 2,
    })
    expect(since()).toEqual(shown())
  })

  test('of a file that is gone it is told, and what is left is shown', () => {
    place.file(`x/${label(1)}.s`, `${label(0)} a\n`)
    place.file('x/current', `${label(2)} b\n${label(3)} c\n`)
    since('-n+2')

    place.remove(`x/${label(1)}.s`)
    place.file('x/current', `${label(9)} d\n`)

    expect(since()).toEqual({
      stdout: `${label(9)} d\n`,
      stderr:
        'logrun cat: warning: x/current is not there as it was read: lines may be missing, before current\n',
      status: 2,
    })
    expect(since()).toEqual(shown())
  })
})

describe('--show-cursor', () => {
  const parted = ({ stdout }: Ended, end = '\n'): [string, string] => {
    const [lines = '', cursor = ''] = stdout.split('-- cursor: ')
    expect(cursor.endsWith(end)).toBe(true)
    return [lines, cursor.slice(0, -1)]
  }

  test('is the last line, and --after-cursor goes on there', () => {
    place.file('x/current', 'a\nb\nc\n')

    const [lines, cursor] = parted(cat('--show-cursor', '-n+1', 'x'))
    const [more] = parted(cat('--show-cursor', '-0', '--after-cursor', cursor, '-n+1', 'x'), '\0')

    expect(lines).toBe('a\n')
    expect(more).toBe('b\0')
    expect(cat('--after-cursor', cursor, 'x')).toEqual(shown('b', 'c'))
    place.file('seen', cursor)
    expect(since()).toEqual(shown('b', 'c'))
  })

  test('what is no cursor is a misuse', () => {
    expect(cat('--after-cursor', 'yesterday', 'x')).toEqual({
      stdout: '',
      stderr: 'logrun cat: fatal: unable to use the cursor given: it is no cursor, or damaged\n',
      status: 100,
    })
  })
})
