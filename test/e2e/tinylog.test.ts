// tinylog under supervise: numbered lines arrive whole, in order and once, whatever the logger
// is told meanwhile; and a storm of HUPs.

import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { READ_SIZE } from '../../src/input/splitter.js'
import { command } from '../helpers/commands.js'
import { skipWithout } from '../helpers/originals.js'
import { Place } from '../helpers/places.js'
import { RunningLogger } from '../helpers/run-logger.js'
import { disturbances } from './disturbances.js'
import { gaps } from './gaps.js'
import { LogService } from './log-service.js'
import { archives, logFiles, logText, stamps, unstamped } from './log-text.js'
import { lastWords, numberedLines } from './numbered-lines.js'
import { daemontools } from './supervisors.js'

let service: LogService

// Small files, so that signals meet rotations; so many of them that none is pruned.
const start = async (): Promise<void> => {
  service = new LogService(daemontools, numberedLines('whole'))
  service.use(`${process.execPath} ${command('tinylog')}`, '-t -s 16384 -k 20000')
  await service.start()
}

const suffer = async (orders: Parameters<typeof disturbances>[0]): Promise<void> => {
  for (const each of disturbances(orders, 6)) await service.suffer(each)
}

/** What it says of itself, at each start. */
const STARTS = /^(tinylog\[\d+\]: starting for logging in \.\/main \.\.\.\n)+$/

describe('tinylog under supervise', () => {
  beforeEach(({ skip }) => {
    skipWithout(daemontools.programs, skip)
  })

  afterEach(async () => {
    await service?.end()
  })

  it('numbered lines keep their order and number across TERM and HUP', async () => {
    await start()

    await suffer(['t', 't', 't', 't', 'h', 'h', 'h', 'h', 'h', 'h'])
    const truth = await lastWords(service)
    await service.stop()

    const text = logText(service.main)
    expect(unstamped(text)).toBe(truth)
    expect(stamps(text)).toEqual(stamps(text).toSorted())
    expect(service.stderr()).toMatch(STARTS)
    for (const name of archives(service.main)) {
      expect(name).toMatch(/\.s$/)
      expect(statSync(`${service.main}/${name}`).size).toBeLessThan(16_384)
    }
  })

  it('a KILL costs no more than a small read, and the next one recovers', async () => {
    await start()

    await suffer(['k', 'k', 'k', 'h', 'h', 't'])
    const truth = await lastWords(service)
    await service.stop()

    const files = logFiles(service.main)
    const lost = gaps(truth, files, READ_SIZE)
    expect(lost.length).toBeLessThanOrEqual(3)
    for (const { after, bytes } of lost) {
      expect(after).toMatch(/\.u$/)
      // A small read, and the line carried over from the one before.
      expect(bytes).toBeLessThanOrEqual(1024 + 4096)
    }
    expect(service.stderr()).toMatch(STARTS)
  })
})

const HUPS = 1000
/** Bytes between two; a soak moves a gigabyte. */
const CHUNK = process.env.LOGRUN_SOAK ? 1_000_000 : 64_000
const RECORD = 100

/** Whole records, numbered from k chunks on. */
const chunk = (k: number): string =>
  Array.from(
    { length: CHUNK / RECORD },
    (_, i) => `${String((k * CHUNK) / RECORD + i).padStart(RECORD - 1, '.')}\n`,
  ).join('')

it(
  `${HUPS} HUPs while ${(HUPS * CHUNK) / 1e6} MB go through: nothing is lost, doubled or disordered`,
  async () => {
    const place = new Place()
    const script = ['-s', '4000000000', '-k', '100000', './main']
    const logger = new RunningLogger(command('tinylog'), place, { script })
    const said = createHash('sha256')
    const logged = createHash('sha256')
    try {
      await logger.until('a start', () => place.has('main/current'))
      for (let k = 0; k < HUPS; k++) {
        const text = chunk(k)
        said.update(text, 'latin1')
        await logger.write(text)
        logger.signal('SIGHUP')
      }
      expect(await logger.finish()).toBe('0')

      const main = place.at('main').toString()
      const names = archives(main)
      for (const name of [...names, 'current'])
        for await (const piece of createReadStream(`${main}/${name}`)) logged.update(piece)
      expect(logged.digest('hex')).toBe(said.digest('hex'))
      // Those that come between two looks act as one.
      console.info(`${HUPS} HUPs made ${names.length} archives`)
      expect(names.length).toBeGreaterThan(10)
      expect(logger.stderr()).toMatch(STARTS)
    } finally {
      await logger.close()
      place.clear()
    }
  },
  process.env.LOGRUN_SOAK ? 1_800_000 : 300_000,
)
