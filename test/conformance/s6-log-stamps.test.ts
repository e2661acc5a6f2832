// What stamps and names say, before anything is folded: spec/s6-log.md §4, §7.1. Labels
// are true TAI, 37 s ahead of UTC since 2017.

import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { command } from '../helpers/commands.js'
import { missing, original } from '../helpers/originals.js'
import { Place } from '../helpers/places.js'
import { type Launch, RunningLogger } from '../helpers/run-logger.js'

const LEAP_SECONDS = 37n

/** Nanoseconds of UTC since 1970. */
type Moment = bigint

const now = (): Moment => BigInt(Date.now()) * 1_000_000n
/** Two clocks are compared, one of them by the millisecond and one half a microsecond ahead. */
const SLACK = 2_000_000n

const ofLabel = (label: string): Moment => {
  const [, seconds = '', nanoseconds = ''] = /^@([0-9a-f]{16})([0-9a-f]{8})$/.exec(label) ?? []
  const tai = BigInt(`0x${seconds}`) - (1n << 62n)
  return (tai - LEAP_SECONDS) * 1_000_000_000n + BigInt(`0x${nanoseconds}`)
}

const ofDate = (date: string, offset: string): Moment => {
  const [, day, time, nanoseconds = ''] = /^(\S{10}) (\S{8})\.(\d{9})$/.exec(date) ?? []
  const milliseconds = Date.parse(`${day}T${time}${offset}`)
  return BigInt(milliseconds) * 1_000_000n + BigInt(nanoseconds)
}

const STAMPED = /^(@[0-9a-f]{24}) (\S{10} \S{18}) {2}(.*)$/

const alone = process.env.LOGRUN_ORIGINAL_ALONE === 'true'
const sides = [
  { whose: 'original', program: () => original('s6-log') },
  ...(alone ? [] : [{ whose: 'ours', program: () => command('s6-log') }]),
]

describe.concurrent.each(sides)('s6-log: moments of the $whose', ({ program }) => {
  /** Runs `act` on a logger; gives its output, and its directory's names. */
  const logged = async (
    launch: Launch,
    act: (logger: RunningLogger) => Promise<void>,
  ): Promise<{ lines: readonly string[]; names: readonly string[] } | undefined> => {
    const path = program()
    if (path === undefined) return undefined
    const place = new Place()
    try {
      const logger = new RunningLogger(path, place, launch)
      await act(logger)
      expect(await logger.finish()).toBe('0')
      await logger.close()
      const names = place.has('main') ? readdirSync(place.at('main')).map(String) : []
      return { lines: logger.stdout().split('\n').slice(0, -1), names }
    } finally {
      place.clear()
    }
  }

  const within = (moment: Moment, from: Moment, to: Moment): void => {
    expect(moment).toBeGreaterThanOrEqual(from - SLACK)
    expect(moment).toBeLessThanOrEqual(to + SLACK)
  }

  test.for([
    ['UTC', '+00:00'],
    ['XYZ-5:30', '+05:30'],
    ['XYZ3', '-03:00'],
    ['Asia/Kolkata', '+05:30'],
    ['Asia/Kathmandu', '+05:45'],
  ] as const)('t and T are the same moment, in %s', async ([zone, offset], { skip }) => {
    const before = now()

    const seen = await logged({ script: ['t', 'T', '1'], shell: `export TZ=${zone}` }, (logger) =>
      logger.write('one\n'),
    )

    if (seen === undefined) return skip(missing('s6-log'))
    const [, label = '', date = '', line] = STAMPED.exec(seen.lines[0] ?? '') ?? []
    expect(line).toBe('one')
    within(ofLabel(label), before, now())
    expect(ofDate(date, offset)).toBe(ofLabel(label))
  })

  test('all actions of a line share its moment, and later lines have no earlier one', async ({
    skip,
  }) => {
    const seen = await logged({ script: ['t', 'T', '1', 't', 'T', '1'] }, (logger) =>
      logger.write('x\n'.repeat(200)),
    )

    if (seen === undefined) return skip(missing('s6-log'))
    expect(seen.lines).toHaveLength(400)
    for (let k = 0; k < 400; k += 2) expect(seen.lines[k]).toBe(seen.lines[k + 1])
    expect(seen.lines).toEqual([...seen.lines].sort())
  })

  test('a line has the moment in which it was complete', async ({ skip }) => {
    let before = now()

    const seen = await logged({ script: ['t', '1'] }, async (logger) => {
      await logger.feed('on')
      before = now()
      await logger.feed('e\n')
    })

    if (seen === undefined) return skip(missing('s6-log'))
    within(ofLabel(seen.lines[0]?.slice(0, 25) ?? ''), before, now())
  })

  test('an archive is named by the moment of its rotation', async ({ skip }) => {
    let before = now()

    const seen = await logged({ script: ['./main'] }, async (logger) => {
      await logger.feed('one\n')
      before = now()
      await logger.wake('SIGALRM')
    })

    if (seen === undefined) return skip(missing('s6-log'))
    const archive = seen.names.find((name) => name.startsWith('@')) ?? ''
    expect(archive).toMatch(/^@[0-9a-f]{24}\.s$/)
    within(ofLabel(archive.slice(0, 25)), before, now())
  })
})
