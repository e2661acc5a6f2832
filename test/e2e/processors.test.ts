// Processors and compressors that do what they should not: write and write, leave children
// behind, close their input, hang while lines flow. Those that fail, crash or hang for a
// while are in test/conformance (`*-processors`, `multilog-busy-signals`,
// `tinylog-compression`).

import { readdirSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { command } from '../helpers/commands.js'
import { feeding, memoryBound, peakOf } from '../helpers/memory-use.js'
import { inMemory, Place } from '../helpers/places.js'
import { type Launch, RunningLogger } from '../helpers/run-logger.js'
import { archives, logText } from './log-text.js'

type Tool = {
  readonly name: string
  /** How it is told to keep files of 4096 bytes and have them processed so. */
  readonly launch: (processor: string, place: Place) => Launch
}

const tools: readonly Tool[] = [
  {
    name: 'multilog',
    launch: (processor) => ({ script: ['s4096', `!${processor}`, './main'] }),
  },
  {
    name: 'svlogd',
    launch: (processor, place) => {
      place.directory('main')
      place.file('main/config', `s4096\nn5\n!${processor}\n`)
      return { script: ['./main'] }
    },
  },
  { name: 's6-log', launch: (processor) => ({ script: ['s4096', `?${processor}`, './main'] }) },
  {
    name: 'tinylog',
    launch: (processor, place) => {
      place.file('compressor', `#!/bin/sh\n${processor}\n`, 0o755)
      return {
        script: ['-z', '-s4096', './main'],
        shell: `export TINYLOG_ZIP="${place.work}/compressor"`,
      }
    },
  },
]

/** More than a file, so that whatever the rule is there is one to be processed. */
const full = `${'x'.repeat(800)}\n`.repeat(6)

let place: Place
let running: RunningLogger | undefined

beforeEach(() => {
  place = new Place(inMemory())
})

afterEach(async () => {
  await running?.close()
  running = undefined
  place.clear()
})

const start = ({ name, launch }: Tool, processor: string, before = ''): RunningLogger => {
  const { shell = '', ...rest } = launch(processor, place)
  running = new RunningLogger(command(name), place, { ...rest, shell: `${shell}\n${before}` })
  return running
}

const finished = (): readonly string[] =>
  archives(`${place.work}/main`).filter((name) => /\.(s|s\.Z)$/.test(name))

/** The first file has been processed, and the result has its name. */
const processed = (logger: RunningLogger): Promise<void> =>
  logger.until('a processed file', () => {
    if (!place.has('main')) return false
    const names = finished()
    return logger.place.has('compressor') ? names.some((name) => /Z$/.test(name)) : names.length > 0
  })

const oldest = (): string =>
  finished().find((name) => !place.has('compressor') || name.endsWith('.Z')) ?? ''

const GO = (): string => `until [ -e "${place.work}/go" ]; do sleep 0.05; done`

describe.each(tools)('$name', (tool) => {
  it('one that writes 200 MB costs no memory, and lines are logged afterwards', async () => {
    const logger = start(tool, 'head -c 200000000 /dev/zero')

    await logger.feed(full)
    await processed(logger)
    await logger.feed('afterwards\n')

    expect(place.size(`main/${oldest()}`)).toBe(200_000_000)
    expect(peakOf(logger.pid)).toBeLessThan(memoryBound())
    expect(await logger.finish()).toBe('0')
    expect(place.read('main/current')).toMatch(/afterwards\n$/)
  })

  it('children that one leaves behind are not waited for', async () => {
    const logger = start(tool, `(${GO()}) & echo done`)

    await logger.feed(full)
    await processed(logger)
    await logger.feed('afterwards\n')
    logger.signal('SIGTERM')

    expect(await logger.exit()).toBe('0')
    expect(place.read(`main/${oldest()}`)).toBe('done\n')
    expect(place.read('main/current')).toMatch(/afterwards\n$/)
  })

  it('one that closes its input and its error has done its work', async () => {
    const logger = start(tool, 'exec <&- 2>&-; echo done')

    await logger.feed(full)
    await processed(logger)

    expect(await logger.finish()).toBe('0')
    expect(place.read(`main/${oldest()}`)).toBe('done\n')
    expect(logger.stderr()).not.toMatch(/fail|crash|warning/)
  })
})

const aside = tools.filter(({ name }) => name === 'svlogd' || name === 'tinylog')

it.each(aside)(
  '$name: 50 MB flow past one that hangs, and memory and files are few',
  async (tool) => {
    const feeder = feeding(`yes "${'y'.repeat(800)}" | head -c 50000000; echo; echo the end`)
    const logger = start(tool, `${GO()}; cat`, feeder)

    await logger.until('all input in the pipe', () => place.has('../fed'))
    await logger.idle()

    expect(peakOf(logger.pid)).toBeLessThan(memoryBound())
    expect(readdirSync(place.at('main')).length).toBeLessThan(20)
    logger.signal('SIGTERM')
    if (tool.name === 'svlogd') place.file('go')
    expect(await logger.exit()).toBe('0')
    expect(logText(`${place.work}/main`)).toMatch(/the end\n$/)
  },
)
