// What `logrun stat` and `logrun check` are made of beside the library: command lines to
// plans, tables, and names in JSON.

import { describe, expect, test } from 'vitest'
import { tableOf } from '../../../loggers/columns.js'
import { planOf, toolIn } from '../../../loggers/family.js'
import { jsonLine } from '../../../loggers/json-lines.js'
import { parse as parseCheck } from '../../../loggers/logrun-check-options.js'
import { parse as parseStat } from '../../../loggers/logrun-stat-options.js'
import { writerOf, writerText } from '../../../loggers/writers.js'
import type { Inspected } from '../../../src/inspection/world.js'
import { ago, made } from '../../helpers/made-case.js'
import { MemoryFiles } from '../../helpers/memory-files.js'

describe('a command line', () => {
  test.each([
    [['multilog', 't', './main'], { tool: 'multilog', ours: false, words: ['t', './main'] }],
    [['/usr/bin/svlogd', '/d'], { tool: 'svlogd', ours: false, words: ['/d'] }],
    [['node', '/x/dist/multilog.cjs', './d'], { tool: 'multilog', ours: true, words: ['./d'] }],
    [
      [
        '/usr/bin/node',
        '--max-old-space-size=64',
        '/usr/bin/logrun',
        '--full=prune:2',
        's6-log',
        './d',
      ],
      { tool: 's6-log', ours: true, words: ['./d'] },
    ],
    [['busybox', 'svlogd', './d'], { tool: 'svlogd', ours: false, words: ['./d'] }],
    [['cat', 'multilog'], undefined],
    [['node'], undefined],
    [[], undefined],
  ])('%j', (words, called) => {
    expect(toolIn(words)).toEqual(called)
  })

  test.each([
    ['multilog', ['t', 's5000', 'n7', './d'], { maximum: 5000, files: 7 }],
    ['svlogd', ['-tt', './d'], { maximum: 1_000_000, files: 11 }],
    ['s6-log', ['-bd3', '--', 'n7', 'S9000', './d'], { files: 8, total: 9000 }],
    ['cyclog', ['--max-file-size', '8192', './d'], { maximum: 8192 }],
    ['tinylog', ['-k', '3', '-s5000', './d'], { maximum: 5000, files: 4 }],
  ] as const)('of %s is a plan', (tool, words, limits) => {
    const plan = planOf({ tool, words }, '/nowhere')

    expect(plan?.actions.at(-1)).toMatchObject({
      do: 'log',
      directory: { path: './d', ...limits },
    })
  })

  test('that is refused has none', () => {
    expect(planOf({ tool: 's6-log', words: ['no'] }, '/nowhere')).toBe(undefined)
    expect(planOf({ tool: 'svlogd', words: ['-x'] }, '/nowhere')).toBe(undefined)
  })
})

describe('the writer', () => {
  class Nowhere extends MemoryFiles implements Inspected {
    entryOf(): undefined {
      return undefined
    }
    linkOf(): undefined {
      return undefined
    }
    roomOf(): undefined {
      return undefined
    }
  }

  const current = { name: 'current', mode: 0o644 }
  const lock = { name: 'lock', mode: 0o600 }

  test.each([
    [[lock, current, 'state'], 'multilog?'],
    [[{ name: 'lock', mode: 0o644 }, current, 'state'], 's6-log?'],
    [[lock, { name: 'current', mode: 0o600 }], 's6-log?'],
    [[lock, current, 'config'], 'svlogd?'],
    [[lock, current], 'svlogd?'],
    [[lock, current, `${ago(5)}.s`], 'svlogd?'],
    [[lock, current, `${ago(-27)}.s`], 'cyclog?'],
    [['tinylog.pid', current], 'tinylog?'],
    [['_20261121T101010.123456.s'], 'tinylog?'],
    [[`${ago(5)}.s`, current], '?'],
  ])('of %j looks like %s', (entries, name) => {
    const { evidence } = made(entries)

    expect(writerText(writerOf(evidence, 'log', new Nowhere()))).toBe(name)
  })

  test('is whom the script names, with the limits of this directory', () => {
    const world = new Nowhere()
    world.plant('service/log/run', '#!/bin/sh\nexec multilog n3 ./other n7 ./log\n')
    const { evidence } = made([lock, current])

    expect(writerOf(evidence, 'service', world)).toMatchObject({
      tool: 'multilog',
      told: 'script',
      limited: true,
      plan: { files: 7 },
      habits: { overwrites: true },
    })
  })

  test('is whom a script names that only its shell understands, without limits', () => {
    const world = new Nowhere()
    world.plant('log/run', '#!/bin/sh\nexec s6-log n$COUNT t "$DIR"\n')
    const { evidence } = made([lock, current, 'state'])

    expect(writerOf(evidence, 'log', world)).toMatchObject({
      tool: 's6-log',
      told: 'script',
      limited: false,
    })
  })

  test('is who holds the lock, and ours has no habits of the original', () => {
    const words = ['node', '/bin/logrun', 'multilog', 'n7', './log']
    const holders = [{ pid: 12, lock: 'flock' as const, words }]
    const { evidence } = made([lock, current, 'config'], { evidence: { holders } })

    const writer = writerOf(evidence, 'log', new Nowhere())

    expect(writer).toMatchObject({ told: 'process', ours: true, plan: { files: 7 }, habits: {} })
    expect(writerText(writer)).toBe('multilog (logrun)')
  })

  test('that is guessed has no limits', () => {
    const writer = writerOf(made([lock, current, 'state']).evidence, 'log', new Nowhere())

    expect(writer).toMatchObject({ limited: false, plan: { files: Number.POSITIVE_INFINITY } })
  })
})

describe('a table', () => {
  const columns = [
    { title: 'A', align: 'left', spare: 0 },
    { title: 'NUMBER', align: 'right', spare: 1 },
    { title: 'C', align: 'left', spare: 2 },
  ] as const
  const rows = [
    ['\xc3\xa9\xc3\xa9', '7', 'x'],
    ['bbb\x1b', '12345', 'yy'],
  ]

  test('is aligned by characters, and shows no control byte', () => {
    expect(tableOf(columns, rows, 80)).toEqual([
      'A        NUMBER  C',
      '\xc3\xa9\xc3\xa9            7  x',
      'bbb\\x1b   12345  yy',
    ])
  })

  test('leaves out what there is no room for', () => {
    expect(tableOf(columns, rows, 15)[0]).toBe('A        NUMBER')
    expect(tableOf(columns, rows, 1)[0]).toBe('A')
  })
})

test('names in JSON are bytes, and none of them is a control', () => {
  const line = jsonLine({ name: '\xc3\xa9 \xff "\n\x7f\xc2\x85' })

  expect(line).toBe('{"name":"\xc3\xa9 \\udcff \\"\\n\\u007f\\u0085"}\n')
  expect(() => JSON.parse(line)).not.toThrow()
})

test('words ask', () => {
  expect(parseStat(['-c', 'a', '-u', 'b'])).toEqual({
    paths: ['a'],
    services: ['b'],
    layout: undefined,
    count: true,
  })
  expect(parseStat(['-lj']).layout).toBe('json')
  expect(parseCheck(['-qa', '--json', '--color=never'])).toMatchObject({
    quiet: true,
    all: true,
    json: true,
    colour: 'never',
  })
  expect(() => parseCheck(['-x'])).toThrow('no option is called -x')
})
