// Processors that fail: spec/multilog.md §7.1, steps 4 to 8. Every failure costs a pause
// of 5 s on both sides, so all of these run side by side.

import { rotated } from './archives.js'
import { conforms, type Scenario } from './scenario.js'

const full = `${'x'.repeat(4095)}\n`
const failed = 'multilog: warning: processor failed in ./main, pausing\n'

const crashed = 'multilog: warning: processor crashed in ./main, pausing: '

const killed = async (logger: Parameters<NonNullable<Scenario['steps']>>[0]): Promise<void> => {
  await logger.write(full)
  await logger.says('pausing')
  logger.signal('SIGKILL')
  await logger.exit()
}

const scenarios: readonly Scenario[] = [
  {
    title: 'a processor that fails twice is run a third time, its outputs emptied each time',
    script: ['s4096', '!$PROGRAMS/fails-twice', './main'],
    input: full,
    stderr: failed.repeat(2),
    files: {
      'main/@1.s': `0744 attempt\n${full}`,
      'main/state': '0644 half a state\n',
      runs: '0644 again\nagain\nagain\n',
    },
  },
  {
    title: 'a processor killed by a signal is run again',
    script: ['s4096', '!exec $PROGRAMS/crashes-once', './main'],
    input: full,
    files: { 'main/@1.s': `0744 ${full}` },
    deviation: 'stale reason',
    stderr: `${crashed}no error\n${failed}`,
    theirs: {
      files: { 'main/@1.s': `0744 ${full}` },
      stderr: `${crashed}file does not exist\n${failed}`,
    },
  },
  {
    title: 'a command that does not exist fails for ever, and nothing is lost',
    script: ['s4096', '!exec /no/such/command 2>/dev/null', './main'],
    steps: killed,
    pausing: true,
    exit: 'SIGKILL',
    stderr: failed,
    files: { 'main/previous': `0744 ${full}`, 'main/processed': '0644 ', 'main/current': '0644 ' },
  },
  {
    title: 'exit code 99 is a failure like any other',
    script: ['s4096', '!exit 99', './main'],
    steps: killed,
    pausing: true,
    exit: 'SIGKILL',
    stderr: failed,
  },
  {
    title: 'a processor whose output cannot be opened is not run',
    script: ['s4096', '!cat', './main'],
    given: (place) => {
      place.directory('main/newstate')
      place.file('main/newstate/kept')
    },
    steps: killed,
    pausing: true,
    exit: 'SIGKILL',
    stderr: `multilog: fatal: unable to run cat: is a directory\n${failed}`,
  },
  {
    title: 'a processor that removes its input has only done the work of the logger',
    script: ['s4096', '!$PROGRAMS/deletes-input', './main'],
    steps: async (logger) => {
      await logger.write(full)
      await logger.until('the end of the rotation', () => logger.stderr() !== '' || rotated(logger))
      logger.kill()
    },
    pausing: true,
    exit: 'SIGKILL',
    deviation: 'removed previous',
    files: { 'main/@1.s': `0744 ${full}`, 'main/processed': undefined },
    theirs: {
      exit: 'SIGKILL',
      stderr: 'multilog: warning: unable to remove ./main/previous, pausing: file does not exist\n',
      files: { 'main/processed': `0744 ${full}` },
    },
  },
  {
    title: 'input waits while a processor fails',
    script: ['s4096', '!exit 1', './main'],
    steps: async (logger) => {
      await logger.write(full)
      await logger.says('pausing')
      await logger.write('late\n')
      logger.signal('SIGKILL')
      await logger.exit()
    },
    pausing: true,
    exit: 'SIGKILL',
    stderr: failed,
    left: 'late\n',
  },
  {
    title: 'a logger killed after a failure saves the unprocessed file',
    script: ['s4096', '!exit 1', './main'],
    steps: killed,
    pausing: true,
    exit: 'SIGKILL, 0',
    stderr: failed,
    again: [{ script: ['./main'] }],
    names: ['@1.u', '@2.u', 'current'],
    files: { 'main/@1.u': `0744 ${full}`, 'main/@2.u': '0644 ' },
  },
]

conforms('multilog', 'processors that fail', scenarios)
