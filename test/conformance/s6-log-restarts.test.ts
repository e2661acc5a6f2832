// What an earlier run left, and a run goes on with: spec/s6-log.md §7.3, §7.4.

import { readdirSync } from 'node:fs'
import type { RunningLogger } from '../helpers/run-logger.js'
import { old } from './archives.js'
import { CLEAN, found, OPEN } from './s6-found.js'
import { conforms, type Scenario } from './scenario.js'

const linked = (name: 'previous' | 'current' | 'processed'): Scenario => ({
  title: `${name} that has its archive already is only removed`,
  script: ['./main'],
  given: (place) => {
    place.directory('main')
    place.file(`main/${name}`, `${name}\n`, name === 'current' ? OPEN : CLEAN)
    place.link(`main/${name}`, `main/${old(1)}`)
  },
  names: ['@1.s', 'current'],
  files: {
    'main/@1.s': `${name === 'current' ? '0644' : '0744'} ${name}\n`,
    'main/current': '0744 ',
  },
})

const line = `${'x'.repeat(4200)}\n`

const archived = ({ place }: RunningLogger): boolean =>
  readdirSync(place.at('main')).some((name) => String(name).startsWith('@'))

const clean: readonly Scenario[] = [
  linked('previous'),
  linked('current'),
  linked('processed'),
  {
    title: 'a second link that is no archive',
    script: ['./main'],
    given: (place) => {
      place.directory('main')
      place.file('main/current', 'text\n', OPEN)
      place.link('main/current', 'elsewhere')
    },
    deviation: 's6-log: hard links',
    names: ['@1.u', 'current'],
    files: { 'main/@1.u': '0644 text\n', 'main/current': '0744 ', elsewhere: '0644 text\n' },
    theirs: { names: ['current'], files: { 'main/current': '0744 ', elsewhere: '0644 text\n' } },
  },
  {
    title: 'a clean current is appended to and counted',
    script: ['s4096', 'l0', './main'],
    given: (place) => {
      place.directory('main')
      place.file('main/state', '', OPEN)
      place.file('main/current', `${'y'.repeat(4000)}\n`, CLEAN)
    },
    steps: (logger) => logger.feed(`${'x'.repeat(90)}\n`, 'one\n', 'two\n'),
    files: {
      'main/@1.s': `0744 ${'y'.repeat(4000)}\n${'x'.repeat(90)}\none\n`,
      'main/current': '0744 two\n',
    },
  },
  {
    title: 'a clean current of full size stays until there is something to log',
    script: ['s4096', './main'],
    given: (place) => {
      place.directory('main')
      place.file('main/current', line, CLEAN)
    },
    names: ['current'],
    files: { 'main/current': `0744 ${line}` },
  },
  {
    title: 'a clean current of full size is rotated with the next line',
    script: ['s4096', './main'],
    given: (place) => {
      place.directory('main')
      place.file('main/state', '', OPEN)
      place.file('main/current', line, CLEAN)
    },
    input: 'next\n',
    deviation: 's6-log: full current',
    files: { 'main/@1.s': `0744 ${line}next\n`, 'main/current': '0744 ' },
    theirs: { files: { 'main/@1.s': `0744 ${line}`, 'main/current': '0744 next\n' } },
  },
  {
    title: 'a clean current without state',
    script: ['-d3', 'r1000000', 's4096', '?cat', './main'],
    shell: 'exec 3>/dev/null',
    given: found({ current: CLEAN }),
    steps: async (logger) => {
      await logger.write(line)
      await logger.until(
        'an end of it',
        () => logger.stderr().includes('failed') || archived(logger),
      )
      if (logger.stderr() !== '') logger.kill()
    },
    deviation: 's6-log: missing state',
    names: ['@1.s', 'current'],
    files: { 'main/@1.s': `0744 current\n${line}`, 'main/state': '0644 ' },
    theirs: {
      exit: 'SIGKILL',
      stderr:
        's6-log (processor child): fatal: unable to open_readb ./main/state: No such file or directory\n' +
        's6-log: warning: processor failed in ./main\n',
    },
  },
  {
    title: 'a previous left beside a clean current',
    script: ['s4096', './main'],
    given: found({ current: CLEAN, previous: CLEAN, state: OPEN }),
    input: line,
    deviation: 's6-log: leftover previous',
    files: {
      'main/@1.u': '0744 previous\n',
      'main/@2.s': `0744 current\n${line}`,
      'main/current': '0744 ',
    },
    theirs: { files: { 'main/@1.s': `0744 current\n${line}`, 'main/@2.s': undefined } },
  },
  {
    title: 'killed while idle: the next start keeps everything',
    script: ['./main'],
    steps: async (logger) => {
      await logger.feed('one\n')
      logger.kill()
    },
    exit: 'SIGKILL, 0',
    again: [{ script: ['./main'], input: 'two\n' }],
    names: ['@1.u', 'current'],
    files: { 'main/@1.u': '0644 one\n', 'main/current': '0744 two\n' },
  },
]

conforms('s6-log', 'a directory found by a restart', clean)
