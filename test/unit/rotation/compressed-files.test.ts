// A log whose archives are compressed, on a real disk: other programs must be able to read
// what we wrote, and logging must not wait for it.

import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { finished } from 'node:stream/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fromText } from '../../../src/bytes.js'
import type { Report } from '../../../src/fault/patience.js'
import { LogWriter } from '../../../src/log-writer.js'
import type { Plan } from '../../../src/plan.js'
import { inflater } from '../../helpers/inflate.js'
import { Place } from '../../helpers/places.js'
import { until } from '../../helpers/waiting.js'

let place: Place
let reports: Report[]

beforeEach(() => {
  place = new Place()
  reports = []
})
afterEach(() => place.clear())

/** A log that is compressed by `program`, or in process. */
const open = (program?: string): LogWriter => {
  const plan: Plan = {
    lines: { window: 1000, completeLastLine: true },
    actions: [
      {
        do: 'log',
        directory: {
          path: fromText(`${place.work}/log`),
          layout: 'direct',
          making: 'attempted',
          names: 'date',
          maximum: 100_000,
          reserve: 0,
          files: 1000,
          code: 's',
          compression: program === undefined ? {} : { program },
        },
      },
    ],
    signals: {},
    pause: 500,
  }
  return new LogWriter(plan, (report) => reports.push(report))
}

const archives = (): readonly string[] => place.names('log').filter((name) => name.startsWith('_'))
const bytes = (name: string): Buffer => fs.readFileSync(place.at(`log/${name}`))

/** A log of several files that gzip can make something of, but not nothing. */
const written = async (): Promise<string> => {
  const log = open()
  const text = Array.from({ length: 30_000 }, (_, k) => `${k} ${Math.sin(k)}\n`).join('')
  log.end(text)
  await finished(log)
  expect(archives().length).toBeGreaterThan(5)
  expect(archives().filter((name) => !name.endsWith('.s.Z'))).toEqual([])
  expect(reports).toEqual([])
  return text
}

test('gzip reads what we compressed', async () => {
  const text = await written()

  const files = archives().map((name) => `${place.work}/log/${name}`)
  const { status } = spawnSync('gzip', ['-t', ...files])
  const plain = execFileSync('gzip', ['-dc', ...files], { maxBuffer: 1e8 })

  expect(status).toBe(0)
  expect(Buffer.concat([plain, bytes('current')]).toString()).toBe(text)
})

test('so does another inflater', async ({ skip }) => {
  const inflate = await inflater()
  if (typeof inflate === 'string') return skip(inflate)
  const text = await written()

  const plain = archives().map((name) => inflate(bytes(name)))

  expect(Buffer.concat([...plain, bytes('current')]).toString()).toBe(text)
})

test('logging and rotation go on while a program is at work', async () => {
  place.directory('log')
  execFileSync('mkfifo', [`${place.work}/go`])
  place.file('zip', '#!/bin/sh\nread word < ../go\nexec cat\n', 0o755)
  const log = open('../zip')
  log.write('one\n')
  await log.rotate()
  await until('the program', () => place.has('log/zipped'))

  log.write('two\n')
  await log.rotate()
  log.end('three\n')
  await until('the third line', () => place.size('log/current') === 6)
  const meanwhile = archives()
  await fs.promises.writeFile(place.at('go'), 'go\n')
  await until('the first archive', () => archives().some((name) => name.endsWith('.Z')))
  await fs.promises.writeFile(place.at('go'), 'go\n')
  await finished(log)

  expect(meanwhile.map((name) => name.slice(-2))).toEqual(['.s', '.s'])
  expect(archives().map((name) => [name.slice(-4), bytes(name).toString()])).toEqual([
    ['.s.Z', 'one\n'],
    ['.s.Z', 'two\n'],
  ])
  expect(reports).toEqual([])
})

test('what a killed logger left is compressed by the next one', async () => {
  place.directory('log')
  place.file('log/_20260101T000000.000000.s', 'old\n')
  place.file('log/zipped', 'half', 0o600)
  place.file('log/current', 'unclean\n')

  const log = open()
  await finished(log.end('new\n'))

  expect(archives().map((name) => name.slice(-4))).toEqual(['.s.Z', '.u.Z'])
  expect(place.has('log/zipped')).toBe(false)
  expect(place.read('log/current')).toBe('new\n')
})
