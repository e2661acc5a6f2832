// Rotation by time: spec/svlogd.md §8.3. These wait for real seconds, side by side.
//
// Both programs, and the test, may be late by any time. So no row says how long something
// took: archives bear the moment of their rotation, which a deadline puts a lower bound to,
// and deadlines that fall due one after the other come in this order.

import { statSync } from 'node:fs'
import type { Place } from '../helpers/places.js'
import type { RunningLogger } from '../helpers/run-logger.js'
import { conforms, type Scenario } from './scenario.js'
import { archived, directory, ending, labelled, logs, started } from './svlogd-directory.js'

/** `config`, and one line that must be rotated without more input. */
const timed = (title: string, ...config: readonly string[]): Scenario =>
  logs(
    title,
    config,
    {
      steps: async (logger) => {
        await logger.feed('one\n')
        await archived(logger, 1)
      },
    },
    { files: { 'main/@1.s': '0744 one\n', 'main/current': '0744 ' } },
  )

const stays = (title: string, ...config: readonly string[]): Scenario =>
  logs(
    title,
    config,
    {
      steps: async (logger) => {
        await logger.feed('one\n')
        await elapsed(logger, 1.3)
        await logger.idle()
      },
    },
    { names: ['current'], files: { 'main/current': '0744 one\n' } },
  )

/** Waits until so many seconds have passed since the call. */
const elapsed = async (logger: RunningLogger, seconds: number): Promise<void> => {
  const end = performance.now() + seconds * 1000
  await logger.until(`${seconds} s`, () => performance.now() >= end)
}

/** When main was opened, a moment less: its lock was made just before. */
const opened = (place: Place): number => statSync(place.at('main/lock')).mtimeMs

/** When the archives of a directory were made, in milliseconds since 1970. */
const rotations = (place: Place, name = 'main'): readonly number[] =>
  ending(place, '.s', name).map((archive) => labelled(archive))

/** The clocks of a deadline and of a label need not be one. */
const SLACK = 20

const notBefore = (moment: number, earliest: number): void => {
  if (moment < earliest - SLACK) throw new Error(`${earliest - moment} ms too soon`)
}

conforms('svlogd', 'time', [
  timed('t1 rotates after a second', 't1'),
  timed('t1d is a second', 't1d'),
  timed('the last t counts', 't0', 't100', 't1'),
  stays('t0 is never', 't0'),
  stays('no digits are never', 't'),
  stays('t1m is no second', 't1m'),
  stays('t1h is no second', 't1h'),
  logs(
    'time rotates again and again',
    ['t1'],
    {
      steps: async (logger) => {
        await logger.feed('one\n')
        await archived(logger, 1)
        await logger.feed('two\n')
        await archived(logger, 2)
      },
    },
    { files: { 'main/@1.s': '0744 one\n', 'main/@2.s': '0744 two\n', 'main/current': '0744 ' } },
  ),
  logs(
    'an empty file is not rotated, and the time begins anew',
    ['t1'],
    {
      steps: async (logger) => {
        await started(logger)
        await elapsed(logger, 1.3)
        await logger.idle()
        if (ending(logger.place, '.s').length > 0) throw new Error('rotated without a line')
        await logger.feed('one\n')
        await archived(logger, 1)
        const [rotation = 0] = rotations(logger.place)
        notBefore(rotation, opened(logger.place) + 2000)
      },
    },
    { files: { 'main/@1.s': '0744 one\n', 'main/current': '0744 ' } },
  ),
  logs(
    'ALRM does not put off the time',
    [],
    {
      steps: async (logger) => {
        const { place } = logger
        await started(logger, 'other')
        await logger.feed('one\n')
        await elapsed(logger, 0.5)
        await logger.wake('SIGALRM')
        await logger.feed('two\n')
        const inTime = Date.now() < opened(place) + 1500
        await logger.until('other', () => rotations(place, 'other').length === 1)
        await archived(logger, 2)
        // ALRM has left other alone, which was opened last.
        const [[, main = 0], [other = 0]] = [rotations(place), rotations(place, 'other')]
        if (inTime && main > other) throw new Error(`${main - other} ms behind the other`)
      },
    },
    {
      script: ['./main', './other'],
      given: (place) => {
        directory(place, 'main', 't2')
        directory(place, 'other', 't2', '-one')
      },
      files: {
        'main/@1.s': '0744 one\n',
        'main/@2.s': '0744 two\n',
        'other/@1.s': '0744 two\n',
        'other/@2.s': undefined,
      },
    },
  ),
  logs(
    'HUP begins the time anew',
    ['t2'],
    {
      steps: async (logger) => {
        await started(logger)
        await logger.feed('one\n')
        await elapsed(logger, 1.2)
        const before = Date.now()
        await logger.wake('SIGHUP')
        const inTime = ending(logger.place, '.s').length === 0
        await archived(logger, 1)
        const [rotation = 0] = rotations(logger.place)
        if (inTime) notBefore(rotation, before + 2000)
      },
    },
    { files: { 'main/@1.s': '0744 one\n' } },
  ),
])
