// tinylog -z killed at many moments of a compression: the next one recovers, and nothing that
// was logged is lost, doubled or damaged.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { setTimeout as moment } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { command } from '../helpers/commands.js'
import { type Inflate, inflater } from '../helpers/inflate.js'
import { Place } from '../helpers/places.js'
import { RunningLogger } from '../helpers/run-logger.js'
import { runSeed } from '../helpers/run-seed.js'
import { archives } from './log-text.js'

const ROUNDS = 24
const SIZE = 1_000_000
/** Bytes logged in a round: a rotation at least. */
const CHUNK = 1_500_000

/** Lines that do not compress in no time, no two alike. */
const chunk = (round: number): string => {
  const lines: string[] = []
  for (let length = 0; length < CHUNK; length += (lines.at(-1) ?? '').length) {
    const name = `${runSeed()} ${round} ${lines.length}`
    lines.push(`${name} ${createHash('sha512').update(name).digest('base64')}\n`)
  }
  return lines.join('')
}

let place: Place
let logger: RunningLogger | undefined

const start = (run: number): RunningLogger => {
  const script = ['-z', '-k', '100000', '-s', String(SIZE), './main']
  logger = new RunningLogger(command('tinylog'), place, { script }, run)
  return logger
}

beforeEach(() => {
  place = new Place()
})

afterEach(async () => {
  await logger?.close()
  place.clear()
})

const contents = (inflate: Inflate): string =>
  archives(place.at('main').toString())
    .map((name) => inflate(readFileSync(place.at(`main/${name}`))).toString('latin1'))
    .join('')

it('KILL at any moment of a compression costs no archive a byte', async () => {
  let said = ''
  let met = 0
  for (let round = 0; round < ROUNDS; round++) {
    const running = start(round)
    const text = chunk(round)
    said += text
    // Taken and asleep: it has all been written, and a compression is going on beside.
    await running.feed(text)
    await moment(round)
    running.kill()
    await running.close()
    if (place.has('main/zipped')) met++
  }

  const last = start(ROUNDS)
  expect(await last.finish()).toBe('0')

  const names = archives(place.at('main').toString())
  for (const name of names) {
    expect(name).toMatch(/^_\d{8}T\d{6}\.\d{6}\.[su]\.Z$/)
    expect(statSync(place.at(`main/${name}`)).mode & 0o777).toBe(0o644)
  }
  expect(place.names('main')).toEqual([...names, 'current', 'tinylog.pid'])
  const paths = names.map((name) => place.at(`main/${name}`).toString())
  expect(spawnSync('gzip', ['-t', ...paths], { encoding: 'latin1' }).stderr).toBe('')
  expect(contents(gunzipSync) === said).toBe(true)
  // A second one where it is built; gzip itself has read them already.
  const inflate = await inflater()
  if (typeof inflate !== 'string') expect(contents(inflate) === said).toBe(true)
  expect(place.read('main/current')).toBe('')
  console.info(`${met} of ${ROUNDS} kills met a compression`)
}, 300_000)
