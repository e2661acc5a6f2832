// However long a line is and however many there are, a logger's memory does not grow.

import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { command } from '../helpers/commands.js'
import { feeding, memoryBound, peakOf } from '../helpers/memory-use.js'
import { inMemory, Place } from '../helpers/places.js'
import { RunningLogger } from '../helpers/run-logger.js'
import { until } from '../helpers/waiting.js'

const GIGABYTE = 1_000_000_000

/** How long a gigabyte may take on a machine with much else to do, and the test of it. */
const SECONDS = 300
const TIMEOUT = { timeout: 400_000 }

const SIZE = 1_000_000

let directory: string
let logger: RunningLogger | undefined

beforeEach(() => {
  directory = mkdtempSync(`${inMemory()}/logrun-`)
})

afterEach(async () => {
  await logger?.close()
  logger?.place.clear()
  rmSync(directory, { recursive: true })
})

/** Pipes `feeder` into a logger; gives its peak, and the bytes left of all it logged. */
const watch = async (
  feeder: string,
  ...actions: readonly string[]
): Promise<{ peak: number; kept: number }> => {
  const place = new Place()
  const script = [...actions, `s${SIZE}`, 'n3', `${directory}/main`]
  const running = new RunningLogger(command('multilog'), place, { script, shell: feeding(feeder) })
  logger = running
  await until(
    'all input in the pipe',
    () => running.ended || existsSync(`${place.root}/fed`),
    SECONDS,
  )
  const most = peakOf(running.pid)
  expect(await running.finish()).toBe('0')
  const sizes = readdirSync(`${directory}/main`).map(
    (name) => statSync(`${directory}/main/${name}`).size,
  )
  return { peak: most, kept: sizes.reduce((sum, size) => sum + size, 0) }
}

const longLine = (bytes: number): string => `head -c ${bytes} /dev/zero | tr '\\0' x`
const emptyLines = (bytes: number): string => `yes '' | head -c ${bytes}`

it.each([
  { title: 'one line of 1 GB', feeder: longLine(GIGABYTE), actions: [] },
  { title: 'one line of 1 GB, stamped', feeder: longLine(GIGABYTE), actions: ['t'] },
  { title: '1 GB of empty lines', feeder: emptyLines(GIGABYTE), actions: [] },
  // Each is 27 bytes once stamped: 1.35 GB are written.
  { title: '50 million empty lines, stamped', feeder: emptyLines(GIGABYTE / 20), actions: ['t'] },
])('$title fits into bounded memory', TIMEOUT, async ({ feeder, actions }) => {
  const bound = memoryBound()

  const { peak, kept } = await watch(feeder, ...actions)

  expect(peak).toBeLessThan(bound)
  expect(kept).toBeLessThanOrEqual(3 * SIZE)
})
