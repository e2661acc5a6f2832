// dumblog rolled from outside: under a real supervisor, and in a storm of HUPs. All files
// together, in order, are what was said, byte for byte.

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { command } from '../helpers/commands.js'
import { skipWithout } from '../helpers/originals.js'
import { Place } from '../helpers/places.js'
import { RunningLogger } from '../helpers/run-logger.js'
import { until } from '../helpers/waiting.js'
import { LogService } from './log-service.js'
import { lastWords, numberedLines } from './numbered-lines.js'
import { daemontools } from './supervisors.js'

const SECONDS = 1000

const numbered = (k: number): string => `.${String(k).padStart(6, '0')}`

describe('under supervise', () => {
  let service: LogService | undefined

  afterEach(async () => {
    await service?.end()
  })

  it(
    'a file renamed before svc -h holds all that came before, across TERM too',
    async ({ skip }) => {
      skipWithout(daemontools.programs, skip)
      const running = new LogService(daemontools, numberedLines())
      service = running
      const { main } = running
      running.use(`${process.execPath} ${command('dumblog')}`, '')
      await running.start(main)

      for (let k = 0; k < 30; k++) {
        await until('something to roll', () => readFileSync(main).length > 0)
        renameSync(main, main + numbered(k))
        if (k % 10 === 9) await running.restart('t', false)
        else running.order('h', k % 2 === 0)
        await until('a file of the name', () => existsSync(main))
      }
      const files = Array.from({ length: 30 }, (_, k) => main + numbered(k))
      const logged = (): string =>
        [...files, main].map((path) => readFileSync(path, 'latin1')).join('')
      const truth = await lastWords(running, (line) => logged().endsWith(line))
      await running.stop()

      expect(logged() === truth).toBe(true)
      expect(running.stderr()).toBe('')
    },
    300 * SECONDS,
  )
})

describe('in a storm', () => {
  const ROLLS = 1000
  const TOTAL = process.env.LOGRUN_SOAK ? 1e9 : 64e6

  let logger: RunningLogger | undefined

  afterEach(async () => {
    await logger?.close()
    logger?.place.clear()
  })

  it(
    `${ROLLS} renames, each with a HUP, while ${TOTAL / 1e6} MB flow, cost and double no byte`,
    async () => {
      const place = new Place()
      const running = new RunningLogger(command('dumblog'), place, { script: ['log'] })
      logger = running
      const said = createHash('sha256')
      let number = 0
      const piece = (): string => {
        let text = ''
        // Lines are cut anywhere by what comes between two HUPs.
        while (text.length < TOTAL / ROLLS - 100) text += `${++number} ${'.'.repeat(number % 97)}\n`
        return `${text}${number} `
      }
      let bytes = 0
      const say = (text: string): Promise<void> => {
        said.update(text, 'latin1')
        bytes += text.length
        return running.write(text)
      }
      await running.until('a file', () => place.has('log'))

      for (let k = 0; k < ROLLS; k++) {
        await say(piece())
        renameSync(place.at('log'), place.at(`log${numbered(k)}`))
        running.signal('SIGHUP')
        await running.until('a file of the name', () => place.has('log'))
      }
      await say('end')
      expect(await running.finish()).toBe('0')

      const names = readdirSync(place.work).sort()
      const read = createHash('sha256')
      let found = 0
      for (const name of [...names.filter((each) => each !== 'log'), 'log']) {
        const content = readFileSync(place.at(name))
        found += content.length
        read.update(content)
      }
      expect(names).toHaveLength(ROLLS + 1)
      expect(found).toBe(bytes)
      expect(read.digest('hex')).toBe(said.digest('hex'))
      expect(running.stderr()).toBe('')
    },
    (process.env.LOGRUN_SOAK ? 600 : 300) * SECONDS,
  )
})
