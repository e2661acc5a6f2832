// Log directories in which anything may stand in the place of the logger's own files, and
// anything else beside them. A logger says clearly that it cannot begin, or waits and says
// why, or logs every line; it touches nothing outside, and no FIFO or device holds it up.

import { lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { type ByteString, fromBytes } from '../../src/bytes.js'
import { command } from '../helpers/commands.js'
import { allowed } from '../helpers/needs.js'
import { inPlace, type Place } from '../helpers/places.js'
import { RunningLogger } from '../helpers/run-logger.js'
import { until } from '../helpers/waiting.js'

// Every kind in the place of every name, in minutes.
const EVERY = process.env.LOGRUN_EVERY_FAULT === 'true'
vi.setConfig({ maxConcurrency: 8, testTimeout: EVERY ? 1_800_000 : 240_000 })

type Tool = {
  readonly name: string
  readonly words: readonly ByteString[]
  readonly config?: ByteString
  /** Its own names beside `current` and archives. */
  readonly names: readonly string[]
  readonly failure: string
  /** What it says of something it will try again. */
  readonly waits: RegExp
}

const FAMILY = ['previous', 'processed', 'state', 'newstate', 'lock']

const tools: readonly Tool[] = [
  {
    name: 'multilog',
    words: ['s4096', 'n3', './log'],
    names: FAMILY,
    failure: '111',
    waits: /, pausing/,
  },
  {
    name: 'multilog',
    words: ['s4096', 'n3', '!cat', './log'],
    names: FAMILY,
    failure: '111',
    waits: /, pausing/,
  },
  {
    name: 'svlogd',
    words: ['-l200', './log'],
    config: 's4000\nn3\n',
    names: ['state', 'newstate', 'lock', 'config'],
    failure: '111',
    waits: /: pausing: /,
  },
  {
    name: 'svlogd',
    words: ['-l200', './log'],
    config: 's4000\nn3\n!cat\n',
    names: ['state', 'newstate', 'lock', 'config'],
    failure: '111',
    waits: /: pausing: /,
  },
  {
    name: 's6-log',
    words: ['s4096', 'l500', 'n3', './log'],
    names: FAMILY,
    failure: '111',
    waits: /: warning: /,
  },
  {
    name: 'cyclog',
    words: ['--max-file-size', '4096', './log'],
    names: ['lock'],
    failure: '1',
    waits: /sleeping for/,
  },
  {
    name: 'tinylog',
    words: ['-s2000', '-k3', '-z', './log'],
    names: ['tinylog.pid', 'previous', 'zipped'],
    failure: '111',
    waits: /pausing/,
  },
]

const ARCHIVES = [
  '@400000000000000000000001.s',
  '@400000000000000000000002.u',
  '@400000000000000000000003.t',
  '@ffffffffffffffffffffffff.s',
  '@400000000000000000000004',
  '_20200101T000000.000000.s',
  '_20200101T000000.000000.s.Z',
  '_99991231T235959.999999.u',
]

const KINDS = [
  'file',
  'executable',
  'unreadable',
  'directory',
  'full directory',
  'link to a file',
  'link to a directory',
  'link to nothing',
  'link to itself',
  'fifo',
  'executable fifo',
  'socket',
  'device',
  'executable device',
] as const
type Kind = (typeof KINDS)[number]

const outsideOf = (place: Place): string => `${place.root}/outside`

/** Puts something of this kind at `name` in the log directory. */
const plant = (place: Place, name: ByteString, kind: Kind): void => {
  const outside = outsideOf(place)
  const file = (mode: number): void => place.file(`log/${name}`, 'left\n', mode)
  const link = (target: string): void => symlinkSync(target, place.at(`log/${name}`))
  const act: Record<Kind, () => void> = {
    file: () => file(0o644),
    executable: () => file(0o744),
    unreadable: () => file(0),
    directory: () => place.directory(`log/${name}`),
    'full directory': () => {
      place.directory(`log/${name}`)
      place.file(`log/${name}/inside`, 'left\n')
    },
    'link to a file': () => link(`${outside}/file`),
    'link to a directory': () => link(outside),
    'link to nothing': () => link(`${outside}/new`),
    'link to itself': () => link(place.at(`log/${name}`).toString()),
    fifo: () => place.node(`log/${name}`, 'fifo'),
    'executable fifo': () => place.node(`log/${name}`, 'fifo', 0o744),
    socket: () => place.node(`log/${name}`, 'socket'),
    device: () => place.node(`log/${name}`, 'zero'),
    'executable device': () => place.node(`log/${name}`, 'zero', 0o744),
  }
  act[kind]()
}

/** All that can be seen of what lies outside. */
const seen = (place: Place): unknown[] =>
  ['.', 'file'].map((name) => {
    const { mode, nlink, ino, mtimeMs, ctimeMs, size } = lstatSync(`${outsideOf(place)}/${name}`)
    return { name, mode, nlink, ino, mtimeMs, ctimeMs, size }
  })

const text = Array.from({ length: 90 }, (_, k) => `${String(k).padStart(99, '.')}\n`).join('')

/** What was logged and not pruned, without stamps. */
const found = (place: Place, things: readonly Planted[]): ByteString =>
  place
    .names('log')
    .filter((name) => /^[@_]|^current$/.test(name))
    .filter((name) => name === 'current' || !things.some((thing) => thing.name === name))
    .filter((name) => lstatSync(place.at(`log/${name}`)).isFile())
    .map((name) => {
      const content = readFileSync(place.at(`log/${name}`))
      return name.endsWith('.Z') ? gunzipSync(content).toString() : fromBytes(content)
    })
    .join('')
    .replace(/@[0-9a-f]{24} /g, '')

const anyName = fc
  .uint8Array({ minLength: 1, maxLength: 60 })
  .map((bytes) => fromBytes(bytes).replace(/[\0/]/g, '_'))
  .filter((name) => name !== '.' && name !== '..')
const label = fc.stringMatching(/^@[0-9a-f]{24}$/)
const names = ({ names }: Tool): fc.Arbitrary<ByteString> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('current', ...names) },
    { weight: 2, arbitrary: fc.constantFrom(...ARCHIVES) },
    { weight: 1, arbitrary: fc.tuple(label, anyName).map(([at, rest]) => `${at}.${rest}`) },
    { weight: 1, arbitrary: anyName },
  )

const kinds = KINDS.filter((kind) => allowed('devices') || !kind.endsWith('device'))

type Planted = { readonly name: ByteString; readonly kind: Kind }

const planted = (tool: Tool): fc.Arbitrary<readonly Planted[]> =>
  fc.uniqueArray(fc.record({ name: names(tool), kind: fc.constantFrom(...kinds) }), {
    minLength: 1,
    maxLength: 3,
    selector: ({ name }) => name,
  })

const check = (tool: Tool, things: readonly Planted[]): Promise<void> =>
  inPlace(async (place) => {
    mkdirSync(outsideOf(place))
    writeFileSync(`${outsideOf(place)}/file`, 'not a log\n')
    place.directory('log')
    if (tool.config !== undefined) place.file('log/config', tool.config)
    for (const { name, kind } of things) {
      rmSync(place.at(`log/${name}`), { force: true })
      plant(place, name, kind)
    }
    const before = seen(place)
    const program = command(tool.name)
    const logger = new RunningLogger(program, place, { script: tool.words })
    try {
      await logger.write(text)
      logger.end()
      const story = (): string =>
        JSON.stringify({ tool: tool.name, things, stderr: logger.stderr() }, null, 1)

      // It ends, or waits and has said for what.
      await until(
        story,
        () => logger.ended || (logger.sleeps() && tool.waits.test(logger.stderr())),
        120,
      )

      const stderr = logger.stderr()
      const exit = logger.ended ? await logger.exit() : 'waits'
      expect(stderr, story()).not.toMatch(/[^\n\t -~\x80-\xff]|\n {4}at /)
      if (exit === '0') expect(found(place, things), story()).toContain(text.slice(-1000))
      else if (exit !== 'waits') {
        expect(exit, story()).toBe(tool.failure)
        expect(stderr, story()).toMatch(/fatal: |FATAL: /)
      }
      expect(seen(place), story()).toEqual(before)
    } finally {
      await logger.close()
    }
  })

describe.concurrent('whatever stands in a log directory', () => {
  for (const tool of tools)
    test(tool.words.join(' ') && `${tool.name} ${tool.words.join(' ')}`, async () => {
      await fc.assert(
        fc.asyncProperty(planted(tool), (things) => check(tool, things)),
        { numRuns: 8, endOnFailure: true },
      )
      if (!EVERY) return
      for (const name of ['current', ...tool.names, ...ARCHIVES])
        await Promise.all(kinds.map((kind) => check(tool, [{ name, kind }])))
    })
})
