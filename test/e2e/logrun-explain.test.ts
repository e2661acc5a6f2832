// logrun explain as somebody types it: the examples of its page, what the loggers themselves
// do with the same words, and exit codes.

import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { command } from '../helpers/commands.js'
import { Place } from '../helpers/places.js'
import { type Ended, runToEnd } from '../helpers/run-to-end.js'

let place: Place

beforeEach(() => {
  place = new Place()
})

afterEach(() => {
  place.clear()
})

const runIn = (name: string, words: readonly string[], input = ''): Ended =>
  runToEnd(command(name), words, { cwd: place.work, input, env: { TZ: 'UTC' } })

const explain = (...words: string[]): Ended => runIn('logrun', ['explain', ...words])

describe('the page shows what is said', () => {
  const page = readFileSync('loggers/logrun-explain.md', 'utf8')
  /** Each command with its output, and with the file shown before it. */
  const shown = [...page.matchAll(/^ {4}\$ (.*)\n((?: {4}(?!\$ ).*\n|\n(?= {4}(?!\$ )))*)/gm)].map(
    ([, line = '', output = '']) => ({ line, output: output.replace(/^ {4}/gm, '') }),
  )
  const examples = shown.filter(({ line }) => line.startsWith('logrun'))
  const withoutTimes = (text: string): string => text.replace(/@[0-9a-f]{24}/g, '@LABEL')

  test('there are some', () => {
    expect(examples.length).toBeGreaterThan(4)
  })

  test.each(examples)('$line', ({ line, output }) => {
    for (const directory of ['log', 'main', 'bin']) place.directory(directory)
    for (const { line: shows, output } of shown)
      if (shows.startsWith('cat ')) place.file(shows.slice(4), output)
    place.file('bin/logrun', `#!/bin/sh\nexec node ${command('logrun')} "$@"\n`, 0o755)

    const { stdout } = runToEnd('sh', ['-c', line], {
      cwd: place.work,
      encoding: 'utf8',
      env: { PATH: `${place.work}/bin:${process.env.PATH}` },
    })

    expect(withoutTimes(stdout)).toBe(withoutTimes(output))
  })
})

describe('what is explained is what the logger does', () => {
  const lines = ['fatal: x', 'an auth. line', '', 'a'.repeat(250)]
  const input = lines.map((line) => `${line}\n`).join('')
  const given = (...words: string[]): string => {
    const asked = lines.flatMap((line) => ['-l', line])
    const { stdout } = explain('--json', ...asked, ...words)
    const outputs = JSON.parse(stdout).lines.flatMap(
      ({ outputs }: { outputs: { text: string | null }[] }) => outputs,
    )
    return outputs
      .filter(({ text }: { text: string | null }) => text !== null)
      .map(({ text }: { text: string }) => `${text}\n`)
      .join('')
  }

  test.each([
    ['multilog', ['-*', '+*: x', '+a*', 'e'], 'stderr'],
    ['multilog', ['F', '-*auth*', 'e'], 'stderr'],
    ['s6-log', ['--', '-', '+^(fatal|a)', 'pX', '1', 'f', '1'], 'stdout'],
    ['s6-log', ['-l48', '--', '-^$', 'E10', '2'], 'stderr'],
  ] as const)('%s %j', (name, words, where) => {
    const expected = runIn(name, words, input)[where]

    expect(expected).not.toBe('')
    expect(given(name, ...words)).toBe(expected)
  })

  test.each([
    ['multilog', ['./d', './d']],
    ['multilog', ['=', './d']],
    ['s6-log', ['--', 'nx', './d']],
    ['s6-log', ['-d2', './d']],
    ['s6-log', ['--', 'n5']],
    ['svlogd', ['-b5', './d']],
    ['svlogd', ['-x', './d']],
  ] as const)('%s %j is refused in its own words', (name, words) => {
    const { stderr, status } = runIn(name, words)
    const { stdout, status: explained } = explain('-j', name, ...words)

    expect(explained).toBe(1)
    expect(JSON.parse(stdout).refused).toMatchObject({ message: stderr.trim(), exit: status })
  })
})

test('nothing is made by explaining', () => {
  explain('-l', 'x', 'multilog', 't', '=status', './main')

  expect(place.names('.')).toEqual([])
})

test('lines come from standard input, whatever they hold', () => {
  const { stdout } = runIn('logrun', ['explain', '-l', '-', 'multilog', 'e'], 'a\x1b[31m\n\xff')

  expect(stdout).toContain('a\\x1b[31m\n')
  expect(stdout).toContain('\xff\n')
})

test('a script that is not there, nothing known, and misuse', () => {
  place.directory('log/run')
  place.file('unreadable', 'exec multilog t ./main\n', 0o000)

  expect(explain('log')).toMatchObject({ status: 100, stdout: '' })
  expect(explain('cat', 'x')).toEqual({
    status: 100,
    stdout: '',
    stderr:
      'logrun explain: fatal: cat is no logger that is known here: multilog, svlogd, s6-log, tinylog\n',
  })
  expect(explain('--foo').stderr).toBe('logrun explain: fatal: no option is called --foo\n')
  expect(explain()).toMatchObject({ status: 100, stdout: '' })
  if (process.getuid?.() !== 0) expect(explain('unreadable')).toMatchObject({ status: 2 })
})

test('help is for explain before the logger, and the logger’s own word behind it', () => {
  expect(explain('--help').stdout).toBe(readFileSync('loggers/logrun-explain.md', 'latin1'))
  expect(explain('--version').stdout).toMatch(/^logrun explain \d/)
  expect(explain('multilog', '-h', './d').stdout).toContain('deselects lines that are "h"')
})

test('colours are for who asks for them', () => {
  expect(explain('multilog', 'e').stdout).not.toContain('\x1b')
  expect(explain('--color=always', 'multilog', 'e').stdout).toContain('\x1b[1;36me\x1b[0m')
})
