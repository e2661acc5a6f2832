// Processors that work: spec/s6-log.md §7.6.

import { full, programs, rotated, run, scenario } from './s6-processors.js'
import { conforms, type Scenario } from './scenario.js'

const output: readonly Scenario[] = [
  scenario('a copy', '?cat', { 'main/@1.s': `0744 ${full}`, 'main/newstate': undefined }),
  scenario('through execlineb', '!cat', { 'main/@1.s': `0744 ${full}` }),
  scenario('execlineb takes the quotes', '!echo "a  b" c', { 'main/@1.s': '0744 a  b c\n' }),
  scenario('the shell takes the quotes', "?echo 'a  b' c | tr a-z A-Z", {
    'main/@1.s': '0744 A  B C\n',
  }),
  scenario('something else', '!wc -c', { 'main/@1.s': '0744 4096\n' }),
  scenario('a processor that reads nothing', `?${programs}/never-reads`, {
    'main/@1.s': '0744 instead\n',
  }),
  scenario('no output is a file of no bytes', '?cat >/dev/null', { 'main/@1.s': '0744 ' }),
  scenario('an empty command is none', '?', { 'main/@1.s': `0744 ${full}` }),
  scenario('8-bit bytes', "?printf '\\351\xff\x81\xe9'", { 'main/@1.s': '0744 \xe9\xff\x81\xe9' }),
  scenario('standard error is the one of the logger', '?echo said >&2; cat', undefined, {
    stderr: 'said\n',
    sizes: [4096, 0],
  }),
  scenario(
    'a background child is not waited for',
    '?echo first; (until [ -e ../go ]; do sleep 0.05; done; echo late) & cat >/dev/null',
    { 'main/@1.s': '0744 first\n' },
    { steps: rotated(full) },
  ),
  scenario(
    'a rotation by ALRM is processed too',
    '?tr a-z A-Z',
    { 'main/@1.s': '0744 ONE\n', 'main/current': '0744 two\n' },
    {
      steps: async (logger) => {
        await logger.feed('one\n')
        await logger.wake('SIGALRM')
        await logger.until('a finished rotation', () => !logger.place.has('main/previous'))
        await logger.feed('two\n')
      },
    },
  ),
]

const counts = `?${programs}/keeps-count`

const state: readonly Scenario[] = [
  scenario(
    'state passes from one run to the next',
    counts,
    {
      'main/@1.s': `0744 run 1\n${full}`,
      'main/@2.s': `0744 run 2\n${full}`,
      'main/@3.s': `0744 run 3\n${full}`,
      'main/state': '0644 3\n',
      'main/newstate': undefined,
    },
    { steps: rotated(full, full, full) },
  ),
  scenario(
    'state survives a clean restart',
    counts,
    {
      'main/@1.s': `0744 run 1\n${full}`,
      'main/@2.s': `0744 run 2\n${full}`,
      'main/state': '0644 2\n',
    },
    { again: [run(counts)] },
  ),
  scenario(
    'state begins empty after an unclean end',
    counts,
    {
      'main/@1.s': `0744 run 1\n${full}`,
      'main/@2.u': '0644 rest\n',
      'main/@3.s': `0744 run 1\n${full}`,
      'main/state': '0644 1\n',
    },
    {
      steps: async (logger) => {
        await rotated(full)(logger)
        await logger.feed('rest\n')
        await logger.until('a written line', () => logger.place.size('main/current') === 5)
        logger.kill()
      },
      exit: 'SIGKILL, 0',
      again: [run(counts)],
    },
  ),
  scenario(
    'state not written is empty next time',
    '?cat <&4; cat',
    { 'main/@1.s': `0744 given\n${full}`, 'main/state': '0644 ' },
    {
      given: (place) => {
        place.directory('main')
        place.file('main/current', '', 0o744)
        place.file('main/state', 'given\n', 0o600)
      },
    },
  ),
]

const descriptors =
  'for n in 0 1 2 3 4 5 6 7 8 9; do [ -e /proc/$$/fd/$n ] && echo $n $(readlink /proc/$$/fd/$n); done; :'

const surroundings: readonly Scenario[] = [
  scenario('what the shell is called', '?echo "$0 $#"', { 'main/@1.s': '0744 /bin/sh 0\n' }),
  scenario('directory, mask, signals and environment', `?${programs}/reports`, undefined, {
    ...run(`?${programs}/reports`),
    shell: 'exec 3>/dev/null; umask 077',
    also: ({ files }) => {
      if (!files['main/@1.s']?.startsWith('0700 umask 0077, in main\n'))
        throw new Error(files['main/@1.s'])
    },
  }),
  scenario('descriptors 0, 1, 2, 4 and 5 are open', `?${descriptors}`, undefined, {
    also: ({ files }) => {
      const found = files['main/@1.s']?.replace(/ \S*\//g, ' ').slice(5)
      if (found !== '0 previous\n1 processed\n2 stderr.0\n4 state\n5 newstate\n')
        throw new Error(found)
    },
  }),
  scenario('the same without -d', `?${descriptors}`, undefined, {
    script: ['s4096', `?${descriptors}`, './main'],
    shell: '',
    deviation: 's6-log: closed descriptor 5',
    also: ({ files }) => {
      if (!files['main/@1.s']?.includes('/main/newstate')) throw new Error(files['main/@1.s'])
    },
    theirs: {
      also: ({ files }) => {
        if (files['main/@1.s']?.includes('/main/newstate')) throw new Error(files['main/@1.s'])
      },
    },
  }),
  scenario('descriptor 0 can only be read', '?echo no 2>/dev/null >&0 || echo sealed', {
    'main/@1.s': '0744 sealed\n',
  }),
  ...['TERM', 'HUP', 'ALRM', 'PIPE'].map((name) =>
    scenario(
      `${name} ends a processor by default`,
      `?exec 2>/dev/null; sh -c 'kill -${name} $$'; kill -l $?`,
      {
        'main/@1.s': `0744 ${name}\n`,
      },
    ),
  ),
]

conforms('s6-log', 'what processors write', output)
conforms('s6-log', 'state of processors', state)
conforms('s6-log', 'surroundings of processors', surroundings)
