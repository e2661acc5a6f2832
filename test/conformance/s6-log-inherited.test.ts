// Descriptors, signals and limits a logger is started with: spec/s6-log.md §1.1, §7.6, §9.

import type { RunningLogger } from '../helpers/run-logger.js'
import { conforms, type Scenario } from './scenario.js'

const full = `${'x'.repeat(4095)}\n`
const listed =
  'for n in 0 1 2 3 4 5 6 7 8 9; do [ -e /proc/$$/fd/$n ] && echo $n $(readlink /proc/$$/fd/$n); done; :'

const ignoring = (signal: 'INT' | 'TERM' | 'HUP' | 'ALRM'): Pick<Scenario, 'shell' | 'steps'> => ({
  shell: `trap '' ${signal}`,
  steps: async (logger: RunningLogger) => {
    await logger.feed('one\n')
    logger.signal(`SIG${signal}`)
    await logger.settled()
  },
})

const scenarios: readonly Scenario[] = [
  {
    title: 'all three standard descriptors closed',
    script: ['1', '2', './main'],
    shell: 'exec 0<&- 1>&- 2>&-',
    files: { 'main/current': '0744 ' },
  },
  {
    title: '/dev/null as standard input',
    script: ['./main'],
    shell: 'exec 0</dev/null',
    files: { 'main/current': '0744 ' },
  },
  {
    title: 'a file as standard input',
    script: ['1'],
    inputFile: 'one\ntwo\n',
    stdout: 'one\ntwo\n',
  },
  {
    title: 'non-blocking standard input is waited for',
    script: ['./main'],
    nonBlocking: true,
    steps: async (logger) => {
      await logger.until('a start', () => logger.place.has('main/current'))
      await logger.feed('one\n', 'two\n')
    },
    files: { 'main/current': '0744 one\ntwo\n' },
  },
  {
    title: 'descriptors the parent left open do not reach the processor',
    script: ['s4096', `?${listed}`, './main'],
    shell: 'exec 6</dev/zero 9</dev/full',
    input: full,
    deviation: 's6-log: leaked descriptors',
    also: ({ files }) => {
      if (/ \/dev\//.test(files['main/@1.s'] ?? '')) throw new Error(files['main/@1.s'])
    },
    theirs: {
      also: ({ files }) => {
        if (!/^6 \/dev\/zero$/m.test(files['main/@1.s'] ?? '')) throw new Error(files['main/@1.s'])
      },
    },
  },
  {
    title: 'TERM ignored by the parent ends it all the same',
    script: ['./main'],
    ...ignoring('TERM'),
    files: { 'main/current': '0744 one\n' },
  },
  {
    title: 'HUP ignored by the parent ends it all the same',
    script: ['./main'],
    ...ignoring('HUP'),
    files: { 'main/current': '0744 one\n' },
  },
  {
    title: 'ALRM ignored by the parent rotates all the same',
    script: ['./main'],
    ...ignoring('ALRM'),
    files: { 'main/@1.s': '0744 one\n', 'main/current': '0744 ' },
  },
  {
    title: 'INT ignored by the parent kills ours all the same',
    script: ['./main'],
    ...ignoring('INT'),
    deviation: 's6-log: ignored signals',
    exit: 'SIGINT',
    files: { 'main/current': '0644 one\n' },
    theirs: { files: { 'main/current': '0744 one\n' } },
  },
  {
    title: 'a file size limit is a full disk',
    script: ['r1000000', './main'],
    shell: 'ulimit -f 8; ulimit -c 0',
    steps: async (logger) => {
      await logger.write(`${'y'.repeat(5000)}\n`)
      await logger.until('the limit', () => logger.ended || logger.stderr().endsWith('\n'))
      logger.kill()
    },
    deviation: 's6-log: SIGXFSZ',
    exit: 'SIGKILL',
    stderr: 's6-log: warning: unable to write to ./main/current: File too large\n',
    files: { 'main/current': `0644 ${'y'.repeat(4096)}` },
    theirs: { exit: 'SIGXFSZ', files: { 'main/current': `0644 ${'y'.repeat(4096)}` } },
  },
  {
    title: 'a file size limit is a full disk where the parent ignores XFSZ',
    script: ['r1000000', './main'],
    shell: "ulimit -f 8; trap '' XFSZ",
    steps: async (logger) => {
      await logger.write(`${'y'.repeat(5000)}\n`)
      await logger.says('File too large')
      logger.kill()
    },
    exit: 'SIGKILL',
    stderr: 's6-log: warning: unable to write to ./main/current: File too large\n',
    files: { 'main/current': `0644 ${'y'.repeat(4096)}` },
  },
]

conforms('s6-log', 'what is inherited', scenarios)
