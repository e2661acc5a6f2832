// logrun cat as somebody types it: every form byte for byte, where logs are found, what is
// said, and exit codes.

import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
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

const cat = (...words: string[]): Ended => catIn({}, ...words)

const catIn = (env: Record<string, string>, ...words: string[]): Ended =>
  runToEnd(command('logrun'), ['cat', ...words], {
    cwd: place.work,
    env: { TZ: 'Asia/Kolkata', ...env },
  })

/** Labels of 2020-09-13 12:26:40 UTC, and seconds later. */
const label = (seconds: number): string =>
  `@400000005f5e10${(10 + seconds).toString(16).padStart(2, '0')}075bcbf4`

/** An archive and `current`, with a line that has no stamp. */
const smallLog = (directory: string, text = ''): void => {
  place.directory(directory)
  place.file(
    `${directory}/${label(1)}.s`,
    `${label(0)} ${text}one "\xc3\xa9\xff\\\n\tat two\n`,
    0o744,
  )
  place.file(`${directory}/current`, `${label(2)} ${text}three\n`)
}

describe('forms', () => {
  const forms: Record<string, string> = {
    short: `2020-09-13 17:56:40.123456500 one "\xc3\xa9\xff\\
\tat two
2020-09-13 17:56:42.123456500 three
`,
    iso: `2020-09-13T17:56:40.123456500+05:30 one "\xc3\xa9\xff\\
\tat two
2020-09-13T17:56:42.123456500+05:30 three
`,
    'iso-utc': `2020-09-13T12:26:40.123456500Z one "\xc3\xa9\xff\\
\tat two
2020-09-13T12:26:42.123456500Z three
`,
    tai64n: `@400000005f5e100a075bcbf4 one "\xc3\xa9\xff\\
\tat two
@400000005f5e100c075bcbf4 three
`,
    raw: `@400000005f5e100a075bcbf4 one "\xc3\xa9\xff\\
\tat two
@400000005f5e100c075bcbf4 three
`,
    json: `{"time":"2020-09-13T12:26:40.123456500Z","label":"@400000005f5e100a075bcbf4","service":"x","file":"@400000005f5e100b075bcbf4.s","offset":0,"text":"one \\"\xc3\xa9\\udcff\\\\"}
{"time":null,"label":null,"service":"x","file":"@400000005f5e100b075bcbf4.s","offset":36,"text":"\\u0009at two"}
{"time":"2020-09-13T12:26:42.123456500Z","label":"@400000005f5e100c075bcbf4","service":"x","file":"current","offset":0,"text":"three"}
`,
    delta: `     +0.000000 one "\xc3\xa9\xff\\
\tat two
     +2.000000 three
`,
  }

  test.each(Object.keys(forms))('%s', (form) => {
    smallLog('x')

    expect(cat('-o', form, 'x')).toEqual({ stdout: forms[form], stderr: '', status: 0 })
  })

  test('lines may end with NUL', () => {
    smallLog('x')

    expect(cat('-0', 'x').stdout).toBe((forms.short ?? '').replaceAll('\n', '\0'))
  })

  test('dates of other loggers are shown alike', () => {
    place.file('svlogd', '2020-09-13_12:26:40.12345 x\n2020-09-13T12:26:40.12345 x\n')
    place.file('s6-log', '2020-09-13 17:56:40.123456500  x\n')
    place.file('tinylog', '20200913T122640.123456: x\n')
    place.file('accustamp', '1600000000.123456 x\n')

    for (const name of ['svlogd', 's6-log', 'tinylog', 'accustamp'])
      expect(cat(name).stdout).toMatch(/^(2020-09-13 17:56:40\.1234[56]\d* x\n)+$/)
  })

  test('colours are for who asks for them, or a terminal', () => {
    place.file('x', `${label(0)} one\ntwo\n`)
    place.file('y', `${label(1)} uno\n`)

    expect(cat('x').stdout).not.toContain('\x1b')
    expect(cat('--color=always', 'x', 'y').stdout).toBe(
      '\x1b[32m2020-09-13 17:56:40.123456500\x1b[0m \x1b[1;36mx:\x1b[0m one\n' +
        '\x1b[1;36mx:\x1b[0m two\n' +
        '\x1b[32m2020-09-13 17:56:41.123456500\x1b[0m \x1b[1;33my:\x1b[0m uno\n',
    )
  })
})

describe('where logs are', () => {
  const texts = (words: readonly string[], env = {}): string =>
    catIn(env, ...words).stdout.replace(/^\d{4}\S* \S* /gm, '')

  test('a log directory, with or without a slash, a link to one, or this one', () => {
    smallLog('x')
    symlinkSync('x', place.at('link'))

    const { stdout } = cat('x')

    for (const path of ['x/', './x', 'link']) expect(cat(path).stdout).toBe(stdout)
    const here = runToEnd(command('logrun'), ['cat'], {
      cwd: `${place.work}/x`,
      env: { TZ: 'Asia/Kolkata' },
    })
    expect(here.stdout).toBe(stdout)
  })

  test('several, merged, each with its name', () => {
    smallLog('a')
    smallLog('b/log/main')

    expect(texts(['a', 'b/log/main', 'a'])).toBe(
      'a: one "\xc3\xa9\xff\\\na: \tat two\nb: one "\xc3\xa9\xff\\\nb: \tat two\na: three\nb: three\n',
    )
  })

  test('of one name, told apart by their paths', () => {
    place.directory('a/x')
    place.directory('b/x')
    place.file('a/x/current', 'one\n')
    place.file('b/x/current', 'two\n')

    expect(texts(['a/x', 'b/x'])).toBe('a/x: one\nb/x: two\n')
  })

  test.each([
    ['in log/main', 'log/main', undefined],
    [
      'where log/run says',
      'log/other',
      '#!/bin/sh\n# not ./main\nexec setuidgid log multilog t ./other',
    ],
    ['where log/run says, from the root', 'elsewhere', undefined],
    ['in main', 'main', undefined],
  ])('of a service, %s', (_, directory, script) => {
    place.directory('smtpd/log')
    const path = directory === 'elsewhere' ? 'elsewhere' : `smtpd/${directory}`
    place.directory(path)
    place.file(`${path}/current`, 'a\n')
    if (directory === 'elsewhere')
      place.file('smtpd/log/run', `#!/bin/sh\nexec svlogd -tt "${place.work}/elsewhere"\n`)
    if (script !== undefined) place.file('smtpd/log/run', script)

    expect(texts(['smtpd'])).toBe('a\n')
    expect(texts(['-u', 'smtpd'], { SVDIR: place.work })).toBe('a\n')
  })

  test('patterns that no shell has expanded', () => {
    for (const name of ['a', 'b', '.c']) {
      place.directory(`services/${name}/log/main`)
      place.file(`services/${name}/log/main/current`, `${name}\n`)
    }
    place.file('services/file', 'no directory\n')

    const sorted = (pattern: string): string[] => texts([pattern]).split('\n').sort()
    expect(sorted('services/*/')).toEqual(['', 'a: a', 'b: b'])
    expect(sorted('services/{b,a}/log/main')).toEqual(['', 'a: a', 'b: b'])
    expect(texts(['services/[!a]/**/main'])).toBe('b\n')
  })

  test('a compressed file', () => {
    place.file('x.gz', gzipSync('a\nb\n').toString('latin1'))

    expect(texts(['x.gz'])).toBe('a\nb\n')
  })
})

describe('what is asked for', () => {
  test('between two moments, both ends included', () => {
    place.file('x', [0, 1, 2, 3, 4].map((k) => `${label(k)} ${k}\n`).join(''))

    expect(cat('-S', label(1), '-U', label(3), '-o', 'raw', 'x').stdout).toBe(
      [1, 2, 3].map((k) => `${label(k)} ${k}\n`).join(''),
    )
    expect(cat('--since=2020-09-13 17:56:44', '-o', 'raw', 'x').stdout).toBe(`${label(4)} 4\n`)
  })

  test('a label that was copied from a log of true TAI counts as there', () => {
    place.file('x', [27, 28, 29].map((k) => `${label(k)} ${k}\n`).join(''))

    const words = ['--tai=real', '-S', label(28), 'x']

    expect(cat(...words).stdout).toBe(
      '2020-09-13 17:56:41.123456500 28\n2020-09-13 17:56:42.123456500 29\n',
    )
  })

  test('a pattern sees the text alone', () => {
    smallLog('x')

    expect(cat('-g', '^(one|three)', '-o', 'raw', '-n', '1', 'x')).toMatchObject({
      stdout: `${label(2)} three\n`,
      status: 0,
    })
    expect(cat('-g', '^@', 'x')).toEqual({ stdout: '', stderr: '', status: 1 })
  })

  test('lines from the end, and the last one first', () => {
    place.file('x', 'a\nb\nc\nd')

    expect(cat('-n2', 'x').stdout).toBe('c\nd\n')
    expect(cat('-n+2', 'x').stdout).toBe('a\nb\n')
    expect(cat('-r', 'x').stdout).toBe('d\nc\nb\na\n')
    expect(cat('-rn2', 'x').stdout).toBe('d\nc\n')
    expect(cat('-n0', 'x').stdout).toBe('')
  })
})

describe('what is said', () => {
  test('of labels that count leap seconds, once', () => {
    const now = Math.floor(Date.now() / 1000)
    const tai = `@${(2n ** 62n + 37n + BigInt(now)).toString(16)}00000000 x\n`
    place.file('x', tai)
    place.file('y', tai)

    expect(cat('-n1', 'x', 'y').stderr).toBe(
      'logrun cat: info: labels count leap seconds (--tai real) in x y\n',
    )
    expect(cat('-q', 'x', 'y').stderr).toBe('')
  })

  test.each([
    [['missing'], 2, 'warning: unable to read missing: file does not exist'],
    [['empty'], 2, 'warning: no log in empty'],
    [['-x'], 100, 'fatal: no option is called -x'],
    [['-S', 'soon'], 100, 'fatal: no moment is called soon'],
    [['-g', '('], 100, /fatal: unable to understand \(: .+/],
  ])('%j', (words, status, said) => {
    place.directory('empty')

    const ended = cat(...words)

    expect(ended).toMatchObject({ stdout: '', status })
    expect(ended.stderr.trimEnd()).toMatch(
      typeof said === 'string' ? new RegExp(`^logrun cat: ${said}$`) : said,
    )
  })

  test('of an archive that is cut short, behind what is there', () => {
    place.directory('x')
    place.file(`x/${label(0)}.s`, gzipSync('a\nb\n').subarray(0, -6).toString('latin1'))

    expect(cat('x')).toEqual({
      stdout: 'a\nb\n',
      stderr: `logrun cat: warning: x/${label(0)}.s is cut short: its end is missing\n`,
      status: 2,
    })
  })

  test('nothing when its reader goes away', () => {
    place.file('x', 'line\n'.repeat(500_000))
    const script = `"$0" cat x | head -n 1; echo "\${PIPESTATUS[0]}"`

    const { stdout, stderr } = runToEnd('/bin/bash', ['-c', script, command('logrun')], {
      cwd: place.work,
      // Without SHLVL bash takes itself for a remote shell's, and reads its own file.
      env: process.env,
    })

    expect([stdout, stderr]).toEqual(['line\n141\n', ''])
  })

  test('the page', () => {
    const page = readFileSync('loggers/logrun-cat.md', 'latin1')

    expect(cat('--help')).toEqual({ stdout: page, stderr: '', status: 0 })
  })
})

test('a logger’s start is none the later for it: what reads is a file of its own', () => {
  const umbrella = readFileSync(join(command('logrun'), '../code/logrun.js'), 'utf8')

  expect(umbrella).toContain('require("./logrun-cat.cjs")')
  expect(umbrella).not.toContain('micromatch')
  expect(umbrella).not.toContain('readLogs')
})
