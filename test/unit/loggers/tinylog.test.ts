// Options of tinylog to its plan, and the page that tells of them: spec/tinylog.md §1, §11.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Options, options, parse, planOf } from '../../../loggers/tinylog.js'
import type { DirectoryPlan, Plan } from '../../../src/plan.js'
import { logged, PipelineWorld, reads } from '../../helpers/pipeline-world.js'

const optionsOf = (...words: string[]): Options => {
  const parsed = parse([...words, './d'])
  return 'directory' in parsed ? parsed : expect.fail(JSON.stringify(parsed))
}

const plan = (...words: string[]): Plan => planOf(optionsOf(...words), 7)

const directory = (...words: string[]): DirectoryPlan => {
  const [action] = plan(...words).actions
  return action?.do === 'log' ? action.directory : expect.fail()
}

describe('words', () => {
  test.each([
    [['-tz'], { stamped: true, compressed: true }],
    [['-tk2'], { stamped: true, kept: 2 }],
    [['-s3000'], { size: 3000 }],
    [['-s', '3000'], { size: 3000 }],
    [['-r', '-t'], { anew: true, stamped: true }],
    [['-k', ''], { kept: 0 }],
    [['-k1', '-k', '2'], { kept: 2 }],
    [['-t', '--'], { stamped: true }],
    [[], { kept: 5, size: 100_000, anew: false, stamped: false, compressed: false }],
  ])('%j', (words, expected) => {
    expect(optionsOf(...words)).toMatchObject(expected)
  })

  test('only the first operand counts, and no option behind it', () => {
    expect(parse(['./a', './b', '-t'])).toMatchObject({ directory: './a', stamped: false })
  })

  test.each([
    [['--', '-t'], '-t'],
    [['-', '-t'], '-'],
  ])('%j ends options', (words, expected) => {
    expect(parse(words)).toMatchObject({ directory: expected, stamped: false })
  })

  test.each([
    [['-h', '-x'], { asked: 'usage' }],
    [['-tV'], { asked: 'version' }],
    [['-x', '-h'], { refused: 'invalid option -x' }],
    [['-tx'], { refused: 'invalid option -x' }],
    [['-?'], { refused: '' }],
    [['-k'], { refused: 'missing argument for option -k' }],
    [['-tm'], { refused: 'missing argument for option -m' }],
    [['-k', 'x', './d'], { refused: 'numeric argument required for option -k' }],
    [['-tk2s3000', './d'], { refused: 'numeric argument required for option -k' }],
    [['-s-1', './d'], { refused: 'numeric argument required for option -s' }],
    [['-m1.5', './d'], { refused: 'numeric argument required for option -m' }],
    [['-s 3', './d'], { refused: 'numeric argument required for option -s' }],
    [['-k4294967296', './d'], { refused: 'numeric argument required for option -k' }],
    [['-t'], { refused: 'missing log directory argument' }],
    [[], { refused: 'missing log directory argument' }],
  ])('%j', (words, expected) => {
    expect(parse(words)).toEqual(expected)
  })
})

describe('numbers', () => {
  test.each([
    ['-s0', 2000],
    ['-s1999', 2000],
    ['-s2001', 2001],
    ['-s4294967295', 4294967295],
    // As 32 bits hold it.
    ['-s9999999999', 1410065407],
  ])('%s is %i bytes', (word, size) => {
    expect(directory(word).maximum).toBe(size)
  })

  test.each([
    ['-k0', 1],
    ['-k7', 8],
    ['-k2147483648', 2 ** 31],
    ['-k4294967295', 2 ** 31],
  ])('%s leaves %i files, current included', (word, files) => {
    expect(directory(word).files).toBe(files)
  })

  test.each([
    ['-m60', { age: 60_000, maximum: 100_000 }],
    ['-m0', { maximum: 1 }],
  ])('%s', (word, expected) => {
    expect(directory(word)).toMatchObject(expected)
  })

  test('no age where none is asked for', () => {
    expect(directory().age).toBeUndefined()
    expect(directory('-m0').age).toBeUndefined()
  })
})

test('a record has 1000 bytes at most, of which a stamp takes 24', () => {
  expect(plan().lines.longest).toBe(1000)
  expect(plan('-t').lines.longest).toBe(976)
})

test('asked to end inside a line, it takes the rest of it and nothing behind it', async () => {
  const world = new PipelineWorld()

  await world.runPlan(plan(), [...reads('one\npar'), { event: 'finish' }, ...reads('tial\nnext\n')])

  expect(logged(world.filesystem, './d').toString()).toBe('one\npartial\n')
  expect(world.taken).toBe('one\npartial\n'.length)
})

test('the process is known by the lock', () => {
  expect(directory().lock).toEqual({ file: 'tinylog.pid', text: '7\n', mode: 0o644 })
})

test('a clean current is archived where -r says so', () => {
  expect(directory().begins).toBeUndefined()
  expect(directory('-r').begins).toBe('anew')
})

test('the page has a row for every option', () => {
  const page = readFileSync('loggers/tinylog.md', 'utf8')
  const rows = page.match(/^\| `-[a-zA-Z]/gm) ?? []

  expect(rows.map((row) => row.slice(-1)).sort()).toEqual(Object.keys(options).sort())
})
