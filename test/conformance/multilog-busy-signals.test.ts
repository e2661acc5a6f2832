// TERM and ALRM while the logger is busy: a processor that hangs until ../go appears
// holds a rotation open. The originals notice the signal only after one more read
// (spec/multilog.md §8); ours acts as soon as the rotation is done.

import type { RunningLogger } from '../helpers/run-logger.js'
import { conforms, type Scenario } from './scenario.js'

const full = `${'x'.repeat(4095)}\n`
const script = ['s4096', '!$PROGRAMS/waits', './main']

/** Signals while the processor runs, lets it go, and offers one more piece of input. */
const during =
  (signals: readonly NodeJS.Signals[], first: string, late: string) =>
  async (logger: RunningLogger): Promise<void> => {
    await logger.write(first)
    await logger.until('a processor', () => logger.place.has('running'))
    for (const name of signals) await logger.interrupt(name)
    logger.place.file('go')
    await logger.until('the end of the processor', () => !logger.place.has('main/newstate'))
    await logger.settled()
    await logger.write(late)
  }

const scenarios: readonly Scenario[] = [
  {
    title: 'TERM during a processor: no further read',
    script,
    steps: during(['SIGTERM'], full, 'late\nlater\n'),
    deviation: 'signals while busy',
    left: 'late\nlater\n',
    files: { 'main/@1.s': `0744 ${full}`, 'main/current': '0744 ' },
    theirs: { files: { 'main/@1.s': `0744 ${full}`, 'main/current': '0744 late\nlater\n' } },
  },
  {
    title: 'TERM during a processor, input ends: nothing is lost',
    script,
    steps: during(['SIGTERM', 'SIGTERM'], `${full}next\n`, ''),
    files: { 'main/@1.s': `0744 ${full}`, 'main/current': '0744 next\n' },
  },
  {
    title: 'TERM during a processor, inside the next line: the line is finished',
    script,
    steps: during(['SIGTERM'], `${full}par`, 'tial\nlate\n'),
    left: 'late\n',
    files: { 'main/@1.s': `0744 ${full}`, 'main/current': '0744 partial\n' },
  },
  {
    title: 'ALRM during a processor: what was logged by then is rotated',
    script: ['-x*', './other', '+*', ...script],
    given: (place) => {
      place.directory('other')
      place.file('other/current', 'early\n', 0o744)
    },
    steps: during(['SIGALRM'], full, 'late\n'),
    deviation: 'signals while busy',
    files: { 'other/current': '0744 late\n' },
    theirs: { files: { 'other/current': '0744 ' } },
  },
  {
    title: 'a processor hangs, the logger is killed: the next start saves its input',
    script,
    steps: async (logger) => {
      await logger.write(full)
      await logger.until('a processor', () => logger.place.has('running'))
      logger.signal('SIGKILL')
      await logger.exit()
    },
    exit: 'SIGKILL, 0',
    again: [{ script: ['./main'], input: 'three\n' }],
    names: ['@1.u', '@2.u', 'current'],
    files: {
      'main/@1.u': `0744 ${full}`,
      'main/@2.u': '0644 ',
      'main/current': '0744 three\n',
    },
  },
  {
    title: 'the lock is free once the logger is killed, though its processor lives on',
    script,
    steps: async (logger) => {
      await logger.write(full)
      await logger.until('a processor', () => logger.place.has('running'))
      logger.signal('SIGKILL')
      await logger.exit()
    },
    exit: 'SIGKILL, 0',
    again: [{ script: ['./main'] }],
    also: ({ files }) => {
      if (files['main/@1.u'] !== `0744 ${full}`) throw new Error('not recovered')
    },
  },
]

conforms('multilog', 'signals while busy', scenarios)
