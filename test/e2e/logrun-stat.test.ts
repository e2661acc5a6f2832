// logrun stat and logrun check as they are called, of directories that real loggers are at work
// in, and of others that were made up.

import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { command } from '../helpers/commands.js'
import { missing, original, skipWithout } from '../helpers/originals.js'
import { Place } from '../helpers/places.js'
import { RunningLogger } from '../helpers/run-logger.js'
import { type Ended, runToEnd } from '../helpers/run-to-end.js'

let place: Place

beforeEach(() => {
  place = new Place()
})

afterEach(() => {
  place.clear()
})

const call = (words: readonly string[], env: Record<string, string> = {}): Ended =>
  runToEnd(command('logrun'), words, { cwd: place.work, env: { TZ: 'UTC', ...env } })

const statJson = (name: string): Record<string, unknown> =>
  JSON.parse(call(['stat', '--json', name]).stdout)

const LINES = 'a line\n'.repeat(100)

describe.each([
  ['multilog', ['t', './log'], 'flock'],
  ['svlogd', ['./log'], 'flock'],
  ['s6-log', ['t', './log'], 'range'],
] as const)('%s', (tool, script, kind) => {
  test.each(['the original', 'ours'])(
    '%s is seen at work, and when it was killed',
    async (whose) => {
      const program = whose === 'ours' ? command(tool) : original(tool)
      if (program === undefined) return console.warn(missing(tool))
      place.directory('log')
      const logger = new RunningLogger(program, place, { script })
      await logger.feed(LINES)

      const atWork = statJson('log')
      const checked = call(['check', 'log'])
      logger.kill()
      await logger.close()
      const after = statJson('log')

      expect(atWork).toMatchObject({
        writer: { tool, told: 'process', ours: whose === 'ours' },
        holders: [{ pid: logger.pid, lock: whose === 'ours' ? 'flock' : kind }],
        lines: 100,
        counted: true,
      })
      expect(checked).toMatchObject({ stderr: '', status: 0 })
      expect(checked.stdout).toContain(`${tool} (${logger.pid}) holds the lock`)
      expect(checked.stdout).toContain('it is being written')
      expect(after).toMatchObject({ holders: [], lines: 100 })
      expect(call(['check', 'log']).stdout).toContain('its writer was killed')
    },
  )
})

test('two loggers of different kinds in one directory are a problem', async ({ skip }) => {
  skipWithout(['multilog', 's6-log'], skip)
  const programs = ['multilog', 's6-log'].map(original)
  const loggers: RunningLogger[] = []
  for (const [k, program] of programs.entries()) {
    const logger = new RunningLogger(program ?? '', place, { script: ['./log'] }, k)
    loggers.push(logger)
    await logger.feed('x\n')
  }

  const { stdout, status } = call(['check', '-q', 'log'])
  for (const logger of loggers) await logger.close()

  expect(status).toBe(1)
  expect(stdout).toContain('hold locks of different kinds: both write here')
})

/** A label of so many seconds after 2020-09-13 12:26:40 UTC. */
const label = (seconds: number): string =>
  `@400000005f5e10${(10 + seconds).toString(16).padStart(2, '0')}00000000`

const smallLog = (directory: string): void => {
  place.directory(directory)
  place.file(`${directory}/lock`, '', 0o600)
  place.file(`${directory}/state`)
  place.file(`${directory}/${label(60)}.s`, `${label(0)} one\n${label(60)} two\n`, 0o744)
  place.file(`${directory}/current`, `${label(120)} three\n`, 0o744)
}

describe('stat', () => {
  test('of one log is a block, of several a table', () => {
    smallLog('a')
    smallLog('b')

    const block = call(['stat', 'a'])
    const table = call(['stat', 'a', 'b'])

    expect(block).toMatchObject({ stderr: '', status: 0 })
    expect(block.stdout).toMatch(/^a\n {2}writer {3}multilog\?, as its files look; nobody holds/)
    expect(block.stdout).toContain('\n  first    2020-09-13 12:26:40.000000000, ')
    expect(block.stdout).toContain('\n  growth   1.5 lines, ')
    expect(table.stdout.split('\n').map((line) => line.split(/ +/).slice(0, 5))).toEqual([
      ['LOG', 'WRITER', 'TAI', 'FILES', 'BYTES'],
      ['a', 'multilog?', '-', '2', '92'],
      ['b', 'multilog?', '-', '2', '92'],
      [''],
    ])
    expect(call(['stat', '-t', 'a']).stdout).toMatch(/^LOG /)
    expect(call(['stat', '-l', 'a', 'b']).stdout).toMatch(/^a\n( {2}.*\n)+\nb\n/)
  })

  test('fits a narrow terminal', () => {
    smallLog('a')

    for (const width of [40, 60, 80]) {
      const { stdout } = call(['stat', '-t', 'a'], { COLUMNS: String(width) })
      for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(width)
    }
  })

  test('says in JSON exactly what is known', () => {
    smallLog('a')

    expect(statJson('a')).toMatchObject({
      log: 'a',
      path: 'a',
      writer: { tool: 'multilog', told: 'files', ours: null },
      holders: [],
      dialect: null,
      files: 2,
      bytes: 92,
      logged_bytes: 92,
      lines: 3,
      counted: true,
      first: { time: '2020-09-13T12:26:40.000000000Z', label: label(0), by: 'stamp' },
      last: { label: label(120), by: 'stamp' },
      lines_per_minute: 1.5,
      bytes_per_minute: 46,
      rotated: { label: label(60) },
      unprocessed: 0,
    })
  })

  test('of a file alone, of services, and of what is none', () => {
    place.file('file', 'a\nb\n')
    smallLog('svc/log/main')

    expect(statJson('file')).toMatchObject({ writer: null, holders: null, lines: 2 })
    expect(statJson('svc')).toMatchObject({ log: 'svc', path: 'svc/log/main', files: 2 })
    const some = call(['stat', 'none', 'file'])
    expect(some).toMatchObject({ status: 2 })
    expect(some.stderr).toBe('logrun stat: warning: unable to read none: file does not exist\n')
    expect(some.stdout).toContain('file')
  })
})

describe('check', () => {
  test('of a log that is as it should be', () => {
    smallLog('a')

    const { stdout, status, stderr } = call(['check', 'a'])

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^a {2}multilog\?\n( {2}(fine|note) .*\n)+$/)
    expect(stdout).toContain('  fine     the next start goes on with current\n')
    expect(call(['check', '-q', 'a'])).toEqual({ stdout: '', stderr: '', status: 0 })
  })

  test('of one with problems shows them, and quietly nothing else', () => {
    smallLog('a')
    smallLog('b')
    place.file('b/previous', 'left\n', 0o744)
    place.file(`b/${label(30)}.s`, gzipSync('a\n').subarray(0, -6).toString('latin1'), 0o744)

    const { stdout, status } = call(['check', '-q', 'a', 'b'])

    expect(status).toBe(1)
    expect(stdout).toMatch(
      /^b {2}multilog\?\n {2}problem {2}previous is left .*\n {2}problem {2}@\S+ is cut short: .*\n$/,
    )
    const [, line = ''] = call(['check', '--json', '-q', 'a', 'b']).stdout.split('\n')
    const { findings, next_start } = JSON.parse(line)
    expect(findings).toMatchObject([{ kind: 'leftover' }, { kind: 'cut-short' }])
    expect(next_start).toEqual([{ file: 'current', becomes: 'resumed' }])
  })

  test('no name commands a terminal', () => {
    smallLog('a')
    place.file('a/\x1b[31m')

    expect(call(['check', 'a']).stdout).toContain('\\x1b[31m')
    expect(call(['check', 'a']).stdout).not.toContain('\x1b')
    expect(call(['check', '--color=always', 'a']).stdout).toContain('\x1b[32mfine   \x1b[0m')
    expect(call(['check', '--json', 'a']).stdout).not.toContain('\x1b')
  })

  test('of a directory that has a lock and nothing else, and of none', () => {
    place.directory('a')
    place.file('a/lock', '', 0o600)

    expect(call(['check', 'a'])).toMatchObject({ status: 0, stderr: '' })
    expect(call(['check', 'none'])).toMatchObject({ status: 2, stdout: '' })
    expect(call(['check', '-x'])).toMatchObject({ status: 100, stdout: '' })
  })
})

test.each(['stat', 'check'])('the page of %s', (name) => {
  const page = readFileSync(`loggers/logrun-${name}.md`, 'latin1')

  expect(call([name, '--help'])).toEqual({ stdout: page, stderr: '', status: 0 })
})
