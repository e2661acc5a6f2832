// logrun follow as somebody uses it: beside the real loggers, which rotate all the time; how it
// ends; what it finds later.

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { command } from '../helpers/commands.js'
import { FollowerProcess } from '../helpers/follower-process.js'
import { skipWithout } from '../helpers/originals.js'
import { Place } from '../helpers/places.js'
import { until } from '../helpers/waiting.js'

let place: Place
const followers: FollowerProcess[] = []

beforeEach(() => {
  place = new Place()
})

afterEach(() => {
  for (const follower of followers.splice(0)) follower.kill('SIGKILL')
  place.clear()
})

const follow = (...words: string[]): FollowerProcess => followIn({}, ...words)

const followIn = (env: Record<string, string>, ...words: string[]): FollowerProcess => {
  const follower = new FollowerProcess(place.work, words, env)
  followers.push(follower)
  return follower
}

/** Feeds `count` numbered lines to a logger, and waits for it to end. */
const log = async (
  program: string,
  words: readonly string[],
  count: number,
  between: (line: number) => Promise<void> | void = () => undefined,
): Promise<void> => {
  const child = spawn(program, words, { cwd: place.work, stdio: ['pipe', 'ignore', 'ignore'] })
  const ended = once(child, 'close')
  for (let line = 1; line <= count; line += 50) {
    const part = Array.from({ length: 50 }, (_, k) => `line ${line + k} ${'x'.repeat(k)}\n`)
    if (!child.stdin.write(part.join(''))) await once(child.stdin, 'drain')
    await between(line)
  }
  child.stdin.end()
  await ended
}

/** The numbers of lines, in the order they are shown. */
const numbersIn = (shown: string): number[] =>
  [...shown.matchAll(/line (\d+) /g)].map(([, number]) => Number(number))

const LINES = 20_000
const ALL = Array.from({ length: LINES }, (_, k) => k + 1)

describe('beside a logger that rotates hundreds of times', () => {
  const svlogdConfig = 's4096\nn0\n!cat\n'
  test.for([
    ['multilog', 'multilog', ['t', 's4096', 'n100000', './log']],
    ['multilog with a processor', 'multilog', ['t', 's16384', 'n100000', '!gzip -1', './log']],
    ['svlogd', 'svlogd', ['-tt', './log']],
    ['s6-log', 's6-log', ['-b', 't', 's4096', 'n100000', './log']],
    ['s6-log with a processor', 's6-log', ['-b', 't', 's16384', 'n100000', '!gzip -1', './log']],
  ] as const)('%s', async ([_, program, words], { skip }) => {
    skipWithout([program], skip)
    place.directory('log')
    place.file('log/config', svlogdConfig)
    const follower = follow('-o', 'raw', 'log')

    await log(program, words, LINES, async (line) => {
      // Many rotations happen between two looks.
      if (line % 5000 === 1) follower.kill('SIGSTOP')
      if (line % 5000 === 2501) follower.kill('SIGCONT')
    })
    follower.kill('SIGCONT')
    await follower.shows(`line ${LINES} `)
    follower.kill('SIGINT')

    expect(await follower.end()).toBe('SIGINT')
    expect(numbersIn(follower.stdout)).toEqual(ALL)
    expect(follower.stderr.replace(/^.*: info: .*\n/gm, '')).toBe('')
  })

  test.each([
    ['tinylog, archives compressed', 'tinylog', ['-z', '-s', '16384', '-k', '1000', 'log']],
    ['cyclog', 'cyclog', ['--max-file-size', '4096', '--max-total-size', '100000000', 'log']],
    ['multilog', 'multilog', ['t', 's4096', 'n100000', './log']],
  ])('ours: %s', async (_, name, words) => {
    place.directory('log')
    const follower = follow('-o', 'raw', 'log')

    await log(command(name), words, LINES)
    await follower.shows(`line ${LINES} `)

    expect(numbersIn(follower.stdout)).toEqual(ALL)
  })
})

describe('what is shown', () => {
  test('the last lines, and then what comes, with the names of several logs', async () => {
    for (const name of ['a', 'b']) {
      place.directory(name)
      place.file(`${name}/current`, 'one\ntwo\nthree\nunfini')
    }
    const follower = follow('-n', '2', 'a', 'b')
    await follower.shows('b: three\n')

    appendFileSync(place.at('b/current'), 'shed\nfour\n')
    await follower.shows('four\n')

    expect(follower.stdout).toBe('b: two\nb: three\nb: unfinished\nb: four\n')
  })

  test('an unfinished line waits for its end; at the end it is shown as it is', async () => {
    place.file('x', 'one\ntw')
    const follower = follow('x')
    await follower.shows('one\n')
    appendFileSync(place.at('x'), 'o\nthr')
    await follower.shows('two\n')

    follower.kill('SIGTERM')

    expect(await follower.end()).toBe('SIGTERM')
    expect(follower.stdout).toBe('one\ntwo\nthr\n')
  })

  test('logs that come later: of a pattern, of a service, of a directory made again', async () => {
    place.directory('services/a')
    place.file('services/a/current', 'one\n')
    const follower = follow('services/*', 'later')
    await follower.shows('a: one\n')

    mkdirSync(place.at('services/b'))
    writeFileSync(place.at('services/b/current'), 'two\n')
    await follower.shows('b: two\n')
    mkdirSync(place.at('later/log/main'), { recursive: true })
    writeFileSync(place.at('later/log/main/current'), 'three\n')
    await follower.shows('later: three\n')
    rmSync(place.at('services/a'), { recursive: true })
    mkdirSync(place.at('services/a'))
    writeFileSync(place.at('services/a/current'), 'four\n')
    await follower.shows('a: four\n')

    expect(follower.stderr).toBe('logrun follow: info: waiting for a log in later\n')
  })

  test('a file that is renamed, and one that is begun anew', async () => {
    place.file('x', 'one\ntwo\n')
    const follower = follow('x')
    await follower.shows('two\n')

    renameSync(place.at('x'), place.at('y'))
    appendFileSync(place.at('y'), 'three\n')
    writeFileSync(place.at('x'), 'four\nfive\n')
    await follower.shows('five\n')
    writeFileSync(place.at('x'), 'six\n')
    await follower.shows('six\n')

    expect(follower.stdout).toBe('one\ntwo\nthree\nfour\nfive\nsix\n')
    expect(follower.stderr).toBe(
      'logrun follow: warning: x has become shorter: what follows is from its beginning\n',
    )
  })

  test('labels of a log that was empty count as its first line tells', async () => {
    place.directory('x')
    place.file('x/current', '')
    const follower = follow('x')
    const now = Math.floor(Date.now() / 1000)
    const tai = `@${(2n ** 62n + 37n + BigInt(now)).toString(16)}00000000`

    await until('is open', () => readdirSync(`/proc/${follower.child.pid}/fd`).length > 3)
    appendFileSync(place.at('x/current'), `${tai} one\n`)
    await follower.shows(' one\n')

    const date = new Date(now * 1000).toISOString().slice(0, 19).replace('T', ' ')
    expect(follower.stdout).toBe(`${date}.000000000 one\n`)
  })
})

describe('with a cursor file', () => {
  const since = (...words: string[]): FollowerProcess =>
    follow('-o', 'raw', '--cursor-file', 'seen', ...words, 'log')

  const nextOffset = (): number => {
    // It is made, and locked, a moment before the first cursor is in it.
    const text = place.has('seen') ? place.read('seen') : ''
    const [log] = JSON.parse(text || '{"logs":[]}').logs
    return log?.offset ?? -1
  }

  test('beside a logger that rotates, ended again and again by TERM: every line once', async () => {
    place.directory('log')
    place.file('log/current', '')
    let follower = since()
    const shown: string[] = []
    const stop = async (): Promise<void> => {
      follower.kill('SIGTERM')
      expect(await follower.end()).toBe('SIGTERM')
      shown.push(follower.stdout)
    }

    await log(command('multilog'), ['t', 's4096', 'n100000', './log'], LINES, async (line) => {
      if (line % 2000 !== 1) return
      if (line > 1) await until('a line is shown', () => follower.stdout !== '')
      await stop()
      follower = since()
    })
    await follower.shows(`line ${LINES} `)
    await stop()

    expect(numbersIn(shown.join(''))).toEqual(ALL)
    expect(place.names('.')).toEqual(['log', 'seen'])
  })

  test('killed again and again: none is missing, and what comes twice was not kept yet', async () => {
    place.directory('log')
    place.file('log/current', '')
    let follower = since()
    const shown: string[] = []

    await log(command('multilog'), ['t', 's16384', 'n100000', './log'], LINES, async (line) => {
      if (line % 4000 !== 3951) return
      await until('a cursor is kept', () => nextOffset() >= 0)
      follower.kill('SIGKILL')
      expect(await follower.end()).toBe('SIGKILL')
      shown.push(follower.stdout)
      follower = since()
    })
    await follower.shows(`line ${LINES} `)
    follower.kill('SIGINT')
    expect(await follower.end()).toBe('SIGINT')
    shown.push(follower.stdout)

    const lines = shown.map((part) => numbersIn(part.slice(0, part.lastIndexOf('\n') + 1)))
    expect([...new Set(lines.flat())].sort((a, b) => a - b)).toEqual(ALL)
    for (const part of lines) expect(part).toEqual(part.map((_, k) => (part[0] ?? Number.NaN) + k))
  })

  test('takes turns with logrun cat, and goes on where its reader left', async () => {
    place.directory('log')
    place.file('log/current', 'one\n')
    const words = ['cat', '-o', 'raw', '--cursor-file', 'seen', 'log']
    const cat = (): string =>
      spawnSync(command('logrun'), words, { cwd: place.work, encoding: 'latin1' }).stdout
    const first = since()
    await first.shows('one\n')
    await until('a cursor is kept', () => nextOffset() === 4)
    first.child.stdout?.destroy()
    expect(await first.end()).toBe('SIGPIPE')

    appendFileSync(place.at('log/current'), 'two\nth')
    expect(cat()).toBe('two\n')
    const second = since()
    appendFileSync(place.at('log/current'), 'ree\nfo')
    await second.shows('three\n')
    second.kill('SIGTERM')
    await second.end()

    expect(second.stdout).toBe('three\n')
    appendFileSync(place.at('log/current'), 'ur\n')
    expect(cat()).toBe('four\n')
  })

  test('what nobody has taken is not kept', async () => {
    place.directory('log')
    place.file('log/current', 'line\n'.repeat(500_000))
    const follower = since()
    follower.child.stdout?.pause()
    await until('bytes nobody takes', () => follower.child.stdout?.readableLength !== 0)

    follower.kill('SIGTERM')
    follower.child.stdout?.destroy()
    await follower.end()

    expect(nextOffset()).toBeLessThan(2_000_000)
  })

  test('is one run’s at a time, and shows its cursor at the end', async () => {
    place.directory('log')
    place.file('log/current', 'one\ntwo\n')
    const first = since()
    await first.shows('two\n')

    const second = since()
    expect(await second.end()).toBe(2)
    expect(second.stderr).toBe(
      'logrun follow: fatal: unable to lock cursor file seen: another run uses it\n',
    )
    const third = follow('-n', '+1', '-o', 'raw', '--show-cursor', 'log')
    expect(await third.end()).toBe(0)
    const [line, cursor = ''] = third.stdout.split('-- cursor: ')
    expect(line).toBe('one\n')
    const fourth = follow('-n', '+1', '-o', 'raw', '--after-cursor', cursor.trim(), 'log')
    expect(await fourth.end()).toBe(0)
    expect(fourth.stdout).toBe('two\n')
  })
})

describe('how it ends', () => {
  test('after so many lines', async () => {
    place.file('x', 'one\n')
    const follower = follow('-n', '+1', '-g', 'ready', 'x')
    appendFileSync(place.at('x'), 'ready\nready\n')

    expect(await follower.end()).toBe(0)
    expect(follower.stdout).toBe('ready\n')
  })

  test('when a moment has passed', async () => {
    place.file('x', 'one\n')

    expect(await follow('-U', '-1h', '-g', 'none', 'x').end()).toBe(1)
    expect(await follow('-U', '+1s', '-S', 'yesterday', 'x').end()).toBe(0)
  })

  test('when its reader goes away, though nothing comes', async () => {
    place.file('x', 'one\n')
    const follower = follow('x')
    await follower.shows('one\n')

    follower.child.stdout?.destroy()

    expect(await follower.end()).toBe('SIGPIPE')
  })

  test('while its reader does not read', async () => {
    place.file('x', 'line\n'.repeat(500_000))
    const follower = follow('x')
    follower.child.stdout?.pause()
    await until('bytes nobody takes', () => follower.child.stdout?.readableLength !== 0)

    follower.kill('SIGTERM')

    expect(await follower.end()).toBe('SIGTERM')
  })

  test.each([
    [['-r', 'x'], 'no option is called -r'],
    [['--no-pager', 'x'], 'no option is called --no-pager'],
  ])('%j is misuse', async (words, said) => {
    const follower = follow(...words)

    expect(await follower.end()).toBe(100)
    expect(follower.stderr).toBe(`logrun follow: fatal: ${said}\n`)
  })
})
