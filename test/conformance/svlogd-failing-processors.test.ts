// Processors that fail: spec/svlogd.md §8.5, D8, D10, D11. The original starts them again
// at once and without end; ours after pauses that grow, so counts are not compared.

import type { RunningLogger } from '../helpers/run-logger.js'
import { until } from '../helpers/waiting.js'
import { ANY } from './expected.js'
import { conforms, type Scenario } from './scenario.js'
import { archived, ending, logs } from './svlogd-directory.js'

const FAILED = 'svlogd: warning: processor failed, restart: ./main\n'
const programs = '$PROGRAMS'

const rotated = async (logger: RunningLogger): Promise<void> => {
  await logger.feed('one\n')
  await logger.wake('SIGALRM')
}

const recovered: readonly Scenario[] = [
  logs(
    'a processor that fails twice is started a third time',
    [`!${programs}/fails-twice`],
    {
      steps: async (logger) => {
        await rotated(logger)
        await archived(logger, 1)
      },
    },
    {
      stderr: FAILED.repeat(2),
      names: ['@1.s', 'current'],
      files: { 'main/@1.s': '0744 attempt\none\n', 'main/state': '0644 half a state\n' },
    },
  ),
  logs(
    'the end of input waits until it succeeds',
    [`!${programs}/fails-twice`],
    {
      steps: async (logger) => {
        await rotated(logger)
        await logger.finish()
      },
    },
    {
      stderr: FAILED.repeat(2),
      names: ['@1.s', 'current'],
      files: { 'main/@1.s': '0744 attempt\none\n' },
    },
  ),
  logs(
    'state is that of the last success, newstate begins empty',
    ['!cat <&4; echo half >&5; [ -e ../go ] || { : >../go; exit 1; }; cat'],
    {
      steps: async (logger) => {
        await rotated(logger)
        await archived(logger, 1)
      },
    },
    { stderr: FAILED, files: { 'main/@1.s': '0744 one\n', 'main/state': '0644 half\n' } },
  ),
  ...[1, 111, 126, 255].map((code) =>
    logs(
      `exit ${code} is a failure`,
      [`![ -e ../go ] && exec cat; : >../go; exit ${code}`],
      {
        steps: async (logger) => {
          await rotated(logger)
          await archived(logger, 1)
        },
      },
      { stderr: FAILED, files: { 'main/@1.s': '0744 one\n' } },
    ),
  ),
]

const differing: readonly Scenario[] = [
  logs(
    'a processor killed by a signal has failed',
    [`!exec ${programs}/crashes-once`],
    {
      steps: async (logger) => {
        await rotated(logger)
        await archived(logger, 1)
      },
    },
    {
      deviation: 'svlogd: killed processors',
      stderr: FAILED,
      files: { 'main/@1.s': '0744 one\n' },
      theirs: { files: { 'main/@1.s': '0744 lost\n' } },
    },
  ),
  logs(
    'TERM ends it while a processor fails, and the file stays to be processed',
    ['!exit 1'],
    {
      steps: async (logger) => {
        await rotated(logger)
        await logger.says('processor failed')
        logger.signal('SIGTERM')
        const failures = (): number => logger.stderr().split('processor failed').length
        await until('an end', () => logger.ended || failures() > 20)
        logger.kill()
      },
    },
    {
      deviation: 'svlogd: failing processors',
      stderr: ANY,
      names: ['@1.u', 'current'],
      files: { 'main/@1.u': '0744 one\n', 'main/current': '0744 ' },
      theirs: { exit: 'SIGKILL', stderr: ANY },
    },
  ),
  logs(
    'a failing processor stops no rotation and no logging',
    ['!exit 1', 's6'],
    {
      steps: async (logger) => {
        await logger.write('one\n')
        await logger.says('processor failed')
        await logger.write('two\n')
        const rotated = (): boolean => ending(logger.place, '.u').length > 1
        const failures = (): number => logger.stderr().split('processor failed').length
        await logger.until(
          'two files, or a stop before the second',
          () => rotated() || (logger.place.size('main/current') === 4 && failures() > 50),
        )
        if (!rotated()) return logger.kill()
        // A kill might come in the middle of this rotation, or of another attempt.
        await logger.idle()
        logger.signal('SIGTERM')
      },
    },
    {
      script: ['-l4', './main'],
      deviation: 'svlogd: failing processors',
      stderr: ANY,
      names: ['@1.u', '@2.u', 'current'],
      text: 'one\ntwo\n',
      theirs: { exit: 'SIGKILL', stderr: ANY },
    },
  ),
]

conforms('svlogd', 'processors that fail and recover', recovered)
conforms('svlogd', 'failing processors', differing)
