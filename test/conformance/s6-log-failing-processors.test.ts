// Processors that fail are run again with the same input: spec/s6-log.md §7.6.

import { readFileSync } from 'node:fs'
import { until } from '../helpers/waiting.js'
import { conforms, type Scenario } from './scenario.js'

const full = `${'x'.repeat(4095)}\n`
const programs = '$PROGRAMS'
const failed = 's6-log: warning: processor failed in ./main\n'

/** Fails, fails again once there is ../go, and succeeds. */
const gated =
  '?[ -e ../second ] && exec cat; [ -e ../first ] || { : >../first; exit 1; }; ' +
  'until [ -e ../go ]; do sleep 0.02; done; : >../second; exit 1'

const scenario = (title: string, processor: string, rest: Partial<Scenario>): Scenario => ({
  title,
  script: ['-d3', 's4096', 'r50', processor, './main'],
  shell: 'exec 3>/dev/null',
  input: full,
  ...rest,
})

const scenarios: readonly Scenario[] = [
  scenario('run again until it succeeds, outputs emptied', `?${programs}/fails-twice`, {
    stderr: failed + failed,
    files: { 'main/@1.s': `0744 attempt\n${full}`, 'main/state': '0644 half a state\n' },
  }),
  scenario('killed by a signal it has crashed', `?exec ${programs}/crashes-once`, {
    stderr: 's6-log: warning: processor crashed in ./main\n',
    files: { 'main/@1.s': `0744 ${full}` },
  }),
  scenario('state is given again', `?cat <&4; echo new >&5; ${programs}/fails-twice`, {
    given: (place) => {
      place.directory('main')
      place.file('main/current', '', 0o744)
      place.file('main/state', 'old\n', 0o644)
    },
    stderr: failed + failed,
    files: {
      'main/@1.s': `0744 old\nattempt\n${full}`,
      'main/state': '0644 new\nhalf a state\n',
    },
  }),
  scenario('-q says nothing', `?${programs}/fails-twice`, {
    script: ['-qd3', 's4096', 'r50', `?${programs}/fails-twice`, './main'],
    files: { 'main/@1.s': `0744 attempt\n${full}` },
  }),
  scenario('lines are logged afterwards', `?${programs}/fails-twice`, {
    input: `${full}one\ntwo\n`,
    compare: 'joined',
    stderr: failed + failed,
    also: ({ files }) => {
      const text = `${files['main/@1.s']}${files['main/current']?.slice(5)}`
      if (text !== `0744 attempt\n${full}one\ntwo\n`) throw new Error(text)
    },
  }),
  scenario('any exit code but 0 is a failure', '?[ -e ../tried ] || { : >../tried; exit 127; }', {
    stderr: failed,
    files: { 'main/@1.s': '0744 ' },
  }),
  scenario('the pause is r milliseconds', '?', {
    script: [
      '-d3',
      's4096',
      'r900',
      '?[ -e ../starts ] && [ $(wc -l <../starts) = 2 ] && exec cat; date +%s%N >>../starts; exit 1',
      './main',
    ],
    steps: async (logger) => {
      await logger.write(full)
      logger.end()
      await logger.exit()
      const starts = readFileSync(logger.place.at('starts'), 'latin1').trim().split('\n')
      const [first = 0, second = 0] = starts.map((nanoseconds) => Number(nanoseconds) / 1e6)
      if (second - first < 880) throw new Error(`${second - first} ms`)
      logger.place.remove('starts')
    },
    stderr: failed + failed,
    files: { 'main/@1.s': `0744 ${full}` },
  }),
  scenario('removed outputs are empty ones', `?${programs}/deletes-outputs`, {
    files: { 'main/@1.s': '0744 ', 'main/state': '0644 ' },
  }),
  scenario('removed input', `?rm previous; cat`, { files: { 'main/@1.s': `0744 ${full}` } }),
  scenario('TERM during the pause: everything is logged, once it succeeds', gated, {
    steps: async (logger) => {
      await logger.feed(full)
      await logger.says('failed')
      logger.signal('SIGTERM')
      // Whoever has seen the second run fail has seen TERM before.
      logger.place.file('go')
      await until('another failure', () => logger.stderr() === failed + failed)
      await logger.write('late\n')
    },
    stderr: failed + failed,
    left: 'late\n',
    files: { 'main/@1.s': `0744 ${full}`, 'main/current': '0744 ' },
  }),
  scenario('the end of input waits for a success', gated, {
    steps: async (logger) => {
      await logger.write(full)
      logger.end()
      await logger.says('failed')
      logger.place.file('go')
    },
    stderr: failed + failed,
    files: { 'main/@1.s': `0744 ${full}`, 'main/current': '0744 ' },
  }),
]

conforms('s6-log', 'processors that fail', scenarios)
